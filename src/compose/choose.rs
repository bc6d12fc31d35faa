//! Choosing what to write: an idea is not the only thing that people bring.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::contribution::Kind;

use super::invitation::kinds_taken;
use crate::app::App;
use crate::backend::failure::Failure;
use crate::parts::heading::view_heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, all, classed, tag};
use crate::route::Place;
use crate::route::composing::Composing;

/// Draws the choice of what to share, for a project if there is one.
pub type DrawChoice = fn(App, Option<String>) -> AnyView;

/// Brings what draws the choice.
#[wasm_split(composing, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn choose_chunk() -> Result<DrawChoice, Failure> {
    Ok(choose)
}

/// Draws the kinds that are taken here, each with what it is for.
fn choose(app: App, project: Option<String>) -> AnyView {
    let kinds = kinds_taken(app).into_iter().filter_map(|kind| {
        let (name, about) = words(kind)?;
        let place = Place::New(Composing::begin(kind, project.clone()));
        let words = classed("p", "small").child(app.say(about));
        Some(tag("li").child(link(app, "", place, app.say(name))).child(words))
    });
    let list = kinds.fold(classed("ul", "kinds").attr("role", "list"), |list, kind| {
        list.child(kind)
    });
    let back = match project {
        Some(project) => Place::Project(project),
        None => Place::Ideas,
    };
    all(vec![
        classed("p", "small back")
            .child(link(app, "", back, app.say("back")))
            .view(),
        view_heading(app, app.say("choose.title")).view(),
        list.view(),
    ])
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
