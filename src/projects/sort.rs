//! What sort of project it is, where it is, and who began it (S2.1, S2.2).

use leptos::prelude::AnyView;
use samskab_protocol::project::Project;

use super::names::{kind_key, state_key};
use crate::app::App;
use crate::parts::markup::{Content, all, classed, tag};
use crate::parts::meta;

/// Draws it in a line or two.
pub fn sort(app: App, project: &Project) -> AnyView {
    let line = classed("p", "meta")
        .child(classed("span", "kind").child(app.say(kind_key(project.kind))))
        .child(tag("span").child(app.say(state_key(project.state))))
        .child(meta::place(project.place.as_ref()));
    let begun = project.initiator.as_ref().map(|initiator| {
        classed("p", "meta")
            .child(tag("span").child(app.say("project.begun")))
            .child(meta::author(app, Some(initiator)))
    });
    all(vec![line.view(), begun.view()])
}
