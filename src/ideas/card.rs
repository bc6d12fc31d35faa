//! A contribution in a list: title, beginning, who, where, and how far it has come.

use samskab_protocol::contribution::{Contribution, Kind};
use samskab_protocol::trail::{StepKind, furthest};

use super::trail::step_key;
use crate::app::App;
use crate::parts::heading::heading;
use crate::parts::link::link;
use crate::parts::markup::{Tag, classed, tag};
use crate::parts::meta;
use crate::parts::status::{promise, status};
use crate::route::Place;

/// Draws a card; in a list of several kinds it says which one it is.
pub fn card(app: App, is_mixed: bool, contribution: &Contribution) -> Tag {
    let place = Place::of(contribution.kind, contribution.id.clone());
    let title = link(app, "", place, contribution.title.clone());
    let kind = is_mixed.then(|| classed("span", "kind").child(app.say(kind_of(contribution))));
    let count = |key, number: Option<u32>| {
        let number = number.filter(|number| *number > 0)?;
        Some(tag("span").child(app.language.count(key, number)))
    };
    // Support and comments stand in small type, never as a rank (S1.3).
    let meta = classed("p", "meta")
        .child(kind)
        .child(meta::author(app, contribution.author.as_ref()))
        .child(meta::time(app, &contribution.created_at, contribution.precision))
        .child(meta::place(contribution.place.as_ref()))
        .child(count("support.n", contribution.counts.by_reaction.support))
        .child(count("comments.n", contribution.counts.comments));
    classed("li", "card")
        .child(heading(app, 1, title.attr("dir", "auto")))
        .child(
            classed("p", "text")
                .attr("dir", "auto")
                .child(contribution.summary.as_str()),
        )
        .child(meta)
        .child(small_trail(app, contribution))
}

fn small_trail(app: App, contribution: &Contribution) -> Tag {
    let reached = furthest(&contribution.trail);
    let dots = classed("span", "dots").attr("aria-hidden", "true");
    let dots = StepKind::PATH.into_iter().fold(dots, |dots, step| {
        dots.child(classed("i", if reached >= Some(step) { "done" } else { "" }))
    });
    let present = reached
        .map(|step| app.say(step_key(step)))
        .unwrap_or_else(|| status(app, contribution));
    classed("p", "trail-small")
        .child(dots)
        .child(tag("b").child(present))
        .child(promise(app, contribution))
}

/// Key of the word for what a contribution is. A question by the municipality says so.
pub fn kind_of(contribution: &Contribution) -> &'static str {
    match (contribution.kind, contribution.official) {
        (Kind::Question, true) => "kind.asked",
        (kind, _) => kind_key(kind),
    }
}

/// Key of the word for a kind.
pub fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Idea => "kind.idea",
        Kind::Question => "kind.question",
        Kind::Dilemma => "kind.dilemma",
        Kind::Barrier => "kind.barrier",
        Kind::Story => "kind.story",
        Kind::Other => "kind.contribution",
    }
}
