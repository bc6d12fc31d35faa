//! One project: how far it is, in which frame, who answers, what happens next, what was decided and why.

use leptos::prelude::*;
use samskab_protocol::project::{Decision, Project, ProjectKind};
use samskab_protocol::text::Text;

use super::frame::frame;
use super::list::state_key;
use super::timeline::{events, path, phases};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Load, Loading, load};
use crate::parts::failure::loaded;
use crate::parts::heading::{heading, view_heading};
use crate::parts::link::{link, outward};
use crate::parts::meta;
use crate::parts::prose::prose;
use crate::route::Place;

/// Key of the words for what is co-created (S2.2).
pub fn kind_key(kind: ProjectKind) -> &'static str {
    match kind {
        ProjectKind::Service => "kind.service",
        ProjectKind::Development => "kind.development",
        ProjectKind::Policy => "kind.policy",
        ProjectKind::Other => "kind.other",
    }
}

/// Draws the project with this id.
pub fn project(app: App, id: String) -> AnyView {
    let found: Loading<Project> = RwSignal::new_local(Load::Waiting);
    let url = app.client.url(&["/projects/", &encode(&id)].concat());
    let fetch = move || load(found, app.client.get(url.clone()));
    match app.take_first().project {
        Some(first) => found.set(Load::Ready(first)),
        None => fetch(),
    }
    view! {
        <p class="small back">{link(app, "", Place::Projects, app.say("projects.back"))}</p>
        {move || found.with(|found| loaded(app, found, fetch.clone(), |found| whole(app, found)))}
    }
    .into_any()
}

fn whole(app: App, project: &Project) -> AnyView {
    let begun = project.initiator.as_ref().map(|initiator| {
        view! { <p class="meta"><span>{app.say("project.begun")}</span>{meta::author(app, Some(initiator))}</p> }
    });
    view! {
        <article>
            {view_heading(app, view! { <span dir="auto">{project.title.clone()}</span> })}
            <p class="meta">
                <span class="role">{app.say(kind_key(project.kind))}</span>
                <span>{app.say(state_key(project.state))}</span>
            </p>
            {begun}
            {path(app, project)}
            <p class="lead" dir="auto">{project.summary.clone()}</p>
            {frame(app, project)}
            {phases(app, project)}
            {events(app, project)}
            {decisions(app, &project.decisions)}
        </article>
    }
    .into_any()
}

/// What was decided, why, what was weighed, and what it costs whom (S1.5, S3.2).
fn decisions(app: App, decisions: &[Decision]) -> AnyView {
    if decisions.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> = decisions.iter().map(|item| decision(app, item)).collect();
    view! { <section class="section">{heading(app, 1, app.say("decisions.title"))}{items}</section> }
        .into_any()
}

fn decision(app: App, decision: &Decision) -> AnyView {
    let part =
        |key: &str, text: Option<&Text>| text.map(|text| view! { <p><b>{app.say(key)}</b></p>{prose(text)} });
    view! {
        <div class="answer">
            <p><b>{decision.by.clone()}</b>" · "{meta::day(app, &decision.decided_at)}</p>
            {prose(&decision.outcome)}
            {part("decision.reasons", Some(&decision.reasons))}
            {part("decision.weighed", decision.weighed.as_ref())}
            {part("decision.cost", decision.cost.as_ref())}
            {decision.link.as_ref().map(|link| view! { <p>{outward(link)}</p> })}
        </div>
    }
    .into_any()
}
