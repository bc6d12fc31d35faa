//! One's own texts that nobody else can read: why, by which rule, and how to object (S1.6).

use leptos::prelude::*;
use samskab_protocol::me::Withheld;
use samskab_protocol::text::tree::words;

use super::own::Own;
use super::room::{list, section};
use super::sent::{place_of, titled};
use crate::acts::ruling;
use crate::app::App;
use crate::drafts::draft::begin;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, classed, nothing, tag};

/// Draws them, if there are any.
pub fn withheld(app: App, own: &Own) -> AnyView {
    if own.withheld.is_empty() {
        return nothing();
    }
    let rows = own.withheld.iter().map(|one| row(app, one).view());
    section(app, "mine.withheld").child(list(rows.collect())).view()
}

fn row(app: App, one: &Withheld) -> Tag {
    let title = one
        .contribution
        .as_ref()
        .map(|contribution| contribution.title.clone());
    let body = one.comment.as_ref().and_then(|comment| comment.body.as_ref());
    let title = title.or(body.map(|body| begin(&words(body))));
    // No link leads to what nobody else can read, but one to the debate in which its author finds it.
    let debate = one
        .comment
        .as_ref()
        .and_then(|comment| place_of(&comment.subject));
    let key = match one.state.as_str() {
        "pending" => "withheld.pending",
        "refused" => "withheld.refused",
        _ => "withheld.hidden",
    };
    classed("li", "card")
        .child(heading(app, 2, titled(app, debate, title.unwrap_or_default())))
        .child(tag("p").child(tag("b").child(app.say(key))))
        .child(one.decision.as_ref().map(|decision| ruling(app, decision)))
}
