//! Why a request is refused, and how that is said.
//!
//! Wherever something goes wrong a [`Refusal`] is returned. It travels as an extension of an empty response, and
//! [`explain`], which lies around everything else, writes it out in the reader's language: as problem details, or
//! as a page where a person came by a link.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use samskab_protocol::problem::{FieldError, FieldFault, MEDIA_TYPE, Problem, TYPE_PREFIX, code};
use samskab_protocol::service::WELL_KNOWN;
use samskab_protocol::validation::NO_ADDRESS;

use crate::app::BASE_PATH;
use crate::faults::Fault;
use crate::language::Language;
use crate::routes::pages;
use crate::store;

mod words;

/// What stands in the detail of a field that holds a character which not every database can keep.
pub const NUL: &str = "U+0000";

/// Why a request is refused.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// It cannot be understood, for the reason given.
    InvalidRequest(Misunderstanding),
    /// The cursor belongs to another list, or to nothing.
    CursorMismatch,
    /// What follows the cursor is no longer there.
    CursorExpired,
    /// The secret or token is missing or wrong.
    Unauthorized,
    /// Whoever asks may not do this.
    NotAllowed,
    /// Whoever has decided does not decide the appeal against it.
    OwnDecision,
    /// A guest cannot write in this role.
    RoleNotAllowed,
    /// Replies below this depth are not taken.
    TooDeep,
    /// The debate takes no new comments.
    Locked,
    /// What stands there does not allow it, for the reason given.
    Conflict(Conflict),
    /// The time in which it could be edited is over, or somebody has already acted on it.
    EditWindowOver,
    /// There is nothing to react to any more.
    ReactionClosed,
    /// It is over, has not begun, or takes something else now.
    Closed,
    /// There is no such thing.
    NotFound,
    /// Not by this verb.
    MethodNotAllowed,
    /// It has changed since it was read.
    ChangedMeanwhile {
        /// Its entity tag now.
        tag: String,
    },
    /// A change must say by `If-Match` which version it changes.
    PreconditionRequired,
    /// The body is too large.
    TooLarge,
    /// The body is not said to be JSON.
    UnsupportedMediaType,
    /// The body is no picture of the sort that it is said to be.
    NoPicture,
    /// These fields cannot stand.
    Validation(Vec<FieldError>),
    /// The idempotency key was used for another text, which is stored here.
    IdempotencyReused {
        /// What was stored, as `<type>:<id>`.
        stored: String,
        /// Its address.
        location: String,
    },
    /// Too much was written in too short a time.
    TooManyRequests {
        /// How long to wait.
        seconds: u64,
    },
    /// Something broke here.
    Internal,
    /// The database takes nothing in at present.
    ReadOnly,
    /// The database cannot be reached at present.
    Unavailable,
}

