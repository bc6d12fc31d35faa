//! Where the keyboard is.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Moves the focus to an element.
pub fn focus(element: HtmlElement) {
    _ = element.focus();
}

/// Moves the focus to an element unless somebody has it elsewhere by now: who types must not lose a key.
pub fn focus_if_free(element: HtmlElement) {
    let free = document()
        .active_element()
        .is_none_or(|active| active.tag_name() == "BODY");
    if free {
        focus(element);
    }
}

/// Focuses the element with an id in the shadow root that an event came from.
pub fn focus_id(event: &web_sys::Event, id: &str) {
    if let Some(element) = beside(event, id) {
        focus(element);
    }
}

/// The same, with the element at the top of what is in sight.
pub fn lead_to(event: &web_sys::Event, id: &str) {
    if let Some(element) = beside(event, id) {
        element.scroll_into_view();
        focus(element);
    }
}

fn beside(event: &web_sys::Event, id: &str) -> Option<HtmlElement> {
    let node = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let root = node.and_then(|node| node.get_root_node().dyn_into::<web_sys::ShadowRoot>().ok());
    let element = root.and_then(|root| root.get_element_by_id(id))?;
    element.dyn_into().ok()
}

/// Brings the card that the reader comes back from into sight, and its link under the focus.
pub fn come_back(card: HtmlElement) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    card.scroll_into_view_with_scroll_into_view_options(&options);
    let link = card.query_selector("a").ok().flatten();
    if let Some(link) = link.and_then(|link| link.dyn_into().ok()) {
        focus(link);
    }
}
