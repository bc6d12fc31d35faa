//! Telling what a council or committee decided, why, what was weighed and what it costs, and whom it answers (S1.5,
//! S3.2).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::decision::Decision;
use samskab_protocol::problem::FieldError;
use samskab_protocol::validation::projects as rules;
use samskab_protocol::wire;
use serde_json::json;

use super::faults::faulty;
use super::form::{Form, Request, form};
use super::sheet::{Question, Sort, document, draw, question};
use super::step::{link, link_fields};
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::markup::{Content, Tag, all, classed, nothing, tag};

const QUESTIONS: [Question; 6] = [
    question("/by", "steward.decision.by", Sort::Line),
    question("/decided_at", "steward.decision.at", Sort::Day),
    question("/outcome", "steward.decision.outcome", Sort::Words),
    question("/reasons", "steward.decision.reasons", Sort::Words),
    question("/weighed", "steward.decision.weighed", Sort::Words),
    question("/cost", "steward.decision.cost", Sort::Words),
];

/// Draws the form; `contributions` are those of the project, which it may answer.
pub fn decision(
    app: App,
    shelf: String,
    project: String,
    contributions: Rc<Vec<Contribution>>,
    done: Rc<dyn Fn(&str)>,
) -> AnyView {
    let answered = contributions.clone();
    let contributions = StoredValue::new_local(contributions);
    form(
        app,
        Form {
            subject: shelf,
            privacy: "steward.decision.public",
            send: app.say("steward.decision.send"),
            fields: Box::new(move |writing| {
                let asked = QUESTIONS.iter().map(|one| draw(app, writing, one).view());
                all(vec![
                    all(asked.collect()),
                    link_fields(app, writing, "/link/title", "/link/url"),
                    contributions.with_value(|all| answers(app, writing, all)),
                ])
            }),
            request: Box::new(move |writing| request(app, writing, &project, &answered)),
            done,
        },
    )
}

/// Which contributions it answers: it stands on each of them.
fn answers(app: App, writing: Writing, contributions: &[Contribution]) -> AnyView {
    if contributions.is_empty() {
        return nothing();
    }
    let whole = classed("fieldset", "field").child(tag("legend").child(app.say("steward.decision.answers")));
    contributions
        .iter()
        .fold(whole, |whole, one| whole.child(check(writing, one)))
        .view()
}

fn check(writing: Writing, contribution: &Contribution) -> Tag {
    let pointer = pointer_of(contribution);
    let id = crate::parts::form::field_id(writing, &pointer);
    let is_chosen = !writing.field(&pointer).is_empty();
    let input = tag("input")
        .attr("type", "checkbox")
        .attr("id", id.as_str())
        .maybe("checked", is_chosen.then_some(""))
        .on("change", move |_| {
            let chosen = writing.field(&pointer).is_empty();
            writing.set_field(&pointer, if chosen { "x".into() } else { String::new() });
        });
    classed("p", "choice").child(input).child(
        tag("label")
            .attr("for", id)
            .attr("dir", "auto")
            .child(contribution.title.as_str()),
    )
}

fn pointer_of(contribution: &Contribution) -> String {
    ["/answers/contribution:", &contribution.id].concat()
}

fn request(
    app: App,
    writing: Writing,
    project: &str,
    contributions: &[Contribution],
) -> Result<Request, Vec<FieldError>> {
    let limits = app.with_service(|service| service.limits.clone());
    let mut body = document(app, writing, &QUESTIONS);
    let chosen = contributions
        .iter()
        .filter(|one| !writing.field(&pointer_of(one)).is_empty());
    let chosen: Vec<String> = chosen.map(|one| ["contribution:", &one.id].concat()).collect();
    body["answers"] = chosen.into();
    body["project"] = project.into();
    if let Some(link) = link(writing, "/link/title", "/link/url") {
        body["link"] = json!({ "url": link.url, "title": link.title });
    }
    let mut whole = body.clone();
    whole["id"] = "new".into();
    whole["project"] = json!(null);
    // What is missing altogether is empty to the rules.
    for (name, empty) in [
        ("by", json!("")),
        ("outcome", json!({ "value": "" })),
        ("reasons", json!({ "value": "" })),
    ] {
        if whole[name].is_null() {
            whole[name] = empty;
        }
    }
    let mut errors = Vec::new();
    if whole["decided_at"].is_null() {
        whole["decided_at"] = "".into();
        errors.push(faulty(app, "/decided_at", "steward.err.day"));
    }
    if let Ok(decision) = wire::read::<Decision>(&whole) {
        errors.extend(rules::decision(&decision, &limits));
    }
    Request::to("/decisions", Some(body.to_string()), errors)
}
