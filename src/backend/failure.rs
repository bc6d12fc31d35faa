//! Why a request brought nothing.

use samskab_protocol::problem::{Problem, code};

use super::client::decode;

/// Why a request brought nothing, as far as it makes a difference to the person.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// No answer came: no network, no backend, or it took too long. What was sent may have arrived.
    Unreachable,
    /// The backend answered with a problem, and perhaps with how many seconds to wait (`Retry-After`).
    Problem(Box<Problem>, Option<u32>),
    /// The backend answered something that is not of this protocol.
    Unreadable,
}

impl From<leptos::wasm_split::SplitLoaderError> for Failure {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Failure {
        Failure::Unreachable
    }
}

impl Failure {
    /// What the body of an answer with an error status says.
    pub fn from_answer(status: u16, body: &str, wait: Option<u32>) -> Failure {
        let mut problem = decode::<Problem>(body).unwrap_or_default();
        problem.status = status;
        Failure::Problem(Box::new(problem), wait)
    }

    /// The problem, if the backend named one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Failure::Problem(problem, _) => Some(problem),
            _ => None,
        }
    }

    /// As a problem that can be kept; without a status where nobody answered.
    pub fn into_problem(self) -> Problem {
        match self {
            Failure::Problem(problem, _) => *problem,
            Failure::Unreachable => Problem::default(),
            Failure::Unreadable => Problem {
                status: 500,
                ..Problem::default()
            },
        }
    }

    /// What was kept as a problem.
    pub fn of_problem(problem: Problem) -> Failure {
        match problem.status {
            0 => Failure::Unreachable,
            _ => Failure::Problem(Box::new(problem), None),
        }
    }

    /// The problem's registered code; empty where there is none.
    pub fn code(&self) -> &str {
        self.problem().map_or("", Problem::code)
    }

    /// How many seconds the backend asks to wait before the next attempt.
    pub fn wait(&self) -> Option<u32> {
        match self {
            Failure::Problem(_, wait) => *wait,
            _ => None,
        }
    }

    /// Whether what was sent had arrived already, in an earlier wording.
    pub fn has_arrived_before(&self) -> bool {
        self.code() == code::IDEMPOTENCY_REUSED
    }

    /// Whether the backend does not know the secret that came along.
    pub fn is_unknown_here(&self) -> bool {
        self.problem().is_some_and(|problem| problem.status == 401)
    }

    /// Key of the sentence that says what happened to somebody who only wanted to read.
    pub fn reading_key(&self) -> &'static str {
        match self {
            Failure::Unreachable => "err.read.offline",
            Failure::Problem(problem, _) if matches!(problem.status, 404 | 410) => "err.read.gone",
            Failure::Problem(problem, _) if problem.status == 429 => "err.busy",
            _ => "err.read.server",
        }
    }

    /// Key of the sentence that says what happened to somebody who wanted to send a text, which is kept.
    pub fn sending_key(&self) -> &'static str {
        match self {
            Failure::Unreachable => "err.offline",
            Failure::Unreadable => "err.server",
            Failure::Problem(problem, _) => match problem.status {
                409 | 429 => "err.busy",
                503 => "err.readonly",
                500.. => "err.server",
                422 => "err.fields",
                _ => "err.refused",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_no_problem_document_is_judged_by_its_status() {
        let failure = Failure::from_answer(502, "<html>Bad gateway</html>", None);
        assert_eq!(failure.sending_key(), "err.server");
        assert_eq!(Failure::from_answer(404, "", None).reading_key(), "err.read.gone");
    }

    #[test]
    fn a_key_used_for_another_text_means_that_the_first_one_arrived() {
        let body = r#"{"type":"urn:samskab:problem:idempotency-reused","title":"x","status":422}"#;
        assert!(Failure::from_answer(422, body, None).has_arrived_before());
        assert!(!Failure::from_answer(422, "{}", None).has_arrived_before());
    }
}
