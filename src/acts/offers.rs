//! What people have offered, and what has become of it (S4.4).

use leptos::prelude::*;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::offer::{Offer, OfferState, Reply, Resource};
use samskab_protocol::page::Page;

use super::Desk;
use super::take_back::take_back;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, all, classed, live, nothing, tag};
use crate::parts::meta;
use crate::parts::more::more;
use crate::parts::prose::prose;

/// Key of the words for what is offered.
pub fn resource_key(resource: Resource) -> &'static str {
    match resource {
        Resource::Time => "resource.time",
        Resource::Network => "resource.network",
        Resource::Engagement => "resource.engagement",
        Resource::Knowledge => "resource.knowledge",
        Resource::Place => "resource.place",
        Resource::Tools => "resource.tools",
        Resource::Other => "resource.other",
    }
}

/// Draws what was offered, also from here just now; nothing where there is none. What does not come is not missed: it
/// is asked for again the next time.
pub fn offers(app: App, desk: Desk) -> AnyView {
    let found: Loading<Page<Offer>> = waiting_for();
    if app.with_service(|service| service.claims("offers")) {
        let path = ["/offers?subject=", &encode(&desk.reference().to_string())].concat();
        load(found, app.client.get(app.client.url(&path)));
    }
    live(move || {
        let own = desk
            .offers
            .with(|own| own.iter().map(|item| offer(app, item).view()).collect::<Vec<_>>());
        let list = found.with(|found| match found {
            Load::Ready(page) => items(app, page),
            _ => nothing(),
        });
        let none = own.is_empty()
            && found.with(|found| !matches!(found, Load::Ready(page) if !page.items.is_empty()));
        if none {
            return nothing();
        }
        classed("section", "section")
            .child(heading(app, 1, app.say("offered.title")))
            .child(
                classed("ul", "offers")
                    .attr("role", "list")
                    .child(list)
                    .child(own),
            )
            .view()
    })
}

fn items(app: App, page: &Page<Offer>) -> AnyView {
    let mut items: Vec<_> = page.items.iter().map(|item| offer(app, item).view()).collect();
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

fn offer(app: App, offer: &Offer) -> Tag {
    let state = match offer.state {
        OfferState::Thanked => Some("offer.thanked"),
        OfferState::Matched => Some("offer.matched"),
        OfferState::Used => Some("offer.used"),
        OfferState::Withdrawn => Some("offer.withdrawn"),
        OfferState::Offered | OfferState::Other => None,
    };
    let author = offer.author.as_ref();
    let meta = classed("p", "meta")
        .child(classed("span", "kind").child(app.say(resource_key(offer.resource))))
        .child(author.map(|author| meta::author(app, Some(author))))
        .child(offer.amount.as_deref().map(meta::theirs))
        .child(state.map(|key| tag("b").child(app.say(key))));
    let words = all(vec![
        meta.view(),
        offer.text.as_ref().map(prose).view(),
        offer.reply.as_ref().map(|said| reply(app, said)).view(),
    ]);
    let reference = Ref::new(RefType::Offer, offer.id.as_str());
    tag("li").child(take_back(app, reference, words))
}

/// What an office replied.
pub fn reply(app: App, reply: &Reply) -> Tag {
    let by = tag("p")
        .child(tag("b").child(reply.by.as_str()))
        .child(" · ")
        .child(meta::day(app, &reply.at));
    classed("div", "said").child(by).child(prose(&reply.text))
}
