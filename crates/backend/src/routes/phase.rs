//! Whether a project takes something now: it is open, and so is a phase that accepts it.

use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::project::{PhaseState, Project, ProjectState};

use super::projects::{place_in_time, places_in_time};
use crate::clock;
use crate::problem::Refusal;
use crate::store::Writing;

/// Refuses with `closed` what a project does not take now. What is about no project is let pass.
pub async fn require_phase(writing: &mut Writing, subject: &Ref, what: &str) -> Result<(), Refusal> {
    if subject.of != RefType::Project {
        return Ok(());
    }
    let project = writing
        .read_project(&subject.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    if is_open(&project) && accepts(&project, what) {
        Ok(())
    } else {
        Err(Refusal::Closed)
    }
}

/// Whether one can take part in it.
pub fn is_open(project: &Project) -> bool {
    project.state == ProjectState::Open
}

/// Whether it has ended.
pub fn has_ended(project: &Project) -> bool {
    matches!(project.state, ProjectState::Closed | ProjectState::Archived)
}

/// Whether a phase that goes on takes it. Where none goes on, or one says nothing, everything is taken.
pub fn accepts(project: &Project, what: &str) -> bool {
    let now = clock::to_wire(clock::now());
    let mut current = project
        .phases
        .iter()
        .filter(|phase| place_in_time(phase, &now) == PhaseState::Current)
        .peekable();
    current.peek().is_none()
        || current.any(|phase| phase.accepts.is_empty() || phase.accepts.iter().any(|word| word == what))
}

/// Whether a phase that is still to come takes it.
pub fn will_accept(project: &Project, what: &str) -> bool {
    let now = clock::to_wire(clock::now());
    let places = places_in_time(&project.phases, &now);
    let coming = project.phases.iter().zip(places);
    coming
        .filter(|(_, place)| *place == PhaseState::Future)
        .any(|(phase, _)| phase.accepts.is_empty() || phase.accepts.iter().any(|word| word == what))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(phases: &str) -> Project {
        let text = format!(
            r#"{{"id":"p","title":"t","summary":"s","kind":"policy","state":"open","openness":"open",
            "role_offered":"informed","phases":{phases}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn a_phase_takes_what_it_names_and_one_that_names_nothing_takes_everything() {
        let named = r#"[{"id":"1","title":"a","state":"current","accepts":["offer"]}]"#;
        assert!(accepts(&project(named), "offer"));
        assert!(!accepts(&project(named), "priorities"));
        let open = r#"[{"id":"1","title":"a","state":"current"}]"#;
        assert!(accepts(&project(open), "priorities"));
        assert!(accepts(&project("[]"), "priorities"));
    }

    #[test]
    fn a_phase_that_is_over_decides_nothing() {
        let past = r#"[{"id":"1","title":"a","state":"past","ends_at":"2020-01-01T00:00:00Z","accepts":["offer"]},
            {"id":"2","title":"b","state":"future","accepts":["comment"]}]"#;
        assert!(accepts(&project(past), "priorities"));
    }
}
