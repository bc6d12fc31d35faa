//! Links: to places inside the widget, and out of it.

use samskab_protocol::text;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::app::App;
use crate::parts::markup::{Tag, classed, tag};
use crate::route::Place;

/// A link to a place: a real one, which can be copied, shared and opened elsewhere.
pub fn link(app: App, class: &'static str, place: Place, content: String) -> Tag {
    let href = app.href(&place);
    let follow = move |event: web_sys::Event| {
        // In memory there is no address to go to; anywhere else the browser does it, new tabs included. Another
        // widget may have moved since the link was drawn: its place is taken along.
        if app.in_memory() {
            event.prevent_default();
            app.go(place.clone());
        } else if let Some(link) = event
            .current_target()
            .and_then(|target| target.dyn_into::<Element>().ok())
        {
            _ = link.set_attribute("href", &app.href(&place));
        }
    };
    classed("a", class)
        .attr("href", href)
        .child(content)
        .on("click", follow)
}

/// A link out of the widget, or only its words where the address is not one to follow.
pub fn outward(link: &text::Link) -> Tag {
    let words = tag(if link.is_safe() { "a" } else { "span" }).child(link.title.as_str());
    match link.is_safe() {
        true => words
            .attr("href", link.url.as_str())
            .attr("rel", "noopener nofollow ugc"),
        false => words,
    }
}
