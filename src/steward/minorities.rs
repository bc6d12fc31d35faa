//! Telling each minority, by its name, what a decision says to it (S1.4).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::decision::Decision;
use samskab_protocol::heard::{MinorityPosition, Summary};
use samskab_protocol::problem::{FieldError, FieldFault};
use samskab_protocol::project::Project;
use samskab_protocol::validation;
use samskab_protocol::wire;
use serde_json::{Value, json};

use super::form::{Form, Request, form};
use super::meanwhile::{Standing, choice, contested, follow, notice};
use super::pages::{most, read_all};
use super::select::{Answers, select};
use super::version::{Read, Version, read};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::drafts::writing::Writing;
use crate::parts::failure::loaded;
use crate::parts::field::{Field, field};
use crate::parts::form::{field_id, written};
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta::theirs;

/// As many minorities as one meeting has.
const ANSWERS: [&str; 4] = [
    "/minorities/0/answer",
    "/minorities/1/answer",
    "/minorities/2/answer",
    "/minorities/3/answer",
];
const DECISION: &str = "/decision";

/// Draws what was heard of minorities in a project, with room for an answer to each.
pub fn minorities(app: App, shelf: String, project: &Project, done: Rc<dyn Fn(&str)>) -> AnyView {
    if project.decisions.is_empty() {
        return classed("p", "empty")
            .child(app.say("steward.minority.undecided"))
            .view();
    }
    let subjects = project.events.iter().map(|event| ["event:", &event.id].concat());
    let subjects: Vec<String> = [["project:", &project.id].concat()]
        .into_iter()
        .chain(subjects)
        .collect();
    let decisions = Rc::new(project.decisions.clone());
    let found: Loading<Vec<Rc<Read>>> = waiting_for();
    let most = most(app);
    let fetch = move || load(found, find(app, subjects.clone(), most.clone()));
    fetch();
    let kept = StoredValue::new_local((decisions, done));
    loaded(app, found, fetch, move |found| {
        if found.is_empty() {
            return classed("p", "empty")
                .child(app.say("steward.minority.none"))
                .view();
        }
        let (decisions, done) = kept.get_value();
        let one = |read: &Rc<Read>| {
            let id = read.document["id"].as_str().unwrap_or_default();
            let version = Version::new(app, ["/summaries/", &encode(id)].concat(), read.clone());
            let title = read.document["title"].as_str().unwrap_or_default();
            all(vec![
                heading(app, 2, theirs(title)).attr("class", "part").view(),
                answering(
                    app,
                    [&shelf, " ", id].concat(),
                    version,
                    decisions.clone(),
                    done.clone(),
                ),
            ])
        };
        all(found.iter().map(one).collect())
    })
}

/// What was heard where minorities were.
async fn find(app: App, subjects: Vec<String>, most: String) -> Result<Vec<Rc<Read>>, Failure> {
    let mut found = Vec::new();
    for subject in subjects {
        let path = ["/summaries?limit=", &most, "&subject=", &encode(&subject)].concat();
        let summaries: Vec<Summary> = read_all(app, path).await?;
        for summary in summaries.iter().filter(|one| !one.minorities.is_empty()) {
            let path = ["/summaries/", &encode(&summary.id)].concat();
            found.push(Rc::new(read(app, &path).await?));
        }
    }
    Ok(found)
}

fn answering(
    app: App,
    shelf: String,
    version: Version,
    decisions: Rc<Vec<Decision>>,
    done: Rc<dyn Fn(&str)>,
) -> AnyView {
    let chosen: Answers = decisions
        .iter()
        .map(|one| (one.id.clone(), named(app, one)))
        .collect();
    form(
        app,
        Form {
            subject: shelf,
            privacy: "steward.minority.public",
            send: app.say("steward.minority.send"),
            fields: Box::new(move |writing| fields(app, writing, version, &chosen)),
            request: Box::new(move |writing| request(app, writing, version, &decisions)),
            done,
        },
    )
}

