//! The list of projects: the open ones first, as the backend gives them (S0.1).

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::page::Page;
use samskab_protocol::project::Project;

use super::names::{kind_key, openness_key, state_key};
use crate::app::App;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::heading::{heading, view_heading};
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta;
use crate::parts::more::pages;
use crate::route::Place;

/// Brings what draws the list of projects.
#[wasm_split(projects, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn list_chunk() -> Result<fn(App) -> AnyView, Failure> {
    Ok(list)
}

/// Draws the list.
fn list(app: App) -> AnyView {
    let page: Loading<Page<Project>> = waiting_for();
    let fetch = move || load(page, app.client.get(app.client.url("/projects")));
    match app.take_first().take("projects") {
        Some(first) => page.set(Load::Ready(first)),
        None => fetch(),
    }
    all(vec![
        view_heading(app, app.say("projects.title")).view(),
        classed("p", "lead").child(app.say("projects.lead")).view(),
        loaded(app, page, fetch, move |page| results(app, page)),
    ])
}

fn results(app: App, page: &Page<Project>) -> AnyView {
    if page.items.is_empty() {
        return classed("p", "empty").child(app.say("projects.none")).view();
    }
    classed("ol", "cards")
        .attr("role", "list")
        .child(pages(app, page, card))
        .view()
}

fn card(app: App, project: &Project) -> Tag {
    let title = link(app, "", Place::Project(project.id.clone()), project.title.clone());
    let meta = classed("p", "meta")
        .child(classed("span", "role").child(app.say(kind_key(project.kind))))
        .child(tag("span").child(app.say(state_key(project.state))))
        .child(meta::place(project.place.as_ref()));
    classed("li", "card")
        .child(heading(app, 1, title.attr("dir", "auto")))
        .child(
            classed("p", "text")
                .attr("dir", "auto")
                .child(project.summary.as_str()),
        )
        .child(meta)
        .child(tag("p").child(tag("b").child(app.say(openness_key(project.openness)))))
}
