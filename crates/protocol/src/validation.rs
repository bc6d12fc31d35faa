//! The rules that both sides check: the widget while one writes, the backend when it arrives.

use crate::attachment::NewAttachment;
use crate::contribution::Kind;
use crate::create::{CreateComment, CreateContribution, EditComment, EditContribution, Guest};
use crate::limits::Limits;
use crate::participant::CreateParticipant;
use crate::place::Place;
use crate::problem::{FieldError, FieldFault};
use crate::subscription::{ADDRESS_MAX, is_address};
use crate::text::Link;

mod kinds;
mod pieces;
pub mod projects;

/// The fields of a contribution that cannot stand, in the order in which they are asked for; empty when all can.
pub fn contribution(new: &CreateContribution, limits: &Limits) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let problem = new.problem.as_deref().unwrap_or("");
    if new.kind == Kind::Idea || new.problem.is_some() {
        text("/problem", problem, limits.body_max, &mut errors);
    }
    text("/body", &new.body, limits.body_max, &mut errors);
    kinds::check(new, limits, &mut errors);
    text("/title", &new.title, limits.title_max, &mut errors);
    if let Some(at) = &new.place {
        place("/place", at, limits, &mut errors);
    }
    list("/affected", &new.affected, limits.title_max, limits, &mut errors);
    list("/topics", &new.topics, limits.name_max, limits, &mut errors);
    list("/areas", &new.areas, limits.name_max, limits, &mut errors);
    count("/based_on", new.based_on.len(), limits.list_max, &mut errors);
    pictures(&new.attachments, limits, &mut errors);
    author(new.author.as_ref(), limits, &mut errors);
    errors
}

/// The fields of a comment that cannot stand; empty when all can.
pub fn comment(new: &CreateComment, limits: &Limits) -> Vec<FieldError> {
    let mut errors = Vec::new();
    text("/body", &new.body, limits.comment_max, &mut errors);
    author(new.author.as_ref(), limits, &mut errors);
    errors
}

/// The fields of an edited contribution that cannot stand, by the rules for a new one; empty when all can.
pub fn edited_contribution(kind: Kind, edited: &EditContribution, limits: &Limits) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let problem = edited.problem.as_deref().unwrap_or("");
    if kind == Kind::Idea || edited.problem.is_some() {
        text("/problem", problem, limits.body_max, &mut errors);
    }
    text("/body", &edited.body, limits.body_max, &mut errors);
    text("/title", &edited.title, limits.title_max, &mut errors);
    if let Some(at) = &edited.place {
        place("/place", at, limits, &mut errors);
    }
    errors
}

/// The fields of an edited comment that cannot stand; empty when all can.
pub fn edited_comment(edited: &EditComment, limits: &Limits) -> Vec<FieldError> {
    let mut errors = Vec::new();
    text("/body", &edited.body, limits.comment_max, &mut errors);
    errors
}

/// The fields of a new participant that cannot stand; empty when all can.
pub fn participant(new: &CreateParticipant, limits: &Limits) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if let Some(name) = &new.name {
        text("/name", name, limits.name_max, &mut errors);
    }
    errors
}

/// Checks a text: it must be there, and have at most `max` characters.
pub fn text(pointer: &str, value: &str, max: u32, errors: &mut Vec<FieldError>) {
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
        limit,
        ..fail(pointer, fault, detail)
    });
}

/// What is said of what is no address for e-mail.
pub const NO_ADDRESS: &str = "is no e-mail address";

/// Checks an address for e-mail.
pub fn email(pointer: &str, value: &str, errors: &mut Vec<FieldError>) {
    let found = errors.len();
    text(pointer, value, ADDRESS_MAX, errors);
    if errors.len() == found && !is_address(value.trim()) {
        errors.push(fail(pointer, FieldFault::Invalid, NO_ADDRESS));
    }
}

/// Checks a list of texts, each by the rules of [`text`].
pub fn list(pointer: &str, values: &[String], max: u32, limits: &Limits, errors: &mut Vec<FieldError>) {
    count(pointer, values.len(), limits.list_max, errors);
    for (at, value) in values.iter().take(limits.list_max as usize).enumerate() {
        text(&format!("{pointer}/{at}"), value, max, errors);
    }
}

/// Checks a place: its name, and that its point lies on the earth.
pub fn place(pointer: &str, at: &Place, limits: &Limits, errors: &mut Vec<FieldError>) {
    text(&format!("{pointer}/name"), &at.name, limits.title_max, errors);
    if at.point.is_some_and(|point| !point.is_on_earth()) {
        let pointer = format!("{pointer}/point");
        errors.push(fail(&pointer, FieldFault::Unknown, "does not exist"));
    }
}

/// Checks a link: a safe address, and a title.
pub fn link(pointer: &str, to: &Link, limits: &Limits, errors: &mut Vec<FieldError>) {
    text(&format!("{pointer}/title"), &to.title, limits.title_max, errors);
    text(&format!("{pointer}/url"), &to.url, limits.comment_max, errors);
    if !to.url.trim().is_empty() && !to.is_safe() {
        let pointer = format!("{pointer}/url");
        errors.push(fail(&pointer, FieldFault::NotAllowed, "does not belong here"));
    }
}

/// Says what is wrong with one field.
pub fn fail(pointer: &str, fault: FieldFault, detail: &str) -> FieldError {
    FieldError {
        pointer: pointer.into(),
        fault,
        limit: None,
        detail: detail.into(),
    }
}

fn count(pointer: &str, items: usize, max: u32, errors: &mut Vec<FieldError>) {
    if items > max as usize {
        errors.push(FieldError {
            limit: Some(max),
            ..fail(pointer, FieldFault::TooMany, "has more items than the limit")
        });
    }
}

/// Each picture needs words that stand for it where it cannot be seen (WCAG 1.1.1).
fn pictures(named: &[NewAttachment], limits: &Limits, errors: &mut Vec<FieldError>) {
    count("/attachments", named.len(), limits.attachments_max, errors);
    for (at, picture) in named.iter().take(limits.attachments_max as usize).enumerate() {
        let pointer = format!("/attachments/{at}/alt");
        text(&pointer, &picture.alt, limits.comment_max, errors);
    }
}

/// Whoever is known already need not say their name again; only the backend can tell who is.
fn author(guest: Option<&Guest>, limits: &Limits, errors: &mut Vec<FieldError>) {
    if let Some(guest) = guest {
        text("/author/name", &guest.name, limits.name_max, errors);
    }
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
            author: Some(Guest {
                name: "Amira".into(),
                ..Guest::default()
            }),
            ..CreateContribution::default()
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
    fn each_picture_needs_its_words_and_there_are_not_too_many() {
        let picture = |alt: &str| NewAttachment {
            id: "p".into(),
            alt: alt.into(),
        };
        let with = |attachments| CreateContribution {
            attachments,
            ..idea()
        };
        assert!(pointers(&with(vec![picture("En bænk")])).is_empty());
        assert_eq!(
            pointers(&with(vec![picture("En bænk"), picture(" ")])),
            ["/attachments/1/alt"]
        );
        assert_eq!(pointers(&with(vec![picture("Åen"); 6])), ["/attachments"]);
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
