//! Choosing among projects.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::author::Role;
use samskab_protocol::project::{Openness, ProjectKind, ProjectState};

use super::names::{kind_key, openness_key, state_key};
use crate::app::App;
use crate::backend::failure::Failure;
use crate::parts::choosing::{By, Choosing};
use crate::parts::focus::focus_id;
use crate::parts::markup::{Content, button, classed, live, nothing};
use crate::parts::meta::role_key;
use crate::route::Place;

/// Where the focus goes when all is taken back.
const FIRST: &str = "choose-openness";

/// Brings what chooses.
#[wasm_split(choosing, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn choosing_chunk() -> Result<fn(App, By) -> AnyView, Failure> {
    Ok(draw)
}

fn draw(app: App, by: By) -> AnyView {
    let choosing = Choosing {
        app,
        by,
        words: |_, _, value| value.to_owned(),
    };
    let select = |name, title, choices| choosing.select(name, title, app.say("finder.any"), choices);
    let labels = |name, title, path| choosing.labels(name, title, path, |label| label.projects);
    let said = |words: &[(&str, &str)]| {
        let said = words
            .iter()
            .map(|(value, key)| ((*value).to_owned(), app.say(key)));
        said.collect::<Vec<_>>()
    };
    let openness = [Openness::Open, Openness::Framed, Openness::Decided];
    let kinds = [
        ProjectKind::Service,
        ProjectKind::Development,
        ProjectKind::Policy,
    ];
    let states = [ProjectState::Open, ProjectState::Upcoming, ProjectState::Closed];
    let roles = [
        Role::Citizen,
        Role::Association,
        Role::Business,
        Role::Politician,
        Role::Staff,
    ];
    let reset = live(move || match by.with(|by| by.is_empty()) {
        true => nothing(),
        false => button("link", app.say("finder.reset"), move |event| {
            focus_id(&event, FIRST);
            app.go(Place::Projects);
        })
        .view(),
    });
    classed("div", "filters")
        .child(choosing.search())
        .child(select(
            "openness",
            "choose.openness",
            said(&openness.map(|one| (one.as_str(), openness_key(one)))),
        ))
        .child(select(
            "kind",
            "finder.kind",
            said(&kinds.map(|one| (one.as_str(), kind_key(one)))),
        ))
        .child(labels("topic", "finder.topic", "/topics"))
        .child(labels("area", "finder.area", "/areas"))
        .child(select(
            "initiator",
            "project.begun",
            said(&roles.map(|one| (one.as_str(), role_key(one)))),
        ))
        .child(select(
            "state",
            "choose.state",
            said(&states.map(|one| (one.as_str(), state_key(one)))),
        ))
        .child(classed("p", "actions wide-find").child(reset))
        .view()
}
