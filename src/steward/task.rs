//! One thing to do, behind its name unless it is the one that is waited for or has been begun.

use leptos::prelude::*;

use crate::app::App;
use crate::drafts::draft::has_draft;
use crate::parts::focus::focus;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, all, button, classed, live, nothing};

/// Draws it; `shelf` is what its draft is kept under.
pub fn task(
    app: App,
    title: &str,
    is_asked: bool,
    shelf: &str,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    led_to(app, title, is_asked, shelf, Box::new(|| false), Box::new(draw))
}

/// The same for one that another task may lead to: then it is unfolded and takes the focus.
pub fn led_to(
    app: App,
    title: &str,
    is_asked: bool,
    shelf: &str,
    is_called: Box<dyn Fn() -> bool>,
    draw: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    let unfolded = RwSignal::new(is_asked || has_draft(app.client, shelf));
    let press = button("link", app.say(title), move |_| {
        unfolded.update(|unfolded| *unfolded = !*unfolded);
    });
    let press = press
        .live_attr("aria-expanded", move || Some(unfolded.get().to_string()))
        .made(move |element| {
            Effect::new(move || {
                if is_called() {
                    unfolded.set(true);
                    focus(element.clone());
                }
            });
        });
    let inside = live(move || match unfolded.get() {
        true => draw(),
        false => nothing(),
    });
    classed("section", "section task")
        .child(heading(app, 1, press))
        .child(inside)
        .view()
}

/// Draws a button with what it unfolds below it: one of many that are alike. What has been begun is unfolded.
pub fn unfolding(
    app: App,
    words: String,
    shelf: &str,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let draw: Box<dyn Fn() -> AnyView + Send> = Box::new(draw);
    let unfolded = RwSignal::new(has_draft(app.client, shelf));
    let press = button("button", words, move |_| unfolded.update(|now| *now = !*now))
        .live_attr("aria-expanded", move || Some(unfolded.get().to_string()));
    let inside = live(move || match unfolded.get() {
        true => draw(),
        false => nothing(),
    });
    all(vec![classed("p", "choices").child(press).view(), inside])
}
