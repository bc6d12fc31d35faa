//! What we heard: told by the municipality, the minority's reasons among it, and said to be right or otherwise by those
//! who took part (S1.4, S2.8). Most debates have nothing of it: what draws it comes in a chunk of its own.

mod part;
mod respond;
mod responses;
mod voices;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::heard::{MinorityAnswer, MinorityPosition, Summary};
use samskab_protocol::identifier::Ref;
use samskab_protocol::page::Page;
use samskab_protocol::wire;
use serde_json::Value;

pub use self::part::Part;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::chunk::Drawing;
use crate::parts::failure::loaded;
use crate::parts::heading::heading;
use crate::parts::link::outward;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta;
use crate::parts::more::more;
use crate::parts::prose::prose;

/// What draws what was heard.
#[derive(Clone, Copy)]
pub struct Hearing {
    /// What opens a debate: the first page of what was heard, as it came.
    pub opening: fn(App, &Value) -> Result<Drawing, Failure>,
    /// What was heard about something that has no debate here, or a part of it.
    pub alone: fn(App, &Ref, &Part) -> AnyView,
    /// Those who speak for a side of a dilemma.
    pub voices: fn(App, String, String) -> AnyView,
}

/// Brings it, where there is something to draw.
#[wasm_split(hearing, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn hearing_chunk() -> Result<Hearing, Failure> {
    Ok(Hearing {
        opening,
        alone,
        voices: voices::list,
    })
}

fn opening(app: App, page: &Value) -> Result<Drawing, Failure> {
    let page: Page<Summary> = wire::read(page).map_err(|_| Failure::Unreadable)?;
    Ok(Rc::new(move || list(app, &page, &Part::Everything)))
}

/// Draws a part of what was heard about `subject`, or that nothing has been written down.
fn alone(app: App, subject: &Ref, part: &Part) -> AnyView {
    let found: Loading<Page<Summary>> = waiting_for();
    let url = app.client.url(&path_to(&subject.to_string()));
    let fetch = move || load(found, app.client.get(url.clone()));
    fetch();
    let part = part.clone();
    loaded(app, found, fetch, move |page| {
        let mut there = page.items.iter().filter(|item| part.holds(item.phase.as_deref()));
        match there.next().is_none() && page.page.next.is_none() {
            true => classed("p", "small").child(app.say("heard.none")).view(),
            false => list(app, page, &part),
        }
    })
}

/// Path to what was heard about a subject.
pub fn path_to(subject: &str) -> String {
    ["/summaries?subject=", &encode(subject)].concat()
}

fn list(app: App, page: &Page<Summary>, part: &Part) -> AnyView {
    classed("ul", "heard-list")
        .attr("role", "list")
        .child(items(app, page, part))
        .view()
}

/// The summaries of a page that are wanted, and the way to earlier ones.
fn items(app: App, page: &Page<Summary>, part: &Part) -> AnyView {
    let wanted = page.items.iter().filter(|item| part.holds(item.phase.as_deref()));
    let mut drawn: Vec<_> = wanted.map(|item| summary(app, item).view()).collect();
    if let Some(next) = page.page.next.clone() {
        let part = part.clone();
        drawn.push(more(
            app,
            app.say("more"),
            next,
            Box::new(move |page| items(app, page, &part)),
        ));
    }
    all(drawn)
}

fn summary(app: App, item: &Summary) -> Tag {
    let words = Words(item.lang.as_deref());
    let office = item.by.as_deref();
    let office = office.map(|office| classed("span", "role").child(meta::theirs(office)));
    let corrected = item.updated_at.as_ref().map(|at| {
        let time = app.language.since(at);
        tag("span").child(app.language.say_with("edited", &[("time", &time)]))
    });
    let line = classed("p", "meta")
        .child(office)
        .child(meta::day(app, &item.created_at))
        .child(corrected);
    let minorities = item.minorities.iter().fold(
        classed("ul", "minorities").attr("role", "list"),
        |list, minority| list.child(self::minority(app, words, minority)),
    );
    let minorities = (!item.minorities.is_empty()).then(|| {
        all(vec![
            heading(app, 3, app.say("heard.minority")).view(),
            minorities.view(),
        ])
    });
    classed("li", "heard panel")
        .child(heading(app, 2, words.of("span", &item.title)))
        .child(line)
        .child(words.bullets(&item.points))
        .child(minorities)
        .child(responses::responses(app, item))
}

/// What a minority holds, who they are, why, and what the decision says to them.
fn minority(app: App, words: Words<'_>, minority: &MinorityPosition) -> Tag {
    let holders = minority.held_by.as_deref().map(|who| {
        classed("p", "small")
            .child([app.say("heard.holders"), " ".into()].concat())
            .child(words.of("span", who))
    });
    tag("li")
        .child(words.of("b", &minority.position))
        .child(holders)
        .child(classed("p", "small").child(app.say("heard.reasons")))
        .child(words.bullets(&minority.reasons))
        .child(minority.answer.as_ref().map(|answer| answered(app, answer)))
}

fn answered(app: App, answer: &MinorityAnswer) -> Tag {
    let line = classed("p", "meta")
        .child(classed("span", "role").child(meta::theirs(&answer.by)))
        .child(meta::day(app, &answer.at));
    classed("div", "answer")
        .child(tag("p").child(tag("b").child(app.say("heard.answer"))))
        .child(line)
        .child(prose(&answer.text))
        .child(answer.link.as_ref().map(|link| tag("p").child(outward(link))))
}

/// The municipality's words, in their language.
#[derive(Clone, Copy)]
struct Words<'a>(Option<&'a str>);

impl Words<'_> {
    fn of(self, name: &'static str, words: &str) -> Tag {
        tag(name).attr("dir", "auto").maybe("lang", self.0).child(words)
    }

    fn bullets(self, all: &[String]) -> Tag {
        all.iter().fold(classed("ul", "bullets"), |list, words| {
            list.child(self.of("li", words))
        })
    }
}
