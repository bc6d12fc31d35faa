//! The frame of a project: what it is about, what can be influenced, whose interest it is, who answers, and the way to
//! the decision. None is open that does not say so (S4.2, S4.3, S0.2).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::problem::FieldError;
use samskab_protocol::project::Project;
use samskab_protocol::validation::projects as rules;
use samskab_protocol::wire;
use serde_json::{Value, json};

use super::form::{Form, Request, form};
use super::phases::{self, phases};
use super::sheet::{Question, Sort, answer, draw, put, question, text_of};
use super::stakeholders::{self, stakeholders};
use crate::app::App;
use crate::backend::client::encode;
use crate::drafts::writing::Writing;
use crate::language::now;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, all, classed};

/// A project as it was read: as it came, with its entity tag.
pub struct Read {
    /// As it came.
    pub document: Value,
    /// Its entity tag.
    pub tag: String,
}

const KINDS: Sort = Sort::Choice(&[
    ("development", "kind.development"),
    ("service", "kind.service"),
    ("policy", "kind.policy"),
]);
const STATES: Sort = Sort::Choice(&[
    ("upcoming", "steward.project.upcoming"),
    ("open", "steward.project.open"),
    ("closed", "steward.project.closed"),
    ("archived", "steward.project.archived"),
]);
const OPENNESS: Sort = Sort::Choice(&[
    ("open", "openness.open"),
    ("framed", "openness.framed"),
    ("decided", "openness.decided"),
]);
const ROLES: Sort = Sort::Choice(&[
    ("involved", "offered.involved"),
    ("informed", "offered.informed"),
    ("consulted", "offered.consulted"),
    ("co_deciding", "offered.co_deciding"),
]);

/// The parts of the form, each under its heading.
const PARTS: [(&str, &[Question]); 4] = [
    (
        "steward.project.what",
        &[
            question("/title", "steward.project.title", Sort::Line),
            question("/summary", "steward.project.summary", Sort::Line),
            question("/mission", "steward.project.mission", Sort::Words),
            question("/kind", "steward.project.kind", KINDS),
        ],
    ),
    (
        "steward.project.frame",
        &[
            question("/interest", "steward.project.interest", Sort::Words),
            question("/influence/open", "steward.project.movable", Sort::Lines),
            question("/influence/given", "steward.project.given", Sort::Lines),
            question("/openness", "steward.project.openness", OPENNESS),
            question("/role_offered", "steward.project.role", ROLES),
            question("/questions", "steward.project.questions", Sort::Lines),
            question("/needs", "steward.project.needs", Sort::Lines),
            question("/join", "steward.project.join", Sort::Words),
        ],
    ),
    (
        "steward.project.who",
        &[
            question("/responsible/office", "steward.project.office", Sort::Line),
            question("/responsible/name", "steward.project.official", Sort::Line),
            question("/responsible/committee", "steward.project.committee", Sort::Line),
            question("/responsible/answer_days", "steward.project.days", Sort::Number),
        ],
    ),
    (
        "steward.project.when",
        &[
            question("/state", "steward.project.state", STATES),
            question("/starts_at", "steward.project.starts", Sort::Day),
            question("/decision_due", "steward.project.due", Sort::Day),
        ],
    ),
];

/// What a choice stands at where nothing was chosen: the first of its answers.
const USUAL: [(&str, &str); 4] = [
    ("/kind", "development"),
    ("/state", "upcoming"),
    ("/openness", "open"),
    ("/role_offered", "involved"),
];

fn questions() -> impl Iterator<Item = &'static Question> {
    PARTS.iter().flat_map(|(_, questions)| questions.iter())
}

/// Draws the form, for a new project or for one that is there.
pub fn outline(app: App, shelf: String, id: &str, read: Option<Rc<Read>>, done: Rc<dyn Fn(&str)>) -> AnyView {
    let is_new = read.is_none();
    let path = match is_new {
        true => "/projects".to_owned(),
        false => ["/projects/", &encode(id)].concat(),
    };
    let shown = StoredValue::new_local(read.clone());
    form(
        app,
        Form {
            subject: shelf,
            privacy: "steward.project.public",
            send: app.say(if is_new {
                "steward.project.create"
            } else {
                "steward.project.save"
            }),
            fields: Box::new(move |writing| {
                let read = shown.get_value();
                fill_in(writing, read.as_deref().map(|read| &read.document));
                fields(app, writing)
            }),
            request: Box::new(move |writing| request(app, writing, &path, read.as_deref())),
            done,
        },
    )
}

