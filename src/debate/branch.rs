//! What answers a comment: its first replies, the way to the others, and a button that folds them away.

use leptos::prelude::*;
use samskab_protocol::comment::Comment;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::comment::list_class;
use super::thread::{Thread, nodes};
use crate::app::App;
use crate::parts::markup::{Tag, button, classed};
use crate::parts::more::more;

/// Draws the button, where there is something to fold away, and the list of the replies.
pub fn branch(app: App, thread: Thread, item: &Comment) -> Option<(Option<Tag>, Tag)> {
    let page = item.replies.as_ref()?;
    let list = classed("ol", list_class(item)).attr("role", "list");
    if let Some(next) = page.page.next.clone().filter(|_| page.items.is_empty()) {
        let number = app.language.number(item.counts.replies);
        let label = app.language.say_with("replies.show", &[("n", &number)]);
        let draw = move |page: &_| nodes(app, thread, page, "replies.more");
        return Some((None, list.child(more(app, label, next, Box::new(draw)))));
    }
    let open = RwSignal::new(true);
    let number = item.counts.descendants.unwrap_or(item.counts.replies);
    // The words stay the same: whether it is open is said by the state alone.
    let label = app.language.count("replies.count", number);
    let fold = button("link fold", label, move |_| open.update(|open| *open = !*open))
        .live_attr("aria-expanded", move || Some(open.get().to_string()));
    let list = list
        .live_attr("hidden", move || (!open.get()).then(String::new))
        .child(nodes(app, thread, page, "replies.more"));
    Some((Some(fold), list))
}

/// Opens every branch that an element is folded away in.
pub fn unfold(element: &Element) {
    let mut inside = element.parent_element();
    while let Some(list) = inside.and_then(|inside| inside.closest("ol[hidden]").ok().flatten()) {
        inside = list.parent_element();
        let fold = inside
            .as_ref()
            .and_then(|above| above.query_selector(":scope > .head > .fold").ok().flatten());
        if let Some(fold) = fold.and_then(|fold| fold.dyn_into::<HtmlElement>().ok()) {
            fold.click();
        }
    }
}
