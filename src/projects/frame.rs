//! The frame: how open it is, which role one has, what can be influenced, what is given, and whose interest it is in.

use leptos::prelude::AnyView;
use samskab_protocol::project::{Openness, Project};
use samskab_protocol::text::Text;

use super::ending::has_ended;
use super::names::{openness_key, role_key};
use crate::app::App;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::prose::prose;

/// The agreement in short: how open it is, and what one can and cannot move (S0.1, S1.1, S4.2).
pub fn agreement(app: App, project: &Project) -> AnyView {
    all(vec![
        openness(app, project).view(),
        influence(app, project).view(),
    ])
}

/// What it is about, and what is asked (S2.3).
pub fn mission(app: App, project: &Project) -> AnyView {
    all(vec![
        told(app, "frame.mission", &project.mission).view(),
        questions(app, &project.questions).view(),
    ])
}

/// Whose interest it is in, and how people work together (S4.3, S2.3).
pub fn interest(app: App, project: &Project) -> AnyView {
    all(vec![
        told(app, "frame.interest", &project.interest).view(),
        told(app, "frame.method", &project.method).view(),
    ])
}

/// A section with a heading of its own.
pub fn section(app: App, title: &str) -> Tag {
    classed("section", "section").child(heading(app, 1, app.say(title)))
}

/// What people have written, point by point.
pub fn points(class: &'static str, points: &[String]) -> Tag {
    points.iter().fold(classed("ul", class), |list, point| {
        list.child(tag("li").attr("dir", "auto").child(point.as_str()))
    })
}

fn told(app: App, title: &str, text: &Option<Text>) -> Option<Tag> {
    let text = text.as_ref()?;
    Some(section(app, title).child(prose(text)))
}

/// A door: wide open, ajar, or shut; said in words beside it.
pub fn openness(app: App, project: &Project) -> Tag {
    let words = tag("p")
        .child(tag("b").child(app.say(openness_key(project.openness))))
        .child(classed("span", "small").child(app.say(role_key(project))));
    classed("div", "panel openness")
        .child(door(project.openness))
        .child(words)
}

/// The picture of how open something is.
pub fn door(openness: Openness) -> AnyView {
    use leptos::prelude::*;
    let door = match openness {
        Openness::Open => "M5 21V4h3v17M8 4l9-2v21l-9-2M3 21h5M17 21h4",
        Openness::Decided => "M6 21V3h12v18M3 21h18M14.5 12v.6",
        _ => "M5 21V4l9-1.5v19L5 21zM14 5h4v16h-4M11.5 12.2v.6",
    };
    view! { <svg viewBox="0 0 24 24" aria-hidden="true"><path d=door></path></svg> }.into_any()
}

/// What can be influenced beside what is given.
fn influence(app: App, project: &Project) -> Tag {
    let column = |class, key: &str, list: &[String]| {
        let title = heading(app, 1, app.say(key));
        (!list.is_empty()).then(|| classed("div", class).child(title).child(points("", list)))
    };
    let (open, given) = match has_ended(project) {
        true => ("frame.open.was", "frame.given.was"),
        false => ("frame.open", "frame.given"),
    };
    classed("section", "section two influence")
        .child(column("can", open, &project.influence.open))
        .child(column("given", given, &project.influence.given))
}

fn questions(app: App, questions: &[String]) -> Option<Tag> {
    (!questions.is_empty()).then(|| section(app, "frame.questions").child(points("bullets", questions)))
}