/// Fills in what stands there, where nothing else has been written.
fn fill_in(writing: Writing, document: Option<&Value>) {
    for asked in questions() {
        let text = document
            .map(|document| text_of(document, asked))
            .unwrap_or_default();
        suggest(writing, asked.pointer, text);
    }
    for (pointer, usual) in USUAL {
        suggest(writing, pointer, usual.into());
    }
    if let Some(document) = document {
        stakeholders::fill_in(writing, document);
        phases::fill_in(writing, document);
    }
}

/// Fills a field in, unless something stands there or a draft was found.
pub fn suggest(writing: Writing, pointer: &str, text: String) {
    if !writing.found.get_untracked() && writing.field(pointer).is_empty() {
        writing.suggest(pointer, text);
    }
}

fn fields(app: App, writing: Writing) -> AnyView {
    let mut drawn = Vec::new();
    for (title, questions) in PARTS {
        drawn.push(heading(app, 2, app.say(title)).attr("class", "part").view());
        if title == "steward.project.when" {
            drawn.push(
                classed("p", "small")
                    .child(app.say("steward.project.needed"))
                    .view(),
            );
        }
        drawn.extend(questions.iter().map(|one| draw(app, writing, one).view()));
        match title {
            "steward.project.who" => drawn.push(stakeholders(app, writing)),
            "steward.project.when" => drawn.push(phases(app, writing)),
            _ => {}
        }
    }
    all(drawn)
}

fn request(app: App, writing: Writing, path: &str, read: Option<&Read>) -> Result<Request, Vec<FieldError>> {
    let before = read
        .map(|read| read.document.clone())
        .unwrap_or_else(|| json!({}));
    let mut patch = json!({});
    let mut whole = before.clone();
    for asked in questions() {
        // What is as it was read stays out of it: somebody else may have changed it meanwhile.
        if writing.field(asked.pointer).trim() != text_of(&before, asked).trim() {
            let value = answer(app, writing, asked);
            put(&mut whole, asked.pointer, value.clone());
            put(&mut patch, asked.pointer, value);
        }
    }
    for (pointer, value) in [
        ("/stakeholders", stakeholders::told(writing, &before)),
        ("/phases", phases::told(writing, &before)),
    ] {
        if let Some(value) = value {
            put(&mut whole, pointer, value.clone());
            put(&mut patch, pointer, value);
        }
    }
    let errors = check(app, whole);
    let request = Request::to(path, Some(patch.to_string()), errors)?;
    Ok(Request {
        tag: read.map(|read| read.tag.clone()),
        ..request
    })
}

/// What cannot stand, before it is sent: the rules are those of the backend.
fn check(app: App, mut whole: Value) -> Vec<FieldError> {
    let limits = app.with_service(|service| service.limits.clone());
    for (name, empty) in [
        ("id", json!("new")),
        ("title", json!("")),
        ("summary", json!("")),
        ("influence", json!({})),
    ] {
        if whole[name].is_null() {
            whole[name] = empty;
        }
    }
    // Whoever answers is named by an office, or not at all.
    let responsible = &mut whole["responsible"];
    if responsible.is_object() && responsible["office"].is_null() {
        responsible["office"] = "".into();
    }
    if responsible
        .as_object()
        .is_some_and(|members| members.values().all(|one| *one == json!("") || one.is_null()))
    {
        *responsible = Value::Null;
    }
    whole["created_at"] = now().as_str().into();
    let errors = match wire::read::<Project>(&whole) {
        Ok(project) => rules::project(&project, &limits),
        Err(_) => Vec::new(),
    };
    let errors = errors.into_iter().map(|error| match error.pointer.as_str() {
        "/influence" => FieldError {
            pointer: "/influence/open".into(),
            ..error
        },
        _ => error,
    });
    errors.collect()
}
