//! The ending: what was learned, by those who took part and by the staff, and what people think of it (S0.3).

use leptos::prelude::AnyView;
use samskab_protocol::project::{Learned, Project, ProjectState};

use super::evaluation::evaluation_chunk;
use super::frame::section;
use super::own::Own;
use crate::app::App;
use crate::parts::chunk::later;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, nothing, tag};
use crate::parts::prose::prose;

/// Whether it has ended.
pub fn has_ended(project: &Project) -> bool {
    matches!(project.state, ProjectState::Closed | ProjectState::Archived)
}

/// What was learned, told from both sides.
pub fn learned(app: App, learned: &Learned) -> Tag {
    let side = |key: &str, text| {
        let text: Option<&_> = Option::as_ref(text);
        text.map(|text| tag("div").child(heading(app, 2, app.say(key))).child(prose(text)))
    };
    section(app, "learned.title")
        .child(side("learned.citizens", &learned.citizens))
        .child(side("learned.staff", &learned.staff))
}

/// The two questions, once the project has ended.
pub fn evaluation(app: App, own: Own, project: &Project) -> AnyView {
    let claimed = app.with_service(|service| service.claims("evaluation"));
    if !has_ended(project) || !claimed {
        return nothing();
    }
    let (id, title) = (project.id.clone(), project.title.clone());
    section(app, "evaluation.title")
        .child(later(app, evaluation_chunk, move |draw, app| {
            draw(app, own, id.clone(), title.clone())
        }))
        .view()
}
