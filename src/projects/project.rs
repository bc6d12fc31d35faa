//! One project: how far it is, in which frame, who answers, what happens next, what was decided and why.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::decision::Decision;
use samskab_protocol::identifier::Ref;
use samskab_protocol::project::{Project, ProjectKind};
use samskab_protocol::text::Text;

use super::frame::frame;
use super::list::state_key;
use super::timeline::{events, path, phases};
use crate::acts::{Desk, Part, acts};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::compose::invitation::invite_to;
use crate::debate::heard;
use crate::parts::failure::loaded;
use crate::parts::heading::{heading, view_heading};
use crate::parts::link::{link, outward};
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta;
use crate::parts::prose::prose;
use crate::route::Place;

/// Key of the words for what is co-created (S2.2).
pub fn kind_key(kind: ProjectKind) -> &'static str {
    match kind {
        ProjectKind::Service => "kind.service",
        ProjectKind::Development => "kind.development",
        ProjectKind::Policy => "kind.policy",
        ProjectKind::Other => "kind.other",
    }
}

/// Brings what draws a project.
#[wasm_split(projects, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn project_chunk() -> Result<fn(App, String) -> AnyView, Failure> {
    Ok(project)
}

/// Draws the project with this id.
fn project(app: App, id: String) -> AnyView {
    let found: Loading<Project> = waiting_for();
    let url = app.client.url(&["/projects/", &encode(&id)].concat());
    let fetch = move || load(found, app.client.get(url.clone()));
    match app.take_first().take("project") {
        Some(first) => found.set(Load::Ready(first)),
        None => fetch(),
    }
    let back = classed("p", "small back").child(link(app, "", Place::Projects, app.say("projects.back")));
    all(vec![
        back.view(),
        loaded(app, found, fetch, move |found| {
            let desk = Desk::new(&Ref::project(found.id.as_str()), |_| {}).titled(&found.title);
            all(vec![
                whole(app, desk, found).view(),
                desk.draw(app, Part::Expectations),
                desk.draw(app, Part::Offers),
            ])
        }),
    ])
}

fn whole(app: App, desk: Desk, project: &Project) -> Tag {
    let meta = classed("p", "meta")
        .child(classed("span", "role").child(app.say(kind_key(project.kind))))
        .child(tag("span").child(app.say(state_key(project.state))))
        .child(meta::place(project.place.as_ref()));
    let begun = project.initiator.as_ref().map(|initiator| {
        classed("p", "meta")
            .child(tag("span").child(app.say("project.begun")))
            .child(meta::author(app, Some(initiator)))
    });
    tag("article")
        .child(view_heading(app, project.title.as_str()))
        .child(meta)
        .child(begun)
        .child(path(app, project))
        .child(
            classed("p", "lead")
                .attr("dir", "auto")
                .child(project.summary.as_str()),
        )
        .child(frame(app, project))
        .child(invite_to(app, project))
        .child(acts(app, desk))
        .child(phases(app, &project.phases))
        .child(events(app, &project.events))
        .child(heard(app, &Ref::project(project.id.as_str())))
        .child(decisions(app, &project.decisions))
}

/// What was decided, why, what was weighed, and what it costs whom (S1.5, S3.2).
fn decisions(app: App, decisions: &[Decision]) -> Option<Tag> {
    let title = heading(app, 1, app.say("decisions.title"));
    let section = classed("section", "section").child(title);
    let section = decisions
        .iter()
        .fold(section, |section, item| section.child(decision(app, item)));
    (!decisions.is_empty()).then_some(section)
}

fn decision(app: App, decision: &Decision) -> Tag {
    let part = |key: &str, text: Option<&Text>| {
        text.map(|text| {
            all(vec![
                tag("p").child(tag("b").child(app.say(key))).view(),
                prose(text).view(),
            ])
        })
    };
    let by = tag("p")
        .child(tag("b").child(decision.by.as_str()))
        .child(" · ")
        .child(meta::day(app, &decision.decided_at));
    classed("div", "answer")
        .child(by)
        .child(prose(&decision.outcome))
        .child(part("decision.reasons", Some(&decision.reasons)))
        .child(part("decision.weighed", decision.weighed.as_ref()))
        .child(part("decision.cost", decision.cost.as_ref()))
        .child(decision.link.as_ref().map(|link| tag("p").child(outward(link))))
}
