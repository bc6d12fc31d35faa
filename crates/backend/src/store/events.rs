//! Events, with their seats counted.

use samskab_protocol::contribution::ProjectLink;
use samskab_protocol::event::{Event, Registration};
use sqlx::FromRow;

use super::{Result, Statement, Store, Writing, sql};
use crate::clock;
use crate::cursor::Position;

const COLUMNS: &str = "SELECT events.id, events.project, projects.title AS project_title, events.starts_at, open, capacity, \
     registered, waiting, (SELECT CAST(count(*) AS BIGINT) FROM records WHERE records.type = 'summary' \
     AND records.subject = 'event:' || events.id) AS summaries, events.version, events.document FROM events \
     LEFT JOIN projects ON projects.id = events.project WHERE ";

/// Which events a list holds.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Of this project. Without it, those of projects to try things out in are left out.
    pub project: Option<String>,
    /// Of these kinds; any where empty.
    pub kinds: Vec<String>,
    /// In these states; any where empty.
    pub states: Vec<String>,
    /// Beginning at this moment or later.
    pub from: Option<i64>,
    /// Beginning before this moment.
    pub until: Option<i64>,
}

/// An event as kept.
#[derive(Clone, Debug, FromRow)]
pub struct KeptEvent {
    /// Its id.
    pub id: String,
    /// The project that it belongs to.
    pub project: Option<String>,
    project_title: Option<String>,
    /// When it begins: what lists are sorted by.
    pub starts_at: i64,
    open: i64,
    /// How many seats there are.
    pub capacity: Option<i64>,
    registered: i64,
    waiting: i64,
    summaries: i64,
    /// How often it was changed, and one.
    pub version: i64,
    document: String,
}

impl KeptEvent {
    /// The event as the protocol has it.
    pub fn decode(&self) -> Result<Event> {
        let mut event: Event = serde_json::from_str(&self.document)?;
        event.registration = event.registration.map(|_| self.registration());
        event.summaries = u32::try_from(self.summaries).ok();
        event.project = self
            .project
            .clone()
            .zip(self.project_title.clone())
            .map(|(id, title)| ProjectLink { id, title });
        Ok(event)
    }

    /// What is counted of it.
    pub fn registration(&self) -> Registration {
        let size = |count: i64| u32::try_from(count).unwrap_or_default();
        Registration {
            open: self.open == 1,
            capacity: self.capacity.map(size),
            registered: size(self.registered),
            waiting: size(self.waiting),
        }
    }
}

impl Store {
    /// A part of the list of these events, soonest first.
    pub async fn list_events(
        &self,
        filter: &EventFilter,
        after: Option<&Position>,
        limit: u32,
    ) -> Result<Vec<KeptEvent>> {
        let mut list = choose(sql(COLUMNS), filter);
        if let Some(after) = after {
            list = list
                .push(" AND (events.starts_at, events.id) > (")
                .push_bind(after.rank)
                .push(", ")
                .push_bind(&after.id)
                .push(")");
        }
        let list = list.push(" ORDER BY events.starts_at, events.id LIMIT ");
        self.all(list.push_bind(i64::from(limit))).await
    }

    /// How many of these events there are.
    pub async fn count_events(&self, filter: &EventFilter) -> Result<u32> {
        let counted = choose(sql("SELECT CAST(count(*) AS BIGINT) FROM events WHERE "), filter);
        let count: Option<(i64,)> = self.one(counted).await?;
        Ok(count.map_or(0, |(count,)| u32::try_from(count).unwrap_or(u32::MAX)))
    }

    /// The events of these projects that begin at a moment or later, soonest first.
    pub async fn read_coming_events(&self, projects: &[&str], from: i64) -> Result<Vec<KeptEvent>> {
        let coming = sql(COLUMNS)
            .push("events.project IN ")
            .bind_list(projects.iter().copied())
            .push(" AND events.starts_at >= ")
            .push_bind(from)
            .push(" ORDER BY events.starts_at, events.id");
        self.all(coming).await
    }

