//! The list of projects: the open ones first, as the backend gives them (S0.1).

use leptos::prelude::*;
use samskab_protocol::page::Page;
use samskab_protocol::project::{Project, ProjectState};

use super::frame::openness_key;
use super::project::kind_key;
use crate::app::App;
use crate::backend::load::{Load, Loading, load};
use crate::parts::failure::loaded;
use crate::parts::heading::{heading, view_heading};
use crate::parts::link::link;
use crate::parts::more::more;
use crate::route::Place;

/// Draws the list.
pub fn list(app: App) -> AnyView {
    let page: Loading<Page<Project>> = RwSignal::new_local(Load::Waiting);
    let fetch = move || load(page, app.client.get(app.client.url("/projects")));
    match app.take_first().projects {
        Some(first) => page.set(Load::Ready(first)),
        None => fetch(),
    }
    view! {
        {view_heading(app, app.say("projects.title"))}
        <p class="lead">{app.say("projects.lead")}</p>
        {move || page.with(|page| loaded(app, page, fetch, |page| results(app, page)))}
    }
    .into_any()
}

fn results(app: App, page: &Page<Project>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="empty" role="status">{app.say("projects.none")}</p> }.into_any();
    }
    view! { <ol class="cards">{items(app, page)}</ol> }.into_any()
}

fn items(app: App, page: &Page<Project>) -> AnyView {
    let cards: Vec<_> = page.items.iter().map(|project| card(app, project)).collect();
    let rest = page
        .page
        .next
        .clone()
        .map(|next| more(app, app.say("more"), next, move |page| items(app, page)));
    (cards, rest).into_any()
}

fn card(app: App, project: &Project) -> AnyView {
    let title = link(app, "", Place::Project(project.id.clone()), project.title.clone());
    let place = project
        .place
        .as_ref()
        .map(|place| view! { <span dir="auto">{place.name.clone()}</span> });
    view! {
        <li class="card">
            {heading(app, 1, title)}
            <p class="text" dir="auto">{project.summary.clone()}</p>
            <p class="meta">
                <span class="role">{app.say(kind_key(project.kind))}</span>
                <span>{app.say(state_key(project.state))}</span>
                {place}
            </p>
            <p><b>{app.say(openness_key(project.openness))}</b></p>
        </li>
    }
    .into_any()
}

/// Key of the words for whether people can take part now.
pub fn state_key(state: ProjectState) -> &'static str {
    match state {
        ProjectState::Upcoming => "project.upcoming",
        ProjectState::Open => "project.open",
        ProjectState::Archived | ProjectState::Closed | ProjectState::Other => "project.closed",
    }
}