/// What could not be understood.
#[derive(Clone, Debug)]
pub enum Misunderstanding {
    /// There is no order of this name for this list.
    Order(String),
    /// `subject` is missing, or is not `<type>:<id>`.
    Subject,
    /// `project` is missing.
    Project,
    /// This parameter is no moment.
    Moment(&'static str),
    /// The body is not JSON of the expected form, as this message says.
    Body(String),
    /// `refs` names too many things, or something that is not `<type>:<id>`.
    Refs,
    /// The parameter of this name does not have its form.
    Parameter(&'static str),
    /// The idempotency key is empty, too long or not plain ASCII.
    IdempotencyKey,
}

/// What stands in the way.
#[derive(Clone, Copy, Debug)]
pub enum Conflict {
    /// It has not been answered yet.
    NotAnswered,
    /// It took nothing from anybody, or has been appealed already.
    NotAppealable,
    /// It has been decided already.
    AlreadyDecided,
    /// It is neither a project nor a story, or not everyone may read it.
    NotShareable,
}

impl Refusal {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Refusal::InvalidRequest(_) | Refusal::CursorMismatch => StatusCode::BAD_REQUEST,
            Refusal::CursorExpired => StatusCode::GONE,
            Refusal::Unauthorized => StatusCode::UNAUTHORIZED,
            Refusal::NotAllowed
            | Refusal::OwnDecision
            | Refusal::RoleNotAllowed
            | Refusal::TooDeep
            | Refusal::Locked
            | Refusal::EditWindowOver
            | Refusal::ReactionClosed => StatusCode::FORBIDDEN,
            Refusal::Closed => StatusCode::FORBIDDEN,
            Refusal::NotFound => StatusCode::NOT_FOUND,
            Refusal::Conflict(_) => StatusCode::CONFLICT,
            Refusal::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Refusal::ChangedMeanwhile { .. } => StatusCode::PRECONDITION_FAILED,
            Refusal::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::UnsupportedMediaType | Refusal::NoPicture => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Refusal::Validation(_) | Refusal::IdempotencyReused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::TooManyRequests { .. } => StatusCode::TOO_MANY_REQUESTS,
            Refusal::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Refusal::ReadOnly | Refusal::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Refusal::InvalidRequest(_) => code::INVALID_REQUEST,
            Refusal::CursorMismatch => code::CURSOR_MISMATCH,
            Refusal::CursorExpired => code::CURSOR_EXPIRED,
            Refusal::Unauthorized => code::UNAUTHORIZED,
            Refusal::NotAllowed | Refusal::OwnDecision => code::NOT_ALLOWED,
            Refusal::RoleNotAllowed => code::ROLE_NOT_ALLOWED,
            Refusal::TooDeep => code::TOO_DEEP,
            Refusal::Locked => code::LOCKED,
            Refusal::Conflict(_) => code::CONFLICT,
            Refusal::EditWindowOver => code::EDIT_WINDOW_OVER,
            Refusal::ReactionClosed => code::REACTION_CLOSED,
            Refusal::TooManyRequests { .. } => code::TOO_MANY_REQUESTS,
            Refusal::ChangedMeanwhile { .. } => code::CHANGED_MEANWHILE,
            Refusal::PreconditionRequired => code::PRECONDITION_REQUIRED,
            Refusal::Closed => code::CLOSED,
            Refusal::NotFound => code::NOT_FOUND,
            Refusal::MethodNotAllowed => code::METHOD_NOT_ALLOWED,
            Refusal::TooLarge => code::TOO_LARGE,
            Refusal::UnsupportedMediaType | Refusal::NoPicture => code::UNSUPPORTED_MEDIA_TYPE,
            Refusal::Validation(_) => code::VALIDATION,
            Refusal::IdempotencyReused { .. } => code::IDEMPOTENCY_REUSED,
            Refusal::Internal => code::INTERNAL,
            Refusal::ReadOnly => code::TEMPORARILY_READ_ONLY,
            Refusal::Unavailable => code::TEMPORARILY_UNAVAILABLE,
        }
    }

