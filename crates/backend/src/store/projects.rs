//! Projects, and what is counted of them.

use samskab_protocol::project::{AnswerRecord, Project};
use sqlx::FromRow;

use super::{Result, Store, Writing, sql};
use crate::clock;

const DOCUMENT: &str = "SELECT document FROM projects WHERE id = $1";

#[derive(FromRow)]
struct Brought {
    project: String,
    created_at: i64,
    answered_at: Option<i64>,
    answer_due: Option<i64>,
}

impl Store {
    /// All projects, with what is counted of them. There are few enough of them to be sorted in memory.
    pub async fn read_projects(&self) -> Result<Vec<Project>> {
        let documents: Vec<(String,)> = self.all(sql("SELECT document FROM projects ORDER BY id")).await?;
        let brought = self.read_brought(None).await?;
        documents
            .iter()
            .map(|(document,)| count(serde_json::from_str(document)?, &brought))
            .collect()
    }

    /// One project, with what is counted of it.
    pub async fn read_project(&self, id: &str) -> Result<Option<Project>> {
        let document = self.one(sql(DOCUMENT).bind(id)).await?;
        let Some((document,)): Option<(String,)> = document else {
            return Ok(None);
        };
        let brought = self.read_brought(Some(id)).await?;
        count(serde_json::from_str(&document)?, &brought).map(Some)
    }

    async fn read_brought(&self, project: Option<&str>) -> Result<Vec<Brought>> {
        let query = sql(
            "SELECT project, created_at, answered_at, answer_due FROM contributions \
             WHERE status <> 'withdrawn' AND project ",
        );
        let query = match project {
            Some(project) => query.push("= ").push_bind(project),
            None => query.push("IS NOT NULL"),
        };
        self.all(query).await
    }
}

impl Writing {
    /// One project, without what is counted of it.
    pub async fn read_project(&mut self, id: &str) -> Result<Option<Project>> {
        let found: Option<(String,)> = self.one(sql(DOCUMENT).bind(id)).await?;
        Ok(found
            .map(|(document,)| serde_json::from_str(&document))
            .transpose()?)
    }

    /// Stores a project. `false` where its id is taken.
    pub async fn insert_project(&mut self, new: &Project) -> Result<bool> {
        let insert =
            sql("INSERT INTO projects (id, title, document) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING")
                .bind(&new.id)
                .bind(&new.title)
                .bind(serde_json::to_string(new)?);
        Ok(self.run(insert).await? == 1)
    }
}

fn count(mut project: Project, brought: &[Brought]) -> Result<Project> {
    let own: Vec<&Brought> = brought.iter().filter(|one| one.project == project.id).collect();
    project.contributions = u32::try_from(own.len()).ok();
    project.answers = (!own.is_empty()).then(|| record(&own, clock::now()));
    Ok(project)
}

/// A promise is broken where the day has passed and no answer came.
fn record(brought: &[&Brought], now: i64) -> AnswerRecord {
    let size = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let is_overdue = |one: &Brought| one.answered_at.is_none() && one.answer_due.is_some_and(|due| due < now);
    let mut days: Vec<i64> = brought
        .iter()
        .filter_map(|one| Some((one.answered_at? - one.created_at).max(0) / clock::DAY))
        .collect();
    days.sort_unstable();
    AnswerRecord {
        received: size(brought.len()),
        answered: size(days.len()),
        overdue: size(brought.iter().filter(|one| is_overdue(one)).count()),
        median_days: days
            .get(days.len() / 2)
            .and_then(|days| u32::try_from(*days).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brought(answered_day: Option<i64>, due_day: i64) -> Brought {
        Brought {
            project: "p".into(),
            created_at: 0,
            answered_at: answered_day.map(|day| day * clock::DAY),
            answer_due: Some(due_day * clock::DAY),
        }
    }

    #[test]
    fn only_an_answer_that_has_not_come_is_overdue() {
        let all = [
            brought(Some(3), 14),
            brought(Some(20), 14),
            brought(None, 14),
            brought(None, 40),
        ];
        let record = record(&all.iter().collect::<Vec<_>>(), 30 * clock::DAY);
        assert_eq!((record.received, record.answered, record.overdue), (4, 2, 1));
        assert_eq!(record.median_days, Some(20));
    }
}
