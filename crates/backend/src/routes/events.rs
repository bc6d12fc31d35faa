//! Events: the list, each one, and both as calendar files (S2.6).

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::event::Event;
use samskab_protocol::limits::PAGE_DEFAULT;
use samskab_protocol::page::{Page, PageInfo, Total};

use super::answer::{reply, reply_file, reply_one};
use super::parameters::{Id, Parameters, link};
use crate::app::App;
use crate::calendar;
use crate::cursor::Position;
use crate::problem::Refusal;
use crate::store::events::{EventFilter, KeptEvent};

mod registration;
mod write;

pub use registration::{register, withdraw};
pub use write::{change, create};

/// What an id ends with where the calendar file is meant.
const FILE_ENDING: &str = ".ics";
/// Events in a project's calendar file, before today and after it.
const IN_CALENDAR: u32 = 200;

/// `GET /events`
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    reply(&headers, &read_page(&app, &parameters).await?)
}

/// `GET /events/{id}` and `GET /events/{id}.ics`
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    if let Some(id) = id.strip_suffix(FILE_ENDING) {
        let event = dress(&app, &find(&app, id).await?)?;
        let file = calendar::write(&event.title, app.host(), std::slice::from_ref(&event));
        return reply_file(&headers, calendar::MEDIA_TYPE, file);
    }
    let kept = find(&app, &id).await?;
    reply_one(&headers, &dress(&app, &kept)?, kept.version)
}

/// `GET /projects/{id}/calendar.ics`
pub async fn project_calendar(
    State(app): State<Arc<App>>,
    Id(id): Id,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let kept = app.store.read_project(&id).await?.ok_or(Refusal::NotFound)?;
    let events = read_around(&app, &id, IN_CALENDAR).await?;
    let file = calendar::write(&kept.project.title, app.host(), &events);
    reply_file(&headers, calendar::MEDIA_TYPE, file)
}

/// The events of a project around this day, soonest first: so many before it and so many after.
pub async fn read_around(app: &App, project: &str, count: u32) -> Result<Vec<Event>, Refusal> {
    let midnight = crate::clock::now() / crate::clock::DAY * crate::clock::DAY;
    let kept = app.store.read_events_around(project, midnight, count).await?;
    kept.iter().map(|kept| dress(app, kept)).collect()
}

/// An event as it is shown.
pub fn dress(app: &App, kept: &KeptEvent) -> Result<Event, Refusal> {
    let mut event = kept.decode()?;
    event.calendar = Some(app.address(&format!("/events/{}{FILE_ENDING}", event.id)));
    Ok(event)
}

/// Lists hold what a card shows.
pub fn shorten(event: &mut Event) {
    event.body = None;
    event.agenda.clear();
    event.outcome = None;
}

async fn find(app: &App, id: &str) -> Result<KeptEvent, Refusal> {
    app.store.read_event(id).await?.ok_or(Refusal::NotFound)
}

async fn read_page(app: &App, parameters: &Parameters) -> Result<Page<Event>, Refusal> {
    let filter = EventFilter {
        project: parameters.text("project").map(str::to_owned),
        kinds: parameters.words("kind"),
        states: parameters.words("state"),
        from: parameters.moment("from")?,
        until: parameters.moment("until")?,
    };
    let text = |name| parameters.text(name).unwrap_or("").to_owned();
    let mut described = vec![
        ("project", text("project")),
        ("kind", filter.kinds.join(",")),
        ("state", filter.states.join(",")),
        ("from", text("from")),
        ("until", text("until")),
    ];
    let name = link("events".into(), &described);
    let after = parameters.position(&name)?;
    let limit = parameters.number("limit", PAGE_DEFAULT, 1..=app.limits.page_max);
    // One more than is shown tells whether there are more.
    let mut kept = app.store.list_events(&filter, after.as_ref(), limit + 1).await?;
    let total = app.store.count_events(&filter).await?;
    let has_more = kept.len() > limit as usize;
    kept.truncate(limit as usize);
    let next = kept.last().filter(|_| has_more).map(|last| {
        let position = Position {
            rank: last.starts_at,
            id: last.id.clone(),
        };
        described.push(("limit", limit.to_string()));
        described.push(("cursor", position.to_cursor(&name)));
        link(app.address("/events"), &described)
    });
    let mut items: Vec<Event> = kept
        .iter()
        .map(|kept| dress(app, kept))
        .collect::<Result<_, _>>()?;
    items.iter_mut().for_each(shorten);
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
