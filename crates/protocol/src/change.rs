//! What has changed since one last looked: pointers, never content.

use serde::Serialize;

use crate::identifier::Timestamp;
use crate::wire;

/// One change. What is pending or hidden is never told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Where to go on from: what follows this change is what comes after it.
    pub cursor: String,
    /// What happened to what: `<type>.created`, `<type>.updated` or `<type>.removed`.
    #[serde(rename = "type")]
    pub of: String,
    /// What has changed, as `<type>:<id>`.
    #[serde(rename = "ref")]
    pub what: String,
    /// What that is about, where it is about something else: the contribution below which a comment stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// When.
    pub at: Timestamp,
}

wire!(Change { cursor, of = "type", what = "ref", subject, at });
