//! A form below the row: what is asked, who sees it, and how to send or leave it.

use leptos::prelude::*;
use samskab_protocol::problem::{FieldError, FieldFault};
use samskab_protocol::validation;

use super::bar::{Opened, frame};
use crate::app::App;
use crate::drafts::mine;
use crate::drafts::writing::Writing;
use crate::parts::choice::{self, Choice, said};
use crate::parts::field::{Field, field};
use crate::parts::markup::{Content, Tag, button, classed, live, tag};
use crate::parts::sending::{Mend, error_summary, found_draft, kept_note};

/// What a form asks and does.
pub struct Form<F> {
    /// Key of its heading.
    pub title: &'static str,
    /// Key of the line that says who sees it.
    pub privacy: &'static str,
    /// Its questions.
    pub fields: F,
    /// The button that sends, with what came of it.
    pub send: AnyView,
}

/// Draws a form; its text is kept like every other.
pub fn form<F>(app: App, opened: Opened, writing: Writing, form: Form<F>) -> AnyView
where
    F: Fn() -> AnyView + Send + 'static,
{
    let Form {
        title,
        privacy,
        fields,
        send,
    } = form;
    let fields = live(move || {
        writing.redrawn.track();
        fields()
    });
    let close = button("link", app.say("comment.close"), move |_| opened.close());
    frame(app, opened, title)
        .child(found_draft(app, writing))
        .child(error_summary(app, writing, move |pointer| {
            Mend::Here(field_id(writing, pointer))
        }))
        .child(fields)
        .child(kept_note(app, writing))
        .child(classed("p", "small").child(app.say(privacy)))
        .child(send)
        .child(tag("p").child(close))
        .view()
}

/// A text, and for whoever is not known by name yet also that.
pub fn text(app: App, writing: Writing, pointer: &'static str, label: &str, rows: u32, max: u32) -> AnyView {
    input(app, writing, pointer, label, rows, max).view()
}

/// The same, to put something below it.
pub fn input(app: App, writing: Writing, pointer: &'static str, label: &str, rows: u32, max: u32) -> Tag {
    let autocomplete = if pointer == "/author/name" { "name" } else { "off" };
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

/// The name that one writes under, filled in with the last one.
pub fn name(app: App, writing: Writing) -> AnyView {
    if writing.field("/author/name").is_empty() {
        writing.suggest("/author/name", mine::name(app.client));
    }
    let max = app.with_service(|service| service.limits.name_max);
    text(app, writing, "/author/name", "name", 1, max)
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
