//! What somebody offers beside money (S4.4): sent after the contribution that they are offered to.

use leptos::prelude::*;
use samskab_protocol::create::Guest;
use samskab_protocol::offer::{CreateOffer, Resource};
use samskab_protocol::service::Mode;

use super::composer::{Composer, field_id};
use super::questions::Question;
use super::screens::question;
use crate::drafts::sending::{Part, Sending};
use crate::parts::markup::{Content, Tag, classed, nothing, tag};
use crate::parts::meta::theirs;

/// Something that can be offered, and where it is kept until it is sent.
struct Offered {
    resource: Resource,
    /// Holds a word once it is offered.
    pointer: &'static str,
    /// Holds more about it.
    more: &'static str,
    key: &'static str,
}

const fn offered(
    resource: Resource,
    pointer: &'static str,
    more: &'static str,
    key: &'static str,
) -> Offered {
    Offered {
        resource,
        pointer,
        more,
        key,
    }
}

const OFFERED: [Offered; 6] = [
    offered(Resource::Time, "/offers/time", "/offers/time/text", "offer.time"),
    offered(
        Resource::Network,
        "/offers/network",
        "/offers/network/text",
        "offer.network",
    ),
    offered(
        Resource::Engagement,
        "/offers/engagement",
        "/offers/engagement/text",
        "offer.engagement",
    ),
    offered(
        Resource::Knowledge,
        "/offers/knowledge",
        "/offers/knowledge/text",
        "offer.knowledge",
    ),
    offered(
        Resource::Place,
        "/offers/place",
        "/offers/place/text",
        "offer.place",
    ),
    offered(
        Resource::Tools,
        "/offers/tools",
        "/offers/tools/text",
        "offer.tools",
    ),
];

/// Whether offers can be made here, and by this protocol.
fn are_taken(composer: Composer) -> bool {
    composer
        .app
        .with_service(|service| service.actions.offer.mode == Mode::Native)
}

/// Asks what one can offer; each with room for more about it once it is chosen.
pub fn offers(composer: Composer) -> AnyView {
    if !are_taken(composer) {
        return nothing();
    }
    let legend = tag("legend").child(composer.app.say("offers.ask"));
    let hint = classed("p", "small").child(composer.app.say("offers.hint"));
    let set = classed("fieldset", "field").child(legend).child(hint);
    OFFERED
        .iter()
        .fold(set, |set, offered| set.child(one(composer, offered)))
        .view()
}

fn one(composer: Composer, offered: &'static Offered) -> Tag {
    let Composer { app, writing, .. } = composer;
    let chosen = RwSignal::new(is_chosen(composer, offered));
    let id = field_id(offered.pointer);
    let input = tag("input")
        .attr("type", "checkbox")
        .attr("id", id.as_str())
        .maybe("checked", chosen.get_untracked().then_some(""))
        .on("change", move |_| {
            let now = !chosen.get_untracked();
            chosen.set(now);
            let word = if now { offered.resource.as_str() } else { "" };
            writing.set_field(offered.pointer, word.to_owned());
        });
    let more = move || match chosen.get() {
        true => {
            let more = Question {
                pointer: offered.more,
                ask: "offer.more",
                hint: None,
                missing: None,
                rows: 1,
            };
            question(composer, &more).view()
        }
        false => nothing(),
    };
    let choice = classed("p", "choice")
        .child(input)
        .child(tag("label").attr("for", id).child(app.say(offered.key)));
    tag("div").child(choice).live(more)
}

fn is_chosen(composer: Composer, offered: &Offered) -> bool {
    !composer.writing.field(offered.pointer).is_empty()
}

/// What is offered, in the words that are sent: one's own, or else what it is.
fn chosen(composer: Composer) -> impl Iterator<Item = (&'static Offered, String)> {
    let taken = OFFERED.iter().filter(move |_| are_taken(composer));
    let chosen = taken.filter(move |offered| is_chosen(composer, offered));
    chosen.map(move |offered| {
        let own = composer.writing.field(offered.more).trim().to_owned();
        let words = if own.is_empty() {
            composer.app.say(offered.key)
        } else {
            own
        };
        (offered, words)
    })
}

/// Draws what is offered; `None` where nothing is.
pub fn show_offers(composer: Composer) -> Option<Tag> {
    let list = chosen(composer).fold(classed("ul", "bullets"), |list, (offered, words)| {
        let name = composer.app.say(offered.key);
        let more = (words != name).then(|| theirs(&words));
        let sign = more.is_some().then_some(": ");
        list.child(tag("li").child(name).child(sign).child(more))
    });
    chosen(composer).next().is_some().then_some(list)
}

/// Adds what is offered to what is sent: each names the contribution, once that is stored.
pub fn send_offers(composer: Composer, author: Option<&Guest>, sending: &mut Sending) {
    let main = sending.main;
    for (offered, text) in chosen(composer) {
        let offer = CreateOffer {
            subject: String::new(),
            resource: offered.resource,
            text,
            amount: None,
            lang: Some(composer.app.language.tag()),
            author: author.cloned(),
        };
        if let Ok(body) = serde_json::to_string(&offer) {
            let name = ["offer-", offered.resource.as_str()].concat();
            sending.post(&name, "/offers", body);
            sending.fill("/subject", main, Part::Reference);
        }
    }
}
