//! The projects that there are, and what staff do with one: its frame, what was heard, and what was decided.

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::page::Page;
use samskab_protocol::project::Project;
use serde_json::Value;

use super::account;
use super::decision::decision;
use super::heard::heard;
use super::outline::{Read, outline};
use super::path::Room;
use super::room::go_on;
use super::select::Answers;
use super::task::task;
use crate::app::App;
use crate::backend::client::{Sent, encode};
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::heading::{heading, view_heading};
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::more::pages;
use crate::route::Place;

/// A project that is worked on.
struct Worked {
    project: Project,
    read: Rc<Read>,
    contributions: Rc<Vec<Contribution>>,
}

/// Draws the list.
pub fn projects(app: App) -> AnyView {
    let page: Loading<Page<Project>> = waiting_for();
    let fetch = move || load(page, app.client.get(app.client.url("/projects")));
    fetch();
    all(vec![
        view_heading(app, app.say("steward.projects")).view(),
        classed("p", "choices")
            .child(link(
                app,
                "button first",
                Room::Project(None).place(),
                app.say("steward.project.new"),
            ))
            .view(),
        loaded(app, page, fetch, move |page| {
            classed("ol", "cards")
                .attr("role", "list")
                .child(pages(app, page, card))
                .view()
        }),
    ])
}

fn card(app: App, project: &Project) -> Tag {
    let place = Room::Project(Some(project.id.clone())).place();
    let title = link(app, "", place, project.title.clone()).attr("dir", "auto");
    classed("li", "card").child(heading(app, 1, title)).child(
        classed("p", "text")
            .attr("dir", "auto")
            .child(project.summary.as_str()),
    )
}

/// Draws what is done with one; with a new one where there is no id.
pub fn project(app: App, id: Option<String>) -> AnyView {
    let back = classed("p", "small back").child(link(
        app,
        "",
        Room::Projects.place(),
        app.say("steward.projects.back"),
    ));
    let Some(id) = id else {
        let done = Rc::new(move |answer: &str| created(app, answer));
        return all(vec![
            back.view(),
            view_heading(app, app.say("steward.project.new")).view(),
            outline(app, "steward-project new".into(), "", None, done),
        ]);
    };
    let worked: Loading<Rc<Worked>> = waiting_for();
    let fetch = move || load(worked, find(app, id.clone()));
    fetch();
    all(vec![
        back.view(),
        loaded(app, worked, fetch, move |worked| whole(app, worked)),
    ])
}

/// Goes to what the backend has made.
fn created(app: App, answer: &str) {
    let answer: Value = serde_json::from_str(answer).unwrap_or_default();
    let id = answer["project"]["id"].as_str().map(str::to_owned);
    go_on(app, &Room::Project(id), app.say("steward.project.done"));
}

async fn find(app: App, id: String) -> Result<Rc<Worked>, Failure> {
    let secret = account::secret(app);
    let path = ["/projects/", &encode(&id)].concat();
    let answer = app.client.look(&path, Sent::by(&secret)).await?;
    let document = serde_json::from_str(answer.text()).map_err(|_| Failure::Unreadable)?;
    let project = answer.read()?;
    let tag = answer.tag.ok_or(Failure::Unreadable)?;
    let path = ["/contributions?limit=100&project=", &encode(&id)].concat();
    let page: Page<Contribution> = app.client.look(&path, Sent::by(&secret)).await?.read()?;
    Ok(Rc::new(Worked {
        project,
        read: Rc::new(Read { document, tag }),
        contributions: Rc::new(page.items),
    }))
}

fn whole(app: App, worked: &Rc<Worked>) -> AnyView {
    let id = worked.project.id.clone();
    let seen = link(app, "", Place::Project(id.clone()), app.say("steward.seen"));
    let shelf = |name: &str| ["steward-", name, " project:", &id].concat();
    let (frame, sum, decide) = (shelf("project"), shelf("heard"), shelf("decision"));
    let tasks = [
        drawn(app, worked, "steward.do.heard", sum, |app, worked, shelf| {
            heard(
                app,
                shelf,
                subjects(app, &worked.project),
                back(app, "steward.heard.done"),
            )
        }),
        drawn(
            app,
            worked,
            "steward.do.decision",
            decide,
            |app, worked, shelf| {
                let id = worked.project.id.clone();
                let done = back(app, "steward.decision.done");
                decision(app, shelf, id, worked.contributions.clone(), done)
            },
        ),
        drawn(app, worked, "steward.do.frame", frame, |app, worked, shelf| {
            let id = worked.project.id.as_str();
            let done = back(app, "steward.project.done");
            outline(app, shelf, id, Some(worked.read.clone()), done)
        }),
    ];
    all(vec![
        view_heading(app, worked.project.title.clone()).view(),
        tag("p").child(seen).view(),
        all(tasks.into()),
    ])
}

fn drawn(
    app: App,
    worked: &Rc<Worked>,
    title: &str,
    shelf: String,
    draw: fn(App, Rc<Worked>, String) -> AnyView,
) -> AnyView {
    let worked = StoredValue::new_local(worked.clone());
    let name = shelf.clone();
    task(app, title, false, &name, move || {
        draw(app, worked.get_value(), shelf.clone())
    })
}

/// Goes back to the list, where it is said what was done.
fn back(app: App, done: &'static str) -> Rc<dyn Fn(&str)> {
    Rc::new(move |_| go_on(app, &Room::Projects, app.say(done)))
}

/// What can be summed up: the whole, each phase, each meeting.
fn subjects(app: App, project: &Project) -> Answers {
    let whole = ["project:", &project.id].concat();
    let phases = project
        .phases
        .iter()
        .map(|phase| ([&whole, " ", &phase.id].concat(), phase.title.clone()));
    let events = project
        .events
        .iter()
        .map(|event| (["event:", &event.id].concat(), event.title.clone()));
    let first = (whole.clone(), app.say("steward.heard.whole"));
    [first].into_iter().chain(phases).chain(events).collect()
}
