//! Questions of a form that is kept as it is written, and what stands in them.

use leptos::prelude::*;
use samskab_protocol::problem::{FieldError, FieldFault};
use samskab_protocol::validation;

use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::choice::{self, Choice, said};
use crate::parts::field::{EMAIL, Field, field};
use crate::parts::markup::{Content, Tag};

/// A text, and for whoever is not known by name yet also that.
pub fn text(app: App, writing: Writing, pointer: &'static str, label: &str, rows: u32, max: u32) -> AnyView {
    input(app, writing, pointer, label, rows, max).view()
}

/// The same, to put something below it.
pub fn input(app: App, writing: Writing, pointer: &'static str, label: &str, rows: u32, max: u32) -> Tag {
    let autocomplete = match pointer {
        "/author/name" => "name",
        "/email" => EMAIL,
        _ => "off",
    };
    let question = Field {
        pointer,
        id: field_id(writing, pointer),
        label: app.say(label),
        hint: (pointer == "/author/name").then(|| app.say("name.hint")),
        rows,
        max,
        autocomplete,
    };
    field(app, writing, question)
}

/// One of several, by radio buttons.
pub fn choice(
    app: App,
    writing: Writing,
    pointer: &'static str,
    question: &str,
    choices: Vec<(&'static str, &'static str)>,
) -> AnyView {
    let question = Choice {
        pointer,
        id: field_id(writing, pointer),
        question: app.say(question),
        answers: said(app, &choices),
    };
    choice::choice(writing, question).view()
}

/// What is written in a field, without the space around it; `None` where that is nothing.
pub fn written(writing: Writing, pointer: &str) -> Option<String> {
    let words = writing.field(pointer).trim().to_owned();
    (!words.is_empty()).then_some(words)
}

/// That one of several has to be chosen.
pub fn unchosen(app: App, pointer: &str) -> FieldError {
    validation::fail(pointer, FieldFault::Invalid, &app.say("err.choice.empty"))
}

/// Id of an input: several forms may be open at once, each for a text of its own.
pub fn field_id(writing: Writing, pointer: &str) -> String {
    [&writing.name(), pointer].concat().replace([' ', '/'], "-")
}
