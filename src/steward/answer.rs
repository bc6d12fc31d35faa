//! Answering a contribution in the name of one's office (S1.2, S1.8): what changes, or why not.

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::answer::CreateAnswer;
use samskab_protocol::problem::FieldFault;
use samskab_protocol::status::{Status, StatusCategory};
use samskab_protocol::validation;

use super::case::Open;
use super::form::{Form, Request, form};
use super::select::{keyed, select};
use super::taking_up::{chosen_project, taking_up};
use super::templates::{has_blanks, templates};
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::form::text;
use crate::parts::markup::{Content, all};
use crate::parts::status::status_key;

/// Draws the form.
pub fn answer(app: App, open: Rc<Open>) -> AnyView {
    let subject = open.which.subject.clone();
    let last = last_answer(&open);
    let is_again = last.is_some();
    let answered = StoredValue::new_local(open.clone());
    form(
        app,
        Form {
            subject: open.shelf("answer"),
            privacy: "steward.public",
            send: app.say("steward.answer.send"),
            fields: Box::new(move |writing| {
                let max = app.with_service(|service| service.limits.body_max);
                all(vec![
                    templates(app, writing, "/body"),
                    text(app, writing, "/body", "steward.answer.body", 6, max),
                    status(app, writing),
                    taking_up(app, writing, &answered.get_value()),
                    is_again.then(|| again(app, writing)).view(),
                ])
            }),
            request: Box::new(move |writing| {
                let max = app.with_service(|service| service.limits.body_max);
                let new = CreateAnswer {
                    subject: subject.clone(),
                    body: writing.field("/body").trim().to_owned(),
                    lang: Some(app.language.tag()),
                    status: chosen_status(writing),
                    project: chosen_project(writing),
                    link: None,
                    supersedes: last.clone().filter(|_| !writing.field("/supersedes").is_empty()),
                };
                let mut errors = Vec::new();
                validation::text("/body", &new.body, max, &mut errors);
                if has_blanks(app, &new.body) {
                    let words = app.say("steward.template.blank");
                    errors.push(validation::fail("/body", FieldFault::Invalid, &words));
                }
                Request::to("/answers", serde_json::to_string(&new).ok(), errors)
            }),
            done: Rc::new(move |_| open.next(app, "steward.answer.done")),
        },
    )
}

/// The answer that a new one takes the place of.
fn last_answer(open: &Open) -> Option<String> {
    let trail = open.contribution.as_ref().map(|one| one.trail.as_slice());
    let mut answers = trail.unwrap_or_default().iter().rev();
    answers.find_map(|step| step.answer.clone())
}

/// Whether it takes the place of the last one, which can still be read.
fn again(app: App, writing: Writing) -> AnyView {
    let answers = [("", "steward.answer.more"), ("last", "steward.answer.instead")];
    select(
        writing,
        "/supersedes",
        app.say("steward.answer.again"),
        keyed(app, &answers),
    )
    .view()
}

/// Where it stands from now on.
pub fn status(app: App, writing: Writing) -> AnyView {
    let mut answers = keyed(app, &[("", "steward.status.same")]);
    let known = StatusCategory::ALL.map(|one| (one.as_str(), status_key(one)));
    answers.extend(keyed(app, &known));
    select(writing, "/status", app.say("steward.status"), answers).view()
}

/// The status that was chosen, if it is to change.
pub fn chosen_status(writing: Writing) -> Option<Status> {
    let chosen = writing.field("/status");
    (!chosen.is_empty()).then(|| Status {
        category: StatusCategory::parse(&chosen),
        label: None,
    })
}
