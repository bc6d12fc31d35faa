//! Contributions, kept as documents beside what lists choose by.

use std::collections::HashMap;

use samskab_protocol::author::Role;
use samskab_protocol::contribution::{Contribution, Kind, ProjectLink, Status, StatusCategory};
use samskab_protocol::trail::{Step, StepKind};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use sqlx::FromRow;

use super::comments::counted;
use super::links::without_links;
use super::{Result, Store, Writing, search, sql};
use crate::clock;

pub(super) const COLUMNS: &str = "SELECT contributions.id, contributions.document, comments, support, project, \
     projects.title AS project_title \
     FROM contributions LEFT JOIN projects ON projects.id = contributions.project ";

/// A contribution as it is kept, with what was counted.
#[derive(FromRow)]
pub(super) struct Kept {
    id: String,
    document: String,
    comments: i64,
    support: Option<i64>,
    project: Option<String>,
    project_title: Option<String>,
}

/// What a map says of a contribution.
#[derive(Clone, Debug)]
pub struct Titled {
    /// Its title.
    pub title: String,
    /// What sort it is.
    pub kind: Kind,
    /// Where it stands.
    pub status: StatusCategory,
}

/// The same as a document has it: the rest of it is passed over.
#[derive(Deserialize)]
struct Written {
    title: String,
    kind: Kind,
    status: Status,
}

impl Store {
    /// What a map says of these contributions, by id.
    pub async fn read_titles(&self, ids: &[String]) -> Result<HashMap<String, Titled>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let query = sql("SELECT id, document FROM contributions WHERE id IN ").bind_list(ids);
        let rows: Vec<(String, String)> = self.all(query).await?;
        let read = |(id, document): (String, String)| {
            let written: Written = serde_json::from_str(&document)?;
            let titled = Titled {
                title: written.title,
                kind: written.kind,
                status: written.status.category,
            };
            Ok((id, titled))
        };
        rows.into_iter().map(read).collect()
    }

    /// These contributions in this order; what has gone meanwhile is left out.
    pub async fn read_contributions(&self, ids: &[String]) -> Result<Vec<Contribution>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let query = sql(COLUMNS).push("WHERE contributions.id IN ").bind_list(ids);
        let rows: Vec<Kept> = self.all(query).await?;
        let mut found = rows
            .into_iter()
            .map(|row| (row.id.clone(), row))
            .collect::<HashMap<_, _>>();
        ids.iter()
            .filter_map(|id| found.remove(id))
            .map(Kept::decode)
            .collect()
    }

    /// One contribution, withdrawn or not.
    pub async fn read_contribution(&self, id: &str) -> Result<Option<Contribution>> {
        let ids = [id.to_owned()];
        Ok(self.read_contributions(&ids).await?.pop())
    }

    /// Adds to what was heard.
    pub async fn add_heard(&self, times: &[(String, i64)]) -> Result<()> {
        let mut writing = self.begin().await?;
        for (id, count) in times {
            let update = sql("UPDATE contributions SET heard = heard + $1 WHERE id = $2");
            writing.run(update.bind(count).bind(id)).await?;
        }
        writing.commit().await
    }
}

impl Writing {
    /// One contribution, withdrawn or not, as it is before anything else is written.
    pub async fn read_contribution(&mut self, id: &str) -> Result<Option<Contribution>> {
        let query = sql(COLUMNS).push("WHERE contributions.id = ").push_bind(id);
        let kept: Option<Kept> = self.one(query).await?;
        kept.map(Kept::decode).transpose()
    }

    /// Replaces a contribution by one with other words, another author or a longer trail, as its next version.
    pub async fn replace_contribution(&mut self, changed: &Contribution) -> Result<()> {
        self.write_contribution(changed, clock::now()).await?;
        let update = sql("UPDATE contributions SET version = version + 1 WHERE id = $1");
        self.run(update.bind(&changed.id)).await?;
        Ok(())
    }

    /// Stores a contribution with its labels and links. `false` where its id or its reference is taken.
    pub async fn insert_contribution(&mut self, new: &Contribution, created_at: i64) -> Result<bool> {
        let insert = sql(
            "INSERT INTO contributions (id, kind, status, reference, created_at, search, document) \
             VALUES ($1, $2, '', $3, $4, '', '') ON CONFLICT DO NOTHING",
        )
        .bind(&new.id)
        .bind(new.kind.as_str())
        .bind(&new.reference)
        .bind(created_at);
        if self.run(insert).await? == 0 {
            return Ok(false);
        }
        self.write_contribution(new, created_at).await?;
        self.insert_labels(new).await?;
        self.insert_links(new).await?;
        Ok(true)
    }

