//! The projects that there are, and the way to a new one.

use leptos::prelude::*;
use samskab_protocol::page::Page;
use samskab_protocol::project::Project;

use super::path::Room;
use crate::app::App;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::heading::{heading, view_heading};
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed};
use crate::parts::more::pages;

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
