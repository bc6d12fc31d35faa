//! Topics and areas: the words by which contributions are sorted.

use std::collections::BTreeMap;

use samskab_protocol::contribution::Contribution;
use samskab_protocol::label::Label;

use super::choice::IN_EARNEST;
use super::{Result, Store, Writing, sql};

/// What a label says of a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// What it is about.
    Topic,
    /// Which part of the municipality it is about.
    Area,
}

impl LabelKind {
    /// The word by which it is kept.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            LabelKind::Topic => "topic",
            LabelKind::Area => "area",
        }
    }
}

impl Store {
    /// The labels of all contributions and projects in lists, the most used first.
    pub async fn read_labels(&self, kind: LabelKind) -> Result<Vec<Label>> {
        let query = sql("SELECT min(labels.label), count(*) FROM labels \
             JOIN contributions ON contributions.id = labels.contribution \
             WHERE labels.kind = $1 AND contributions.state = 'published'");
        let query = query.bind(kind.as_str()).push(IN_EARNEST);
        let rows: Vec<(String, i64)> = self.all(query.push(" GROUP BY labels.folded")).await?;
        let mut labels: BTreeMap<String, Label> = BTreeMap::new();
        for (label, count) in rows {
            let contributions = u32::try_from(count).unwrap_or(u32::MAX);
            labels.entry(fold(&label)).or_insert(of(label, contributions));
        }
        for project in self.read_projects().await?.iter() {
            let own = match kind {
                LabelKind::Topic => &project.topics,
                LabelKind::Area => &project.areas,
            };
            let listed = own.iter().filter(|_| !project.sandbox);
            for label in listed {
                let entry = labels.entry(fold(label));
                entry.or_insert_with(|| of(label.clone(), 0)).projects += 1;
            }
        }
        let mut labels: Vec<Label> = labels.into_values().collect();
        labels.sort_by(|one, other| {
            let uses = |label: &Label| (label.contributions, label.projects);
            let more = uses(other).cmp(&uses(one));
            more.then_with(|| one.label.cmp(&other.label))
        });
        Ok(labels)
    }
}

impl Writing {
    /// Keeps the labels that a contribution comes with beside it.
    pub(super) async fn insert_labels(&mut self, new: &Contribution) -> Result<()> {
        let topics = new.topics.iter().map(|label| (LabelKind::Topic, label));
        let areas = new.areas.iter().map(|label| (LabelKind::Area, label));
        for (kind, label) in topics.chain(areas) {
            let insert = sql(
                "INSERT INTO labels (contribution, kind, label, folded) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT DO NOTHING",
            )
            .bind(&new.id)
            .bind(kind.as_str())
            .bind(label)
            .bind(fold(label));
            self.run(insert).await?;
        }
        Ok(())
    }
}

fn of(label: String, contributions: u32) -> Label {
    Label {
        label,
        contributions,
        projects: 0,
    }
}

/// A label as it is compared. Lower case is made here and not by the engines, whose own differ.
pub fn fold(label: &str) -> String {
    label.trim().to_lowercase()
}
