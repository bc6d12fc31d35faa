//! What those who took part think of it at the end, in two questions (S0.3).

use serde::Serialize;

use crate::service::Localized;
use crate::wire;

/// The highest answer on the scale; the lowest is 1.
pub const SCALE_MAX: u32 = 5;

/// A question with how many gave each answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvaluationQuestion {
    /// Its name: `heard`, `again`.
    pub id: String,
    /// The question, to be answered from 1 (not at all) to 5 (very much so).
    pub text: Localized,
    /// How many answered 1, 2, 3, 4 and 5.
    pub answers: Vec<u32>,
}

wire!(EvaluationQuestion { id, text, answers });

/// Answer to `GET /projects/{id}/evaluation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evaluation {
    /// The project's id.
    pub project: String,
    /// Whether it can be answered: the project has ended.
    pub open: bool,
    /// How many answered.
    pub participants: u32,
    /// The two questions.
    pub questions: Vec<EvaluationQuestion>,
}

wire!(Evaluation {
    project,
    open,
    participants,
    questions
});

/// Body of `PUT /projects/{id}/evaluation`: an answer from 1 to 5 to each of the two questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct EvaluationAnswers {
    /// I was heard.
    pub heard: u32,
    /// I would take part again.
    pub again: u32,
}

wire!(EvaluationAnswers { heard, again });
