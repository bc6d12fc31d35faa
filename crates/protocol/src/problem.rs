//! What went wrong, as problem details (RFC 9457, `application/problem+json`).

use crate::{wire, words};
use serde::Serialize;

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// The registered problems. The `type` member is `urn:samskab:problem:` and the code; a type that a reader does
/// not know is treated by its status alone.
pub mod code {
    /// 400: the request cannot be understood.
    pub const INVALID_REQUEST: &str = "invalid-request";
    /// 400: the cursor belongs to another list, or to nothing.
    pub const CURSOR_MISMATCH: &str = "cursor-mismatch";
    /// 410: what follows the cursor is no longer there; what it led to has to be asked for anew.
    pub const CURSOR_EXPIRED: &str = "cursor-expired";
    /// 401: the secret or token is missing or wrong.
    pub const UNAUTHORIZED: &str = "unauthorized";
    /// 403: whoever asks may not do this.
    pub const NOT_ALLOWED: &str = "not-allowed";
    /// 403: a guest cannot write in this role.
    pub const ROLE_NOT_ALLOWED: &str = "role-not-allowed";
    /// 403: replies below this depth are not taken.
    pub const TOO_DEEP: &str = "too-deep";
    /// 403: the debate takes no new comments.
    pub const LOCKED: &str = "locked";
    /// 403: the time for editing is over, or somebody has already acted on it.
    pub const EDIT_WINDOW_OVER: &str = "edit-window-over";
    /// 403: there is nothing to react to any more.
    pub const REACTION_CLOSED: &str = "reaction-closed";
    /// 403: it is over, has not begun, or takes something else now.
    pub const CLOSED: &str = "closed";
    /// 404: there is no such thing.
    pub const NOT_FOUND: &str = "not-found";
    /// 405: not by this verb.
    pub const METHOD_NOT_ALLOWED: &str = "method-not-allowed";
    /// 409: what stands there does not allow it; `detail` says why.
    pub const CONFLICT: &str = "conflict";
    /// 409: the same request is being worked on right now.
    pub const IDEMPOTENCY_IN_FLIGHT: &str = "idempotency-in-flight";
    /// 412: it has changed since it was read; the `ETag` header says what it is now.
    pub const CHANGED_MEANWHILE: &str = "changed-meanwhile";
    /// 428: a change must say by `If-Match` which version it changes.
    pub const PRECONDITION_REQUIRED: &str = "precondition-required";
    /// 413: the body is too large.
    pub const TOO_LARGE: &str = "too-large";
    /// 415: the body is not JSON.
    pub const UNSUPPORTED_MEDIA_TYPE: &str = "unsupported-media-type";
    /// 422: fields are missing or too long; `errors` says which.
    pub const VALIDATION: &str = "validation";
    /// 422: the key was used for another text; the `Location` header leads to what was stored then.
    pub const IDEMPOTENCY_REUSED: &str = "idempotency-reused";
    /// 429: too much was written in too short a time; the `Retry-After` header says when it goes on.
    pub const TOO_MANY_REQUESTS: &str = "too-many-requests";
    /// 500: the backend failed.
    pub const INTERNAL: &str = "internal";
    /// 503: reading goes on, writing does not.
    pub const TEMPORARILY_READ_ONLY: &str = "temporarily-read-only";
    /// 503: neither reading nor writing goes on.
    pub const TEMPORARILY_UNAVAILABLE: &str = "temporarily-unavailable";
}

/// What all problem types begin with.
pub const TYPE_PREFIX: &str = "urn:samskab:problem:";

/// What is wrong with one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFault {
    /// Nothing but space.
    Empty,
    /// More characters than the limit.
    TooLong,
    /// It points at nothing.
    Unknown,
    /// More items than the limit.
    TooMany,
    /// It does not belong here.
    NotAllowed,
    /// Not acceptable for another reason; `detail` says which.
    Invalid,
}

words!(FieldFault { Empty = "empty", TooLong = "too_long", Unknown = "unknown", TooMany = "too_many", NotAllowed = "not_allowed", Invalid = "invalid" } else Invalid);

/// One field of the request that cannot stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// JSON Pointer (RFC 6901) into the request body, for example `/author/name`.
    pub pointer: String,
    /// What is wrong with it.
    pub fault: FieldFault,
    /// The limit in characters or items that was passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// The same in words.
    pub detail: String,
}

wire!(FieldError {
    pointer,
    fault,
    limit,
    detail
});

/// Why a request failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// `urn:samskab:problem:<code>`.
    #[serde(rename = "type")]
    pub type_uri: String,
    /// What happened, in a few words, always the same for a type.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time and what can be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The fields that cannot stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// For `idempotency-reused`: what was stored under the key, as `<type>:<id>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored: Option<String>,
}

wire!(default Problem { type_uri = "type", title, status, detail, errors, stored });

impl Problem {
    /// The registered code, or an empty text for a type from elsewhere.
    pub fn code(&self) -> &str {
        self.type_uri.strip_prefix(TYPE_PREFIX).unwrap_or("")
    }
}
