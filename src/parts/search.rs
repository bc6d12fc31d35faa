//! A field for words, with a button that looks for them.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::App;
use crate::parts::markup::{Tag, classed, tag};

/// Draws a field under a label that shows what is looked for `now`, and hands over what else is.
pub fn search(
    app: App,
    id: &str,
    label: String,
    now: Box<dyn Fn() -> String>,
    find: Box<dyn Fn(&str)>,
) -> Tag {
    let typed = StoredValue::new(untrack(&now));
    let begin_anew = move || {
        let words = now();
        typed.set_value(words.clone());
        words
    };
    let input = tag("input")
        .attr("id", id)
        .attr("type", "search")
        .attr("enterkeyhint", "search")
        .attr("maxlength", "200")
        .made(move |element| follow(element, Box::new(begin_anew)))
        .on("input", move |event| typed.set_value(event_target_value(&event)));
    let go = classed("button", "button")
        .attr("type", "submit")
        .child(app.say("search.go"));
    classed("form", "field-find wide-find")
        .attr("role", "search")
        .on("submit", move |event| {
            event.prevent_default();
            find(&typed.get_value());
        })
        .child(tag("label").attr("for", id).child(label))
        .child(classed("div", "search").child(input).child(go))
}

/// Keeps a field at what is chosen, also when that was taken back elsewhere.
pub fn follow(element: web_sys::HtmlElement, now: Box<dyn Fn() -> String>) {
    // The members of all kinds of fields have the same name.
    let field = element.unchecked_into::<web_sys::HtmlInputElement>();
    Effect::new(move || field.set_value(&now()));
}
