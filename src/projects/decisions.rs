//! What was decided: when, by whom, why, what was weighed, whom it costs something, and which contributions it answers
//! (S1.5, S3.2).

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::decision::Decision;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::text::Text;

use super::frame::section;
use crate::app::App;
use crate::backend::client::{Client, encode};
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
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

/// Links to what the decision answers, once it is known what they are called.
fn answered(app: App, answers: &[String]) -> AnyView {
    let answers: Vec<Ref> = answers
        .iter()
        .filter_map(|answer| Ref::parse(answer))
        .filter(|answer| answer.of == RefType::Contribution)
        .take(NAMED)
        .collect();
    if answers.is_empty() {
        return nothing();
    }
    let found: Loading<Vec<Contribution>> = waiting_for();
    load(found, look_up(app.client, answers));
    live(move || {
        found.with(|found| match found {
            Load::Ready(found) if !found.is_empty() => {
                let list = found.iter().fold(classed("ul", "linked"), |list, item| {
                    let place = Place::of(item.kind, item.id.clone());
                    list.child(tag("li").child(link(app, "", place, item.title.clone()).attr("dir", "auto")))
                });
                all(vec![
                    heading(app, 2, app.say("decision.answers")).view(),
                    list.view(),
                ])
            }
            _ => nothing(),
        })
    })
}

/// What they are called. What is gone is left out.
async fn look_up(client: Client, answers: Vec<Ref>) -> Result<Vec<Contribution>, Failure> {
    let mut found = Vec::new();
    for answer in answers {
        let url = client.url(&["/contributions/", &encode(&answer.id)].concat());
        match client.get(url).await {
            Ok(one) => found.push(one),
            Err(Failure::Problem(..)) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(found)
}
