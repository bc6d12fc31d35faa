//! What is news: what the municipality has said, decided, planned or done since somebody was last told.
//!
//! It is found by the list of changes, which says when something came here. What a project's dates bring about, and
//! the steps of a contribution, say themselves when they were.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use samskab_protocol::contribution::{Contribution, ContributionState, ProjectLink};
use samskab_protocol::decision::Decision;
use samskab_protocol::event::{Event, EventState};
use samskab_protocol::heard::Summary;
use samskab_protocol::identifier::{Ref, RefType, Timestamp};
use samskab_protocol::project::{PhaseState, Project};
use samskab_protocol::trail::{Step, StepKind};

use super::letter::{Named, moment, on_one_line};
use crate::app::{App, page_room};
use crate::clock;
use crate::language::Language;
use crate::routes::projects::place_in_time;
use crate::store::changes::Entry;
use crate::store::subscriptions::Told;
use crate::store::{Result, Store};
use crate::summary::summarize;
use crate::veil::veil_contribution;

/// The changes that can be news; what people write is not among them, since it would be too much.
const TYPES: [&str; 6] = [
    "answer.created",
    "decision.created",
    "event.created",
    "event.updated",
    "project.created",
    "summary.created",
];
/// Changes that are looked through at once.
const BATCH: u32 = 500;

/// What sort of news it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// A project has begun.
    Project,
    /// A phase of one has begun.
    Phase,
    /// People will meet.
    Event,
    /// They will, otherwise than it was said.
    ChangedEvent,
    /// They will not.
    CancelledEvent,
    /// They have, and something came of it.
    Outcome,
    /// What was heard.
    Summary,
    /// What was decided.
    Decision,
    /// What the municipality answers.
    Answer,
    /// Somebody there has read it.
    Read,
    /// What they have understood.
    Understood,
    /// It was carried out.
    Done,
}

/// One thing that is new.
#[derive(Clone, Debug)]
pub struct Item {
    /// Since when.
    pub at: i64,
    /// What sort of thing it is.
    pub topic: Topic,
    /// The project that it belongs to.
    pub project: Option<ProjectLink>,
    /// The contributions that it is about, each as `contribution:<id>`.
    pub contributions: Vec<String>,
    words: String,
    /// When people meet, and where.
    when: Option<i64>,
    place: Option<String>,
    /// Why they will not.
    why: Option<String>,
}

/// All that is new in a while.
#[derive(Clone, Debug, Default)]
pub struct News {
    items: Vec<Item>,
    /// Projects to try things out in are of nobody's concern but theirs who do.
    sandboxes: Vec<String>,
    /// Up to where it goes.
    pub until: Told,
    since: i64,
}

impl Item {
    fn new(at: i64, topic: Topic, words: &str) -> Self {
        Item {
            at,
            topic,
            project: None,
            contributions: Vec::new(),
            words: words.to_owned(),
            when: None,
            place: None,
            why: None,
        }
    }

    /// What is said of it, on one line.
    pub fn words(&self, app: &App, language: Language) -> String {
        let when = self.when.map(|at| moment(app, at, language));
        let parts = [Some(on_one_line(&self.words)), when, self.place.clone()];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        match &self.why {
            Some(why) => format!("{words}: {why}"),
            None => words,
        }
    }
}

/// All that is new since then in the whole municipality, but what happened within the last seconds: whatever is
/// being written at this moment then comes with the next.
pub async fn gather(store: &Store, since: Told, now: i64) -> Result<News> {
    let before = (now - 2 * clock::SECOND) / clock::SECOND * clock::SECOND;
    let changes = store.read_changes_of(&TYPES, since.told, before, BATCH).await?;
    let is_all = changes.len() < BATCH as usize;
    // Where there is too much for one mail the rest is for the next, with all that came after it.
    let (last, before) = match changes.last().filter(|_| !is_all) {
        Some(last) => (last.position, last.at + 1),
        None => (store.last_change_before(before).await?, before),
    };
    let span = since.told_at..before;
    let projects = store.read_projects().await?;
    let mut items = Vec::new();
    let mut seen = HashSet::new();
    for change in changes {
        if seen.insert(change.what.clone()) {
            items.extend(read(store, &projects, &change, &span).await?);
        }
    }
    for project in projects.iter() {
        items.extend(begun(project, before).filter(|item| span.contains(&item.at)));
    }
    items.sort_by_key(|item| item.at);
    Ok(News {
        items,
        sandboxes: store.read_sandboxes().await?,
        until: Told {
            told: last.max(since.told),
            // Events say to the second when they were changed.
            told_at: (before / clock::SECOND * clock::SECOND).max(since.told_at),
        },
        since: since.told_at,
    })
}

