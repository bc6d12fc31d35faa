//! Projects, and what is counted of them.

use std::collections::HashMap;
use std::sync::Arc;

use samskab_protocol::identifier::Ref;
use samskab_protocol::project::{AnswerRecord, Openness, Project};
use sqlx::FromRow;

use super::{Result, Store, Writing, sql};
use crate::clock;

mod known;

pub use known::Known;

/// Documents that are read by one statement.
const AT_ONCE: usize = 500;

/// A project with how often it was changed, and one.
#[derive(Clone, Debug)]
pub struct KeptProject {
    /// The project.
    pub project: Project,
    /// Its version.
    pub version: i64,
}

#[derive(FromRow)]
struct Brought {
    project: String,
    created_at: i64,
    answered_at: Option<i64>,
    answer_due: Option<i64>,
}

/// What stands beside the documents of projects and is counted or found for them.
#[derive(Default)]
struct Beside {
    brought: Vec<Brought>,
    /// When the last decision on each was taken.
    decided: HashMap<String, i64>,
}

impl Store {
    /// All projects as they were written, without what is counted of them, their events and decisions, in the order
    /// of lists.
    pub async fn read_projects(&self) -> Result<Arc<[Arc<Project>]>> {
        let state = sql("SELECT count(*), CAST(coalesce(sum(version), 0) AS BIGINT) FROM projects");
        let state: Option<(i64, i64)> = self.one(state).await?;
        if let Some(all) = self.projects.find(state.unwrap_or_default()) {
            return Ok(all);
        }
        let versions: Vec<(String, i64)> = self.all(sql("SELECT id, version FROM projects")).await?;
        for ids in self.projects.find_missing(&versions).chunks(AT_ONCE) {
            let query = sql("SELECT id, version, document FROM projects WHERE id IN ").bind_list(ids);
            for (id, version, document) in self.all::<(String, i64, String)>(query).await? {
                let project = Arc::new(serde_json::from_str(&document)?);
                self.projects.keep(id, version, project);
            }
        }
        Ok(self.projects.put_in_order(&versions))
    }

    /// These projects with what is counted of them.
    pub async fn count_for(&self, projects: Vec<Project>) -> Result<Vec<Project>> {
        let ids: Vec<&str> = projects.iter().map(|project| project.id.as_str()).collect();
        let beside = self.read_beside(&ids).await?;
        Ok(projects
            .into_iter()
            .map(|project| beside.add_to(project))
            .collect())
    }

    /// One project, with what is counted of it, without its events and decisions.
    pub async fn read_project(&self, id: &str) -> Result<Option<KeptProject>> {
        let find = sql("SELECT document, version FROM projects WHERE id = $1").bind(id);
        let Some((document, version)): Option<(String, i64)> = self.one(find).await? else {
            return Ok(None);
        };
        let beside = self.read_beside(&[id]).await?;
        let project = beside.add_to(serde_json::from_str(&document)?);
        Ok(Some(KeptProject { project, version }))
    }

    /// The projects that are there to try things out.
    pub async fn read_sandboxes(&self) -> Result<Vec<String>> {
        let found: Vec<(String,)> = self
            .all(sql("SELECT id FROM projects WHERE sandbox = 1 ORDER BY id"))
            .await?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }

    async fn read_beside(&self, ids: &[&str]) -> Result<Beside> {
        if ids.is_empty() {
            return Ok(Beside::default());
        }
        let brought = sql(
            "SELECT project, created_at, answered_at, answer_due FROM contributions \
             WHERE state = 'published' AND project IN ",
        );
        let subjects = ids.iter().map(|id| Ref::project(*id).to_string());
        let decided =
            sql("SELECT subject, max(created_at) FROM records WHERE type = 'decision' AND subject IN ");
        let decided: Vec<(String, i64)> = self
            .all(decided.bind_list(subjects).push(" GROUP BY subject"))
            .await?;
        Ok(Beside {
            brought: self.all(brought.bind_list(ids.iter().copied())).await?,
            decided: decided.into_iter().collect(),
        })
    }
}

impl Writing {
    /// One project, without what is counted of it.
    pub async fn read_project(&mut self, id: &str) -> Result<Option<Project>> {
        Ok(self.read_kept_project(id).await?.map(|kept| kept.project))
    }

    /// The same with its version.
    pub async fn read_kept_project(&mut self, id: &str) -> Result<Option<KeptProject>> {
        let find = sql("SELECT document, version FROM projects WHERE id = $1").bind(id);
        let found: Option<(String, i64)> = self.one(find).await?;
        found
            .map(|(document, version)| {
                let project = serde_json::from_str(&document)?;
                Ok(KeptProject { project, version })
            })
            .transpose()
    }

