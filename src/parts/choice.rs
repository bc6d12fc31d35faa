//! One of several, by radio buttons.

use leptos::prelude::*;

use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::markup::{Tag, classed, tag};

/// A question with answers to choose from.
pub struct Choice {
    /// Where the answer belongs in the request, as JSON Pointer.
    pub pointer: &'static str,
    /// Unique in the shadow root.
    pub id: String,
    /// The question.
    pub question: String,
    /// The answers: what is sent, and what is said. Empty is sent by nobody: to choose nothing is an answer too.
    pub answers: Vec<(String, String)>,
}

/// Draws the question; what is chosen is kept at once.
pub fn choice(writing: Writing, choice: Choice) -> Tag {
    let Choice {
        pointer,
        id,
        question,
        answers,
    } = choice;
    let error = [&id, "-error"].concat();
    let complaint = classed("p", "complaint")
        .attr("id", error.as_str())
        .live(move || writing.complaint(pointer).into_any());
    let field = classed("fieldset", "field")
        .attr("id", id.as_str())
        .attr("tabindex", "-1")
        .attr("aria-describedby", error)
        .child(tag("legend").child(question))
        .child(complaint);
    answers.into_iter().fold(field, |field, (value, words)| {
        field.child(radio(writing, pointer, &id, value, words))
    })
}

fn radio(writing: Writing, pointer: &'static str, group: &str, value: String, words: String) -> Tag {
    let id = [group, "-", &value].concat();
    let is_chosen = writing.field(pointer) == value;
    let input = tag("input")
        .attr("type", "radio")
        .attr("name", group)
        .attr("id", id.as_str())
        .maybe("checked", is_chosen.then_some(""))
        .on("change", move |_| writing.set_field(pointer, value.clone()));
    classed("p", "choice")
        .child(input)
        .child(tag("label").attr("for", id).attr("dir", "auto").child(words))
}

/// The answers under keys of ours.
pub fn said(app: App, answers: &[(&str, &str)]) -> Vec<(String, String)> {
    let said = answers
        .iter()
        .map(|(value, key)| ((*value).to_owned(), app.say(key)));
    said.collect()
}