impl News {
    /// What of it is about one thing, the oldest first; an empty subject is about all projects.
    pub async fn about(&self, app: &App, subject: &str) -> Result<Vec<Item>> {
        let subject = Ref::parse(subject);
        let holds = |item: &&Item| match &subject {
            None => {
                let project = item.project.as_ref();
                project.is_some_and(|project| !self.sandboxes.contains(&project.id))
            }
            Some(subject) if subject.of == RefType::Project => {
                let project = item.project.as_ref();
                // Whoever asked for news of a project knows that it is there.
                project.is_some_and(|project| project.id == subject.id) && item.topic != Topic::Project
            }
            // Answers stand in the trail.
            Some(subject) => item.contributions.contains(&subject.to_string()) && item.topic != Topic::Answer,
        };
        let mut found: Vec<Item> = self.items.iter().filter(holds).cloned().collect();
        if let Some(subject) = subject.filter(|subject| subject.of == RefType::Contribution)
            && let Some(contribution) = read_contribution(&app.store, &subject.id).await?
        {
            let is_decided = found.iter().any(|item| item.topic == Topic::Decision);
            let taken = contribution.trail.iter().filter_map(taken);
            let span = self.since..self.until.told_at;
            found
                .extend(taken.filter(|item| {
                    span.contains(&item.at) && !(is_decided && item.topic == Topic::Decision)
                }));
            found.sort_by_key(|item| item.at);
        }
        Ok(found)
    }
}

/// What a subject is called; `None` where it is not there for everyone.
pub async fn name(app: &App, subject: &str) -> Result<Option<Named>> {
    let Some(subject) = Ref::parse(subject) else {
        return Ok(Some(Named {
            url: app.site.clone().unwrap_or_else(|| app.public_url.clone()),
            ..Named::default()
        }));
    };
    Ok(match subject.of {
        RefType::Project => app.store.read_project(&subject.id).await?.map(|kept| Named {
            title: Some(kept.project.title),
            url: app.page("projects", &kept.project.id),
            ..Named::default()
        }),
        RefType::Contribution => {
            let found = read_contribution(&app.store, &subject.id).await?;
            let Some(mut found) = found.filter(|found| !found.title.is_empty()) else {
                return Ok(None);
            };
            app.store.add_links(&mut found).await?;
            Some(Named {
                url: app.page(page_room(found.kind), &found.id),
                title: Some(found.title),
                reference: found.reference,
                has_grown: !found.merged_from.is_empty(),
            })
        }
        _ => None,
    })
}

/// Whether there will be no news of a subject any more, since it is gone for good. What a moderator has taken off the
/// page may come back.
pub async fn is_gone(app: &App, subject: &str) -> Result<bool> {
    let Some(subject) = Ref::parse(subject) else {
        return Ok(false);
    };
    Ok(match subject.of {
        RefType::Project => app.store.read_project(&subject.id).await?.is_none(),
        _ => match app.store.read_contribution(&subject.id).await? {
            Some(found) => matches!(
                found.state,
                ContributionState::Withdrawn | ContributionState::Refused
            ),
            None => true,
        },
    })
}

/// What a change tells, as things are now: what was taken away meanwhile is no news.
async fn read(
    store: &Store,
    projects: &[Arc<Project>],
    change: &Entry,
    span: &Range<i64>,
) -> Result<Option<Item>> {
    let Some(of) = Ref::parse(&change.what) else {
        return Ok(None);
    };
    let mut item = match of.of {
        RefType::Project => projects
            .iter()
            .find(|project| project.id == of.id)
            .map(|project| Item::new(change.at, Topic::Project, &project.summary)),
        RefType::Event => {
            let found = store.read_event(&of.id).await?;
            let event = found.map(|kept| kept.decode()).transpose()?;
            event.and_then(|event| tell_event(change, &event, span))
        }
        RefType::Decision => {
            let found = store.read_record(of.of.as_str(), &of.id).await?;
            let decision: Option<Decision> = found.map(|record| record.decode()).transpose()?;
            decision.map(|decision| {
                let words = format!("{}: {}", decision.by, summarize(&decision.outcome.value));
                Item {
                    contributions: decision.answers,
                    ..Item::new(change.at, Topic::Decision, &words)
                }
            })
        }
        RefType::Summary => {
            let found = store.read_record(of.of.as_str(), &of.id).await?;
            let summary: Option<Summary> = found.map(|record| record.decode()).transpose()?;
            summary.map(|summary| Item::new(change.at, Topic::Summary, &summary.title))
        }
        RefType::Answer => Some(Item::new(change.at, Topic::Answer, "")),
        _ => None,
    };
    if let (Some(item), Some(subject)) = (&mut item, Ref::parse(&change.subject)) {
        place(store, projects, &subject, item).await?;
    }
    Ok(item.filter(|item| item.project.is_some() || !item.contributions.is_empty()))
}

