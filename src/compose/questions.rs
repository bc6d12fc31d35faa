//! What each screen asks in words, and where the answer belongs in the request: the heart of the composers.

use samskab_protocol::contribution::Kind;
use samskab_protocol::limits::Limits;

use crate::route::composing::{Step, steps};

/// A question that is answered in words.
pub struct Question {
    /// Where the answer belongs in the request, as JSON Pointer.
    pub pointer: &'static str,
    /// Key of the question.
    pub ask: &'static str,
    /// Key of what helps to answer it.
    pub hint: Option<&'static str>,
    /// Key of what is said where there is no answer; `None` where none is needed.
    pub missing: Option<&'static str>,
    /// Lines to begin with; 1 is a single line.
    pub rows: u32,
}

const fn ask(pointer: &'static str, ask: &'static str, missing: &'static str, rows: u32) -> Question {
    Question {
        pointer,
        ask,
        hint: None,
        missing: Some(missing),
        rows,
    }
}

impl Question {
    const fn hint(self, hint: &'static str) -> Question {
        Question {
            hint: Some(hint),
            ..self
        }
    }

    const fn optional(self) -> Question {
        Question {
            missing: None,
            ..self
        }
    }
}

const PROBLEM: &[Question] =
    &[ask("/problem", "idea.problem.ask", "err.problem.empty", 6).hint("idea.problem.hint")];
const IDEA: &[Question] = &[
    ask("/body", "idea.body", "err.text.empty", 6).hint("idea.body.hint"),
    ask("/title", "idea.title", "err.title.empty", 1),
];
const QUESTION: &[Question] =
    &[ask("/title", "question.title", "question.title.empty", 1).hint("question.title.hint")];
const DETAILS: &[Question] =
    &[ask("/body", "question.body", "question.body.empty", 6).hint("question.body.hint")];
const TENSION: &[Question] = &[
    ask("/title", "dilemma.title", "dilemma.title.empty", 1).hint("dilemma.title.hint"),
    ask("/dilemma/tension", "dilemma.tension", "dilemma.tension.empty", 4).hint("dilemma.tension.hint"),
];
const STOP: &[Question] = &[
    ask("/body", "barrier.body", "barrier.body.empty", 6).hint("barrier.body.hint"),
    ask("/title", "barrier.title", "barrier.title.empty", 1).hint("barrier.title.hint"),
];
const GROUND: &[Question] = &[ask("/barrier/reference", "barrier.reference", "", 1)
    .hint("barrier.reference.hint")
    .optional()];
const HAPPENED: &[Question] = &[
    ask("/body", "story.body", "story.body.empty", 6).hint("story.body.hint"),
    ask("/title", "story.title", "story.title.empty", 1),
];
const LEARNED: &[Question] =
    &[ask("/story/learned", "story.learned", "story.learned.empty", 4).hint("story.learned.hint")];
const OTHERS: &[Question] = &[ask("/affected", "others.affected", "", 3)
    .hint("others.affected.hint")
    .optional()];
const WHO: &[Question] = &[ask("/author/name", "name", "err.name.empty", 1).hint("name.hint")];

/// What a screen asks in words, in order.
pub fn questions(step: Step) -> &'static [Question] {
    match step {
        Step::Problem => PROBLEM,
        Step::Idea => IDEA,
        Step::Question => QUESTION,
        Step::Details => DETAILS,
        Step::Tension => TENSION,
        Step::Stop => STOP,
        Step::Ground => GROUND,
        Step::Happened => HAPPENED,
        Step::Learned => LEARNED,
        Step::Others => OTHERS,
        Step::Who => WHO,
        Step::Sides | Step::Where | Step::Pictures | Step::Check => &[],
    }
}

/// Whether a screen may be passed over without a word.
pub fn is_optional(step: Step) -> bool {
    matches!(step, Step::Others | Step::Where | Step::Pictures)
}

/// The screen on which a field of the request is asked for; where it is asked nowhere, the first one.
pub fn step_of(kind: Kind, pointer: &str) -> Step {
    let asks = |step: &&Step| {
        let has = |start: &str| pointer.strip_prefix(start).is_some_and(is_end_of_pointer);
        let more: &[&str] = match step {
            Step::Sides => &["/dilemma/sides"],
            Step::Ground => &["/barrier/ground"],
            Step::Where => &["/place", "/attachments"],
            Step::Pictures => &["/attachments"],
            Step::Who => &["/author"],
            _ => &[],
        };
        questions(**step).iter().any(|question| has(question.pointer)) || more.iter().any(|start| has(start))
    };
    let steps = steps(kind);
    *steps.iter().find(asks).unwrap_or(&steps[0])
}

fn is_end_of_pointer(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/')
}

/// Key of the sentence for a field that was left empty.
pub fn missing_key(kind: Kind, pointer: &str) -> Option<&'static str> {
    if pointer.starts_with("/dilemma/sides") {
        return Some("dilemma.side.empty");
    }
    if pointer.starts_with("/attachments") {
        return Some("pictures.alt.empty");
    }
    let mut asked = steps(kind).iter().flat_map(|step| questions(*step));
    asked.find(|question| question.pointer == pointer)?.missing
}

/// How many characters a field takes.
pub fn most(limits: &Limits, pointer: &str) -> u32 {
    match pointer {
        "/title" | "/barrier/reference" | "/place/name" => limits.title_max,
        "/author/name" => limits.name_max,
        pointer if pointer.ends_with("/label") => limits.name_max,
        pointer
            if pointer.ends_with("/arguments")
                || pointer.ends_with("/alt")
                || pointer.starts_with("/offers/") =>
        {
            limits.comment_max
        }
        _ => limits.body_max,
    }
}

#[cfg(test)]
mod tests {
    use samskab_protocol::create::CreateContribution;
    use samskab_protocol::validation;

    use super::super::request::{build, judge};
    use super::*;

    #[test]
    fn whatever_a_kind_cannot_do_without_is_asked_for_on_a_screen_and_missed_in_words() {
        for kind in Kind::ALL {
            let empty = build(kind, None, "da", "", &|_| String::new());
            for fault in judge(&empty, &Limits::default()) {
                let step = step_of(kind, &fault.pointer);
                let asked = questions(step)
                    .iter()
                    .any(|question| question.pointer == fault.pointer)
                    || step == Step::Sides;
                assert!(asked, "{kind:?} does not ask for {}", fault.pointer);
                assert!(
                    missing_key(kind, &fault.pointer).is_some(),
                    "{kind:?} has no words for the lack of {}",
                    fault.pointer
                );
            }
        }
    }

    #[test]
    fn no_kind_sends_what_it_does_not_ask_for() {
        for kind in Kind::ALL {
            let full: CreateContribution = build(kind, None, "da", "", &|_| "et ord".to_owned());
            let faults = validation::contribution(&full, &Limits::default());
            assert_eq!(faults, [], "{kind:?}");
        }
    }

    #[test]
    fn a_field_of_a_list_belongs_to_the_screen_of_the_list() {
        assert_eq!(step_of(Kind::Idea, "/affected/3"), Step::Others);
        assert_eq!(step_of(Kind::Dilemma, "/dilemma/sides/1/label"), Step::Sides);
        assert_eq!(step_of(Kind::Story, "/attachments/0/alt"), Step::Pictures);
        assert_eq!(step_of(Kind::Idea, "/attachments/0/alt"), Step::Where);
        assert_eq!(step_of(Kind::Question, "/titles"), Step::Question);
    }
}
