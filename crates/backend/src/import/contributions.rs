//! Rows that are contributions.

use jiff::tz::TimeZone;
use samskab_protocol::contribution::{
    Contribution, ContributionState, Counts, Kind, Place, ProjectLink, ReactionCounts, Status, StatusCategory,
};
use samskab_protocol::identifier::{Precision, Ref};
use samskab_protocol::later::Later;
use samskab_protocol::text::Link;
use samskab_protocol::trail::{Step, StepKind};

use super::mapping::{File, Mapping};
use super::report::Report;
use super::rows::Row;
use crate::store::changes::Change;
use crate::store::{self, Writing};
use crate::{clock, summary};

/// Stores the rows that are not there yet.
pub async fn store_all(
    writing: &mut Writing,
    mapping: &Mapping,
    file: &File,
    zone: &TimeZone,
    rows: &[Row],
    report: &mut Report,
) -> store::Result<()> {
    for row in rows {
        let (contribution, created_at) = match compose(mapping, file, zone, row) {
            Ok(composed) => composed,
            Err(reason) => {
                report.refuse(row.line, reason);
                continue;
            }
        };
        if let Some(project) = &contribution.project
            && writing.read_project(&project.id).await?.is_none()
        {
            report.refuse(row.line, format!("there is no project “{}”", project.id));
            continue;
        }
        if !report.is_first(&contribution.id) {
            report.refuse(
                row.line,
                format!("{} stands on an earlier line too", contribution.id),
            );
        } else if writing.has_contribution(&contribution.id).await? {
            report.already_there += 1;
        } else if writing.insert_contribution(&contribution, created_at).await? {
            writing
                .note_change(Change::Created, &Ref::contribution(&contribution.id))
                .await?;
            report.imported += 1;
        } else {
            let reference = contribution.reference.unwrap_or_default();
            report.refuse(
                row.line,
                format!("the reference “{reference}” belongs to another contribution"),
            );
        }
    }
    Ok(())
}

fn compose(
    mapping: &Mapping,
    file: &File,
    zone: &TimeZone,
    row: &Row,
) -> Result<(Contribution, i64), String> {
    let created_at = row.created_at(&file.date_format, zone)?;
    let (problem, body) = (row.words_of("problem"), row.words_of("body"));
    let beginning = body
        .as_ref()
        .or(problem.as_ref())
        .map_or("", |text| text.value.as_str());
    let contribution = Contribution {
        id: row.id("id", &mapping.prefix)?,
        kind: row.word("kind", read_kind)?,
        title: row.needed("title")?.to_owned(),
        summary: summary::summarize(beginning),
        problem,
        body,
        dilemma: None,
        barrier: None,
        story: None,
        affected: Vec::new(),
        attachments: Later::default(),
        author: row.author()?,
        created_at: clock::to_wire(created_at),
        precision: Precision::Second,
        updated_at: None,
        edited_at: None,
        status: Status {
            category: row.word("status", read_status)?,
            label: row.text("status_label").map(str::to_owned),
        },
        trail: vec![Step {
            at: Some(clock::to_wire(created_at)),
            ..Step::new(StepKind::Received)
        }],
        answer_due: None,
        author_verdict: None,
        project: row.text("project").map(|id| ProjectLink {
            id: id.to_owned(),
            title: String::new(),
        }),
        topics: row.text("topics").map(split_topics).unwrap_or_default(),
        areas: Vec::new(),
        place: row.text("place").map(Place::named),
        counts: Counts {
            comments: None,
            by_reaction: ReactionCounts {
                support: row.number("support")?,
                ..ReactionCounts::default()
            },
        },
        state: ContributionState::Published,
        removed_by: None,
        locked: false,
        based_on: Vec::new(),
        built_on_by: Vec::new(),
        merged_into: None,
        merged_from: Vec::new(),
        stopped_by: Vec::new(),
        official: false,
        reference: row.text("reference").map(str::to_owned),
        source: row.text("source_url").map(|url| Link {
            url: url.to_owned(),
            title: mapping.source.clone(),
        }),
        shared_at: None,
        url: None,
    };
    Ok((contribution, created_at))
}

fn split_topics(text: &str) -> Vec<String> {
    let topics = text
        .split([';', ','])
        .map(str::trim)
        .filter(|topic| !topic.is_empty());
    topics.map(str::to_owned).collect()
}

fn read_kind(word: &str) -> Option<Kind> {
    Some(Kind::parse(word)).filter(|kind| *kind != Kind::Other)
}

fn read_status(word: &str) -> Option<StatusCategory> {
    Some(StatusCategory::parse(word)).filter(|category| category.as_str() == word)
}
