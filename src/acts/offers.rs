//! What people have offered, and what has become of it (S4.4).

use leptos::prelude::*;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::offer::{Offer, OfferState, Reply, Resource};

use super::Desk;
use super::gathered::gathered;
use super::take_back::take_back;
use crate::app::App;
use crate::backend::client::encode;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta;
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

/// Draws what was offered, also from here just now; nothing where there is none.
pub fn offers(app: App, desk: Desk) -> AnyView {
    let path = ["/offers?subject=", &encode(&desk.reference().to_string())].concat();
    gathered(app, "offers", &path, "offered.title", desk.offers, offer)
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
