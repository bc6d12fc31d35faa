//! What was sent, and what has become of it.

use leptos::prelude::*;
use samskab_protocol::comment::{Comment, CommentState};
use samskab_protocol::contribution::Contribution;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::text::tree;

use super::own::Own;
use super::room::{list, section};
use super::title::sort_key;
use crate::app::App;
use crate::drafts::draft::begin;
use crate::drafts::mine::{self, Sent};
use crate::parts::heading::heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, classed, nothing, tag};
use crate::parts::meta;
use crate::parts::status::{promise, status};
use crate::route::Place;

/// Draws what the backend has told, and what this device remembers beside it, the newest first.
pub fn sent(app: App, own: &Own) -> AnyView {
    let remembered = mine::all(&mine::list(app.client));
    let partial = |reference: &str| {
        let found = remembered.iter().find(|sent| sent.reference == reference);
        let is_partial = found.is_some_and(|sent| sent.is_partial);
        is_partial.then(|| classed("p", "small").child(app.say("mine.partial")))
    };
    let mut rows = Vec::new();
    for one in &own.all.contributions {
        let reference = Ref::contribution(&one.id).to_string();
        let row = contribution_row(app, one).child(partial(&reference));
        rows.push((one.created_at.clone(), reference, row));
    }
    for one in &own.all.comments {
        rows.push((
            one.created_at.clone(),
            ["comment:", &one.id].concat(),
            comment_row(app, one),
        ));
    }
    for one in &remembered {
        let is_told = rows.iter().any(|(_, reference, _)| *reference == one.reference);
        if let (false, Some(at), Some(title)) = (is_told, &one.at, &one.title) {
            let row = remembered_row(app, one, title).child(partial(&one.reference));
            rows.push((at.clone(), one.reference.clone(), row));
        }
    }
    // What nobody else can read stands above, with the reason.
    rows.retain(|(_, reference, _)| {
        let mut withheld = own.withheld.iter();
        !withheld.any(|one| one.reference == *reference)
    });
    rows.sort_by(|one, other| other.0.cmp(&one.0));
    let rows: Vec<_> = rows.into_iter().map(|(.., row)| row.view()).collect();
    match rows.is_empty() {
        true => nothing(),
        false => section(app, "mine.sent").child(list(rows)).view(),
    }
}

/// Remembers what the backend has told, so that it can be seen without the network too.
pub fn remember(app: App, own: &Own) {
    let list = mine::list(app.client);
    let mut all = mine::all(&list);
    for one in &own.all.contributions {
        let reference = Ref::contribution(&one.id).to_string();
        if let Some(known) = all.iter_mut().find(|sent| sent.reference == reference) {
            known.title = Some(one.title.clone());
            known.number.clone_from(&one.reference);
            known.due.clone_from(&one.answer_due);
        }
    }
    mine::keep(&list, &all);
}

fn contribution_row(app: App, one: &Contribution) -> Tag {
    let meta = classed("p", "meta")
        .child(classed("span", "role").child(app.say(sort_key(one.kind.as_str()))))
        .child(meta::time(app, &one.created_at, one.precision))
        .child(one.reference.as_deref().map(|number| number_of(app, number)));
    let state = classed("p", "trail-small")
        .child(tag("b").child(status(app, one)))
        .child(promise(app, one));
    let place = Place::of(one.kind, one.id.clone());
    let title = link(app, "", place, one.title.clone());
    classed("li", "card")
        .child(heading(app, 2, title.attr("dir", "auto")))
        .child(meta)
        .child(state)
}

fn number_of(app: App, number: &str) -> Tag {
    tag("span").child(app.language.say_with("idea.reference", &[("nr", number)]))
}

fn comment_row(app: App, one: &Comment) -> Tag {
    let body = one.body.as_ref();
    let place = body.and_then(|_| place_of_comment(&one.subject, &one.id));
    let words = body.map(|body| begin(&tree::words(body))).unwrap_or_else(|| {
        app.say(match one.state {
            CommentState::Withdrawn => "mine.withdrawn",
            _ => "mine.removed",
        })
    });
    let meta = classed("p", "meta")
        .child(classed("span", "role").child(app.say("what.comment")))
        .child(meta::time(app, &one.created_at, one.precision));
    classed("li", "card")
        .child(heading(app, 2, titled(app, place, words)))
        .child(meta)
}

/// What is known without the backend.
fn remembered_row(app: App, one: &Sent, title: &str) -> Tag {
    let subject = one.subject.as_deref().unwrap_or_default();
    let due = one.due.as_ref().map(|due| {
        let day = app.language.day(due);
        tag("span").child(app.language.say_with("answer.due", &[("date", &day)]))
    });
    let meta = classed("p", "meta")
        .child(classed("span", "role").child(app.say(sort_key(subject))))
        .child(one.at.as_ref().map(|at| meta::dated(at, app.language.since(at))))
        .child(one.number.as_deref().map(|number| number_of(app, number)))
        .child(due);
    let comment = one.reference.strip_prefix("comment:");
    let place = match comment {
        Some(id) => place_of_comment(one.debate.as_deref().unwrap_or(subject), id),
        None if one.reference.starts_with("contribution:") => place_of(&one.reference),
        // An offer belongs to `offer contribution:1`.
        None => place_of(subject.rsplit(' ').next().unwrap_or_default()),
    };
    let title = super::title::title(app, subject, title.to_owned());
    classed("li", "card")
        .child(heading(app, 2, titled(app, place, title)))
        .child(meta)
}

/// A title that leads to its place, where it has one.
pub fn titled(app: App, place: Option<Place>, words: String) -> AnyView {
    match place {
        Some(place) => link(app, "", place, words).attr("dir", "auto").view(),
        None => tag("span").attr("dir", "auto").child(words).view(),
    }
}

/// The place of what is meant, where that is a contribution.
pub fn place_of(about: &str) -> Option<Place> {
    let about = Ref::parse(about).filter(|about| about.of == RefType::Contribution);
    about.map(|about| Place::Idea(about.id))
}

/// The place of a comment in the debate on `subject`.
fn place_of_comment(subject: &str, id: &str) -> Option<Place> {
    place_of(subject).map(|place| place.at(id.to_owned()))
}
