//! Inviting people to meet, and what becomes of the meeting: moved, called off with a reason, or held (S2.6).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::event::Event;
use samskab_protocol::problem::FieldError;
use samskab_protocol::validation::projects as rules;
use samskab_protocol::wire;
use serde_json::{Value, json};

use super::faults::faulty;
use super::form::{Form, Request, form};
use super::meanwhile::{Standing, contested, follow, notice};
use super::revision::{Revision, is_rewritten, revise};
use super::sheet::{Question, Sort, draw_shared, put, question, standing};
use super::version::Version;
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::form::written;
use crate::parts::markup::all;

const KINDS: Sort = Sort::Choice(&[
    ("working_meeting", "event.working_meeting"),
    ("debate_salon", "event.debate_salon"),
    ("citizen_panel", "event.citizen_panel"),
    ("hosted_dinner", "event.hosted_dinner"),
    ("theme_workshop", "event.theme_workshop"),
    ("council_meeting", "event.council_meeting"),
    ("other", "event.other"),
]);
const STATES: Sort = Sort::Choice(&[
    ("scheduled", "steward.event.scheduled"),
    ("cancelled", "steward.event.cancelled"),
    ("held", "steward.event.held"),
]);

/// What is asked once it is there: whether it takes place, and what came of it.
const AFTERWARDS: [Question; 5] = [
    STATE,
    REASON,
    question("/outcome", "steward.event.outcome", Sort::Words),
    question("/minutes/url", "steward.event.minutes", Sort::Line),
    question("/minutes/title", "steward.link.title", Sort::Line),
];
const STATE: Question = question("/state", "steward.event.state", STATES);
const REASON: Question = question("/cancelled_reason", "steward.event.reason", Sort::Sentences);

const QUESTIONS: [Question; 9] = [
    question("/kind", "steward.event.kind", KINDS),
    question("/title", "steward.event.title", Sort::Line),
    question("/body", "steward.event.body", Sort::Words),
    question("/starts_at", "steward.event.starts", Sort::Moment),
    question("/ends_at", "steward.event.ends", Sort::Moment),
    question("/place/name", "steward.event.place", Sort::Line),
    question("/online_url", "steward.event.online", Sort::Line),
    question("/host", "steward.event.host", Sort::Line),
    question("/agenda", "steward.event.agenda", Sort::Lines),
];

/// How one comes, which is no member of the meeting by itself.
const COMING: Question = question(
    "/coming",
    "steward.event.coming",
    Sort::Choice(&[
        ("", "steward.event.freely"),
        ("open", "steward.event.registered"),
        ("closed", "steward.event.registered.closed"),
    ]),
);
const CAPACITY: Question = question("/registration/capacity", "steward.event.capacity", Sort::Number);

/// What the form is about.
#[derive(Clone)]
pub enum Meeting {
    /// A new meeting of the project with this id.
    New(String),
    /// One that is there.
    Known(Box<Version>),
}

impl Meeting {
    fn document(&self) -> Option<Value> {
        match self {
            Meeting::New(_) => None,
            Meeting::Known(version) => Some(version.document()),
        }
    }

    /// What is asked of it, without how one comes.
    fn questions(&self) -> impl Iterator<Item = &'static Question> {
        let first: &[Question] = match self {
            Meeting::New(_) => &[],
            Meeting::Known(_) => &AFTERWARDS,
        };
        first.iter().chain(&QUESTIONS)
    }
}

/// Draws the form.
pub fn meeting(app: App, shelf: String, meeting: Meeting, done: Rc<dyn Fn(&str)>) -> AnyView {
    let send = match meeting {
        Meeting::New(_) => "steward.event.send",
        Meeting::Known(_) => "steward.event.save",
    };
    let sent = meeting.clone();
    form(
        app,
        Form {
            subject: shelf,
            privacy: "steward.event.public",
            send: app.say(send),
            fields: Box::new(move |writing| fields(app, writing, &meeting)),
            request: Box::new(move |writing| request(app, writing, &sent)),
            done,
        },
    )
}

/// What stands in each field.
fn standings(app: App, meeting: &Meeting) -> Vec<Standing> {
    let mut document = meeting.document().unwrap_or_else(|| json!({}));
    document["coming"] = match document["registration"]["open"].as_bool() {
        None => "",
        Some(true) => "open",
        Some(false) => "closed",
    }
    .into();
    if document["kind"].is_null() {
        document["kind"] = "working_meeting".into();
    }
    let asked = meeting.questions().chain([&COMING, &CAPACITY]);
    asked.map(|one| standing(app, &document, one)).collect()
}

