//! Fills an empty database with invented content, so that there is something to see.
//!
//! The content is protocol JSON with one addition: a moment may be written as a distance from the moment of
//! seeding, `-12d`, `+3h`, or `+14d18:30` for a time of day, so that the invented municipality never grows old.

use anyhow::anyhow;
use jiff::{Span, Zoned, civil};
use samskab_protocol::comment::Comment;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::identifier::{Ref, Timestamp};
use samskab_protocol::moderation::ModerationDecision;
use samskab_protocol::project::Project;
use samskab_protocol::report::Report;
use samskab_protocol::text::tree::words;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::store::meta::Settings;
use crate::store::{self, Database, Writing};
use crate::{Failure, clock, moments, serve, summary};

mod around;
mod content;
mod pictures;
mod records;

pub use content::Municipality;

/// Fills the database. One that holds anything already is left alone.
pub async fn seed(database: &Database, municipality: Municipality) -> Result<(), Failure> {
    let store = serve::open(database).await?;
    if !store.is_empty().await? {
        let reason = format!("{database} already holds content; it was left alone");
        return Err(Failure::Refused(reason));
    }
    let content = municipality.content();
    let settings: Settings = serde_json::from_str(content.service)?;
    let now = clock::now();
    let here = clock::in_zone(now, &settings.timezone);
    let projects: Vec<Project> = read(content.projects, &here)?;
    let contributions: Vec<Contribution> = read(content.contributions, &here)?;
    let comments: Vec<Comment> = read(content.comments, &here)?;
    let decisions: Vec<ModerationDecision> = read(content.moderation, &here)?;
    let reports: Vec<Report> = read(content.reports, &here)?;
    let shared: Vec<SharedSeed> = read(content.shared, &here)?;
    let told = format!(
        "seeded {} contributions, {} comments and {} projects",
        contributions.len(),
        comments.len(),
        projects.len()
    );

    let seen: Vec<_> = contributions
        .iter()
        .map(|new| (new.id.clone(), times_seen(new)))
        .collect();

    let mut writing = store.begin().await?;
    writing.put_settings(&settings).await?;
    for project in &projects {
        writing.insert_project(project).await?;
    }
    for contribution in contributions {
        insert_contribution(&mut writing, contribution, now).await?;
    }
    insert_comments(&mut writing, &comments, now).await?;
    around::insert(&mut writing, &content.around, &projects, &here).await?;
    for decision in decisions {
        records::insert_decision(&mut writing, decision, now).await?;
    }
    for report in &reports {
        records::insert_report(&mut writing, report, now).await?;
    }
    for one in &shared {
        let of = Ref::parse(&one.of).ok_or_else(|| anyhow!("{} is no reference", one.of))?;
        writing
            .share(&of, clock::from_wire(&one.at).unwrap_or(now))
            .await?;
    }
    writing.commit().await?;
    store.add_heard(&seen).await?;
    store.close().await;
    println!("{told}");
    Ok(())
}

/// What an invented municipality shares with the others.
#[derive(Deserialize)]
struct SharedSeed {
    #[serde(rename = "ref")]
    of: String,
    at: Timestamp,
}

/// How often an invented contribution has been opened: those who support it have seen it, and others with them.
fn times_seen(new: &Contribution) -> i64 {
    new.counts
        .by_reaction
        .support
        .map_or(0, |support| 3 * i64::from(support))
}

async fn insert_contribution(writing: &mut Writing, mut new: Contribution, now: i64) -> anyhow::Result<()> {
    let text = new.body.as_ref().or(new.problem.as_ref());
    new.summary = text
        .map(|text| summary::summarize(&words(text)))
        .unwrap_or_default();
    records::insert_answers(writing, &mut new, now).await?;
    pictures::insert(writing, &mut new, now).await?;
    let created_at = clock::from_wire(&new.created_at).unwrap_or(now);
    writing.insert_contribution(&new, created_at).await?;
    Ok(())
}

async fn insert_comments(writing: &mut Writing, comments: &[Comment], now: i64) -> store::Result<()> {
    for comment in comments {
        let created_at = clock::from_wire(&comment.created_at).unwrap_or(now);
        writing.insert_comment(comment, created_at).await?;
    }
    let mut subjects: Vec<Ref> = comments
        .iter()
        .filter_map(|comment| Ref::parse(&comment.subject))
        .collect();
    subjects.sort();
    subjects.dedup();
    for subject in &subjects {
        writing.recount(subject).await?;
    }
    Ok(())
}

