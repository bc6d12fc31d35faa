//! Rows that are comments. They may come in any order, and may answer what never arrived.
//!
//! For each comment that is answered and is not there a placeholder is made, at the top of its debate, so that the
//! answers to it stay together. If a later export holds it after all, it takes its placeholder's place.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::tz::TimeZone;
use samskab_protocol::comment::{Comment, CommentCounts, CommentState};
use samskab_protocol::contribution::ReactionCounts;
use samskab_protocol::identifier::{Precision, Ref};

use super::mapping::{File, Mapping};
use super::report::Report;
use super::rows::Row;
use crate::clock;
use crate::routes::create::comment_ref;
use crate::store::changes::Change;
use crate::store::{self, Writing};

struct Read {
    line: u64,
    created_at: i64,
    comment: Comment,
}

/// Stores the rows that are not there yet, and placeholders for what they answer in vain.
pub async fn store_all(
    writing: &mut Writing,
    mapping: &Mapping,
    file: &File,
    zone: &TimeZone,
    rows: &[Row],
    report: &mut Report,
) -> store::Result<()> {
    let mut comments = Vec::new();
    for row in rows {
        match compose(mapping, file, zone, row) {
            Ok(read) if !report.is_first(&read.comment.id) => {
                report.refuse(
                    row.line,
                    format!("{} stands on an earlier line too", read.comment.id),
                );
            }
            Ok(read) => comments.push(read),
            Err(reason) => report.refuse(row.line, reason),
        }
    }
    let comments = refuse_homeless(writing, comments, report).await?;
    let comments = refuse_circles(comments, report);
    let comments = refuse_strays(writing, comments, report).await?;

    let mut touched = HashSet::new();
    for read in &comments {
        let is_new = writing.insert_comment(&read.comment, read.created_at).await?
            || writing.fill_placeholder(&read.comment, read.created_at).await?;
        if is_new {
            report.imported += 1;
            writing
                .note_change(Change::Created, &comment_ref(&read.comment.id))
                .await?;
            touched.insert(read.comment.subject.clone());
        } else {
            report.already_there += 1;
        }
    }
    for (placeholder, created_at) in make_placeholders(&comments) {
        if writing.insert_comment(&placeholder, created_at).await? {
            report.placeholders += 1;
            touched.insert(placeholder.subject);
        }
    }
    for subject in touched.iter().filter_map(|subject| Ref::parse(subject)) {
        writing.recount(&subject).await?;
    }
    Ok(())
}

fn compose(mapping: &Mapping, file: &File, zone: &TimeZone, row: &Row) -> Result<Read, String> {
    let created_at = row.created_at(&file.date_format, zone)?;
    row.needed("body")?;
    let parent = row.text("parent").map(|_| row.id("parent", &mapping.prefix));
    let comment = Comment {
        id: row.id("id", &mapping.prefix)?,
        subject: row.needed("subject")?.to_owned(),
        parent: parent.transpose()?,
        parent_author: None,
        depth: 0,
        body: row.words_of("body"),
        author: row.author()?,
        alignment: None,
        side: None,
        official: false,
        created_at: clock::to_wire(created_at),
        precision: Precision::Second,
        edited_at: None,
        state: CommentState::Published,
        removed_by: None,
        counts: CommentCounts {
            by_reaction: ReactionCounts {
                agree: row.number("agree")?,
                ..ReactionCounts::default()
            },
            ..CommentCounts::default()
        },
        replies: None,
    };
    Ok(Read {
        line: row.line,
        created_at,
        comment,
    })
}

/// A comment needs something that it is about.
async fn refuse_homeless(
    writing: &mut Writing,
    all: Vec<Read>,
    report: &mut Report,
) -> store::Result<Vec<Read>> {
    let mut known: HashMap<String, bool> = HashMap::new();
    let mut kept = Vec::new();
    for read in all {
        let subject = &read.comment.subject;
        let is_there = match (known.get(subject), Ref::parse(subject)) {
            (Some(is_there), _) => *is_there,
            (None, Some(subject)) => writing.is_open(&subject).await?,
            (None, None) => false,
        };
        known.insert(subject.clone(), is_there);
        if is_there {
            kept.push(read);
        } else {
            report.refuse(
                read.line,
                format!("there is no “{subject}” that it could be about"),
            );
        }
    }
    Ok(kept)
}

/// Comments that answer each other in a circle would hang from nothing.
fn refuse_circles(all: Vec<Read>, report: &mut Report) -> Vec<Read> {
    let parents: HashMap<String, Option<String>> = all
        .iter()
        .map(|read| (read.comment.id.clone(), read.comment.parent.clone()))
        .collect();
    let is_in_circle = |id: &String| {
        let above = |id: &String| parents.get(id).cloned().flatten();
        let mut line = std::iter::successors(above(id), above).take(parents.len());
        line.any(|other| other == *id)
    };
    let (circles, kept): (Vec<Read>, Vec<Read>) =
        all.into_iter().partition(|read| is_in_circle(&read.comment.id));
    for read in circles {
        report.refuse(
            read.line,
            format!("{} answers itself in a circle", read.comment.id),
        );
    }
    kept
}

/// A reply belongs into the debate of what it answers.
async fn refuse_strays(
    writing: &mut Writing,
    all: Vec<Read>,
    report: &mut Report,
) -> store::Result<Vec<Read>> {
    let mut subjects: HashMap<String, String> = all
        .iter()
        .map(|read| (read.comment.id.clone(), read.comment.subject.clone()))
        .collect();
    let mut kept = Vec::new();
    for read in all {
        let Some(parent) = read.comment.parent.clone() else {
            kept.push(read);
            continue;
        };
        if !subjects.contains_key(&parent)
            && let Some(subject) = writing.read_subject(&parent).await?
        {
            subjects.insert(parent.clone(), subject);
        }
        // The first one that answers what is not there says where its placeholder belongs.
        let subject = subjects
            .entry(parent.clone())
            .or_insert_with(|| read.comment.subject.clone());
        if *subject == read.comment.subject {
            kept.push(read);
        } else {
            report.refuse(read.line, format!("answers {parent}, which is about {subject}"));
        }
    }
    Ok(kept)
}

/// A placeholder stands at the moment of the first answer to it.
fn make_placeholders(comments: &[Read]) -> Vec<(Comment, i64)> {
    let here: HashSet<&str> = comments.iter().map(|read| read.comment.id.as_str()).collect();
    let mut missing: BTreeMap<&str, &Read> = BTreeMap::new();
    for read in comments {
        let Some(parent) = read
            .comment
            .parent
            .as_deref()
            .filter(|parent| !here.contains(parent))
        else {
            continue;
        };
        let first = missing.entry(parent).or_insert(read);
        if read.created_at < first.created_at {
            *first = read;
        }
    }
    let make = |(id, first): (&str, &Read)| {
        let placeholder = Comment {
            id: id.to_owned(),
            parent: None,
            body: None,
            author: None,
            state: CommentState::Missing,
            removed_by: None,
            counts: CommentCounts::default(),
            ..first.comment.clone()
        };
        (placeholder, first.created_at)
    };
    missing.into_iter().map(make).collect()
}