    /// Writes the document, and beside it what lists choose and sort by.
    async fn write_contribution(&mut self, contribution: &Contribution, updated_at: i64) -> Result<()> {
        let answered = |step: &&Step| step.step == StepKind::Answered && step.at.is_some();
        let answered = contribution.trail.iter().find(answered);
        let point = contribution.place.as_ref().and_then(|place| place.point);
        let update = sql(
            "UPDATE contributions SET kind = $1, status = $2, project = $3, answered_at = $4, answer_due = $5, \
             state = $6, locked = $7, role = $8, longitude = $9, latitude = $10, updated_at = $11, \
             active_at = CASE WHEN active_at > $11 THEN active_at ELSE $11 END, search = $12, document = $13, \
             support = coalesce(support, $14), voice = $15, words = $16 WHERE id = $17",
        )
        .bind(contribution.kind.as_str())
        .bind(contribution.status.category.as_str())
        .bind(contribution.project.as_ref().map(|project| &project.id))
        .bind(answered.and_then(|step| step.at.as_ref()).and_then(clock::from_wire))
        .bind(contribution.answer_due.as_ref().and_then(clock::from_wire))
        .bind(contribution.state.as_str())
        .bind(i64::from(contribution.locked))
        .bind(role(contribution))
        .bind(point.map(|point| i64::from(point.longitude)))
        .bind(point.map(|point| i64::from(point.latitude)))
        .bind(updated_at)
        .bind(search::index(contribution))
        .bind(serde_json::to_string(&without_links(contribution))?)
        .bind(contribution.counts.by_reaction.support.map(i64::from))
        .bind(voice(contribution))
        .bind(words(contribution))
        .bind(&contribution.id);
        self.run(update).await?;
        Ok(())
    }

    /// Writes beside a document what an older version has not yet written there.
    pub(super) async fn renew_contribution(&mut self, contribution: &Contribution) -> Result<()> {
        let point = contribution.place.as_ref().and_then(|place| place.point);
        let update = sql(
            "UPDATE contributions SET role = $1, longitude = $2, latitude = $3, search = $4, \
             support = coalesce(support, $5), voice = $6, words = $7 WHERE id = $8",
        )
        .bind(role(contribution))
        .bind(point.map(|point| i64::from(point.longitude)))
        .bind(point.map(|point| i64::from(point.latitude)))
        .bind(search::index(contribution))
        .bind(contribution.counts.by_reaction.support.map(i64::from))
        .bind(voice(contribution))
        .bind(words(contribution))
        .bind(&contribution.id);
        self.run(update).await?;
        self.insert_labels(contribution).await
    }

    /// Whether a contribution of this id is there, withdrawn or not.
    pub async fn has_contribution(&mut self, id: &str) -> Result<bool> {
        let query = sql("SELECT id FROM contributions WHERE id = $1").bind(id);
        let found: Option<(String,)> = self.one(query).await?;
        Ok(found.is_some())
    }
}

fn role(contribution: &Contribution) -> &'static str {
    let author = contribution.author.as_ref();
    author.map_or("", |author| author.role.as_str())
}

/// A number for each person who writes. The municipality is none, and neither is somebody of whom nothing is known.
fn voice(contribution: &Contribution) -> Option<i64> {
    let author = contribution.author.as_ref().filter(|_| !contribution.official)?;
    let who = match &author.id {
        _ if author.role == Role::Staff => return None,
        Some(id) => id.clone(),
        // Two who write under the same name are one voice, which is as near as one comes.
        None => format!("{} {}", author.role.as_str(), author.name),
    };
    let digest = Sha256::digest(who);
    Some(i64::from_be_bytes(digest[..8].try_into().ok()?))
}

/// The words in its texts.
fn words(contribution: &Contribution) -> i64 {
    let texts = search::texts(contribution).map(|text| text.split_whitespace().count());
    i64::try_from(texts.sum::<usize>()).unwrap_or(i64::MAX)
}

impl Kept {
    pub(super) fn decode(self) -> Result<Contribution> {
        let mut contribution: Contribution = serde_json::from_str(&self.document)?;
        let support = counted(self.support);
        contribution.counts.by_reaction.support = support.or(contribution.counts.by_reaction.support);
        contribution.counts.comments = Some(u32::try_from(self.comments).unwrap_or_default());
        contribution.project = self
            .project
            .zip(self.project_title)
            .map(|(id, title)| ProjectLink { id, title });
        Ok(contribution)
    }
}