    /// Stores a project with the events and decisions that lie in it. `false` where its id is taken.
    pub async fn insert_project(&mut self, new: &Project) -> Result<bool> {
        let insert = sql(
            "INSERT INTO projects (id, title, sandbox, document) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(&new.id)
        .bind(&new.title)
        .bind(i64::from(new.sandbox))
        .bind(document(new)?);
        let is_new = self.run(insert).await? == 1;
        if is_new {
            self.take_out(new).await?;
        }
        Ok(is_new)
    }

    /// Replaces what was written of a project.
    pub async fn replace_project(&mut self, changed: &Project) -> Result<()> {
        let update =
            sql("UPDATE projects SET title = $1, version = version + 1, document = $2 WHERE id = $3")
                .bind(&changed.title)
                .bind(document(changed)?)
                .bind(&changed.id);
        self.run(update).await?;
        Ok(())
    }

    /// Events and decisions lie beside their project. Where an earlier version has kept them inside, they move out.
    pub async fn settle_projects(&mut self) -> Result<()> {
        let documents: Vec<(String,)> = self.all(sql("SELECT document FROM projects")).await?;
        for (text,) in documents {
            let project: Project = serde_json::from_str(&text)?;
            if project.events.is_empty() && project.decisions.is_empty() {
                continue;
            }
            self.take_out(&project).await?;
            let update = sql("UPDATE projects SET document = $1 WHERE id = $2");
            self.run(update.bind(document(&project)?).bind(&project.id))
                .await?;
        }
        Ok(())
    }

    async fn take_out(&mut self, project: &Project) -> Result<()> {
        for event in &project.events {
            let mut event = event.clone();
            // What was unique in its project may not be unique among all.
            if !self.insert_event(&event, Some(&project.id)).await? {
                event.id = format!("{}-{}", project.id, event.id);
                self.insert_event(&event, Some(&project.id)).await?;
            }
        }
        for decision in &project.decisions {
            let mut decision = decision.clone();
            if !self.insert_decision(&decision, &project.id).await? {
                decision.id = format!("{}-{}", project.id, decision.id);
                self.insert_decision(&decision, &project.id).await?;
            }
        }
        Ok(())
    }
}

/// What lies beside a project or is counted is not kept in it.
fn document(project: &Project) -> Result<String> {
    let kept = Project {
        events: Vec::new(),
        decisions: Vec::new(),
        answers: None,
        contributions: None,
        days_to_decision: None,
        url: None,
        shared_at: None,
        ..project.clone()
    };
    Ok(serde_json::to_string(&kept)?)
}

impl Beside {
    fn add_to(&self, mut project: Project) -> Project {
        let own: Vec<&Brought> = self
            .brought
            .iter()
            .filter(|one| one.project == project.id)
            .collect();
        project.contributions = u32::try_from(own.len()).ok();
        project.answers = (!own.is_empty()).then(|| record(&own, clock::now()));
        let decided = self.decided.get(&Ref::project(&project.id).to_string());
        project.days_to_decision = count_days(&project, decided.copied());
        project
    }
}

/// How early people were asked (S0.1): days from the first question to the decision, taken or expected.
fn count_days(project: &Project, decided: Option<i64>) -> Option<u32> {
    let asked = clock::from_wire(project.starts_at.as_ref()?)?;
    let end = match project.openness {
        Openness::Decided => decided?,
        _ => clock::from_wire(project.decision_due.as_ref()?)?,
    };
    // Half a day more or less is summer time.
    u32::try_from((end - asked + clock::DAY / 2).div_euclid(clock::DAY)).ok()
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

    fn project(openness: &str) -> Project {
        let text = format!(
            r#"{{"id":"p","title":"t","summary":"s","kind":"policy","state":"open","openness":"{openness}",
            "role_offered":"informed","starts_at":"1970-01-03T00:00:00Z","decision_due":"1970-01-13T00:00:00Z"}}"#
        );
        serde_json::from_str(&text).unwrap()
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

    #[test]
    fn days_are_counted_to_the_decision_that_was_taken_or_else_to_the_one_that_is_expected() {
        assert_eq!(count_days(&project("open"), None), Some(10));
        assert_eq!(count_days(&project("framed"), Some(5 * clock::DAY)), Some(10));
        assert_eq!(count_days(&project("decided"), Some(5 * clock::DAY)), Some(3));
        assert_eq!(count_days(&project("decided"), None), None);
    }

    #[test]
    fn a_decision_that_came_before_anybody_was_asked_has_no_days() {
        assert_eq!(count_days(&project("decided"), Some(0)), None);
    }
}
