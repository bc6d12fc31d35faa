//! What was decided about one's own text: why, by which rule, and how to object (S1.6).

use leptos::prelude::*;
use samskab_protocol::moderation::{ModerationDecision, ModerationGround};

use super::appeal::appeal;
use crate::app::App;
use crate::parts::markup::{Content, all, classed, tag};
use crate::parts::meta;
use crate::parts::prose::prose;

/// Draws the reason and the rule, and what can be said against it.
pub fn ruling(app: App, decision: &ModerationDecision) -> AnyView {
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