/// Puts an item where it belongs: to the project, or to the contribution and the project that it is in.
async fn place(store: &Store, projects: &[Arc<Project>], subject: &Ref, item: &mut Item) -> Result<()> {
    let project = match subject.of {
        RefType::Project => Some(subject.id.clone()),
        RefType::Event => store.read_event(&subject.id).await?.and_then(|kept| kept.project),
        RefType::Contribution => {
            let Some(found) = read_contribution(store, &subject.id).await? else {
                return Ok(());
            };
            item.contributions.push(subject.to_string());
            if item.topic == Topic::Answer {
                item.words = found.title;
            }
            found.project.map(|project| project.id)
        }
        _ => None,
    };
    let project = project.and_then(|id| projects.iter().find(|project| project.id == id));
    item.project = project.map(|project| link(project));
    Ok(())
}

/// Of an event everyone wants to know that there is one, when that changes, and what came of it.
fn tell_event(change: &Entry, event: &Event, span: &Range<i64>) -> Option<Item> {
    let starts_at = clock::from_wire(&event.starts_at)?;
    let is_new = change.of.ends_with("created");
    // Whoever signs up changes it too, but not its words.
    let said_at = event.updated_at.as_ref().and_then(clock::from_wire);
    if !is_new && !said_at.is_some_and(|at| span.contains(&at)) {
        return None;
    }
    let topic = match (event.state, &event.outcome) {
        (EventState::Cancelled, _) => Topic::CancelledEvent,
        (_, Some(_)) => Topic::Outcome,
        _ if starts_at < change.at => return None,
        _ if is_new => Topic::Event,
        _ => Topic::ChangedEvent,
    };
    let item = Item::new(change.at, topic, &event.title);
    Some(match topic {
        Topic::Outcome => {
            let outcome = event.outcome.as_ref().map(|outcome| summarize(&outcome.value));
            let words = format!("{}: {}", event.title, outcome.unwrap_or_default());
            Item { words, ..item }
        }
        _ => Item {
            when: Some(starts_at),
            place: event.place.as_ref().map(|place| on_one_line(&place.name)),
            why: match topic {
                Topic::CancelledEvent => event.cancelled_reason.as_deref().map(on_one_line),
                _ => None,
            },
            ..item
        },
    })
}

/// The phases of a project that have begun by themselves, since the day has come.
fn begun(project: &Project, now: i64) -> impl Iterator<Item = Item> {
    let now = clock::to_wire(now);
    let current = move |phase: &&_| place_in_time(phase, &now) == PhaseState::Current;
    project.phases.iter().filter(current).filter_map(|phase| {
        Some(Item {
            project: Some(link(project)),
            ..Item::new(moment_of(phase.starts_at.as_ref())?, Topic::Phase, &phase.title)
        })
    })
}

/// A step that was taken, as news.
fn taken(step: &Step) -> Option<Item> {
    let topic = match step.step {
        StepKind::Read => Topic::Read,
        StepKind::Understood => Topic::Understood,
        StepKind::Answered => Topic::Answer,
        StepKind::Decided => Topic::Decision,
        StepKind::Done => Topic::Done,
        StepKind::Received | StepKind::Other => return None,
    };
    let text = step.text.as_ref().map(|text| summarize(&text.value));
    let by = step.by.clone();
    let words: Vec<String> = [by, text].into_iter().flatten().collect();
    Some(Item::new(moment_of(step.at.as_ref())?, topic, &words.join(": ")))
}

async fn read_contribution(store: &Store, id: &str) -> Result<Option<Contribution>> {
    let found = store.read_contribution(id).await?;
    Ok(found.and_then(veil_contribution))
}

fn link(project: &Project) -> ProjectLink {
    ProjectLink {
        id: project.id.clone(),
        title: project.title.clone(),
    }
}

fn moment_of(at: Option<&Timestamp>) -> Option<i64> {
    at.and_then(clock::from_wire)
}
