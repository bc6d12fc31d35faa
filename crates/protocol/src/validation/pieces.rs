//! What a project and what hangs on it are made of: texts, links, lists, and ids that tell items apart.

use super::{fail, link, text};
use crate::limits::Limits;
use crate::problem::{FieldError, FieldFault};
use crate::text::{Link, Text};

/// Items of a list in a project: stakeholders, phases, points of a summary.
pub const MANY: usize = 100;

/// A text that may be missing.
pub fn words_of(pointer: &str, words: Option<&Text>, limits: &Limits, errors: &mut Vec<FieldError>) {
    if let Some(words) = words {
        text(pointer, &words.value, limits.body_max, errors);
    }
}

/// A list of short texts.
pub fn texts(pointer: &str, values: &[String], max: u32, errors: &mut Vec<FieldError>) {
    count(pointer, values.len(), errors);
    for (at, value) in values.iter().take(MANY).enumerate() {
        text(&format!("{pointer}/{at}"), value, max, errors);
    }
}

/// A link that may be missing.
pub fn one_link(pointer: &str, to: Option<&Link>, limits: &Limits, errors: &mut Vec<FieldError>) {
    if let Some(to) = to {
        link(pointer, to, limits, errors);
    }
}

/// A list of links.
pub fn links(pointer: &str, all: &[Link], limits: &Limits, errors: &mut Vec<FieldError>) {
    count(pointer, all.len(), errors);
    for (at, one) in all.iter().take(MANY).enumerate() {
        link(&format!("{pointer}/{at}"), one, limits, errors);
    }
}

/// How many items a list may have.
pub fn count(pointer: &str, items: usize, errors: &mut Vec<FieldError>) {
    if items > MANY {
        errors.push(FieldError {
            limit: u32::try_from(MANY).ok(),
            ..fail(pointer, FieldFault::TooMany, "has more items than the limit")
        });
    }
}

/// A word that this version knows.
pub fn known(pointer: &str, is_known: bool, errors: &mut Vec<FieldError>) {
    if !is_known {
        errors.push(fail(pointer, FieldFault::Unknown, "does not exist"));
    }
}

/// What hangs on one of several is found by its id: each has one of its own.
pub fn told_apart<'a>(
    list: &str,
    at: usize,
    id: &str,
    mut earlier: impl Iterator<Item = &'a String>,
    limits: &Limits,
    errors: &mut Vec<FieldError>,
) {
    let pointer = format!("{list}/{at}/id");
    text(&pointer, id, limits.name_max, errors);
    if earlier.any(|other| other == id) {
        errors.push(fail(&pointer, FieldFault::NotAllowed, "comes twice"));
    }
}
