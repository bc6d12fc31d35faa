//! What councils and committees decided on projects: records that lie in the order in which they were taken.

use samskab_protocol::contribution::ProjectLink;
use samskab_protocol::decision::Decision;
use samskab_protocol::identifier::Ref;

use super::records::{Choice, Record};
use super::threads::Part;
use super::{Result, Store, Writing, sql};
use crate::clock;

/// The type of these records.
pub const DECISION: &str = "decision";

impl Store {
    /// The last decisions on a project, newest first.
    pub async fn read_decisions(&self, project: &ProjectLink, limit: u32) -> Result<Vec<Decision>> {
        let subject = Ref::project(&project.id).to_string();
        let choice = Choice {
            subject: Some(&subject),
            ..Choice::all(DECISION)
        };
        let part = Part {
            newest_first: true,
            after: None,
            limit,
        };
        let records = self.list_records(choice, part).await?;
        let read = |record: &Record| {
            Ok(Decision {
                project: Some(project.clone()),
                ..record.decode()?
            })
        };
        records.iter().map(read).collect()
    }

    /// The project that something is about, with enough to link to it.
    pub async fn read_project_link(&self, subject: &str) -> Result<Option<ProjectLink>> {
        let id = subject.strip_prefix("project:").unwrap_or_default();
        let found: Option<(String, String)> = self
            .one(sql("SELECT id, title FROM projects WHERE id = $1").bind(id))
            .await?;
        Ok(found.map(|(id, title)| ProjectLink { id, title }))
    }
}

impl Writing {
    /// Stores a decision on a project. `false` where its id is taken.
    pub async fn insert_decision(&mut self, new: &Decision, project: &str) -> Result<bool> {
        let kept = Decision {
            project: None,
            ..new.clone()
        };
        let now = clock::now();
        let taken_at = clock::from_wire(&new.decided_at).unwrap_or(now);
        let mut record =
            Record::new(DECISION, &new.id, "taken", taken_at, &kept)?.about(Ref::project(project));
        record.updated_at = now;
        self.insert_record(&record).await
    }
}
