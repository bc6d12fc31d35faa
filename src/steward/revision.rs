//! What a form changes in a document: only what was written in it, so that what a colleague has changed beside it stays.

use samskab_protocol::problem::FieldError;
use serde_json::{Value, json};

use super::meanwhile::{Standing, follow};
use super::sheet::{Question, answer, no_number, put};
use crate::app::App;
use crate::drafts::writing::Writing;

/// A document as a form leaves it.
pub struct Revision {
    /// What is changed, as a merge patch (RFC 7396); all that was written, where the document is new.
    pub patch: Value,
    /// The whole of it afterwards.
    pub whole: Value,
    /// What is no answer to its question.
    pub errors: Vec<FieldError>,
}

impl Revision {
    /// Changes something of it.
    pub fn put(&mut self, pointer: &str, value: Value) {
        put(&mut self.whole, pointer, value.clone());
        put(&mut self.patch, pointer, value);
    }
}

/// Reads what was written as answers; `before` is missing where the document is new.
pub fn revise<'a>(
    app: App,
    writing: Writing,
    questions: impl Iterator<Item = &'a Question>,
    before: Option<&Value>,
    standing: &[Standing],
) -> Revision {
    follow(writing, standing);
    let mut revision = Revision {
        patch: json!({}),
        whole: before.cloned().unwrap_or_else(|| json!({})),
        errors: Vec::new(),
    };
    for asked in questions {
        if let Some(error) = no_number(app, writing, asked) {
            revision.errors.push(error);
            continue;
        }
        // What is as it was read stays out of it: somebody else may have changed it meanwhile.
        if before.is_none() || is_rewritten(writing, standing, asked.pointer) {
            revision.put(asked.pointer, answer(app, writing, asked));
        }
    }
    revision
}

/// Whether something else is written in a field than what stands there.
pub fn is_rewritten(writing: Writing, standing: &[Standing], pointer: &str) -> bool {
    let stands = standing.iter().find(|one| one.pointer == pointer);
    writing.field(pointer).trim() != stands.map_or("", |one| one.text.trim())
}
