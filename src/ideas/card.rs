//! A contribution in a list: title, beginning, who, where, and how far it has come.

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::trail::{Step, StepKind, furthest, is_overdue};

use super::filters::status_key;
use super::list::Collection;
use super::trail::step_key;
use crate::app::App;
use crate::language::{days_between, now};
use crate::parts::heading::heading;
use crate::parts::link::link;
use crate::parts::meta;

/// Draws a card.
pub fn card(app: App, collection: Collection, contribution: &Contribution) -> AnyView {
    let title = link(
        app,
        "",
        collection.place(contribution.id.clone()),
        contribution.title.clone(),
    );
    let place = contribution
        .place
        .as_ref()
        .map(|place| view! { <span dir="auto">{place.name.clone()}</span> });
    view! {
        <li class="card">
            {heading(app, 1, title)}
            <p class="text" dir="auto">{contribution.summary.clone()}</p>
            <p class="meta">
                {meta::author(app, contribution.author.as_ref())}
                {meta::time(app, &contribution.created_at)}
                {place}
                {counts(app, contribution)}
            </p>
            {small_trail(app, contribution)}
        </li>
    }
    .into_any()
}

/// Support and comments in small type, never as a rank.
fn counts(app: App, contribution: &Contribution) -> AnyView {
    let counts = &contribution.counts;
    let say = |key, number: Option<u32>| {
        number
            .filter(|number| *number > 0)
            .map(|number| app.language.count(key, number))
    };
    let support = say("support.n", counts.by_reaction.support).map(|words| view! { <span>{words}</span> });
    let comments = say("comments.n", counts.comments).map(|words| view! { <span>{words}</span> });
    (support, comments).into_any()
}

fn small_trail(app: App, contribution: &Contribution) -> AnyView {
    let reached = furthest(&contribution.trail);
    let dots: Vec<_> = StepKind::PATH
        .into_iter()
        .map(|step| {
            let class = if reached >= Some(step) { "done" } else { "" };
            view! { <i class=class></i> }
        })
        .collect();
    let label = contribution.status.label.clone();
    let status = label.unwrap_or_else(|| app.say(status_key(contribution.status.category)));
    let present = reached
        .map(|step| app.say(step_key(step)))
        .unwrap_or_else(|| status.clone());
    view! {
        <p class="trail-small"><span class="dots" aria-hidden="true">{dots}</span><b>{present}</b>" "{promise(app, contribution)}</p>
    }
    .into_any()
}

/// The promised day of an answer, or in words that it has passed.
pub fn promise(app: App, contribution: &Contribution) -> AnyView {
    let now = now();
    let Some(due) = contribution.answer_due.as_ref() else {
        return ().into_any();
    };
    if is_overdue(&contribution.trail, Some(due), &now) {
        let days = days_between(due, &now).unwrap_or_default().max(1);
        return view! { <span class="late">{app.language.count("answer.late", days as u32)}</span> }
            .into_any();
    }
    if answered(&contribution.trail) {
        return ().into_any();
    }
    view! { <span class="small">{app.language.say_with("answer.due", &[("date", &app.language.day(due))])}</span> }.into_any()
}

fn answered(trail: &[Step]) -> bool {
    furthest(trail) >= Some(StepKind::Answered)
}
