//! A form below the row: what is asked, who sees it, and how to send or leave it.

use leptos::prelude::*;

use super::bar::{Opened, frame};
use crate::app::App;
use crate::drafts::mine;
use crate::drafts::writing::Writing;
use crate::parts::form::{field_id, text};
use crate::parts::markup::{Content, button, classed, live, tag};
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

/// The name that one writes under, filled in with the last one.
pub fn name(app: App, writing: Writing) -> AnyView {
    if writing.field("/author/name").is_empty() {
        writing.suggest("/author/name", mine::name(app.client));
    }
    let max = app.with_service(|service| service.limits.name_max);
    text(app, writing, "/author/name", "name", 1, max)
}
