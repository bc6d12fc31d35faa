//! What was decided: when, by whom, why, what was weighed, whom it costs something, and which contributions it answers
//! (S1.5, S3.2).

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::decision::Decision;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::text::Text;

use super::frame::section;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::failure::failure;
use crate::parts::heading::heading;
use crate::parts::link::{link, outward};
use crate::parts::markup::{Content, Tag, all, classed, live, nothing, tag};
use crate::parts::meta;
use crate::parts::prose::prose;
use crate::route::Place;

/// So many answered contributions are named for one decision.
const NAMED: usize = 10;

/// Draws the decisions, the newest first.
pub fn decisions(app: App, decisions: &[Decision]) -> Option<Tag> {
    let section = decisions
        .iter()
        .fold(section(app, "decisions.title"), |section, item| {
            section.child(decision(app, item))
        });
    (!decisions.is_empty()).then_some(section)
}

fn decision(app: App, decision: &Decision) -> Tag {
    let part = |key: &str, text: Option<&Text>| {
        text.map(|text| all(vec![heading(app, 2, app.say(key)).view(), prose(text).view()]))
    };
    let by = tag("p")
        .child(tag("b").child(decision.by.as_str()))
        .child(" · ")
        .child(meta::day(app, &decision.decided_at));
    let papers = [&decision.agenda, &decision.link]
        .into_iter()
        .flatten()
        .fold(classed("p", "papers"), |line, paper| line.child(outward(paper)));
    classed("div", "answer decision")
        .child(by)
        .child(prose(&decision.outcome))
        .child(part("decision.reasons", Some(&decision.reasons)))
        .child(part("decision.weighed", decision.weighed.as_ref()))
        .child(part("decision.cost", decision.cost.as_ref()))
        .child(papers)
        .child(answered(app, &decision.answers))
}

/// Links to what the decision answers, once it is known what they are called, and how many more there are.
fn answered(app: App, answers: &[String]) -> AnyView {
    let answers = answers.iter().filter_map(|answer| Ref::parse(answer));
    let answers: Vec<Ref> = answers
        .filter(|answer| answer.of == RefType::Contribution)
        .collect();
    let more = answers.len().saturating_sub(NAMED);
    let found: Vec<Loading<Contribution>> = answers.iter().take(NAMED).map(|_| waiting_for()).collect();
    let slots = found.clone();
    let fetch = move || {
        for (slot, answer) in slots.iter().zip(&answers) {
            let url = app.client.url(&["/contributions/", &encode(&answer.id)].concat());
            load(*slot, app.client.get(url));
        }
    };
    fetch();
    live(move || linked(app, &found, more, fetch.clone()))
}

/// What has come, with `more` that nobody asked for. What is gone is left out, and what is lost is among those more.
fn linked(app: App, found: &[Loading<Contribution>], more: usize, again: impl Fn() + 'static) -> AnyView {
    let (mut list, mut came) = (classed("ul", "linked"), false);
    let (mut lost, mut why) = (0, None);
    for one in found {
        match one.get() {
            // All at once, so that nothing jumps.
            Load::Waiting(_) => return nothing(),
            Load::Ready(item) => {
                let place = Place::of(item.kind, item.id.clone());
                list = list.child(tag("li").child(link(app, "", place, item.title).attr("dir", "auto")));
                came = true;
            }
            Load::Failed(failure) if is_gone(&failure) => {}
            Load::Failed(failure) => {
                lost += 1;
                why = Some(failure);
            }
        }
    }
    let more = more + lost;
    let rest = match (came, why) {
        (true, _) if more > 0 => {
            let more = app.language.count("card.more", more as u32);
            list.child(tag("li").child(more)).view()
        }
        (true, _) => list.view(),
        (false, Some(why)) => failure(app, &why, again).view(),
        (false, None) => return nothing(),
    };
    all(vec![heading(app, 2, app.say("decision.answers")).view(), rest])
}

/// Whether the backend says that it is not there, or not there any more.
fn is_gone(failure: &Failure) -> bool {
    failure
        .problem()
        .is_some_and(|problem| matches!(problem.status, 404 | 410))
}
