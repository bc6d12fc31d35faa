//! The public log (S1.6): what was moderated, why, by which rule, and what came of objections; without names, and
//! without the words that it is about.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::moderation::{Appeal, ModerationAction, ModerationDecision, ModerationGround};
use samskab_protocol::page::Page;
use samskab_protocol::report::CaseState;

use crate::app::App;
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::heading::{heading, view_heading};
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta;
use crate::parts::more::pages;
use crate::parts::prose::prose;

/// Brings what draws the log.
#[wasm_split(recording, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn record_chunk() -> Result<fn(App) -> AnyView, Failure> {
    Ok(record)
}

fn record(app: App) -> AnyView {
    let page: Loading<Page<ModerationDecision>> = waiting_for();
    let fetch = move || load(page, app.client.get(app.client.url("/moderation-decisions")));
    fetch();
    all(vec![
        view_heading(app, app.say("log.title")).view(),
        classed("p", "lead").child(app.say("log.lead")).view(),
        loaded(app, page, fetch, move |page| entries(app, page)),
    ])
}

fn entries(app: App, page: &Page<ModerationDecision>) -> AnyView {
    if page.items.is_empty() {
        return classed("p", "empty").child(app.say("log.none")).view();
    }
    classed("ol", "cards")
        .attr("role", "list")
        .child(pages(app, page, entry))
        .view()
}

fn entry(app: App, decision: &ModerationDecision) -> Tag {
    let ground = match decision.ground {
        ModerationGround::Law => "withheld.law",
        _ => "withheld.rule",
    };
    let rule = app.language.say_with(ground, &[("rule", &decision.rule)]);
    let automated = decision
        .automated
        .then(|| classed("p", "small").child(app.say("withheld.automated")));
    let what = [
        subject(app, &decision.subject),
        app.say(action_key(decision.action)),
    ]
    .join(" ");
    classed("li", "card")
        .child(heading(app, 1, what))
        .child(prose(&decision.reason))
        .child(classed("p", "small").child(rule))
        .child(automated)
        .child(
            classed("p", "meta")
                .child(decision.by.as_deref().map(meta::theirs))
                .child(meta::day(app, &decision.decided_at)),
        )
        .child(decision.appeal.as_ref().map(|appeal| objection(app, appeal)))
}

/// What the log calls the thing that was moderated: its sort, and nothing that names it.
fn subject(app: App, reference: &str) -> String {
    match reference.split(':').next() {
        Some("comment") => app.say("log.comment"),
        _ => app.say("log.contribution"),
    }
}

fn objection(app: App, appeal: &Appeal) -> Tag {
    let key = match appeal.state {
        CaseState::Upheld => "log.upheld",
        CaseState::Rejected => "log.rejected",
        _ => "log.appealed",
    };
    classed("div", "panel")
        .child(tag("p").child(tag("b").child(app.say(key))))
        .child(appeal.reason.as_ref().map(prose))
}

fn action_key(action: ModerationAction) -> &'static str {
    match action {
        ModerationAction::Hidden => "log.hidden",
        ModerationAction::Restored => "log.restored",
        ModerationAction::Locked => "log.locked",
        ModerationAction::Warned => "log.warned",
        ModerationAction::Refused => "log.refused",
        ModerationAction::Accepted | ModerationAction::Kept | ModerationAction::Other => "log.other",
    }
}
