//! What came of a form that did not get there, and which of its fields cannot stand.

use leptos::prelude::*;
use samskab_protocol::problem::{FieldError, FieldFault, code};
use samskab_protocol::validation;

use crate::app::App;
use crate::backend::failure::Failure;
use crate::parts::markup::{Content, all, classed, nothing, tag};
use crate::parts::saving::excuse;

/// Why it did not get there. The text is kept, whatever happened.
pub fn told(app: App, failure: &Failure) -> AnyView {
    let problem = failure.problem();
    let detail = problem.filter(|problem| problem.errors.is_empty());
    let detail = detail.and_then(|problem| problem.detail.as_deref());
    let words = match problem.map(|problem| problem.status) {
        _ if failure.has_arrived_before() => app.say("steward.err.before"),
        _ if failure.code() == code::CHANGED_MEANWHILE => app.say("steward.err.changed"),
        Some(401) => app.say("steward.err.token"),
        Some(403 | 409) => app.say("steward.err.refused"),
        Some(404 | 410) => excuse(app, failure),
        _ => app.say(failure.sending_key()),
    };
    all(vec![
        tag("p").attr("role", "alert").child(words).view(),
        match problem.map(|problem| problem.status) {
            Some(400 | 403 | 409) => detail.map(|detail| classed("p", "small").child(detail)).view(),
            _ => nothing(),
        },
    ])
}

/// Errors at the fields that they are asked for in: one line of several, or one member of a text, has no field of its
/// own.
pub fn at_fields(app: App, errors: Vec<FieldError>) -> Vec<FieldError> {
    let errors = errors.into_iter().map(|error| {
        let pointer = field_of(&error.pointer);
        match (&error.fault, pointer) {
            // What an idea lacks is told in other words.
            (FieldFault::Empty, "/title") => faulty(app, pointer, "steward.err.title"),
            (_, pointer) if is_phase_id(pointer) => {
                let title = [&pointer[..pointer.len() - 2], "title"].concat();
                faulty(app, &title, "steward.phase.twice")
            }
            _ => FieldError {
                pointer: pointer.to_owned(),
                ..error
            },
        }
    });
    errors.collect()
}

/// That a field cannot stand, said by a key.
pub fn faulty(app: App, pointer: &str, key: &str) -> FieldError {
    validation::fail(pointer, FieldFault::Invalid, &app.say(key))
}

/// What a phase is called by has no field: it is told where its title is.
fn is_phase_id(pointer: &str) -> bool {
    pointer.starts_with("/phases/") && pointer.ends_with("/id")
}

fn field_of(pointer: &str) -> &str {
    match pointer.rsplit_once('/') {
        Some((field, "value" | "category")) => field,
        Some((field, last)) if !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()) => field,
        _ => pointer,
    }
}

#[cfg(test)]
mod tests {
    use super::field_of;

    #[test]
    fn an_error_in_one_line_stands_at_the_field_with_all_of_them() {
        assert_eq!(field_of("/points/3"), "/points");
        assert_eq!(field_of("/minorities/0/reasons/2"), "/minorities/0/reasons");
        assert_eq!(field_of("/minorities/0/position"), "/minorities/0/position");
        assert_eq!(field_of("/outcome/value"), "/outcome");
        assert_eq!(field_of("/status/category"), "/status");
    }
}
