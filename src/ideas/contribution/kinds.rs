//! The words of a contribution, as the kind that it is.

use leptos::prelude::AnyView;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::identifier::Ref;
use samskab_protocol::kinds::{Barrier, Dilemma, Ground, Side};
use samskab_protocol::text::Text;

use crate::app::App;
use crate::debate::sides::voices;
use crate::parts::heading::heading;
use crate::parts::link::outward;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta::theirs;
use crate::parts::prose::prose;

/// Draws the words: problem and proposal, what pulls against what, what stops it, or what happened and was learned.
pub fn words(app: App, contribution: &Contribution) -> AnyView {
    let body = contribution.body.as_ref();
    if let Some(dilemma) = &contribution.dilemma {
        let subject = Ref::contribution(contribution.id.as_str());
        return all(vec![
            self::dilemma(app, &subject, dilemma),
            body.map(prose).view(),
        ]);
    }
    if let Some(barrier) = &contribution.barrier {
        return all(vec![body.map(prose).view(), self::barrier(app, barrier).view()]);
    }
    if let (Some(story), Some(body)) = (&contribution.story, body) {
        return parts(app, [("told.happened", body), ("told.learned", &story.learned)]);
    }
    match (&contribution.problem, body) {
        (Some(problem), Some(body)) => parts(app, [("idea.problem", problem), ("idea.proposal", body)]),
        (Some(text), None) | (None, Some(text)) => prose(text).view(),
        (None, None) => theirs(&contribution.summary).view(),
    }
}

/// Texts, each under its own words.
fn parts(app: App, parts: [(&str, &Text); 2]) -> AnyView {
    all(parts
        .into_iter()
        .flat_map(|(key, text)| [heading(app, 1, app.say(key)).view(), prose(text).view()])
        .collect())
}

/// The tension, and its sides next to each other: nobody has to win (S4.5).
fn dilemma(app: App, subject: &Ref, dilemma: &Dilemma) -> AnyView {
    let sides = dilemma.sides.iter().fold(classed("div", "sides"), |sides, item| {
        sides.child(side(app, subject, item))
    });
    all(vec![
        classed("div", "tension").child(prose(&dilemma.tension)).view(),
        sides.view(),
        classed("p", "small").child(app.say("dilemma.both")).view(),
    ])
}

fn side(app: App, subject: &Ref, side: &Side) -> Tag {
    let number = side.arguments.len() as u32;
    let arguments = side
        .arguments
        .iter()
        .fold(classed("ul", "bullets"), |list, words| {
            list.child(tag("li").attr("dir", "auto").child(words.as_str()))
        });
    classed("div", "side")
        .child(heading(app, 1, theirs(&side.label)))
        .child(classed("p", "small").child(app.language.count("dilemma.arguments", number)))
        .child((number > 0).then_some(arguments))
        .child(voices(app, subject, &side.id))
}

/// At what it stops, by which rule, and who works on it (S3.3).
pub fn barrier(app: App, barrier: &Barrier) -> Tag {
    let ground = match barrier.ground {
        Ground::Law => "ground.law",
        Ground::Budget => "ground.budget",
        Ground::Procedure => "ground.procedure",
        Ground::Owner => "ground.owner",
        Ground::Unknown => "ground.unclear",
        Ground::Other => "ground.other",
    };
    let entry = |key: &str, content: AnyView| {
        all(vec![
            tag("dt").child(app.say(key)).view(),
            tag("dd").child(content).view(),
        ])
    };
    let rule = barrier.reference.as_deref().map(|words| theirs(words).view());
    let link = barrier.link.as_ref().map(|link| outward(link).view());
    let works = match barrier.working_on_it.as_deref() {
        Some(words) => theirs(words).view(),
        None => app.say("barrier.nobody").view(),
    };
    classed("dl", "panel facts")
        .child(entry("barrier.at", app.say(ground).view()))
        .child(rule.map(|rule| entry("barrier.rule", rule)))
        .child(link.map(|link| entry("barrier.read", link)))
        .child(entry("barrier.works", works))
}
