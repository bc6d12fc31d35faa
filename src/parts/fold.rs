//! What is shown once somebody asks for it, below the button that asks.

use leptos::prelude::*;

use crate::app::App;
use crate::parts::markup::{Content, all, button, classed, live, nothing, tag};

/// A button that shows what `draw` draws, and hides it again.
pub fn fold(label: String, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    fold_about("", label, RwSignal::new(false), Box::new(draw))
}

/// The same, told apart from others with the same words by what it is `about`; `open` says whether it is open.
pub fn fold_about(
    about: &str,
    label: String,
    open: RwSignal<bool>,
    draw: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    let inside = live(move || match open.get() {
        true => draw(),
        false => nothing(),
    });
    all(vec![press(about, label, open), inside])
}

/// The same for what stands on paper also while it is folded, since nobody can unfold it there. Whoever wants no paper
/// does not fetch it.
pub fn fold_on_paper(
    app: App,
    about: &str,
    label: String,
    open: RwSignal<bool>,
    draw: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    let is_wanted = Memo::new(move |_| open.get() || app.paper.get());
    let inside = live(move || match is_wanted.get() {
        true => draw(),
        false => nothing(),
    });
    all(vec![press(about, label, open), only_on_paper(open, inside)])
}

/// Something that is seen while it is `open`, and on paper.
pub fn only_on_paper(open: RwSignal<bool>, inside: AnyView) -> AnyView {
    let folded = move || (!open.get()).then(|| "on-paper".to_owned());
    tag("div").live_attr("class", folded).child(inside).view()
}

fn press(about: &str, label: String, open: RwSignal<bool>) -> AnyView {
    let name = (!about.is_empty()).then(|| [&label, ": ", about].concat());
    let press = button("link", label, move |_| open.update(|open| *open = !*open))
        .maybe("aria-label", name)
        .live_attr("aria-expanded", move || Some(open.get().to_string()));
    classed("p", "actions").child(press).view()
}
