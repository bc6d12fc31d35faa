//! What is shown once somebody asks for it, below the button that asks.

use leptos::prelude::*;

use crate::parts::markup::{Content, all, button, classed, live, nothing};

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
    let name = (!about.is_empty()).then(|| [&label, ": ", about].concat());
    let press = button("link", label, move |_| open.update(|open| *open = !*open))
        .maybe("aria-label", name)
        .live_attr("aria-expanded", move || Some(open.get().to_string()));
    let inside = live(move || match open.get() {
        true => draw(),
        false => nothing(),
    });
    all(vec![classed("p", "actions").child(press).view(), inside])
}
