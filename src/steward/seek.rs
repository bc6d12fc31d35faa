//! Finding a contribution that does not wait: what came last, or by words and numbers that stand in it.

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::identifier::Ref;
use samskab_protocol::page::Page;
use samskab_protocol::queue::Waiting;

use super::path::{Case, Room};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::heading::{heading, view_heading};
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta;
use crate::parts::more::pages;
use crate::parts::search::search;
use crate::parts::status::status;

const FIELD: &str = "steward-find";

/// Draws the field and what was found by these words; the newest where there are none.
pub fn seek(app: App, words: &str) -> AnyView {
    let page: Loading<Page<Contribution>> = waiting_for();
    let path = match words {
        "" => "/contributions?order=newest".to_owned(),
        words => ["/contributions?q=", &encode(words)].concat(),
    };
    let fetch = move || load(page, app.client.get(app.client.url(&path)));
    fetch();
    let now = words.to_owned();
    all(vec![
        view_heading(app, app.say("steward.find")).view(),
        search(
            app,
            FIELD,
            app.say("steward.find.what"),
            Box::new(move || now.clone()),
            Box::new(move |words| app.go(Room::Find(words.trim().to_owned()).place())),
        )
        .view(),
        loaded(app, page, fetch, move |page| found(app, page)),
    ])
}

fn found(app: App, page: &Page<Contribution>) -> AnyView {
    if page.items.is_empty() {
        let none = tag("p").attr("role", "status");
        return none.child(app.say("steward.find.none")).view();
    }
    classed("ol", "cards")
        .attr("role", "list")
        .child(pages(app, page, card))
        .view()
}

fn card(app: App, one: &Contribution) -> Tag {
    let case = Room::Case(Case {
        reason: Waiting::Other,
        subject: Ref::contribution(&one.id).to_string(),
        queue: None,
    });
    let title = link(app, "", case.place(), one.title.clone()).attr("dir", "auto");
    let meta = classed("p", "meta")
        .child(meta::author(app, one.author.as_ref()))
        .child(meta::time(app, &one.created_at, one.precision))
        .child(one.reference.as_deref().map(meta::theirs))
        .child(tag("b").child(status(app, one)));
    classed("li", "card")
        .child(heading(app, 1, title))
        .child(
            classed("p", "text")
                .attr("dir", "auto")
                .child(one.summary.as_str()),
        )
        .child(meta)
}
