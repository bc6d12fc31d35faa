//! What is new in a project, as a feed to subscribe to (Atom, RFC 4287; C5): what was decided, what was heard, and
//! what came out of meetings.

use std::cmp::Reverse;
use std::sync::Arc;

use atom_syndication::{Content, Entry, Feed, Link, Text};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::decision::Decision;
use samskab_protocol::event::Event;
use samskab_protocol::heard::Summary;
use samskab_protocol::identifier::{Ref, Timestamp};
use samskab_protocol::project::Project;

use super::answer::reply_file;
use super::parameters::Id;
use super::projects;
use crate::app::App;
use crate::problem::Refusal;
use crate::store::records::Choice;
use crate::store::threads::Part;
use crate::summary::summarize;

const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";
/// Where the feed is of something that has never changed.
const BEGINNING: &str = "1970-01-01T00:00:00Z";
/// Summaries that are looked through.
const SUMMARIES: u32 = 20;

/// `GET /projects/{id}/feed.atom`
pub async fn feed(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let project = projects::open(&app, &id).await?;
    let page = project.url.clone().unwrap_or_default();
    let mut entries: Vec<Entry> = project
        .decisions
        .iter()
        .map(|decision| tell_decision(&app, decision))
        .collect();
    entries.extend(project.events.iter().filter_map(|event| tell_event(&app, event)));
    for summary in read_summaries(&app, &project).await? {
        entries.push(tell_summary(&app, &summary));
    }
    for entry in &mut entries {
        entry.set_links([link("alternate", &page)]);
    }
    entries.sort_by_key(|entry| Reverse(entry.updated));
    let own = project.updated_at.as_ref().or(project.starts_at.as_ref());
    let newest = entries.first().map(|entry| entry.updated);
    let feed = Feed {
        title: Text::plain(project.title.clone()),
        subtitle: Some(Text::plain(project.summary.clone())),
        id: app.address(&format!("/projects/{id}")),
        updated: newest.unwrap_or_else(|| moment(own)),
        links: vec![
            link("alternate", &page),
            link("self", &app.address(&format!("/projects/{id}/feed.atom"))),
        ],
        lang: Some(app.settings.default_language.clone()),
        entries,
        ..Feed::default()
    };
    reply_file(&headers, MEDIA_TYPE, feed.to_string())
}

/// Of the project itself and of its meetings.
async fn read_summaries(app: &App, project: &Project) -> Result<Vec<Summary>, Refusal> {
    let events = project.events.iter().map(|event| format!("event:{}", event.id));
    let subjects = std::iter::once(Ref::project(&project.id).to_string()).chain(events);
    let mut summaries = Vec::new();
    for subject in subjects {
        let choice = Choice {
            subject: Some(&subject),
            ..Choice::all(super::summaries::SUMMARY)
        };
        let part = Part {
            newest_first: true,
            after: None,
            limit: SUMMARIES,
        };
        for record in app.store.list_records(choice, part).await? {
            summaries.push(record.decode()?);
        }
    }
    Ok(summaries)
}

fn tell_decision(app: &App, decision: &Decision) -> Entry {
    let title = format!("{}: {}", decision.by, summarize(&decision.outcome.value));
    let words = format!("{}\n\n{}", decision.outcome.value, decision.reasons.value);
    entry(
        app.address(&format!("/decisions/{}", decision.id)),
        title,
        &decision.decided_at,
        &words,
    )
}

fn tell_summary(app: &App, summary: &Summary) -> Entry {
    let minorities = summary
        .minorities
        .iter()
        .map(|minority| minority.position.as_str());
    let words: Vec<&str> = summary
        .points
        .iter()
        .map(String::as_str)
        .chain(minorities)
        .collect();
    let at = summary.updated_at.as_ref().unwrap_or(&summary.created_at);
    entry(
        app.address(&format!("/summaries/{}", summary.id)),
        summary.title.clone(),
        at,
        &words.join("\n\n"),
    )
}

/// A meeting is news when something came out of it.
fn tell_event(app: &App, event: &Event) -> Option<Entry> {
    let outcome = event.outcome.as_ref()?;
    let held = event.ends_at.as_ref().unwrap_or(&event.starts_at);
    let at = event.updated_at.as_ref().filter(|at| *at > held).unwrap_or(held);
    Some(entry(
        app.address(&format!("/events/{}", event.id)),
        event.title.clone(),
        at,
        &outcome.value,
    ))
}

fn entry(id: String, title: String, at: &Timestamp, words: &str) -> Entry {
    Entry {
        id,
        title: Text::plain(title),
        updated: moment(Some(at)),
        content: Some(Content {
            value: Some(words.to_owned()),
            content_type: Some("text".into()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

fn link(rel: &str, href: &str) -> Link {
    Link {
        rel: rel.to_owned(),
        href: href.to_owned(),
        ..Link::default()
    }
}

fn moment(at: Option<&Timestamp>) -> atom_syndication::FixedDateTime {
    let text = at.map_or(BEGINNING, Timestamp::as_str);
    text.parse().unwrap_or_default()
}
