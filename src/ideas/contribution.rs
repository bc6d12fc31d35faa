//! One contribution: its words, what hangs on it, and its trail.

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::text::Text;

use super::receipt::receipt;
use super::trail::trail;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Load, Loading, load};
use crate::parts::failure::loaded;
use crate::parts::heading::{heading, view_heading};
use crate::parts::link::{link, outward};
use crate::parts::meta;
use crate::parts::prose::prose;
use crate::route::Place;

/// Draws a contribution; `from` is the list it belongs to.
pub fn contribution(app: App, id: String, from: Place, first: Option<Contribution>) -> AnyView {
    let found: Loading<Contribution> = RwSignal::new_local(Load::Waiting);
    let url = app.client.url(&["/contributions/", &encode(&id)].concat());
    let fetch = move || load(found, app.client.get(url.clone()));
    match first.or_else(|| just_sent(app, &id)) {
        Some(first) => found.set(Load::Ready(first)),
        None => fetch(),
    }
    let back = match from {
        Place::Debates => "debate.back",
        _ => "ideas.back",
    };
    view! {
        <p class="small back">{link(app, "", from, app.say(back))}</p>
        {move || found.with(|found| loaded(app, found, fetch.clone(), |found| whole(app, found)))}
    }
    .into_any()
}

fn just_sent(app: App, id: &str) -> Option<Contribution> {
    app.receipt.with_untracked(|receipt| {
        let sent = receipt.as_ref().map(|receipt| &receipt.contribution);
        sent.filter(|sent| sent.id == id).cloned()
    })
}

fn whole(app: App, contribution: &Contribution) -> AnyView {
    let place = contribution
        .place
        .as_ref()
        .map(|place| view! { <span dir="auto">{place.name.clone()}</span> });
    let support = contribution
        .counts
        .by_reaction
        .support
        .filter(|support| *support > 0);
    let support =
        support.map(|support| view! { <p class="small">{app.language.count("support.n", support)}</p> });
    let reference = contribution.reference.as_deref().map(|reference| {
        view! { <p class="small">{app.language.say_with("idea.reference", &[("nr", reference)])}</p> }
    });
    let source = contribution.source.as_ref().map(|source| {
        view! { <p class="small">{app.say("idea.source")}" "{outward(source)}</p> }
    });
    let project = contribution.project.as_ref().map(|project| {
        let place = Place::Project(project.id.clone());
        view! { <p class="small">{app.say("idea.project")}" "{link(app, "", place, project.title.clone())}</p> }
    });
    view! {
        {receipt(app, &contribution.id)}
        <article>
            {view_heading(app, view! { <span dir="auto">{contribution.title.clone()}</span> })}
            <p class="meta">
                {meta::author(app, contribution.author.as_ref())}
                {meta::time(app, &contribution.created_at)}
                {place}
            </p>
            {words(app, contribution)}
            {support}{project}{reference}{source}
            {trail(app, contribution)}
        </article>
    }
    .into_any()
}

/// Problem and proposal, each under its own words where there are both.
fn words(app: App, contribution: &Contribution) -> AnyView {
    let part = |key: &str, text: &Text| view! { {heading(app, 1, app.say(key))}{prose(text)} }.into_any();
    match (&contribution.problem, &contribution.body) {
        (Some(problem), Some(body)) => {
            (part("idea.problem", problem), part("idea.proposal", body)).into_any()
        }
        (Some(text), None) | (None, Some(text)) => prose(text),
        (None, None) => view! { <p dir="auto">{contribution.summary.clone()}</p> }.into_any(),
    }
}
