//! What people expect of a project, and whether they are right to (S4.2).

use leptos::prelude::*;
use samskab_protocol::expectation::{Expectation, ExpectationState};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::page::Page;

use super::Desk;
use super::offers::reply;
use super::take_back::take_back;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, all, classed, live, nothing, tag};
use crate::parts::meta;
use crate::parts::more::more;
use crate::parts::prose::prose;

/// Draws what is expected, also what was said from here just now; nothing where there is none.
pub fn expectations(app: App, desk: Desk) -> AnyView {
    let found: Loading<Page<Expectation>> = waiting_for();
    if app.with_service(|service| service.claims("expectations")) {
        let path = ["/expectations?project=", &encode(&desk.reference().id)].concat();
        load(found, app.client.get(app.client.url(&path)));
    }
    live(move || {
        let own = desk.expectations.with(|own| {
            own.iter()
                .map(|item| expectation(app, item).view())
                .collect::<Vec<_>>()
        });
        let some = found.with(|found| matches!(found, Load::Ready(page) if !page.items.is_empty()));
        if own.is_empty() && !some {
            return nothing();
        }
        let list = found.with(|found| match found {
            Load::Ready(page) => items(app, page),
            _ => nothing(),
        });
        classed("section", "section")
            .child(heading(app, 1, app.say("expect.list")))
            .child(
                classed("ul", "offers")
                    .attr("role", "list")
                    .child(list)
                    .child(own),
            )
            .view()
    })
}

fn items(app: App, page: &Page<Expectation>) -> AnyView {
    let mut items: Vec<_> = page
        .items
        .iter()
        .map(|item| expectation(app, item).view())
        .collect();
    if let Some(next) = page.page.next.clone() {
        items.push(more(
            app,
            app.say("more"),
            next,
            Box::new(move |page| self::items(app, page)),
        ));
    }
    all(items)
}

fn expectation(app: App, item: &Expectation) -> Tag {
    let state = match item.state {
        ExpectationState::Stated => "expect.stated",
        ExpectationState::Confirmed => "expect.confirmed",
        ExpectationState::Corrected => "expect.corrected",
        ExpectationState::Withdrawn => "offer.withdrawn",
        ExpectationState::Other => "expect.stated",
    };
    let author = item.author.as_ref();
    let meta = classed("p", "meta")
        .child(author.map(|author| meta::author(app, Some(author))))
        .child(tag("b").child(app.say(state)));
    let outcome = item.outcome.as_ref().map(|came| {
        all(vec![
            tag("p").child(tag("b").child(app.say("expect.outcome"))).view(),
            reply(app, came).view(),
        ])
    });
    let words = all(vec![
        meta.view(),
        item.text.as_ref().map(prose).view(),
        item.reply.as_ref().map(|said| reply(app, said)).view(),
        outcome.view(),
    ]);
    let reference = Ref::new(RefType::Expectation, item.id.as_str());
    tag("li").child(take_back(app, reference, words))
}
