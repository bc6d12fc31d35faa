//! Fills an empty database with invented content, so that there is something to see.
//!
//! The content is protocol JSON with one addition: a moment may be written as a distance from the moment of
//! seeding, `-12d` or `+3h`, so that the invented municipality never grows old.

use std::path::Path;

use samskab_protocol::comment::Comment;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::identifier::Ref;
use samskab_protocol::project::Project;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::store::meta::Settings;
use crate::store::{self, Writing};
use crate::{Failure, clock, serve, summary};

const CONTRIBUTIONS: &str = include_str!("../seed/contributions.json");
const COMMENTS: &str = include_str!("../seed/comments.json");
const PROJECTS: &str = include_str!("../seed/projects.json");
const SERVICE: &str = include_str!("../seed/service.json");

/// The members that hold moments.
const MOMENTS: [&str; 9] = [
    "created_at",
    "updated_at",
    "edited_at",
    "starts_at",
    "ends_at",
    "decided_at",
    "answer_due",
    "at",
    "due",
];

/// Fills the database. One that holds anything already is left alone.
pub async fn seed(database: &Path) -> Result<(), Failure> {
    let store = serve::open(database).await?;
    if !store.is_empty().await? {
        let reason = format!("{} already holds content; it was left alone", database.display());
        return Err(Failure::Refused(reason));
    }
    let now = clock::now();
    let settings: Settings = serde_json::from_str(SERVICE)?;
    let projects: Vec<Project> = read(PROJECTS, now)?;
    let contributions: Vec<Contribution> = read(CONTRIBUTIONS, now)?;
    let comments: Vec<Comment> = read(COMMENTS, now)?;
    let told = format!(
        "seeded {} contributions, {} comments and {} projects",
        contributions.len(),
        comments.len(),
        projects.len()
    );

    let mut writing = store.begin().await?;
    writing.put_settings(&settings).await?;
    for project in &projects {
        writing.insert_project(project).await?;
    }
    for contribution in contributions {
        insert_contribution(&mut writing, contribution, now).await?;
    }
    insert_comments(&mut writing, &comments, now).await?;
    writing.commit().await?;
    store.close().await;
    println!("{told}");
    Ok(())
}

async fn insert_contribution(writing: &mut Writing, mut new: Contribution, now: i64) -> store::Result<()> {
    let text = new.body.as_ref().or(new.problem.as_ref());
    new.summary = text
        .map(|text| summary::summarize(&text.value))
        .unwrap_or_default();
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

fn read<T: DeserializeOwned>(text: &str, now: i64) -> Result<Vec<T>, serde_json::Error> {
    let mut content: Value = serde_json::from_str(text)?;
    settle_moments(&mut content, now);
    // The summary is made here, so the seeds may leave it out.
    for item in content.as_array_mut().into_iter().flatten() {
        if let Some(members) = item.as_object_mut() {
            members.entry("summary").or_insert_with(|| Value::from(""));
        }
    }
    serde_json::from_value(content)
}

fn settle_moments(value: &mut Value, now: i64) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| settle_moments(item, now)),
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                match member
                    .as_str()
                    .filter(|_| MOMENTS.contains(&name.as_str()))
                    .and_then(read_distance)
                {
                    Some(distance) => *member = Value::from(clock::to_wire(now + distance).0),
                    None => settle_moments(member, now),
                }
            }
        }
        _ => {}
    }
}

/// Reads `-12d` or `+3h`.
fn read_distance(text: &str) -> Option<i64> {
    let unit = match text.chars().next_back()? {
        'd' => clock::DAY,
        'h' => clock::DAY / 24,
        'm' => clock::DAY / 24 / 60,
        _ => return None,
    };
    text.starts_with(['-', '+']).then_some(())?;
    let count: i64 = text[..text.len() - 1].parse().ok()?;
    count.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn distances_become_moments_and_texts_stay_texts() {
        let mut value =
            json!([{"created_at": "-1d", "trail": [{"at": "+2h"}], "title": "-1d", "ends_at": null}]);
        settle_moments(&mut value, clock::DAY * 2);
        let expected = json!([{"created_at": "1970-01-02T00:00:00Z", "trail": [{"at": "1970-01-03T02:00:00Z"}],
            "title": "-1d", "ends_at": null}]);
        assert_eq!(value, expected);
    }

    #[test]
    fn what_is_no_distance_is_left_alone() {
        for text in ["", "d", "12d", "-d", "-12", "-1x", "2026-01-01T00:00:00Z"] {
            assert_eq!(read_distance(text), None, "{text}");
        }
    }

    #[test]
    fn all_seeds_can_be_read() {
        let contributions: Vec<Contribution> = read(CONTRIBUTIONS, 0).unwrap();
        let comments: Vec<Comment> = read(COMMENTS, 0).unwrap();
        let projects: Vec<Project> = read(PROJECTS, 0).unwrap();
        assert!(
            contributions
                .iter()
                .all(|one| clock::from_wire(&one.created_at).is_some())
        );
        for comment in &comments {
            let subject = Ref::parse(&comment.subject).unwrap();
            let is_known = contributions.iter().any(|one| one.id == subject.id)
                || projects.iter().any(|one| one.id == subject.id);
            assert!(is_known, "{}", comment.subject);
            let parent = comment.parent.as_ref();
            assert!(
                parent.is_none_or(|parent| comments.iter().any(|other| other.id == *parent)),
                "{}",
                comment.id
            );
        }
        assert!(serde_json::from_str::<Settings>(SERVICE).is_ok());
    }
}
