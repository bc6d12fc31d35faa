//! The rules that both sides check: the widget while one writes, the backend when it arrives.

use crate::contribution::Kind;
use crate::create::{CreateComment, CreateContribution, Guest};
use crate::limits::Limits;
use crate::problem::{FieldError, FieldFault};

/// The fields of a contribution that cannot stand, in the order in which they are asked for; empty when all can.
pub fn contribution(new: &CreateContribution, limits: &Limits) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let problem = new.problem.as_deref().unwrap_or("");
    if new.kind == Kind::Idea || new.problem.is_some() {
        text("/problem", problem, limits.body_max, &mut errors);
    }
    text("/body", &new.body, limits.body_max, &mut errors);
    text("/title", &new.title, limits.title_max, &mut errors);
    if let Some(place) = &new.place {
        text("/place/name", &place.name, limits.title_max, &mut errors);
    }
    guest(&new.author, limits, &mut errors);
    errors
}

/// The fields of a comment that cannot stand; empty when all can.
pub fn comment(new: &CreateComment, limits: &Limits) -> Vec<FieldError> {
    let mut errors = Vec::new();
    text("/body", &new.body, limits.comment_max, &mut errors);
    guest(&new.author, limits, &mut errors);
    errors
}

fn guest(guest: &Guest, limits: &Limits, errors: &mut Vec<FieldError>) {
    text("/author/name", &guest.name, limits.name_max, errors);
}

fn text(pointer: &str, value: &str, max: u32, errors: &mut Vec<FieldError>) {
    let (fault, limit, detail) = if value.trim().is_empty() {
        (FieldFault::Empty, None, "must not be empty")
    } else if value.trim().chars().count() > max as usize {
        (
            FieldFault::TooLong,
            Some(max),
            "has more characters than the limit",
        )
    } else {
        return;
    };
    errors.push(FieldError {
        pointer: pointer.into(),
        fault,
        limit,
        detail: detail.into(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn idea() -> CreateContribution {
        CreateContribution {
            kind: Kind::Idea,
            title: "Bænke på åstien".into(),
            problem: Some("Der er 900 meter uden et sted at hvile.".into()),
            body: "Sæt to bænke op.".into(),
            lang: None,
            place: None,
            project: None,
            author: Guest {
                name: "Amira".into(),
                ..Guest::default()
            },
        }
    }

    fn pointers(new: &CreateContribution) -> Vec<String> {
        contribution(new, &Limits::default())
            .into_iter()
            .map(|error| error.pointer)
            .collect()
    }

    #[test]
    fn a_whole_idea_stands() {
        assert!(pointers(&idea()).is_empty());
    }

    #[test]
    fn what_is_missing_is_named_in_the_order_it_is_asked_for() {
        let new = CreateContribution {
            title: " ".into(),
            problem: None,
            body: String::new(),
            ..idea()
        };
        assert_eq!(pointers(&new), ["/problem", "/body", "/title"]);
    }

    #[test]
    fn a_question_needs_no_problem() {
        assert!(
            pointers(&CreateContribution {
                kind: Kind::Question,
                problem: None,
                ..idea()
            })
            .is_empty()
        );
    }

    #[test]
    fn length_is_counted_in_characters_and_not_in_bytes() {
        let limits = Limits::default();
        let new = CreateContribution {
            title: "å".repeat(limits.title_max as usize),
            ..idea()
        };
        assert!(pointers(&new).is_empty());
        let new = CreateContribution {
            title: "å".repeat(limits.title_max as usize + 1),
            ..idea()
        };
        assert_eq!(contribution(&new, &limits)[0].limit, Some(limits.title_max));
    }
}
