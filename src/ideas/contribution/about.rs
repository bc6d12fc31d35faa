//! Who, when and where, whom else it touches, and what it belongs to.

use leptos::prelude::AnyView;
use samskab_protocol::contribution::{Contribution, Kind};

use crate::app::App;
use crate::map::point_button;
use crate::parts::kind::kind_of;
use crate::parts::link::{link, outward};
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta::{self, theirs};
use crate::parts::status::status;
use crate::route::Place;

/// The line below the title.
pub fn meta(app: App, contribution: &Contribution) -> Tag {
    let kind = (contribution.kind != Kind::Idea)
        .then(|| classed("span", "kind").child(app.say(kind_of(contribution))));
    let edited = contribution.edited_at.as_ref().map(|at| {
        let time = app.language.since(at);
        tag("span").child(app.language.say_with("edited", &[("time", &time)]))
    });
    // Of one that was withdrawn no name is left to show, and the notice says why.
    let author = (contribution.author.is_some() || contribution.removed_by.is_none())
        .then(|| meta::author(app, contribution.author.as_ref()));
    classed("p", "meta")
        .child(kind)
        .child(author)
        .child(meta::time(app, &contribution.created_at, contribution.precision))
        .child(edited)
        .child(meta::place(contribution.place.as_ref()))
        .child(tag("b").child(status(app, contribution)))
}

/// Whom else it touches, what it is about, and where it comes from.
pub fn about(app: App, contribution: &Contribution) -> AnyView {
    let project = contribution.project.as_ref().map(|project| {
        let place = Place::Project(project.id.clone());
        said(app, "idea.project", link(app, "", place, project.title.clone()))
    });
    let source = contribution.source.as_ref();
    let source = source.map(|source| said(app, "idea.source", outward(source)));
    let shared = contribution.shared_at.as_ref().map(|_| small(app.say("shared")));
    let number = contribution.reference.as_deref();
    let number = number.map(|number| small(app.language.say_with("idea.reference", &[("nr", number)])));
    let point = contribution.place.as_ref().and_then(|place| place.point);
    all(vec![
        point.map(|point| point_button(app, point)).view(),
        words(app, "idea.affected", &contribution.affected).view(),
        words(app, "idea.topics", &contribution.topics).view(),
        words(app, "idea.areas", &contribution.areas).view(),
        project.view(),
        source.view(),
        shared.view(),
        number.view(),
    ])
}

/// Their words in a row, after ours.
fn words(app: App, key: &str, words: &[String]) -> Option<Tag> {
    let said = small([app.say(key), " ".into()].concat());
    let row = words.iter().enumerate().fold(said, |row, (at, word)| {
        row.child((at > 0).then_some(" · ")).child(theirs(word))
    });
    (!words.is_empty()).then_some(row)
}

fn said(app: App, key: &str, link: Tag) -> Tag {
    small([app.say(key), " ".into()].concat()).child(link)
}

fn small(words: String) -> Tag {
    classed("p", "small").child(words)
}
