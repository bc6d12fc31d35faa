//! What residents send. It is stored together with the answer to it, in one piece, and only once.

use samskab_protocol::author::Role;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::problem::{FieldError, FieldFault};
use samskab_protocol::text::Format;

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

/// Refuses the roles that a guest cannot claim; adds to `errors` one that there is not.
pub fn check_role(pointer: &str, role: Role, errors: &mut Vec<FieldError>) -> Result<(), Refusal> {
    match role {
        Role::Politician | Role::Staff => return Err(Refusal::RoleNotAllowed),
        Role::Other => errors.push(unknown(pointer)),
        Role::Citizen | Role::Business | Role::Association => {}
    }
    Ok(())
}

/// Adds to `errors` what is no language tag.
pub fn check_language(tag: Option<&str>, errors: &mut Vec<FieldError>) {
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

/// Adds to `errors` a way of reading that there is not.
pub fn check_format(format: Format, errors: &mut Vec<FieldError>) {
    if format == Format::Other {
        errors.push(unknown("/format"));
    }
}

/// A field that points at nothing.
pub fn unknown(pointer: &str) -> FieldError {
    FieldError {
        pointer: pointer.into(),
        fault: FieldFault::Unknown,
        limit: None,
        detail: String::new(),
    }
}

/// Refuses what has errors.
pub fn refuse(errors: Vec<FieldError>) -> Result<(), Refusal> {
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Validation(errors))
    }
}
