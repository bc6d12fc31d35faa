//! What is shown once somebody asks for it, below the button that asks.

use leptos::prelude::*;

use crate::parts::markup::{Content, all, button, classed, live, nothing};

/// A button that shows what `draw` draws, and hides it again.
pub fn fold(label: String, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let open = RwSignal::new(false);
    let draw: Box<dyn Fn() -> AnyView + Send> = Box::new(draw);
    let press = button("link", label, move |_| open.update(|open| *open = !*open))
        .live_attr("aria-expanded", move || Some(open.get().to_string()));
    let inside = live(move || match open.get() {
        true => draw(),
        false => nothing(),
    });
    all(vec![classed("p", "actions").child(press).view(), inside])
}
