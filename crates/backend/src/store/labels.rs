//! Topics and areas: the words by which contributions are sorted.

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
    /// The labels of all contributions that can be read, the most used first.
    pub async fn read_labels(&self, kind: LabelKind) -> Result<Vec<Label>> {
        let query = sql("SELECT min(labels.label), count(*) FROM labels \
             JOIN contributions ON contributions.id = labels.contribution \
             WHERE labels.kind = $1 AND contributions.state = 'published'");
        let query = query.bind(kind.as_str()).push(IN_EARNEST);
        let rows: Vec<(String, i64)> = self.all(query.push(" GROUP BY labels.folded")).await?;
        let mut labels: Vec<Label> = rows
            .into_iter()
            .map(|(label, count)| Label {
                label,
                contributions: u32::try_from(count).unwrap_or(u32::MAX),
            })
            .collect();
        labels.sort_by(|one, other| {
            let more = other.contributions.cmp(&one.contributions);
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

/// Lower case is made here and not by the engines, whose own differ.
pub(super) fn fold(label: &str) -> String {
    label.trim().to_lowercase()
}
