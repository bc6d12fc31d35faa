//! Projects: the list, those first in which nothing is decided yet, and each one.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::contribution::ProjectLink;
use samskab_protocol::identifier::Timestamp;
use samskab_protocol::limits::PAGE_DEFAULT;
use samskab_protocol::page::{Page, PageInfo, Total};
use samskab_protocol::project::{Phase, PhaseState, Project};

use super::answer::{reply, reply_one};
use super::parameters::{Id, Parameters, link};
use super::{events, network};
use crate::app::App;
use crate::clock;
use crate::cursor::Position;
use crate::faults::Fault;
use crate::problem::Refusal;
use crate::store::projects::KeptProject;

mod choice;
pub mod map;
mod write;

use choice::ProjectChoice;
pub use write::{change, create};

/// Events in a project, before today and after it, and decisions.
const EMBEDDED: u32 = 20;

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
    let kept = find(&app, &id).await?;
    let version = kept.version;
    reply_one(&headers, &complete(&app, kept.project).await?, version)
}

/// A page of the projects.
pub async fn read_page(app: &App, parameters: &Parameters) -> Result<Page<Project>, Refusal> {
    let mut choice = ProjectChoice::read(parameters)?;
    let mut described = choice.describe(parameters);
    let name = link("projects".into(), &described);
    let after = parameters.position(&name)?;
    let limit = parameters.number("limit", PAGE_DEFAULT, 1..=app.limits.page_max) as usize;
    if Fault::ProjectsUnfiltered.is_on() {
        choice.forget_filters();
    }
    let all = app.store.read_projects().await?;
    let projects: Vec<_> = all.iter().filter(|project| choice.holds(project)).collect();
    let total = u32::try_from(projects.len()).unwrap_or(u32::MAX);
    let from = match &after {
        None => 0,
        Some(last) => projects
            .iter()
            .position(|project| project.id == last.id)
            .map_or(0, |index| index + 1),
    };
    let is_last = projects.len() <= from + limit;
    let items = projects.into_iter().skip(from).take(limit);
    let items = items.map(|project| Project::clone(project)).collect();
    let mut items = app.store.count_for(items).await?;
    let next = items.last().filter(|_| !is_last).map(|last| {
        let position = Position {
            rank: 0,
            id: last.id.clone(),
        };
        described.push(("limit", limit.to_string()));
        described.push(("cursor", position.to_cursor(&name)));
        link(app.address("/projects"), &described)
    });
    add_coming_events(app, &mut items).await?;
    for project in &mut items {
        dress(app, project);
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
    complete(app, find(app, id).await?.project).await
}

/// A project as it is shown alone, with its first events and decisions.
pub async fn complete(app: &App, mut project: Project) -> Result<Project, Refusal> {
    dress(app, &mut project);
    project.shared_at = network::read_project_shared_at(app, &project.id).await?;
    project.events = events::read_around(app, &project.id, EMBEDDED).await?;
    let named = ProjectLink {
        id: project.id.clone(),
        title: project.title.clone(),
    };
    project.decisions = app.store.read_decisions(&named, EMBEDDED).await?;
    // The reader stands in the project already.
    project.events.iter_mut().for_each(|event| event.project = None);
    project
        .decisions
        .iter_mut()
        .for_each(|decision| decision.project = None);
    Ok(project)
}

async fn find(app: &App, id: &str) -> Result<KeptProject, Refusal> {
    app.store.read_project(id).await?.ok_or(Refusal::NotFound)
}

/// Cards say when people meet next.
async fn add_coming_events(app: &App, projects: &mut [Project]) -> Result<(), Refusal> {
    let ids: Vec<&str> = projects.iter().map(|project| project.id.as_str()).collect();
    let mut coming = app.store.read_coming_events(&ids, clock::now()).await?;
    for project in projects {
        let own = coming.extract_if(.., |kept| kept.project.as_ref() == Some(&project.id));
        project.events = own
            .map(|kept| events::dress(app, &kept))
            .collect::<Result<_, _>>()?;
        for event in &mut project.events {
            events::shorten(event);
            event.project = None;
        }
    }
    Ok(())
}

fn dress(app: &App, project: &mut Project) {
    app.dress_project(project);
    let now = clock::to_wire(clock::now());
    let places = places_in_time(&project.phases, &now);
    for (phase, place) in project.phases.iter_mut().zip(places) {
        phase.state = place;
    }
}

/// Lists hold what a card shows.
fn shorten(project: &mut Project) {
    project.mission = None;
    project.interest = None;
    project.method = None;
    project.stakeholders.clear();
    project.questions.clear();
    project.experiments.clear();
    project.mandate = None;
    project.options.clear();
    project.learned = None;
    project.links.clear();
    project.influence = Default::default();
    for phase in &mut project.phases {
        phase.body = None;
    }
}

/// Where each lies in time. One without dates is not still to come once a later one has begun.
pub fn places_in_time(phases: &[Phase], now: &Timestamp) -> Vec<PhaseState> {
    let mut has_begun = false;
    let mut places = Vec::new();
    for phase in phases.iter().rev() {
        let is_dated = phase.starts_at.is_some() || phase.ends_at.is_some();
        let place = match place_in_time(phase, now) {
            PhaseState::Future if has_begun && !is_dated => PhaseState::Past,
            place => place,
        };
        has_begun |= place != PhaseState::Future;
        places.push(place);
    }
    places.reverse();
    places
}

/// Where the dates say nothing, the word that was given counts.
pub fn place_in_time(phase: &Phase, now: &Timestamp) -> PhaseState {
    match (&phase.starts_at, &phase.ends_at) {
        (_, Some(end)) if end < now => PhaseState::Past,
        (Some(start), _) if start > now => PhaseState::Future,
        (Some(_), _) => PhaseState::Current,
        _ => phase.state,
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
        let undated = Phase {
            state: PhaseState::Future,
            ..phase(None, None)
        };
        let phases = [undated.clone(), phase(before, after), undated, phase(after, None)];
        assert_eq!(
            places_in_time(&phases, &now),
            [
                PhaseState::Past,
                PhaseState::Current,
                PhaseState::Future,
                PhaseState::Future
            ]
        );
    }
}
