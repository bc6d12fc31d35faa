//! The last look: exactly what becomes public, and who reads it first.

use leptos::prelude::*;
use samskab_protocol::author::Author;
use samskab_protocol::contribution::Kind;
use samskab_protocol::moderation::ModerationMode;

use super::album::count;
use super::composer::{Composer, screens};
use super::ground::ground_key;
use super::lineage::show_sources;
use super::offers::show_offers;
use super::pictures::pictures_chunk;
use super::place::read_place;
use super::questions::questions;
use super::request::{lines, request};
use super::screens::{submit_key, title_key};
use super::sides::SIDES;
use crate::parts::chunk::later;
use crate::parts::conduct::conduct;
use crate::parts::heading::heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, nothing, tag};
use crate::parts::meta::{self, theirs};
use crate::parts::prose::prose;
use crate::parts::sending::send_button;
use crate::parts::wording;
use crate::route::Place;
use crate::route::composing::{Composing, Step};

/// Draws what would be sent, with a way back to each screen.
pub fn check(composer: Composer, at: &Composing) -> AnyView {
    let app = composer.app;
    let request = request(composer);
    let author = request.author.map(|guest| Author {
        id: None,
        name: guest.name,
        role: guest.role,
        affiliation: None,
        verified: false,
    });
    let preview = classed("div", "panel preview")
        .child(heading(app, 1, request.title).attr("dir", "auto"))
        .child(classed("p", "meta").child(meta::author(app, author.as_ref())))
        .child(change(composer, at, Step::Who));
    let asked = screens(app, at.kind).into_iter();
    let asked = asked.filter(|step| !matches!(step, Step::Who | Step::Check));
    let preview = asked.fold(preview, |preview, step| {
        preview
            .child(answers(composer, at.kind, step))
            .child(change(composer, at, step))
    });
    let is_first_read = app.with_service(|service| {
        let mode = service.moderation.as_ref().map(|moderation| moderation.mode);
        mode == Some(ModerationMode::Pre)
    });
    let (public, first) = match is_first_read {
        true => ("check.public.later", "check.first.before"),
        false => ("check.public", "check.first"),
    };
    all(vec![
        tag("p").child(app.say(public)).view(),
        preview.child(show_sources(composer)).view(),
        conduct(app),
        classed("p", "small").child(app.say(first)).view(),
        send_button(app, composer.writing, app.say(submit_key(at.kind)), move || {
            composer.send()
        }),
    ])
}

fn change(composer: Composer, at: &Composing, step: Step) -> Tag {
    let app = composer.app;
    let what = app.say(title_key(step));
    let words = app.language.say_with("check.change", &[("what", &what)]);
    classed("p", "small").child(link(app, "", Place::New(at.at(step)), words))
}

/// What was answered on a screen, each below its question; the title stands above all.
fn answers(composer: Composer, kind: Kind, step: Step) -> AnyView {
    let app = composer.app;
    let part = |key: &str, words: AnyView| all(vec![heading(app, 2, app.say(key)).view(), words]);
    let written = |pointer: &str| composer.writing.field(pointer).trim().to_owned();
    let asked = questions(step)
        .iter()
        .filter(|question| question.pointer != "/title");
    let mut parts: Vec<AnyView> = asked
        .filter_map(|question| {
            let text = Some(written(question.pointer)).filter(|text| !text.is_empty())?;
            let words = match question.pointer {
                "/affected" => bullets(&text).view(),
                _ => prose(&wording::written(app, text)).view(),
            };
            Some(part(shown_key(kind, question.pointer, question.ask), words))
        })
        .collect();
    match step {
        Step::Ground => {
            let words = tag("p").child(app.say(ground_key(composer)));
            parts.insert(0, part("barrier.ground", words.view()));
        }
        Step::Sides => parts.extend(SIDES.iter().map(|side| {
            let (label, arguments) = (written(side.label), written(side.arguments));
            match label.is_empty() && arguments.is_empty() {
                true => nothing(),
                false => all(vec![
                    heading(app, 2, label).attr("dir", "auto").view(),
                    bullets(&arguments).view(),
                ]),
            }
        })),
        Step::Others => parts.extend(show_offers(composer).map(|list| part("offers.title", list.view()))),
        Step::Where => {
            let unnamed = app.say("place.unnamed");
            let place = read_place(&written("/place/name"), &written("/place/point"), &unnamed);
            let words = place.map(|place| tag("p").child(theirs(&place.name)));
            parts.extend(words.map(|words| part("place.title", words.view())));
            parts.push(pictures(composer));
        }
        Step::Pictures => parts.push(pictures(composer)),
        _ => {}
    }
    all(parts)
}

fn pictures(composer: Composer) -> AnyView {
    match count(composer.writing) {
        0 => nothing(),
        _ => later(composer.app, pictures_chunk, move |room, _| (room.show)(composer)),
    }
}

/// Key of the words above an answer where it is read: the same as on the page of what was sent.
fn shown_key(kind: Kind, pointer: &str, ask: &'static str) -> &'static str {
    match (kind, pointer) {
        (Kind::Idea, "/problem") => "idea.problem",
        (Kind::Idea, "/body") => "idea.proposal",
        _ => ask,
    }
}

fn bullets(text: &str) -> Tag {
    let list = classed("ul", "bullets");
    let lines = lines(text);
    lines
        .iter()
        .fold(list, |list, line| list.child(tag("li").child(theirs(line))))
}