    /// The problem details in a language.
    pub fn to_problem(&self, language: Language) -> Problem {
        let errors = match self {
            Refusal::Validation(errors) => errors.iter().map(|error| put_in_words(error, language)).collect(),
            _ => Vec::new(),
        };
        let stored = match self {
            Refusal::IdempotencyReused { stored, .. } => Some(stored.clone()),
            _ => None,
        };
        Problem {
            stored,
            type_uri: match self {
                Refusal::NotFound if Fault::ProblemWithoutType.is_on() => String::new(),
                _ => format!("{TYPE_PREFIX}{}", self.code()),
            },
            title: words::title(self, language).to_owned(),
            status: self.status().as_u16(),
            detail: Some(words::detail(self, language)),
            errors,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        match &self {
            Refusal::Unauthorized => {
                response.headers_mut().insert(
                    header::WWW_AUTHENTICATE,
                    HeaderValue::from_static("Guest, Bearer"),
                );
            }
            Refusal::ReadOnly | Refusal::Unavailable => {
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
            }
            Refusal::TooManyRequests { seconds } => {
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
            }
            Refusal::ChangedMeanwhile { tag } => {
                if let Ok(tag) = HeaderValue::from_str(tag) {
                    response.headers_mut().insert(header::ETAG, tag);
                }
            }
            Refusal::IdempotencyReused { location, .. } => {
                if let Ok(location) = HeaderValue::from_str(location) {
                    response.headers_mut().insert(header::LOCATION, location);
                }
            }
            _ => {}
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<store::Error> for Refusal {
    fn from(error: store::Error) -> Self {
        eprintln!("samskab-backend: {error}");
        if error.is_about_writing() {
            Refusal::ReadOnly
        } else if error.is_about_reaching() {
            Refusal::Unavailable
        } else {
            Refusal::Internal
        }
    }
}

/// Writes out what was refused, in the reader's language.
pub async fn explain(request: Request, next: Next) -> Response {
    let language = Language::of(request.headers());
    let path = request.uri().path();
    let as_page = prefers_page(path, request.headers());
    let up = way_up(path);
    let response = next.run(request).await;
    let Some(refusal) = response.extensions().get::<Refusal>().cloned() else {
        return response;
    };
    let (mut parts, _) = response.into_parts();
    let problem = refusal.to_problem(language);
    let (body, kind) = if as_page {
        (pages::write_problem(&problem, language, &up), pages::MEDIA_TYPE)
    } else {
        (serde_json::to_string(&problem).unwrap_or_default(), MEDIA_TYPE)
    };
    if as_page {
        pages::protect(&mut parts.headers);
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    parts
        .headers
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    parts
        .headers
        .insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    parts
        .headers
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(parts, body.into())
}

/// What a request for something unknown gets.
pub async fn refuse_unknown_path() -> Refusal {
    Refusal::NotFound
}

/// What a request by an unknown verb gets.
pub async fn refuse_method() -> Refusal {
    Refusal::MethodNotAllowed
}

/// What a request gets during which the backend panicked.
pub fn refuse_after_panic(_: Box<dyn std::any::Any + Send>) -> Response {
    Refusal::Internal.into_response()
}

/// Browsers name `text/html` when a person follows a link; programs do not. Below the base only programs are meant.
fn prefers_page(path: &str, headers: &HeaderMap) -> bool {
    if path.starts_with(BASE_PATH) || path == WELL_KNOWN {
        return false;
    }
    headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// The way from a page to the first one, which need not lie at the root.
fn way_up(path: &str) -> String {
    match path.matches('/').count() {
        0 | 1 => ".".to_owned(),
        folders => vec![".."; folders - 1].join("/"),
    }
}

fn put_in_words(error: &FieldError, language: Language) -> FieldError {
    let detail = match error.fault {
        FieldFault::Empty => language
            .choose("må ikke være tomt", "must not be empty")
            .to_owned(),
        FieldFault::TooLong => {
            let limit = error.limit.unwrap_or_default();
            match language {
                Language::Danish => format!("må højst være på {limit} tegn"),
                Language::English => format!("must have at most {limit} characters"),
            }
        }
        FieldFault::Unknown => language.choose("findes ikke", "does not exist").to_owned(),
        FieldFault::TooMany => {
            let limit = error.limit.unwrap_or_default();
            match language {
                Language::Danish => format!("må højst have {limit} punkter"),
                Language::English => format!("must have at most {limit} items"),
            }
        }
        FieldFault::NotAllowed => language
            .choose("hører ikke til her", "does not belong here")
            .to_owned(),
        FieldFault::Invalid if error.detail == NUL => language
            .choose(
                "må ikke indeholde tegnet U+0000",
                "must not hold the character U+0000",
            )
            .to_owned(),
        FieldFault::Invalid if error.detail == NO_ADDRESS => {
            language.choose("er ikke en e-mailadresse", NO_ADDRESS).to_owned()
        }
        FieldFault::Invalid => error.detail.clone(),
    };
    FieldError {
        detail,
        ..error.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_speaks_the_language_that_it_is_asked_for() {
        let refusal = Refusal::Validation(vec![FieldError {
            pointer: "/title".into(),
            fault: FieldFault::TooLong,
            limit: Some(150),
            detail: String::new(),
        }]);
        let danish = refusal.to_problem(Language::Danish);
        let english = refusal.to_problem(Language::English);
        assert_eq!(danish.errors[0].detail, "må højst være på 150 tegn");
        assert_eq!(english.errors[0].detail, "must have at most 150 characters");
        assert_eq!(danish.code(), code::VALIDATION);
        assert_ne!(danish.title, english.title);
    }
}
