//! Contributions, kept as documents beside what lists choose by.

use samskab_protocol::contribution::{Contribution, ProjectLink};
use samskab_protocol::trail::StepKind;
use sqlx::FromRow;

use super::comments::counted;
use super::{Result, Store, Writing, search, sql};
use crate::clock;
use crate::order::Candidate;

pub(super) const COLUMNS: &str = "SELECT contributions.id, contributions.document, comments, support, project, \
     projects.title AS project_title \
     FROM contributions LEFT JOIN projects ON projects.id = contributions.project ";

/// Which contributions a list holds. Withdrawn ones are in no list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of these kinds; any where empty.
    pub kinds: Vec<String>,
    /// In these categories; any where empty.
    pub statuses: Vec<String>,
    /// Of this project.
    pub project: Option<String>,
    /// Holding all of these words, see [`super::search::read_search`].
    pub words: Option<Vec<String>>,
}

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

#[derive(FromRow)]
struct Sorted {
    id: String,
    heard: i64,
    created_at: i64,
}

impl Store {
    /// What belongs to a list, with what it can be sorted by.
    pub async fn find_contributions(&self, filter: &Filter) -> Result<Vec<Candidate>> {
        let mut query = sql("SELECT id, heard, created_at FROM contributions WHERE status <> 'withdrawn'");
        if !filter.kinds.is_empty() {
            query = query.push(" AND kind IN ").bind_list(&filter.kinds);
        }
        if !filter.statuses.is_empty() {
            query = query.push(" AND status IN ").bind_list(&filter.statuses);
        }
        if let Some(project) = &filter.project {
            query = query.push(" AND project = ").push_bind(project);
        } else {
            // What is there to try things out stands in no list that does not ask for it.
            query = query
                .push(" AND (project IS NULL OR project NOT IN (SELECT id FROM projects WHERE sandbox = 1))");
        }
        if let Some(words) = &filter.words {
            query = self.holding(query, words);
        }
        let rows: Vec<Sorted> = self.all(query).await?;
        let candidates = rows.into_iter().map(|row| Candidate {
            id: row.id,
            heard: row.heard,
            created_at: row.created_at,
        });
        Ok(candidates.collect())
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
            .collect::<std::collections::HashMap<_, _>>();
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
        let answered = changed.trail.iter().find(|step| step.step == StepKind::Answered);
        let answered = answered.and_then(|step| step.at.as_ref());
        let update = sql(
            "UPDATE contributions SET kind = $1, status = $2, project = $3, answered_at = $4, answer_due = $5, \
             search = $6, document = $7, version = version + 1 WHERE id = $8",
        )
        .bind(changed.kind.as_str())
        .bind(changed.status.category.as_str())
        .bind(changed.project.as_ref().map(|project| &project.id))
        .bind(answered.and_then(clock::from_wire))
        .bind(changed.answer_due.as_ref().and_then(clock::from_wire))
        .bind(search::index(changed))
        .bind(serde_json::to_string(changed)?)
        .bind(&changed.id);
        self.run(update).await?;
        Ok(())
    }

    /// Stores a contribution. `false` where its id or its reference is taken.
    pub async fn insert_contribution(&mut self, new: &Contribution, created_at: i64) -> Result<bool> {
        let answered = new.trail.iter().find(|step| step.step == StepKind::Answered);
        let insert = sql("INSERT INTO contributions \
             (id, kind, status, project, reference, created_at, answered_at, answer_due, search, document) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING")
        .bind(&new.id)
        .bind(new.kind.as_str())
        .bind(new.status.category.as_str())
        .bind(new.project.as_ref().map(|project| &project.id))
        .bind(&new.reference)
        .bind(created_at)
        .bind(
            answered
                .and_then(|step| step.at.as_ref())
                .and_then(clock::from_wire),
        )
        .bind(new.answer_due.as_ref().and_then(clock::from_wire))
        .bind(search::index(new))
        .bind(serde_json::to_string(new)?);
        Ok(self.run(insert).await? == 1)
    }

    /// Whether a contribution of this id is there, withdrawn or not.
    pub async fn has_contribution(&mut self, id: &str) -> Result<bool> {
        let query = sql("SELECT id FROM contributions WHERE id = $1").bind(id);
        let found: Option<(String,)> = self.one(query).await?;
        Ok(found.is_some())
    }

    /// Replaces a contribution by what is left of it once it is withdrawn.
    pub async fn withdraw_contribution(&mut self, erased: &Contribution) -> Result<()> {
        let update = sql(
            "UPDATE contributions SET status = 'withdrawn', version = version + 1, answered_at = NULL, answer_due = NULL, \
             search = '', document = $1 WHERE id = $2",
        )
        .bind(serde_json::to_string(erased)?)
        .bind(&erased.id);
        self.run(update).await?;
        Ok(())
    }
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