    /// The events of a project around a moment, soonest first: so many before it, and so many after.
    pub async fn read_events_around(&self, project: &str, moment: i64, count: u32) -> Result<Vec<KeptEvent>> {
        let of_project = |text: &'static str| {
            sql(COLUMNS)
                .push("events.project = ")
                .push_bind(project)
                .push(text)
        };
        let held = of_project(" AND events.starts_at < ")
            .push_bind(moment)
            .push(" ORDER BY events.starts_at DESC, events.id DESC LIMIT ")
            .push_bind(i64::from(count));
        let coming = of_project(" AND events.starts_at >= ")
            .push_bind(moment)
            .push(" ORDER BY events.starts_at, events.id LIMIT ")
            .push_bind(i64::from(count));
        let mut kept: Vec<KeptEvent> = self.all(held).await?;
        kept.reverse();
        kept.extend(self.all::<KeptEvent>(coming).await?);
        Ok(kept)
    }

    /// One event.
    pub async fn read_event(&self, id: &str) -> Result<Option<KeptEvent>> {
        self.one(find(id)).await
    }
}

impl Writing {
    /// Stores an event, without anybody signed up. `false` where its id is taken.
    pub async fn insert_event(&mut self, new: &Event, project: Option<&str>) -> Result<bool> {
        let registration = new.registration;
        let insert = sql(
            "INSERT INTO events (id, project, kind, state, starts_at, open, capacity, document) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING",
        )
        .bind(&new.id)
        .bind(project)
        .bind(new.kind.as_str())
        .bind(new.state.as_str())
        .bind(clock::from_wire(&new.starts_at).unwrap_or_default())
        .bind(i64::from(
            registration.is_some_and(|registration| registration.open),
        ))
        .bind(
            registration
                .and_then(|registration| registration.capacity)
                .map(i64::from),
        )
        .bind(document(new)?);
        Ok(self.run(insert).await? == 1)
    }

    /// One event, as it is before anything else is written.
    pub async fn read_event(&mut self, id: &str) -> Result<Option<KeptEvent>> {
        self.one(find(id)).await
    }

    /// Replaces what was written of an event; its project and who is signed up stay.
    pub async fn replace_event(&mut self, changed: &Event) -> Result<()> {
        let registration = changed.registration;
        let update = sql(
            "UPDATE events SET kind = $1, state = $2, starts_at = $3, open = $4, capacity = $5, \
             version = version + 1, document = $6 WHERE id = $7",
        )
        .bind(changed.kind.as_str())
        .bind(changed.state.as_str())
        .bind(clock::from_wire(&changed.starts_at).unwrap_or_default())
        .bind(i64::from(
            registration.is_some_and(|registration| registration.open),
        ))
        .bind(
            registration
                .and_then(|registration| registration.capacity)
                .map(i64::from),
        )
        .bind(document(changed)?)
        .bind(&changed.id);
        self.run(update).await?;
        Ok(())
    }
}

fn find(id: &str) -> Statement {
    sql(COLUMNS).push("events.id = ").push_bind(id)
}

fn choose(statement: Statement, filter: &EventFilter) -> Statement {
    let mut chosen = match &filter.project {
        Some(project) => statement.push("events.project = ").push_bind(project),
        None => statement.push(
            "(events.project IS NULL OR events.project NOT IN (SELECT id FROM projects WHERE sandbox = 1))",
        ),
    };
    if !filter.kinds.is_empty() {
        chosen = chosen.push(" AND events.kind IN ").bind_list(&filter.kinds);
    }
    if !filter.states.is_empty() {
        chosen = chosen.push(" AND events.state IN ").bind_list(&filter.states);
    }
    if let Some(from) = filter.from {
        chosen = chosen.push(" AND events.starts_at >= ").push_bind(from);
    }
    if let Some(until) = filter.until {
        chosen = chosen.push(" AND events.starts_at < ").push_bind(until);
    }
    chosen
}

/// What is counted and what is found elsewhere is not kept twice.
fn document(event: &Event) -> Result<String> {
    let kept = Event {
        summaries: None,
        project: None,
        calendar: None,
        ..event.clone()
    };
    Ok(serde_json::to_string(&kept)?)
}
