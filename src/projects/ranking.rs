//! Priorities: everybody's own order of a project's options, and what becomes of them together (S1.7).

mod closed;
mod dragging;
mod lists;
mod moving;
mod order;
mod result;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::identifier::Ref;
use samskab_protocol::priorities::Priorities;
use samskab_protocol::project::Project;

use self::closed::closed;
use self::order::order;
use self::result::result;
use super::ending::has_ended;
use super::own::Own;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::chunk::later;
use crate::parts::failure::loaded;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, all, classed, live, nothing};

/// The options of one project, as everything below sees them.
#[derive(Clone, Copy)]
pub struct Ranked {
    /// The project.
    pub project: StoredValue<Ref>,
    /// What it is called.
    pub title: StoredValue<String>,
    /// Whether it has ended.
    pub has_ended: bool,
    /// How one stands to it.
    pub own: Own,
    /// What is known of everybody's order.
    pub found: Loading<Priorities>,
}

impl Ranked {
    /// One's own order as the backend has it; empty where there is none, and before it is known.
    pub fn sent(self) -> Vec<String> {
        let project = self.project.get_value();
        let own = self.own.of(&project, |standing| Some(standing.ranking.clone()));
        own.unwrap_or_default()
    }
}

/// Draws the options of a project; nothing where it has none.
pub fn ranking(app: App, own: Own, project: &Project) -> AnyView {
    let claimed = app.with_service(|service| service.claims("priorities"));
    if project.options.is_empty() || !claimed {
        return nothing();
    }
    let ranked = Ranked {
        project: StoredValue::new(Ref::project(project.id.as_str())),
        title: StoredValue::new(project.title.clone()),
        has_ended: has_ended(project),
        own,
        found: waiting_for(),
    };
    classed("section", "section ranking")
        .child(heading(app, 1, app.say("rank.title")))
        .child(later(app, ranking_chunk, move |draw, app| draw(app, ranked)))
        .view()
}

/// Brings what draws the options.
#[wasm_split(ranking, wasm_split_path = ::leptos::wasm_split, fallible)]
fn ranking_chunk() -> Result<fn(App, Ranked) -> AnyView, Failure> {
    Ok(draw)
}

fn draw(app: App, ranked: Ranked) -> AnyView {
    let path = [
        "/projects/",
        &encode(&ranked.project.get_value().id),
        "/priorities",
    ]
    .concat();
    let fetch = move || load(ranked.found, app.client.get(app.client.url(&path)));
    fetch();
    let first = Memo::new(move |before| {
        before == Some(&true) || ranked.found.with(|found| matches!(found, Load::Ready(_)))
    });
    // Once it is there, one's own order stays as it is while everybody's changes.
    let own = live(move || match first.get() {
        true => ranked.found.with_untracked(|found| match found {
            Load::Ready(found) if found.open => order(app, ranked, found),
            Load::Ready(found) => closed(app, ranked, found),
            _ => nothing(),
        }),
        false => nothing(),
    });
    let all_of_them = loaded(app, ranked.found, fetch, move |found| result(app, ranked, found));
    all(vec![own, all_of_them])
}
