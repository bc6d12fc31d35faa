//! What contributions have to do with each other, seen from both ends: what builds on what (C3), what stops what
//! (S3.3), and what has gone into what.

use samskab_protocol::contribution::{Contribution, ContributionLink};
use sqlx::FromRow;

use super::{Result, Statement, Store, Writing, sql};
use crate::veil::veil_link;

/// How the source of a link stands to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// It builds on it.
    BasedOn,
    /// It is a barrier that stops it.
    Stops,
    /// It has gone into it.
    MergedInto,
}

impl LinkKind {
    fn as_str(self) -> &'static str {
        match self {
            LinkKind::BasedOn => "based_on",
            LinkKind::Stops => "stops",
            LinkKind::MergedInto => "merged_into",
        }
    }
}

#[derive(FromRow)]
struct Linked {
    kind: String,
    reason: Option<String>,
    document: String,
}

impl Store {
    /// Adds to a contribution all that it is linked with, the oldest link first.
    pub async fn add_links(&self, contribution: &mut Contribution) -> Result<()> {
        let outgoing = self.all(find_targets(&contribution.id)).await?;
        for linked in outgoing {
            let (kind, link) = decode(linked)?;
            match kind.as_str() {
                "based_on" => contribution.based_on.push(link),
                "merged_into" => contribution.merged_into = Some(link),
                _ => {
                    if let Some(barrier) = &mut contribution.barrier {
                        barrier.stops.push(link);
                    }
                }
            }
        }
        let incoming = self.all(find_sources(&contribution.id)).await?;
        for linked in incoming {
            let (kind, link) = decode(linked)?;
            match kind.as_str() {
                "based_on" => contribution.built_on_by.push(link),
                "merged_into" => contribution.merged_from.push(link),
                _ => contribution.stopped_by.push(link),
            }
        }
        Ok(())
    }
}

impl Writing {
    /// Links one contribution to another; twice is once.
    pub async fn insert_link(&mut self, source: &str, kind: LinkKind, to: &ContributionLink) -> Result<()> {
        let reason = to.reason.as_ref().map(serde_json::to_string).transpose()?;
        let insert = sql(
            "INSERT INTO links (source, kind, target, reason) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING",
        )
        .bind(source)
        .bind(kind.as_str())
        .bind(&to.id)
        .bind(reason);
        self.run(insert).await?;
        Ok(())
    }

    /// Keeps the links that a contribution comes with beside it.
    pub(super) async fn insert_links(&mut self, new: &Contribution) -> Result<()> {
        for to in &new.based_on {
            self.insert_link(&new.id, LinkKind::BasedOn, to).await?;
        }
        for to in new.barrier.iter().flat_map(|barrier| &barrier.stops) {
            self.insert_link(&new.id, LinkKind::Stops, to).await?;
        }
        if let Some(to) = &new.merged_into {
            self.insert_link(&new.id, LinkKind::MergedInto, to).await?;
        }
        Ok(())
    }
}

/// The same contribution without its links, which are kept beside it.
pub(super) fn without_links(contribution: &Contribution) -> Contribution {
    let mut bare = Contribution {
        based_on: Vec::new(),
        built_on_by: Vec::new(),
        merged_into: None,
        merged_from: Vec::new(),
        stopped_by: Vec::new(),
        ..contribution.clone()
    };
    if let Some(barrier) = &mut bare.barrier {
        barrier.stops.clear();
    }
    bare
}

/// What nobody but its author may know of is linked for nobody.
fn find_targets(id: &str) -> Statement {
    sql(
        "SELECT links.kind, links.reason, contributions.document FROM links \
         JOIN contributions ON contributions.id = links.target \
         WHERE links.source = $1 AND contributions.state NOT IN ('pending', 'refused') \
         ORDER BY contributions.created_at, contributions.id",
    )
    .bind(id)
}

fn find_sources(id: &str) -> Statement {
    sql(
        "SELECT links.kind, links.reason, contributions.document FROM links \
         JOIN contributions ON contributions.id = links.source \
         WHERE links.target = $1 AND contributions.state NOT IN ('pending', 'refused') \
         ORDER BY contributions.created_at, contributions.id",
    )
    .bind(id)
}

fn decode(linked: Linked) -> Result<(String, ContributionLink)> {
    let contribution: Contribution = serde_json::from_str(&linked.document)?;
    let reason = linked.reason.as_deref().map(serde_json::from_str).transpose()?;
    let link = ContributionLink {
        id: contribution.id,
        kind: contribution.kind,
        title: contribution.title,
        author: contribution.author,
        reason,
    };
    Ok((linked.kind, veil_link(link, contribution.state)))
}
