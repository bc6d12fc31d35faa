//! What has become of a contribution: hearing is not listening (S1.2, S3.1).

use serde::Serialize;

use crate::identifier::Timestamp;
use crate::text::{Link, Text};
use crate::{wire, words};

/// The steps that a contribution can pass, in their usual order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// The backend has it.
    Received,
    /// Somebody in the municipality has read it.
    Read,
    /// The municipality says what it understood.
    Understood,
    /// The municipality has answered: what changes, or why not.
    Answered,
    /// A council or committee has decided.
    Decided,
    /// It has been carried out.
    Done,
    /// A step that this version does not know.
    Other,
}

words!(StepKind { Received = "received", Read = "read", Understood = "understood", Answered = "answered", Decided = "decided", Done = "done" } else Other);

impl StepKind {
    /// The steps that are drawn, in order.
    pub const PATH: [StepKind; 6] = [
        StepKind::Received,
        StepKind::Read,
        StepKind::Understood,
        StepKind::Answered,
        StepKind::Decided,
        StepKind::Done,
    ];
}

/// One step of a trail: taken when `at` is given, expected otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Which step.
    pub step: StepKind,
    /// When it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// When it is promised, for a step not yet taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// The office, committee or council that took it or will take it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Its words: what was understood, answered or decided, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Agenda, minutes or the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Id of the answer that it tells, where answers have ids of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
}

wire!(Step {
    step,
    at,
    due,
    by,
    text,
    link,
    answer
});

impl Step {
    /// A step without anything but its kind: expected, nobody knows when.
    pub fn new(step: StepKind) -> Self {
        Step {
            step,
            at: None,
            due: None,
            by: None,
            text: None,
            link: None,
            answer: None,
        }
    }
}

/// The furthest step taken, by the path's order rather than by the list's.
pub fn furthest(trail: &[Step]) -> Option<StepKind> {
    trail
        .iter()
        .filter(|step| step.at.is_some() && step.step != StepKind::Other)
        .map(|step| step.step)
        .max()
}

/// Whether an answer was promised and did not come: `now` is past `due`, and no answer has been given.
pub fn is_overdue(trail: &[Step], due: Option<&Timestamp>, now: &Timestamp) -> bool {
    due.is_some_and(|due| due < now) && furthest(trail).is_none_or(|step| step < StepKind::Answered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(step: StepKind, at: Option<&str>) -> Step {
        Step {
            at: at.map(|at| Timestamp(at.into())),
            ..Step::new(step)
        }
    }

    #[test]
    fn the_furthest_step_is_the_last_one_taken() {
        let trail = [
            step(StepKind::Read, Some("2026-01-02T00:00:00Z")),
            step(StepKind::Received, Some("2026-01-01T00:00:00Z")),
            step(StepKind::Decided, None),
        ];
        assert_eq!(furthest(&trail), Some(StepKind::Read));
    }

    #[test]
    fn an_answer_is_overdue_only_until_it_is_given() {
        let due = Timestamp("2026-01-10T00:00:00Z".into());
        let now = Timestamp("2026-01-11T00:00:00Z".into());
        let read = [step(StepKind::Read, Some("2026-01-02T00:00:00Z"))];
        let answered = [step(StepKind::Answered, Some("2026-01-12T00:00:00Z"))];
        assert!(is_overdue(&read, Some(&due), &now));
        assert!(!is_overdue(&answered, Some(&due), &now));
        assert!(!is_overdue(&read, None, &now));
        assert!(!is_overdue(&read, Some(&now), &due));
    }
}
