//! Choosing what to write: an idea is not the only thing that people bring.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::contribution::Kind;
use samskab_protocol::project::PhaseState;
use samskab_protocol::wire;

use super::invitation::{kinds_taken, not_taken, takes};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::heading::view_heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::route::Place;
use crate::route::composing::Composing;

/// Draws the choice of what to share, for a project if there is one.
pub type DrawChoice = fn(App, Option<String>) -> AnyView;

/// Brings what draws the choice.
#[wasm_split(composing, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn choose_chunk() -> Result<DrawChoice, Failure> {
    Ok(choose)
}

/// What of a project decides what can be written for it.
#[derive(Clone)]
struct Frame {
    title: String,
    phases: Vec<Phase>,
}

wire!(Frame { title, phases });

/// A phase of it.
#[derive(Clone)]
struct Phase {
    state: PhaseState,
    accepts: Vec<String>,
}

wire!(Phase { state, accepts });

/// Draws the kinds that are taken here, each with what it is for.
fn choose(app: App, project: Option<String>) -> AnyView {
    let back = match &project {
        Some(project) => Place::Project(project.clone()),
        None => Place::Ideas,
    };
    all(vec![
        classed("p", "small back")
            .child(link(app, "", back, app.say("back")))
            .view(),
        view_heading(app, app.say("choose.title")).view(),
        match project {
            Some(project) => for_project(app, project),
            None => kinds(app, None, &[]),
        },
    ])
}

/// What the project takes now, once it is known.
fn for_project(app: App, id: String) -> AnyView {
    let found: Loading<Frame> = waiting_for();
    let url = app.client.url(&["/projects/", &encode(&id)].concat());
    let fetch = move || load(found, app.client.get(url.clone()));
    fetch();
    loaded(app, found, fetch, move |frame: &Frame| {
        let now = frame
            .phases
            .iter()
            .filter(|phase| phase.state == PhaseState::Current);
        let accepts: Vec<_> = now.map(|phase| phase.accepts.as_slice()).collect();
        let belongs = app
            .language
            .say_with("choose.project", &[("project", &frame.title)]);
        all(vec![
            classed("p", "lead").attr("dir", "auto").child(belongs).view(),
            kinds(app, Some(&id), &accepts),
        ])
    })
}

fn kinds(app: App, project: Option<&String>, accepts: &[&[String]]) -> AnyView {
    let taken = kinds_taken(app);
    let taken = taken.into_iter().filter(|kind| takes(accepts, *kind));
    let kinds = taken.filter_map(|kind| {
        let (name, about) = words(kind)?;
        let place = Place::New(Composing::begin(kind, project.cloned()));
        let words = classed("p", "small").child(app.say(about));
        Some(tag("li").child(link(app, "", place, app.say(name))).child(words))
    });
    let kinds: Vec<_> = kinds.map(|kind: Tag| kind.view()).collect();
    match kinds.is_empty() {
        true => not_taken(app),
        false => classed("ul", "kinds").attr("role", "list").child(kinds).view(),
    }
}

/// Keys of a kind's name and of what it is for.
fn words(kind: Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::Idea => ("choose.idea", "choose.idea.about"),
        Kind::Question => ("choose.question", "choose.question.about"),
        Kind::Dilemma => ("choose.dilemma", "choose.dilemma.about"),
        Kind::Barrier => ("choose.barrier", "choose.barrier.about"),
        Kind::Story => ("choose.story", "choose.story.about"),
        Kind::Other => return None,
    })
}
