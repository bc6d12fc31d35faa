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
use super::meanwhile::{Standing, contested, follow, notice};
use super::phases::{self, phases};
use super::revision::revise;
use super::sheet::{Question, Sort, draw_shared, question, standing};
use super::stakeholders::{self, stakeholders};
use super::version::Version;
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::language::now;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, all, classed};

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
            question("/summary", "steward.project.summary", Sort::Sentences),
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
pub fn outline(app: App, shelf: String, version: Option<Version>, done: Rc<dyn Fn(&str)>) -> AnyView {
    let send = match version {
        None => "steward.project.create",
        Some(_) => "steward.project.save",
    };
    form(
        app,
        Form {
            subject: shelf,
            privacy: "steward.project.public",
            send: app.say(send),
            fields: Box::new(move |writing| fields(app, writing, version)),
            request: Box::new(move |writing| request(app, writing, version)),
            done,
        },
    )
}

/// What stands in each field.
fn standings(app: App, document: &Value) -> Vec<Standing> {
    let mut all: Vec<_> = questions().map(|asked| standing(app, document, asked)).collect();
    for one in &mut all {
        let usual = USUAL.iter().find(|(pointer, _)| *pointer == one.pointer);
        if let Some((_, usual)) = usual.filter(|_| one.text.is_empty()) {
            one.text = (*usual).to_owned();
        }
    }
    all.extend(stakeholders::standings(document));
    all.extend(phases::standings(app, document));
    all
}

fn fields(app: App, writing: Writing, version: Option<Version>) -> AnyView {
    let document = version.map_or_else(|| json!({}), Version::document);
    let standing = standings(app, &document);
    follow(writing, &standing);
    let mut drawn = vec![notice(app, writing, &standing)];
    for (title, questions) in PARTS {
        drawn.push(heading(app, 2, app.say(title)).attr("class", "part").view());
        if title == "steward.project.when" {
            drawn.push(
                classed("p", "small")
                    .child(app.say("steward.project.needed"))
                    .view(),
            );
        }
        let asked = questions.iter();
        drawn.extend(asked.map(|one| draw_shared(app, writing, one, &standing)));
        match title {
            "steward.project.who" => drawn.push(stakeholders(app, writing, &standing)),
            "steward.project.when" => drawn.push(phases(app, writing, &standing)),
            _ => {}
        }
    }
    all(drawn)
}

fn request(app: App, writing: Writing, version: Option<Version>) -> Result<Request, Vec<FieldError>> {
    let before = version.map_or_else(|| json!({}), Version::document);
    let standing = standings(app, &before);
    let known = version.is_some().then_some(&before);
    let mut revision = revise(app, writing, questions(), known, &standing);
    for (pointer, value) in [
        ("/stakeholders", stakeholders::told(writing, &before)),
        ("/phases", phases::told(writing, &before)),
    ] {
        if let Some(value) = value {
            revision.put(pointer, value);
        }
    }
    let mut errors = check(app, revision.whole);
    errors.extend(revision.errors);
    errors.extend(contested(app, writing, &standing));
    let patch = Some(revision.patch.to_string());
    match version {
        Some(version) => version.change(patch, errors),
        None => Request::to("/projects", patch, errors),
    }
}

/// What cannot stand, before it is sent: the rules are those of the backend.
pub fn check(app: App, mut whole: Value) -> Vec<FieldError> {
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