fn read<T: DeserializeOwned>(texts: &[&str], now: &Zoned) -> Result<Vec<T>, serde_json::Error> {
    let mut items = Vec::new();
    for text in texts {
        let mut content: Vec<Value> = serde_json::from_str(text)?;
        for item in &mut content {
            settle_moments(item, now);
            // The summary is made here, so the seeds may leave it out.
            if let Some(members) = item.as_object_mut() {
                members.entry("summary").or_insert_with(|| Value::from(""));
            }
        }
        items.extend(content);
    }
    serde_json::from_value(Value::Array(items))
}

fn settle_moments(value: &mut Value, now: &Zoned) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| settle_moments(item, now)),
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                let moment = member
                    .as_str()
                    .filter(|_| moments::NAMES.contains(&name.as_str()));
                match moment.and_then(|text| read_distance(text, now)) {
                    Some(micros) => *member = Value::from(clock::to_wire(micros).0),
                    None => settle_moments(member, now),
                }
            }
        }
        _ => {}
    }
}

/// Reads `-12d`, `+3h`, `-5m`, or `+14d18:30`: that day at that time.
fn read_distance(text: &str, now: &Zoned) -> Option<i64> {
    text.starts_with(['-', '+']).then_some(())?;
    let end = text.find(['d', 'h', 'm'])?;
    let count: i64 = text[..end].parse().ok()?;
    let distance = match &text[end..=end] {
        "d" => Span::new().try_days(count),
        "h" => Span::new().try_hours(count),
        _ => Span::new().try_minutes(count),
    };
    let moment = now.checked_add(distance.ok()?).ok()?;
    let moment = match text[end + 1..].split_once(':') {
        Some((hour, minute)) => {
            let time = civil::Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?;
            moment.with().time(time).build().ok()?
        }
        None => (end + 1 == text.len()).then_some(moment)?,
    };
    Some(moment.timestamp().as_microsecond())
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;
    use serde_json::json;

    use super::content::Content;
    use super::*;

    fn second_of_january() -> Zoned {
        clock::in_zone(clock::DAY, "Europe/Copenhagen")
    }

    #[test]
    fn distances_become_moments_and_texts_stay_texts() {
        let mut value =
            json!([{"created_at": "-1d", "trail": [{"at": "+2h"}], "title": "-1d", "ends_at": null}]);
        settle_moments(&mut value, &second_of_january());
        let expected = json!([{"created_at": "1970-01-01T00:00:00Z", "trail": [{"at": "1970-01-02T02:00:00Z"}],
            "title": "-1d", "ends_at": null}]);
        assert_eq!(value, expected);
    }

    #[test]
    fn a_time_of_day_is_meant_where_the_municipality_is() {
        let mut value = json!([{"starts_at": "+14d18:30"}]);
        settle_moments(&mut value, &second_of_january());
        assert_eq!(value, json!([{"starts_at": "1970-01-16T17:30:00Z"}]));
    }

    #[test]
    fn what_is_no_distance_is_left_alone() {
        for text in [
            "",
            "d",
            "12d",
            "-d",
            "-12",
            "-1x",
            "-1dd",
            "+1d25:00",
            "+1d12",
            "2026-01-01T00:00:00Z",
        ] {
            assert_eq!(read_distance(text, &second_of_january()), None, "{text}");
        }
    }

    #[test]
    fn all_seeds_can_be_read() {
        for municipality in Municipality::value_variants() {
            must_be_whole(&municipality.content());
        }
    }

    fn must_be_whole(content: &Content) {
        let now = second_of_january();
        let contributions: Vec<Contribution> = read(content.contributions, &now).unwrap();
        let comments: Vec<Comment> = read(content.comments, &now).unwrap();
        let projects: Vec<Project> = read(content.projects, &now).unwrap();
        let is_there = |reference: &str| {
            let subject = Ref::parse(reference).unwrap();
            contributions.iter().any(|one| one.id == subject.id)
                || projects.iter().any(|one| one.id == subject.id)
        };
        assert!(
            contributions
                .iter()
                .all(|one| clock::from_wire(&one.created_at).is_some())
        );
        for comment in &comments {
            assert!(is_there(&comment.subject), "{}", comment.subject);
            let parent = comment.parent.as_ref();
            assert!(
                parent.is_none_or(|parent| comments.iter().any(|other| other.id == *parent)),
                "{}",
                comment.id
            );
        }
        for decision in read::<ModerationDecision>(content.moderation, &now).unwrap() {
            let subject = Ref::parse(&decision.subject).unwrap();
            assert!(comments.iter().any(|one| one.id == subject.id), "{}", decision.id);
        }
        for shared in read::<SharedSeed>(content.shared, &now).unwrap() {
            assert!(is_there(&shared.of), "{}", shared.of);
        }
        assert!(serde_json::from_str::<Settings>(content.service).is_ok());
    }
}
