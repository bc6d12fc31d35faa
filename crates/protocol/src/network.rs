//! What the municipalities on one backend share with each other (S3.4): pointers, never the debate itself, which stays
//! where it belongs.

use serde::Serialize;

use crate::identifier::Timestamp;
use crate::text::Link;
use crate::{wire, words};

/// What is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharedType {
    /// A project.
    Project,
    /// A story of what was tried.
    Story,
    /// Something that this version does not know.
    Other,
}

words!(SharedType { Project = "project", Story = "story" } else Other);

/// A project or a story of another municipality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// What it is.
    #[serde(rename = "type")]
    pub of: SharedType,
    /// Its title, as it is now.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// When it was shared.
    pub at: Timestamp,
    /// Its page at the municipality whose it is; no two that are shared have the same.
    pub url: String,
    /// That municipality: its name, and where it is found.
    pub origin: Link,
}

wire!(Shared {
    of = "type",
    title,
    summary,
    at,
    url,
    origin
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_reads_as_it_is_written() {
        let text = r#"{"type":"story","title":"t","summary":"s","at":"2026-01-01T00:00:00Z","url":"https://b.example/debate/1","origin":{"url":"https://b.example/","title":"B"}}"#;
        let shared: Shared = serde_json::from_str(text).unwrap();
        assert_eq!(
            (shared.of, shared.origin.title.as_str()),
            (SharedType::Story, "B")
        );
        assert_eq!(serde_json::to_string(&shared).unwrap(), text);
    }
}