/// A decision by who took it and when.
fn named(app: App, decision: &Decision) -> String {
    [&decision.by, ", ", &app.language.day(&decision.decided_at)].concat()
}

fn positions(document: &Value) -> Vec<MinorityPosition> {
    let all = document["minorities"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    all.iter().filter_map(|one| wire::read(one).ok()).collect()
}

fn standings(document: &Value) -> Vec<Standing> {
    let all = positions(document);
    let answers = ANSWERS.iter().zip(all).map(|(pointer, one)| {
        let text = one.answer.map(|answer| answer.text.value).unwrap_or_default();
        Standing {
            pointer,
            said: text.clone(),
            text,
        }
    });
    answers.collect()
}

fn fields(app: App, writing: Writing, version: Version, decisions: &Answers) -> AnyView {
    let document = version.document();
    let standing = standings(&document);
    follow(writing, &standing);
    let which = select(
        writing,
        DECISION,
        app.say("steward.minority.decision"),
        decisions.clone(),
    );
    let mut drawn = vec![notice(app, writing, &standing), which.view()];
    for (pointer, one) in ANSWERS.iter().zip(positions(&document)) {
        drawn.push(held(app, &one).view());
        drawn.push(asked(app, writing, pointer, &one).view());
        drawn.push(choice(app, writing, &standing, pointer));
    }
    all(drawn)
}

/// What a minority holds, and why.
fn held(app: App, one: &MinorityPosition) -> Tag {
    let reasons = one
        .reasons
        .iter()
        .map(|reason| tag("li").child(theirs(reason)).view());
    classed("div", "panel")
        .child(tag("p").child(tag("b").child(theirs(&one.position))))
        .child(
            one.held_by
                .as_deref()
                .map(|by| classed("p", "small").child(theirs(by))),
        )
        .child(tag("p").child(app.say("steward.heard.reasons")))
        .child(tag("ul").child(reasons.collect::<Vec<_>>()))
}

fn asked(app: App, writing: Writing, pointer: &'static str, one: &MinorityPosition) -> Tag {
    let name = one.held_by.as_deref().unwrap_or(&one.position);
    let question = Field {
        pointer,
        id: field_id(writing, pointer),
        label: app
            .language
            .say_with("steward.minority.answer", &[("name", name)]),
        hint: None,
        rows: 3,
        max: app.with_service(|service| service.limits.body_max),
        autocomplete: "off",
    };
    field(app, writing, question)
}

fn request(
    app: App,
    writing: Writing,
    version: Version,
    decisions: &[Decision],
) -> Result<Request, Vec<FieldError>> {
    let max = app.with_service(|service| service.limits.body_max);
    let document = version.document();
    let standing = standings(&document);
    follow(writing, &standing);
    let chosen = writing.field(DECISION);
    let decision = decisions
        .iter()
        .find(|one| one.id == chosen)
        .or(decisions.first());
    let mut minorities = document["minorities"].clone();
    let (mut errors, mut is_changed) = (contested(app, writing, &standing), false);
    for (at, one) in standing.iter().enumerate() {
        let words = written(writing, one.pointer).unwrap_or_default();
        let is_moved = |decision: &&Decision| {
            let answer = &minorities[at]["answer"];
            let is_same = answer["by"] == json!(decision.by) && answer["at"] == json!(decision.decided_at);
            !chosen.is_empty() && !words.is_empty() && !is_same
        };
        if let Some(decision) = decision.filter(|decision| words != one.text.trim() || is_moved(decision)) {
            validation::text(one.pointer, &words, max, &mut errors);
            is_changed = true;
            minorities[at]["answer"] = json!({
                "text": { "value": words, "lang": app.language.tag() },
                "by": decision.by, "at": decision.decided_at, "link": decision.link,
            });
        }
    }
    if !is_changed && standing.iter().all(|one| one.text.is_empty()) {
        errors.push(validation::fail(ANSWERS[0], FieldFault::Empty, ""));
    }
    let patch = match is_changed {
        true => json!({ "minorities": minorities }),
        false => json!({}),
    };
    version.change(Some(patch.to_string()), errors)
}
