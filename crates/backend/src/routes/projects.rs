//! Projects: the list, those first in which nothing is decided yet, and each one.

use std::cmp::Reverse;
use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::identifier::{Ref, Timestamp};
use samskab_protocol::limits::PAGE_DEFAULT;
use samskab_protocol::page::{Page, PageInfo, Total};
use samskab_protocol::project::{Openness, Phase, PhaseState, Project, ProjectState};

use super::answer::{reply, reply_one};
use super::parameters::{Id, Parameters, link};
use crate::app::App;
use crate::clock;
use crate::cursor::Position;
use crate::problem::Refusal;

const LIST: &str = "projects";

/// `GET /projects`
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    reply(&headers, &read_page(&app, &parameters).await?)
}

/// `GET /projects/{id}`
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let version = app
        .store
        .read_version(&Ref::project(&id))
        .await?
        .unwrap_or_default();
    reply_one(&headers, &open(&app, &id).await?, version)
}

/// A page of the projects.
pub async fn read_page(app: &App, parameters: &Parameters) -> Result<Page<Project>, Refusal> {
    let after = parameters.position(LIST)?;
    let limit = parameters.number("limit", PAGE_DEFAULT, 1..=app.limits.page_max) as usize;
    let mut projects = app.store.read_projects().await?;
    projects.sort_by_cached_key(|project| {
        (
            openness_rank(project),
            state_rank(project),
            Reverse(project.starts_at.clone()),
            project.id.clone(),
        )
    });
    let total = u32::try_from(projects.len()).unwrap_or(u32::MAX);
    let from = match &after {
        None => 0,
        Some(last) => projects
            .iter()
            .position(|project| project.id == last.id)
            .map_or(0, |index| index + 1),
    };
    let is_last = projects.len() <= from + limit;
    let mut items: Vec<Project> = projects.into_iter().skip(from).take(limit).collect();
    let next = items.last().filter(|_| !is_last).map(|last| {
        let position = Position {
            rank: 0,
            id: last.id.clone(),
        };
        let parameters = [("limit", limit.to_string()), ("cursor", position.to_cursor(LIST))];
        link(app.address("/projects"), &parameters)
    });
    for project in &mut items {
        complete(app, project);
        shorten(project);
    }
    Ok(Page {
        items,
        page: PageInfo {
            next,
            ..PageInfo::default()
        },
        total: Some(Total {
            value: total,
            exact: true,
        }),
    })
}

/// One project.
pub async fn open(app: &App, id: &str) -> Result<Project, Refusal> {
    let mut project = app.store.read_project(id).await?.ok_or(Refusal::NotFound)?;
    complete(app, &mut project);
    Ok(project)
}

fn complete(app: &App, project: &mut Project) {
    app.dress_project(project);
    let now = clock::to_wire(clock::now());
    for phase in &mut project.phases {
        phase.state = place_in_time(phase, &now);
    }
    project.events.sort_by(|a, b| a.starts_at.cmp(&b.starts_at));
    project.decisions.sort_by(|a, b| b.decided_at.cmp(&a.decided_at));
}

/// Lists hold what a card shows.
fn shorten(project: &mut Project) {
    project.mission = None;
    project.interest = None;
    project.method = None;
    project.stakeholders.clear();
    project.questions.clear();
    project.decisions.clear();
    project.influence = Default::default();
    for phase in &mut project.phases {
        phase.body = None;
    }
    for event in &mut project.events {
        event.body = None;
        event.outcome = None;
    }
}

/// Where the dates say nothing, the word that was given counts.
fn place_in_time(phase: &Phase, now: &Timestamp) -> PhaseState {
    match (&phase.starts_at, &phase.ends_at) {
        (_, Some(end)) if end < now => PhaseState::Past,
        (Some(start), _) if start > now => PhaseState::Future,
        (Some(_), _) => PhaseState::Current,
        _ => phase.state,
    }
}

fn openness_rank(project: &Project) -> u8 {
    match project.openness {
        Openness::Open => 0,
        Openness::Framed => 1,
        Openness::Decided => 2,
        Openness::Other => 3,
    }
}

fn state_rank(project: &Project) -> u8 {
    match project.state {
        ProjectState::Open => 0,
        ProjectState::Upcoming => 1,
        ProjectState::Closed => 2,
        ProjectState::Archived => 3,
        ProjectState::Other => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phase(starts_at: Option<&str>, ends_at: Option<&str>) -> Phase {
        let moment = |text: &str| Timestamp(text.into());
        Phase {
            id: "1".into(),
            title: "Idé".into(),
            body: None,
            starts_at: starts_at.map(moment),
            ends_at: ends_at.map(moment),
            state: PhaseState::Current,
            accepts: Vec::new(),
        }
    }

    #[test]
    fn the_dates_of_a_phase_say_where_it_lies_in_time() {
        let now = Timestamp("2026-11-21T00:00:00Z".into());
        let (before, after) = (Some("2026-01-01T00:00:00Z"), Some("2027-01-01T00:00:00Z"));
        assert_eq!(place_in_time(&phase(before, before), &now), PhaseState::Past);
        assert_eq!(place_in_time(&phase(before, after), &now), PhaseState::Current);
        assert_eq!(place_in_time(&phase(after, None), &now), PhaseState::Future);
        assert_eq!(place_in_time(&phase(None, None), &now), PhaseState::Current);
    }
}
