//! What residents send. It is stored together with the answer to it, in one piece, and only once.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use samskab_protocol::author::{Author, Role};
use samskab_protocol::create::Guest;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::problem::{FieldError, FieldFault};
use serde::Serialize;

use super::answer::JSON;
use crate::app::App;
use crate::problem::Refusal;

mod comment;
mod contribution;
mod kinds;

pub use comment::comment;
pub use contribution::contribution;

/// Longest language tag that is taken.
const LANGUAGE_MAX: usize = 35;

/// A pointer at a comment.
pub fn comment_ref(id: &str) -> Ref {
    Ref {
        of: RefType::Comment,
        id: id.to_owned(),
    }
}

/// What has begun to be written is written to its end, also when whoever sent it has lost the connection.
async fn carry_through(
    writing: impl Future<Output = Result<Response, Refusal>> + Send + 'static,
) -> Result<Response, Refusal> {
    tokio::spawn(writing).await.map_err(|_| Refusal::Internal)?
}

fn check_role(guest: &Guest, errors: &mut Vec<FieldError>) -> Result<(), Refusal> {
    match guest.role {
        Role::Politician | Role::Staff => return Err(Refusal::RoleNotAllowed),
        Role::Other => errors.push(unknown("/author/role")),
        Role::Citizen | Role::Business | Role::Association => {}
    }
    Ok(())
}

fn check_language(tag: Option<&str>, errors: &mut Vec<FieldError>) {
    let is_tag = |tag: &str| {
        (2..=LANGUAGE_MAX).contains(&tag.len())
            && tag
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if tag.is_some_and(|tag| !is_tag(tag)) {
        errors.push(unknown("/lang"));
    }
}

fn unknown(pointer: &str) -> FieldError {
    FieldError {
        pointer: pointer.into(),
        fault: FieldFault::Unknown,
        limit: None,
        detail: String::new(),
    }
}

fn refuse(errors: Vec<FieldError>) -> Result<(), Refusal> {
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Validation(errors))
    }
}

fn sign(guest: &Guest) -> Author {
    Author {
        name: guest.name.trim().to_owned(),
        role: guest.role,
        affiliation: None,
        verified: false,
    }
}

fn created<T: Serialize>(app: &App, stored: &Ref, answer: &T) -> Result<Response, Refusal> {
    let body = serde_json::to_vec(answer).map_err(|_| Refusal::Internal)?;
    let headers = [
        (header::CONTENT_TYPE, JSON.to_owned()),
        (header::LOCATION, app.location(stored)),
        // It holds a secret.
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((StatusCode::CREATED, headers, body).into_response())
}
