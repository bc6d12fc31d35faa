//! What waits, as it was written, with what others have said against it.

use leptos::prelude::*;
use samskab_protocol::author::Author;
use samskab_protocol::comment::Comment;
use samskab_protocol::contribution::{Contribution, Kind};
use samskab_protocol::identifier::{Ref, RefType, Timestamp};
use samskab_protocol::queue::QueueItem;
use samskab_protocol::report::{Report, ReportReason};
use samskab_protocol::text::Text;
use samskab_protocol::trail::Step;

use super::album::album;
use super::words::words;
use crate::app::App;
use crate::drafts::draft::begin;
use crate::parts::kind::kind_of;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta;
use crate::parts::prose::prose;
use crate::parts::status::{promise, status};
use crate::route::Place;

/// What it is called.
pub fn title(app: App, item: &QueueItem) -> String {
    if let Some(said) = awaiting_reply(item) {
        return begin(&said.words());
    }
    match &item.contribution {
        Some(contribution) if !contribution.title.is_empty() => contribution.title.clone(),
        Some(_) => app.say("gone.title"),
        None => app.say("steward.comment"),
    }
}

/// How it begins.
pub fn beginning(item: &QueueItem) -> String {
    if let Some(said) = awaiting_reply(item) {
        return said.amount.unwrap_or_default();
    }
    let comment = item.comment.as_ref().and_then(|comment| comment.body.as_ref());
    match &item.contribution {
        Some(contribution) => contribution.summary.clone(),
        None => comment.map(|body| begin(&body.value)).unwrap_or_default(),
    }
}

/// Who wrote it.
pub fn author(item: &QueueItem) -> Option<&Author> {
    let contribution = item.contribution.as_ref().and_then(|one| one.author.as_ref());
    let comment = || item.comment.as_ref()?.author.as_ref();
    let expected = || item.expectation.as_ref()?.author.as_ref();
    let offered = || item.offer.as_ref()?.author.as_ref();
    contribution.or_else(comment).or_else(expected).or_else(offered)
}

/// What somebody expects or offers, as far as both are alike.
pub struct Said {
    author: Option<Author>,
    at: Timestamp,
    text: Option<Text>,
    amount: Option<String>,
    /// Where all see it.
    place: Option<Place>,
}

impl Said {
    fn words(&self) -> String {
        let text = self.text.as_ref();
        text.map(|text| text.value.clone()).unwrap_or_default()
    }
}

/// What is expected or offered, where it is that which waits.
pub fn awaiting_reply(item: &QueueItem) -> Option<Said> {
    if let Some(expected) = &item.expectation {
        return Some(Said {
            author: expected.author.clone(),
            at: expected.created_at.clone(),
            text: expected.text.clone(),
            amount: None,
            place: Some(Place::Project(expected.project.clone())),
        });
    }
    let offered = item.offer.as_ref()?;
    let subject = Ref::parse(&offered.subject);
    Some(Said {
        author: offered.author.clone(),
        at: offered.created_at.clone(),
        text: offered.text.clone(),
        amount: offered.amount.clone(),
        place: subject.and_then(|subject| match subject.of {
            RefType::Project => Some(Place::Project(subject.id)),
            RefType::Contribution => Some(Place::Idea(subject.id)),
            _ => None,
        }),
    })
}

/// Draws it, with the way to where all see it.
pub fn said_by(app: App, said: &Said) -> AnyView {
    let meta = classed("p", "meta")
        .child(meta::author(app, said.author.as_ref()))
        .child(meta::day(app, &said.at));
    // What is short stands in the heading already.
    let words = said.words();
    let more = said.text.as_ref().filter(|_| begin(&words) != words);
    let amount = said.amount.as_deref();
    let place = said.place.clone();
    all(vec![
        meta.view(),
        more.map(prose).view(),
        amount.map(|amount| tag("p").child(meta::theirs(amount))).view(),
        place
            .map(|place| tag("p").child(link(app, "", place, app.say("steward.seen"))))
            .view(),
    ])
}

/// Draws a contribution: all that becomes public of it, how far it has come, and the way to where all see it.
pub fn contribution(app: App, one: &Contribution) -> AnyView {
    let kind = (one.kind != Kind::Idea).then(|| classed("span", "kind").child(app.say(kind_of(one))));
    let meta = classed("p", "meta")
        .child(kind)
        .child(meta::author(app, one.author.as_ref()))
        .child(meta::time(app, &one.created_at, one.precision))
        .child(meta::place(one.place.as_ref()))
        .child(one.reference.as_deref().map(meta::theirs));
    let said = one.trail.iter().filter(|step| step.text.is_some());
    let said: Vec<AnyView> = said.map(|step| self::said(app, step)).collect();
    let promised = promise(app, one);
    let seen = link(
        app,
        "",
        Place::of(one.kind, one.id.clone()),
        app.say("steward.seen"),
    );
    all(vec![
        meta.view(),
        words(app, one),
        album(app, one).view(),
        classed("p", "state")
            .child(tag("b").child(status(app, one)))
            .child(promised.is_some().then_some(" · "))
            .child(promised)
            .view(),
        all(said),
        tag("p").child(seen).view(),
    ])
}

/// What was said to it before.
fn said(app: App, step: &Step) -> AnyView {
    let by = step.by.as_deref().map(meta::theirs);
    let at = step.at.as_ref().map(|at| meta::day(app, at));
    classed("div", "answer")
        .child(classed("p", "meta").child(by).child(at))
        .child(step.text.as_ref().map(prose))
        .view()
}

/// Draws a comment, with the way to where it stands.
pub fn comment(app: App, one: &Comment) -> AnyView {
    let meta = classed("p", "meta")
        .child(meta::author(app, one.author.as_ref()))
        .child(meta::time(app, &one.created_at, one.precision));
    let about = Ref::parse(&one.subject).map(|about| {
        let place = Place::Idea(about.id).at(one.id.clone());
        tag("p").child(link(app, "", place, app.say("steward.seen")))
    });
    all(vec![
        meta.view(),
        one.body.as_ref().map(prose).view(),
        about.view(),
    ])
}

/// Draws what somebody has reported; who it was is told to nobody.
pub fn report(app: App, report: &Report) -> Tag {
    let reason = app.say(reason_key(report.reason));
    let words = app.language.say_with("steward.report", &[("reason", &reason)]);
    classed("div", "panel report")
        .child(tag("p").child(tag("b").child(words)))
        .child(report.text.as_ref().map(prose))
        .child(classed("p", "small").child(meta::day(app, &report.created_at)))
}

fn reason_key(reason: ReportReason) -> &'static str {
    match reason {
        ReportReason::Illegal => "report.illegal",
        ReportReason::Abuse => "report.abuse",
        ReportReason::Spam => "report.spam",
        ReportReason::Privacy => "report.privacy",
        ReportReason::OffTopic => "report.off_topic",
        ReportReason::Other => "report.other",
    }
}
