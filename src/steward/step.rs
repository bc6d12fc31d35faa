//! A step on the way of a contribution: read, understood, decided, done. No status changes without a reason (S1.5).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::answer::TakeStep;
use samskab_protocol::text::Link;
use samskab_protocol::trail::StepKind;
use samskab_protocol::validation;

use super::answer::{chosen_status, status};
use super::case::Open;
use super::form::{Form, Request, form};
use super::taking_up::{chosen_project, taking_up};
use crate::app::App;
use crate::backend::client::encode;
use crate::drafts::writing::Writing;
use crate::parts::form::{choice, text, unchosen, written};
use crate::parts::markup::{Content, all};

/// Draws the form.
pub fn step(app: App, open: Rc<Open>) -> AnyView {
    let id = open.contribution.as_ref().map(|one| one.id.clone());
    let path = ["/contributions/", &encode(&id.unwrap_or_default()), "/steps"].concat();
    let moved = StoredValue::new_local(open.clone());
    form(
        app,
        Form {
            subject: open.shelf("step"),
            privacy: "steward.public",
            send: app.say("steward.step.send"),
            fields: Box::new(move |writing| fields(app, writing, &moved.get_value())),
            request: Box::new(move |writing| request(app, writing, &path)),
            done: Rc::new(move |_| open.next(app, "steward.step.done")),
        },
    )
}

fn fields(app: App, writing: Writing, open: &Open) -> AnyView {
    let limits = app.with_service(|service| service.limits.clone());
    let is_barrier = open
        .contribution
        .as_ref()
        .is_some_and(|one| one.barrier.is_some());
    let steps = vec![
        (StepKind::Read.as_str(), "steward.step.read"),
        (StepKind::Understood.as_str(), "steward.step.understood"),
        (StepKind::Decided.as_str(), "steward.step.decided"),
        (StepKind::Done.as_str(), "steward.step.carried_out"),
    ];
    let works = is_barrier.then(|| {
        text(
            app,
            writing,
            "/working_on_it",
            "steward.step.works",
            1,
            limits.title_max,
        )
    });
    all(vec![
        choice(app, writing, "/step", "steward.step.which", steps),
        text(app, writing, "/text", "steward.step.text", 4, limits.body_max),
        status(app, writing),
        taking_up(app, writing, open),
        text(app, writing, "/by", "steward.step.by", 1, limits.title_max),
        works.view(),
        link_fields(app, writing, "/link/title", "/link/url"),
    ])
}

fn request(
    app: App,
    writing: Writing,
    path: &str,
) -> Result<Request, Vec<samskab_protocol::problem::FieldError>> {
    let limits = app.with_service(|service| service.limits.clone());
    let new = TakeStep {
        step: StepKind::parse(&writing.field("/step")),
        text: written(writing, "/text"),
        lang: Some(app.language.tag()),
        by: written(writing, "/by"),
        link: link(writing, "/link/title", "/link/url"),
        status: chosen_status(writing),
        project: chosen_project(writing),
        working_on_it: written(writing, "/working_on_it"),
    };
    let mut errors = Vec::new();
    if new.step == StepKind::Other {
        errors.push(unchosen(app, "/step"));
    }
    let needs_words = matches!(new.step, StepKind::Understood | StepKind::Decided)
        || new.status.is_some()
        || new.project.is_some();
    if needs_words || new.text.is_some() {
        let words = new.text.as_deref().unwrap_or_default();
        validation::text("/text", words, limits.body_max, &mut errors);
    }
    if let Some(link) = &new.link {
        validation::link("/link", link, &limits, &mut errors);
    }
    Request::to(path, serde_json::to_string(&new).ok(), errors)
}

/// Asks for a link: agenda, minutes or the like.
pub fn link_fields(app: App, writing: Writing, title: &'static str, url: &'static str) -> AnyView {
    let limits = app.with_service(|service| service.limits.clone());
    all(vec![
        text(app, writing, url, "steward.link.url", 1, limits.comment_max),
        text(app, writing, title, "steward.link.title", 1, limits.title_max),
    ])
}

/// The link that was written, if any part of it was.
pub fn link(writing: Writing, title: &str, url: &str) -> Option<Link> {
    let (title, url) = (written(writing, title), written(writing, url));
    (title.is_some() || url.is_some()).then(|| Link {
        url: url.unwrap_or_default(),
        title: title.unwrap_or_default(),
    })
}
