//! How a contribution gets on: a step is taken, and the trail says so (S1.2, S3.1).

use samskab_protocol::trail::Step;

/// Takes a step. It fills the place of one of its kind that was expected; otherwise it stands after all that come
/// before it on the path, so that what was said earlier stays said.
pub fn take_step(trail: &mut Vec<Step>, taken: Step) {
    let expected = trail
        .iter_mut()
        .find(|step| step.step == taken.step && step.at.is_none());
    match expected {
        Some(expected) => *expected = taken,
        None => {
            let place = trail.iter().rposition(|step| step.step <= taken.step);
            trail.insert(place.map_or(0, |place| place + 1), taken);
        }
    }
}

/// Takes the step that tells an answer. Where the answer takes the place of an earlier one, so does the step.
pub fn take_answer(trail: &mut Vec<Step>, taken: Step, supersedes: Option<&str>) {
    let earlier = trail
        .iter_mut()
        .find(|step| supersedes.is_some() && step.answer.as_deref() == supersedes);
    match earlier {
        Some(earlier) => *earlier = taken,
        None => take_step(trail, taken),
    }
}

#[cfg(test)]
mod tests {
    use samskab_protocol::identifier::Timestamp;
    use samskab_protocol::trail::StepKind;

    use super::*;

    fn taken(step: StepKind, answer: Option<&str>) -> Step {
        Step {
            at: Some(Timestamp("2026-01-01T00:00:00Z".into())),
            answer: answer.map(Into::into),
            ..Step::new(step)
        }
    }

    fn words(trail: &[Step]) -> Vec<String> {
        let word = |step: &Step| {
            let mark = if step.at.is_some() { "" } else { "?" };
            format!(
                "{}{mark}{}",
                step.step.as_str(),
                step.answer.as_deref().unwrap_or("")
            )
        };
        trail.iter().map(word).collect()
    }

    #[test]
    fn an_expected_step_is_filled_and_an_unexpected_one_finds_its_place() {
        let mut trail = vec![
            taken(StepKind::Received, None),
            Step::new(StepKind::Answered),
            Step::new(StepKind::Done),
        ];
        take_step(&mut trail, taken(StepKind::Answered, None));
        take_step(&mut trail, taken(StepKind::Read, None));
        take_step(&mut trail, taken(StepKind::Decided, None));
        assert_eq!(
            words(&trail),
            ["received", "read", "answered", "decided", "done?"]
        );
    }

    #[test]
    fn what_was_said_before_stays_said() {
        let mut trail = vec![
            taken(StepKind::Received, None),
            taken(StepKind::Decided, Some("-first")),
        ];
        take_step(&mut trail, taken(StepKind::Decided, Some("-second")));
        assert_eq!(words(&trail), ["received", "decided-first", "decided-second"]);
    }

    #[test]
    fn an_answer_takes_the_place_of_the_one_that_it_supersedes_and_of_no_other() {
        let mut trail = vec![
            taken(StepKind::Answered, Some("-1")),
            taken(StepKind::Answered, Some("-2")),
        ];
        take_answer(&mut trail, taken(StepKind::Answered, Some("-3")), Some("-2"));
        assert_eq!(words(&trail), ["answered-1", "answered-3"]);
        take_answer(&mut trail, taken(StepKind::Answered, Some("-4")), None);
        assert_eq!(words(&trail), ["answered-1", "answered-3", "answered-4"]);
    }
}
