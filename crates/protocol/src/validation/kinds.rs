//! What a dilemma, a barrier and a story must have, and no other kind may have.

use super::{count, fail, list, text};
use crate::contribution::Kind;
use crate::create::CreateContribution;
use crate::kinds::{Ground, NewBarrier, NewDilemma};
use crate::limits::Limits;
use crate::problem::{FieldError, FieldFault};

/// A dilemma with fewer sides has nothing to weigh.
const SIDES_MIN: usize = 2;

/// Checks what the kind asks for.
pub(super) fn check(new: &CreateContribution, limits: &Limits, errors: &mut Vec<FieldError>) {
    belongs(
        "/dilemma",
        new.dilemma.is_some(),
        new.kind == Kind::Dilemma,
        errors,
    );
    if let Some(new) = &new.dilemma {
        dilemma(new, limits, errors);
    }
    belongs(
        "/barrier",
        new.barrier.is_some(),
        new.kind == Kind::Barrier,
        errors,
    );
    if let Some(new) = &new.barrier {
        barrier(new, limits, errors);
    }
    belongs("/story", new.story.is_some(), new.kind == Kind::Story, errors);
    if let Some(new) = &new.story {
        text("/story/learned", &new.learned, limits.body_max, errors);
    }
}

fn belongs(pointer: &str, is_there: bool, is_needed: bool, errors: &mut Vec<FieldError>) {
    match (is_there, is_needed) {
        (false, true) => errors.push(fail(pointer, FieldFault::Empty, "must not be empty")),
        (true, false) => errors.push(fail(pointer, FieldFault::NotAllowed, "does not belong here")),
        _ => {}
    }
}

fn dilemma(new: &NewDilemma, limits: &Limits, errors: &mut Vec<FieldError>) {
    text("/dilemma/tension", &new.tension, limits.body_max, errors);
    count("/dilemma/sides", new.sides.len(), limits.list_max, errors);
    for (at, side) in new.sides.iter().take(limits.list_max as usize).enumerate() {
        let pointer = format!("/dilemma/sides/{at}");
        text(&format!("{pointer}/label"), &side.label, limits.name_max, errors);
        let arguments = format!("{pointer}/arguments");
        list(&arguments, &side.arguments, limits.comment_max, limits, errors);
    }
    for missing in new.sides.len()..SIDES_MIN {
        text(
            &format!("/dilemma/sides/{missing}/label"),
            "",
            limits.name_max,
            errors,
        );
    }
}

fn barrier(new: &NewBarrier, limits: &Limits, errors: &mut Vec<FieldError>) {
    if new.ground == Ground::Other {
        errors.push(fail("/barrier/ground", FieldFault::Unknown, "does not exist"));
    }
    if let Some(reference) = &new.reference {
        text("/barrier/reference", reference, limits.title_max, errors);
    }
    if let Some(to) = &new.link {
        super::link("/barrier/link", to, limits, errors);
    }
    count("/barrier/stops", new.stops.len(), limits.list_max, errors);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::create::Guest;
    use crate::kinds::{NewSide, NewStory};
    use crate::text::Link;
    use crate::validation::contribution;

    fn new(kind: Kind) -> CreateContribution {
        CreateContribution {
            kind,
            title: "Lys på stien".into(),
            body: "Begge har ret.".into(),
            author: Some(Guest {
                name: "Amira".into(),
                ..Guest::default()
            }),
            ..CreateContribution::default()
        }
    }

    fn faults(new: &CreateContribution) -> Vec<String> {
        let errors = contribution(new, &Limits::default());
        let named = |error: &FieldError| format!("{} {}", error.pointer, error.fault.as_str());
        errors.iter().map(named).collect()
    }

    fn side(label: &str) -> NewSide {
        NewSide {
            label: label.into(),
            arguments: vec!["Jeg går der hver aften.".into()],
        }
    }

    #[test]
    fn a_dilemma_needs_a_tension_and_two_sides() {
        let mut dilemma = new(Kind::Dilemma);
        assert_eq!(faults(&dilemma), ["/dilemma empty"]);
        dilemma.dilemma = Some(NewDilemma {
            tension: " ".into(),
            sides: vec![side("Lys")],
        });
        assert_eq!(
            faults(&dilemma),
            ["/dilemma/tension empty", "/dilemma/sides/1/label empty"]
        );
        dilemma.dilemma = Some(NewDilemma {
            tension: "Tryghed eller mørke".into(),
            sides: vec![side("Lys"), side("Mørke")],
        });
        assert_eq!(faults(&dilemma), Vec::<String>::new());
    }

    #[test]
    fn a_dilemma_has_no_more_sides_than_the_limit() {
        let dilemma = CreateContribution {
            dilemma: Some(NewDilemma {
                tension: "For mange".into(),
                sides: vec![side("En"); 11],
            }),
            ..new(Kind::Dilemma)
        };
        assert_eq!(faults(&dilemma), ["/dilemma/sides too_many"]);
    }

    #[test]
    fn a_barrier_names_a_ground_that_is_known_and_links_nowhere_but_to_pages() {
        let barrier = CreateContribution {
            barrier: Some(NewBarrier {
                ground: Ground::Other,
                reference: Some("Planloven § 15".into()),
                link: Some(Link {
                    url: "javascript:alert(1)".into(),
                    title: "Loven".into(),
                }),
                stops: Vec::new(),
            }),
            ..new(Kind::Barrier)
        };
        assert_eq!(
            faults(&barrier),
            ["/barrier/ground unknown", "/barrier/link/url not_allowed"]
        );
    }

    #[test]
    fn what_belongs_to_one_kind_is_refused_with_another() {
        let story = CreateContribution {
            story: Some(NewStory {
                learned: "At spørge først.".into(),
            }),
            ..new(Kind::Question)
        };
        assert_eq!(faults(&story), ["/story not_allowed"]);
        let story = CreateContribution {
            kind: Kind::Story,
            ..story
        };
        assert_eq!(faults(&story), Vec::<String>::new());
        assert_eq!(faults(&new(Kind::Story)), ["/story empty"]);
    }
}
