//! One contribution: its words, what hangs on it, and its trail.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::identifier::Ref;
use samskab_protocol::text::Text;

use super::card::status;
use super::receipt::receipt;
use super::trail::trail;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::debate::thread::thread;
use crate::parts::failure::loaded;
use crate::parts::heading::{heading, view_heading};
use crate::parts::link::{link, outward};
use crate::parts::markup::{Content, all, classed, tag};
use crate::parts::meta;
use crate::parts::prose::prose;
use crate::route::Place;

/// Brings what draws a contribution with its debate.
#[wasm_split(reading, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn contribution_chunk() -> Result<fn(App, String, Place) -> AnyView, Failure> {
    Ok(contribution)
}

/// Draws a contribution with its debate below it; `from` is the list it belongs to.
fn contribution(app: App, id: String, from: Place) -> AnyView {
    let mut first = app.take_first();
    // Both are asked for at once; the debate is drawn once there is something to debate.
    let debate = thread(app, &Ref::contribution(id.as_str()), first.take("comments"));
    let found: Loading<Contribution> = waiting_for();
    let url = app.client.url(&["/contributions/", &encode(&id)].concat());
    let fetch = move || load(found, app.client.get(url.clone()));
    match first.take("contribution").or_else(|| just_sent(app, &id)) {
        Some(first) => found.set(Load::Ready(first)),
        None => fetch(),
    }
    let back = match from {
        Place::Debates => "debate.back",
        _ => "ideas.back",
    };
    let back = classed("p", "small back").child(link(app, "", from, app.say(back)));
    let mut debate = Some(debate);
    let words = loaded(app, found, fetch, move |found| {
        all(vec![whole(app, found), debate.take().view()])
    });
    all(vec![back.view(), words])
}

fn just_sent(app: App, id: &str) -> Option<Contribution> {
    app.receipt.with_untracked(|receipt| {
        let sent = receipt.as_ref().map(|receipt| &receipt.contribution);
        sent.filter(|sent| sent.id == id).cloned()
    })
}

fn whole(app: App, contribution: &Contribution) -> AnyView {
    let small = |words: String| classed("p", "small").child(words);
    let support = contribution
        .counts
        .by_reaction
        .support
        .filter(|support| *support > 0);
    let project = contribution.project.as_ref().map(|project| {
        let place = Place::Project(project.id.clone());
        small([app.say("idea.project"), " ".into()].concat()).child(link(
            app,
            "",
            place,
            project.title.clone(),
        ))
    });
    let reference = contribution.reference.as_deref();
    let source = contribution
        .source
        .as_ref()
        .map(|source| small([app.say("idea.source"), " ".into()].concat()).child(outward(source)));
    let meta = classed("p", "meta")
        .child(meta::author(app, contribution.author.as_ref()))
        .child(meta::time(app, &contribution.created_at, contribution.precision))
        .child(meta::place(contribution.place.as_ref()))
        .child(tag("b").child(status(app, contribution)));
    let article = tag("article")
        .child(view_heading(app, contribution.title.as_str()))
        .child(meta)
        .child(words(app, contribution))
        .child(support.map(|support| small(app.language.count("support.n", support))))
        .child(project)
        .child(reference.map(|nr| small(app.language.say_with("idea.reference", &[("nr", nr)]))))
        .child(source)
        .child(trail(app, contribution));
    all(vec![receipt(app, &contribution.id).view(), article.view()])
}

/// Problem and proposal, each under its own words where there are both.
fn words(app: App, contribution: &Contribution) -> AnyView {
    let part = |key: &str, text: &Text| all(vec![heading(app, 1, app.say(key)).view(), prose(text).view()]);
    match (&contribution.problem, &contribution.body) {
        (Some(problem), Some(body)) => all(vec![part("idea.problem", problem), part("idea.proposal", body)]),
        (Some(text), None) | (None, Some(text)) => prose(text).view(),
        (None, None) => tag("p")
            .attr("dir", "auto")
            .child(contribution.summary.as_str())
            .view(),
    }
}
