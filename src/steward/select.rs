//! One of several in one line, for those who choose often.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::form::field_id;
use crate::parts::markup::{Content, Tag, classed, tag};

/// Answers to choose from: what is kept, and what is said.
pub type Answers = Vec<(String, String)>;

/// Draws the question; what is chosen is kept at once. The first answer stands where nothing was chosen.
pub fn select(writing: Writing, pointer: &'static str, label: String, answers: Answers) -> Tag {
    let id = field_id(writing, pointer);
    let error = [&id, "-error"].concat();
    let complaint = classed("p", "complaint")
        .attr("id", error.as_str())
        .live(move || writing.complaint(pointer).view());
    let chosen = writing.field(pointer);
    let input = options(answers)
        .attr("id", id.as_str())
        .attr("aria-describedby", error)
        .made(move |element| set(element, &chosen))
        .on("change", move |event| {
            writing.set_field(pointer, event_target_value(&event))
        });
    classed("div", "field")
        .child(tag("label").attr("for", id).child(label))
        .child(complaint)
        .child(input)
}

/// The bare input.
pub fn options(answers: Answers) -> Tag {
    answers.into_iter().fold(tag("select"), |input, (value, words)| {
        input.child(tag("option").attr("value", value).child(words))
    })
}

/// The answers under keys of ours.
pub fn keyed(app: App, answers: &[(&str, &str)]) -> Answers {
    let said = answers
        .iter()
        .map(|(value, key)| ((*value).to_owned(), app.say(key)));
    said.collect()
}

fn set(element: web_sys::HtmlElement, value: &str) {
    // The options are there once the present round is over; the members of all kinds of input have the same name.
    let value = value.to_owned();
    let input = element.unchecked_into::<web_sys::HtmlInputElement>();
    leptos::task::spawn_local(async move {
        if !value.is_empty() {
            input.set_value(&value);
        }
    });
}