fn fields(app: App, writing: Writing, meeting: &Meeting) -> AnyView {
    let standing = standings(app, meeting);
    follow(writing, &standing);
    let asked = meeting.questions().chain([&COMING, &CAPACITY]);
    let asked = asked.map(|one| draw_shared(app, writing, one, &standing));
    all([notice(app, writing, &standing)]
        .into_iter()
        .chain(asked)
        .collect())
}

fn request(app: App, writing: Writing, meeting: &Meeting) -> Result<Request, Vec<FieldError>> {
    let standing = standings(app, meeting);
    let before = meeting.document();
    let mut revision = revise(app, writing, meeting.questions(), before.as_ref(), &standing);
    // A place without a name is none, and so is a link without anything.
    for member in ["place", "minutes"] {
        let is_touched = revision.patch[member].is_object();
        let name = &revision.whole[member];
        if is_touched && name["name"].is_null() && name["url"].is_null() && name["title"].is_null() {
            revision.put(&["/", member].concat(), Value::Null);
        }
    }
    let mut errors = Vec::new();
    errors.extend(sign_up(app, writing, &mut revision, &standing));
    errors.extend(call_off(app, writing, &mut revision, &standing));
    errors.extend(check(app, revision.whole.clone()));
    errors.append(&mut revision.errors);
    errors.extend(contested(app, writing, &standing));
    match meeting {
        Meeting::New(project) => {
            revision.patch["project"] = project.as_str().into();
            Request::to("/events", Some(revision.patch.to_string()), errors)
        }
        Meeting::Known(version) => version.change(Some(revision.patch.to_string()), errors),
    }
}

/// How one signs up, and for how many there is room. Who has signed up already keeps their seat.
fn sign_up(app: App, writing: Writing, revision: &mut Revision, standing: &[Standing]) -> Option<FieldError> {
    let is_rewritten = |asked: &Question| is_rewritten(writing, standing, asked.pointer);
    if !is_rewritten(&COMING) && !is_rewritten(&CAPACITY) {
        return None;
    }
    let Some(coming) = written(writing, COMING.pointer) else {
        revision.put("/registration", Value::Null);
        return None;
    };
    let capacity = written(writing, CAPACITY.pointer);
    let seats = capacity.as_deref().map(str::parse::<u32>);
    if seats.as_ref().is_some_and(|seats| !matches!(seats, Ok(1..))) {
        return Some(faulty(app, CAPACITY.pointer, "steward.event.number"));
    }
    if !revision.whole["registration"].is_object() {
        revision.put("/registration", json!({ "registered": 0, "waiting": 0 }));
    }
    revision.put("/registration/open", (coming == "open").into());
    let seats = seats.and_then(Result::ok);
    revision.put(CAPACITY.pointer, seats.map_or(Value::Null, Value::from));
    None
}

/// What is called off says why; and what is not has no such reason.
fn call_off(
    app: App,
    writing: Writing,
    revision: &mut Revision,
    standing: &[Standing],
) -> Option<FieldError> {
    let is_off = revision.whole["state"] == "cancelled";
    if is_off || written(writing, REASON.pointer).is_none() {
        return None;
    }
    if is_rewritten(writing, standing, REASON.pointer) {
        return Some(faulty(app, STATE.pointer, "steward.event.reason.alone"));
    }
    revision.put(REASON.pointer, Value::Null);
    None
}

/// What cannot stand, before it is sent: the rules are those of the backend.
fn check(app: App, mut whole: Value) -> Vec<FieldError> {
    let limits = app.with_service(|service| service.limits.clone());
    let mut errors = Vec::new();
    if whole["starts_at"].is_null() {
        errors.push(faulty(app, "/starts_at", "steward.err.moment"));
    }
    if whole["id"].is_null() {
        whole["id"] = "new".into();
    }
    let has_minutes = whole["minutes"].is_object();
    let needed = [
        ("/title", true),
        ("/starts_at", true),
        ("/minutes/url", has_minutes),
        ("/minutes/title", has_minutes),
    ];
    for (pointer, _) in needed.into_iter().filter(|(_, is_needed)| *is_needed) {
        if whole.pointer(pointer).is_none_or(Value::is_null) {
            put(&mut whole, pointer, "".into());
        }
    }
    let found = wire::read::<Event>(&whole).map(|event| rules::event(&event, &limits));
    let found = found.unwrap_or_default().into_iter();
    errors.extend(found.map(|error| match error.pointer.as_str() {
        "/ends_at" => faulty(app, "/ends_at", "steward.event.backwards"),
        _ => error,
    }));
    errors
}
