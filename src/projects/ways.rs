//! How things can be done in a project: as the service document says, as the project itself says, and not at all where
//! no phase takes it now.

use samskab_protocol::project::Project;
use samskab_protocol::service::{Action, Actions, Mode};

use crate::app::App;

/// The ways to act on a project.
pub fn ways(app: App, project: &Project) -> Actions {
    let usual = app.with_service(|service| service.actions.clone());
    narrow(usual.with(&project.actions), project)
}

/// What is done elsewhere is that place's business.
fn narrow(mut actions: Actions, project: &Project) -> Actions {
    for (what, action) in [
        ("offer", &mut actions.offer),
        ("expectation", &mut actions.expect),
    ] {
        if action.mode == Mode::Native && !project.takes(what) {
            *action = Action::default();
        }
    }
    actions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(state: &str) -> Project {
        let text = format!(
            r#"{{"id":"p","title":"t","summary":"s","kind":"policy","state":"{state}","openness":"open",
            "role_offered":"informed","actions":{{"follow":{{"mode":"none"}},"unheard_of":{{"mode":"native"}},
            "contribute":{{"mode":"external","url":"https://a.example"}}}},
            "phases":[{{"id":"1","title":"a","state":"current","accepts":["offer"]}}]}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn ways_in(project: &Project) -> Actions {
        let native = || Action {
            mode: Mode::Native,
            url: None,
        };
        let usual = Actions {
            follow: native(),
            offer: native(),
            expect: native(),
            contribute: native(),
            ..Actions::default()
        };
        narrow(usual.with(&project.actions), project)
    }

    #[test]
    fn a_project_says_how_things_are_done_in_it() {
        let ways = ways_in(&project("open"));
        assert_eq!(ways.follow.mode, Mode::None);
        assert_eq!(ways.contribute.url.as_deref(), Some("https://a.example"));
    }

    #[test]
    fn what_no_phase_takes_is_not_offered() {
        let ways = ways_in(&project("open"));
        assert_eq!((ways.offer.mode, ways.expect.mode), (Mode::Native, Mode::None));
        let ways = ways_in(&project("closed"));
        assert_eq!((ways.offer.mode, ways.expect.mode), (Mode::None, Mode::None));
    }
}
