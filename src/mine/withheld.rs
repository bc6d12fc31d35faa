//! One's own texts that nobody else can read: why, by which rule, and how to object (S1.6).

use leptos::prelude::*;
use samskab_protocol::me::Withheld;
use samskab_protocol::moderation::{ModerationDecision, ModerationGround};

use super::appeal::appeal;
use super::own::Own;
use super::room::{list, section};
use crate::app::App;
use crate::drafts::draft::begin;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, all, classed, nothing, tag};
use crate::parts::meta;
use crate::parts::prose::prose;

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
    let comment = one.comment.as_ref().and_then(|comment| comment.body.as_ref());
    let title = title.or(comment.map(|body| begin(&body.value)));
    let key = match one.state.as_str() {
        "pending" => "withheld.pending",
        "refused" => "withheld.refused",
        _ => "withheld.hidden",
    };
    classed("li", "card")
        .child(heading(app, 2, title.unwrap_or_default()).attr("dir", "auto"))
        .child(tag("p").child(tag("b").child(app.say(key))))
        .child(one.decision.as_ref().map(|decision| reason(app, decision)))
}

/// The reason and the rule, and what can be said against it.
fn reason(app: App, decision: &ModerationDecision) -> AnyView {
    let key = match decision.ground {
        ModerationGround::Law => "withheld.law",
        _ => "withheld.rule",
    };
    let meta = classed("p", "meta")
        .child(decision.by.as_deref().map(meta::theirs))
        .child(meta::day(app, &decision.decided_at));
    let words = classed("div", "panel answer")
        .child(tag("p").child(tag("b").child(app.say("withheld.reason"))))
        .child(prose(&decision.reason))
        .child(classed("p", "small").child(app.language.say_with(key, &[("rule", &decision.rule)])))
        .child(
            decision
                .automated
                .then(|| classed("p", "small").child(app.say("withheld.automated"))),
        )
        .child(meta);
    all(vec![words.view(), appeal(app, decision)])
}
