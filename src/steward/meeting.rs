//! Inviting people to meet: what sort of meeting, when, where, and how many have room (S2.6).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::event::Event;
use samskab_protocol::limits::Limits;
use samskab_protocol::problem::FieldError;
use samskab_protocol::validation::projects as rules;
use samskab_protocol::wire;
use serde_json::{Value, json};

use super::faults::faulty;
use super::form::{Form, Request, form};
use super::sheet::{Question, Sort, document, draw, question};
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::form::written;
use crate::parts::markup::{Content, all};

const KINDS: Sort = Sort::Choice(&[
    ("working_meeting", "event.working_meeting"),
    ("debate_salon", "event.debate_salon"),
    ("citizen_panel", "event.citizen_panel"),
    ("hosted_dinner", "event.hosted_dinner"),
    ("theme_workshop", "event.theme_workshop"),
    ("council_meeting", "event.council_meeting"),
    ("other", "event.other"),
]);

const QUESTIONS: [Question; 8] = [
    question("/kind", "steward.event.kind", KINDS),
    question("/title", "steward.event.title", Sort::Line),
    question("/body", "steward.event.body", Sort::Words),
    question("/starts_at", "steward.event.starts", Sort::Moment),
    question("/ends_at", "steward.event.ends", Sort::Moment),
    question("/place/name", "steward.event.place", Sort::Line),
    question("/host", "steward.event.host", Sort::Line),
    question("/agenda", "steward.event.agenda", Sort::Lines),
];

/// How one comes, which is no member of the meeting by itself.
const COMING: Question = question(
    "/coming",
    "steward.event.coming",
    Sort::Choice(&[
        ("", "steward.event.freely"),
        ("registered", "steward.event.registered"),
    ]),
);
const CAPACITY: Question = question("/registration/capacity", "steward.event.capacity", Sort::Number);

/// Draws the form for a new meeting of a project.
pub fn meeting(app: App, shelf: String, project: String, done: Rc<dyn Fn(&str)>) -> AnyView {
    form(
        app,
        Form {
            subject: shelf,
            privacy: "steward.event.public",
            send: app.say("steward.event.send"),
            fields: Box::new(move |writing| {
                let asked = QUESTIONS.iter().chain([&COMING, &CAPACITY]);
                all(asked.map(|one| draw(app, writing, one).view()).collect())
            }),
            request: Box::new(move |writing| request(app, writing, &project)),
            done,
        },
    )
}

fn request(app: App, writing: Writing, project: &str) -> Result<Request, Vec<FieldError>> {
    let limits = app.with_service(|service| service.limits.clone());
    let mut body = document(app, writing, &QUESTIONS);
    body["project"] = project.into();
    if body["kind"].is_null() {
        body["kind"] = "working_meeting".into();
    }
    let mut errors = Vec::new();
    if written(writing, COMING.pointer).is_some() {
        let capacity = written(writing, CAPACITY.pointer);
        let seats = capacity.as_deref().map(str::parse::<u32>);
        if seats.as_ref().is_some_and(|seats| !matches!(seats, Ok(1..))) {
            errors.push(faulty(app, CAPACITY.pointer, "steward.event.number"));
        }
        let seats = seats.and_then(Result::ok);
        body["registration"] = json!({ "open": true, "capacity": seats, "registered": 0, "waiting": 0 });
    }
    if body["starts_at"].is_null() {
        errors.push(faulty(app, "/starts_at", "steward.err.moment"));
    }
    errors.extend(check(app, body.clone(), &limits));
    Request::to("/events", Some(body.to_string()), errors)
}

/// What cannot stand, before it is sent: the rules are those of the backend.
fn check(app: App, mut whole: Value, limits: &Limits) -> Vec<FieldError> {
    whole["id"] = "new".into();
    whole["project"] = Value::Null;
    for name in ["title", "starts_at"] {
        if whole[name].is_null() {
            whole[name] = "".into();
        }
    }
    let errors = wire::read::<Event>(&whole).map(|event| rules::event(&event, limits));
    let errors = errors
        .unwrap_or_default()
        .into_iter()
        .map(|error| match error.pointer.as_str() {
            "/ends_at" => faulty(app, "/ends_at", "steward.event.backwards"),
            _ => error,
        });
    errors.collect()
}
