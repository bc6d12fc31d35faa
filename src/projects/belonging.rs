//! The questions, dilemmas, ideas and stories that belong to a project (S2.4, S3.5).

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::page::Page;

use super::frame::section;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::failure::failure;
use crate::parts::kind::kind_of;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, classed, live, nothing, tag};
use crate::parts::meta;
use crate::parts::more::more;
use crate::parts::status::status;
use crate::route::Place;

/// How many are shown at first: a project is no list.
const AT_FIRST: &str = "6";

/// Draws what of these kinds belongs to the project, under a heading; nothing where there is none.
pub fn belonging(app: App, project: &str, kinds: &'static str, title: &'static str) -> AnyView {
    let found: Loading<Page<Contribution>> = waiting_for();
    let path = [
        "/contributions?order=newest&limit=",
        AT_FIRST,
        "&kind=",
        kinds,
        "&project=",
        &encode(project),
    ]
    .concat();
    let fetch = move || load(found, app.client.get(app.client.url(&path)));
    fetch();
    let project = project.to_owned();
    live(move || {
        found.with(|found| match found {
            Load::Waiting(_) => nothing(),
            Load::Failed(why) => failure(app, why, fetch.clone()).view(),
            Load::Ready(page) => {
                let rows = rows(app, page, project.clone(), kinds);
                match page.items.iter().any(|item| belongs(item, &project, kinds)) {
                    true => section(app, title)
                        .child(classed("ul", "linked").attr("role", "list").child(rows))
                        .view(),
                    false => nothing(),
                }
            }
        })
    })
}

/// Whether it belongs here. A backend of files cannot choose.
fn belongs(item: &Contribution, project: &str, kinds: &str) -> bool {
    let here = item.project.as_ref().is_some_and(|link| link.id == project);
    here && kinds.split(',').any(|kind| kind == item.kind.as_str())
}

fn rows(app: App, page: &Page<Contribution>, project: String, kinds: &'static str) -> Vec<AnyView> {
    let items = page.items.iter().filter(|item| belongs(item, &project, kinds));
    let mut rows: Vec<_> = items.map(|item| row(app, item).view()).collect();
    if let Some(next) = page.page.next.clone() {
        let draw = move |page: &Page<Contribution>| rows_of_next(app, page, project.clone(), kinds);
        rows.push(more(app, app.say("more"), next, Box::new(draw)));
    }
    rows
}

fn rows_of_next(app: App, page: &Page<Contribution>, project: String, kinds: &'static str) -> AnyView {
    rows(app, page, project, kinds).view()
}

fn row(app: App, item: &Contribution) -> Tag {
    let place = Place::of(item.kind, item.id.clone());
    let comments = item.counts.comments.filter(|number| *number > 0);
    let line = classed("p", "meta")
        .child(classed("span", "kind").child(app.say(kind_of(item))))
        .child(meta::author(app, item.author.as_ref()))
        .child(tag("span").child(status(app, item)))
        .child(comments.map(|number| tag("span").child(app.language.count("comments.n", number))));
    tag("li")
        .child(link(app, "", place, item.title.clone()).attr("dir", "auto"))
        .child(line)
}
