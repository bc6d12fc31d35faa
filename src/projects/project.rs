//! One project. Whoever reads on for a minute knows what it is about, what they can influence, who answers, and what
//! happens next; the rest stands in the order in which it is asked for.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::identifier::Ref;
use samskab_protocol::project::Project;

use super::answering::responsible;
use super::belonging::belonging;
use super::decisions::decisions;
use super::ending::{evaluation, has_ended, learned};
use super::events::events;
use super::frame::{agreement, interest, mission};
use super::heard::Heard;
use super::kept::list_behind;
use super::mandate::mandate;
use super::own::Own;
use super::path::{path, phases};
use super::people::{joining, partners, stakeholders, way_to_joining};
use super::ranking::ranking;
use super::reading_on::reading_on;
use super::sort::sort;
use super::tried::experiments;
use super::ways::ways;
use crate::acts::{Desk, Part};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::compose::invitation::invite_to;
use crate::parts::failure::loaded;
use crate::parts::heading::view_heading;
use crate::parts::link::{link, outward};
use crate::parts::markup::{Content, Tag, all, classed};

/// Brings what draws a project.
#[wasm_split(project, wasm_split_path = ::leptos::wasm_split, fallible)]
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
    let back = classed("p", "small back").child(link(app, "", list_behind(app), app.say("projects.back")));
    all(vec![
        back.view(),
        loaded(app, found, fetch, move |found| whole(app, found).view()),
    ])
}

fn whole(app: App, project: &Project) -> Tag {
    let actions = ways(app, project);
    let invitation = invite_to(app, project, &actions.contribute);
    let (own, ended) = (Own::ask(app, project), has_ended(project));
    let reference = Ref::project(project.id.as_str());
    let desk = Desk::new(&reference, |_| {}).titled(&project.title).by(actions);
    let heard = Heard::ask(app, project);
    classed("article", "project")
        .child(head(app, project))
        .child(path(app, project))
        .child(agreement(app, project))
        .child(responsible(app, project))
        .child(ended.then(|| ending(app, own, project, desk)))
        .child(mission(app, project))
        .child(interest(app, project))
        .child(joining(app, project, desk, invitation))
        .child(events(app, own, &project.events))
        .child(belonging(app, &project.id, "question,dilemma", "belongs.debates"))
        .child(belonging(app, &project.id, "idea,barrier", "belongs.ideas"))
        .child(ranking(app, own, project))
        .child(phases(app, project, heard))
        .child(heard.map(|heard| heard.besides(project)))
        .child(decisions(app, &project.decisions))
        .child(project.mandate.as_ref().map(|item| mandate(app, item)))
        .child(experiments(app, &project.experiments))
        .child(stakeholders(app, &project.stakeholders))
        .child(partners(app, &project.partners))
        .child((!ended).then(|| desk.draw(app, Part::Expectations)))
        .child(desk.draw(app, Part::Offers))
        .child((!ended).then(|| stories(app, project)))
        .child(reading_on(app, project, desk))
}

/// What was learned, whether it went as people expected, what they think of it, and their stories (S0.3, S3.5, S4.2).
fn ending(app: App, own: Own, project: &Project, desk: Desk) -> AnyView {
    all(vec![
        project.learned.as_ref().map(|item| learned(app, item)).view(),
        desk.draw(app, Part::Expectations),
        evaluation(app, own, project),
        stories(app, project),
    ])
}

fn stories(app: App, project: &Project) -> AnyView {
    belonging(app, &project.id, "story", "belongs.stories")
}

/// What it is called, what sort it is, who began it, and in a sentence or two what it is.
fn head(app: App, project: &Project) -> AnyView {
    let source = project.source.as_ref().map(|source| {
        let said = classed("p", "small").child(app.say("idea.source")).child(" ");
        said.child(outward(source))
    });
    let shared = project.shared_at.as_ref();
    let shared = shared.map(|_| classed("p", "small").child(app.say("shared")));
    let summary = classed("p", "lead")
        .attr("dir", "auto")
        .child(project.summary.as_str());
    all(vec![
        view_heading(app, project.title.as_str()).view(),
        sort(app, project),
        source.view(),
        shared.view(),
        summary.view(),
        way_to_joining(app, project).view(),
    ])
}
