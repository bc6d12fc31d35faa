//! The frame: how open it is, what can be influenced, whose interest it is in, who answers for it.

use leptos::prelude::*;
use samskab_protocol::project::{AnswerRecord, Openness, Project, RoleOffered, Stakeholder};
use samskab_protocol::text::Text;

use crate::app::App;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::prose::prose;

/// Key of the words for how open a project is (S0.1).
pub fn openness_key(openness: Openness) -> &'static str {
    match openness {
        Openness::Open => "openness.open",
        Openness::Framed => "openness.framed",
        Openness::Decided => "openness.decided",
        Openness::Other => "openness.other",
    }
}

/// Draws the frame.
pub fn frame(app: App, project: &Project) -> AnyView {
    let text = |key: &str, text: &Option<Text>| {
        let text = text.as_ref()?;
        Some(section(app, key).child(prose(text)))
    };
    all(vec![
        openness(app, project).view(),
        text("frame.mission", &project.mission).view(),
        influence(app, project).view(),
        questions(app, &project.questions).view(),
        text("frame.interest", &project.interest).view(),
        text("frame.method", &project.method).view(),
        stakeholders(app, &project.stakeholders).view(),
        responsible(app, project).view(),
    ])
}

fn section(app: App, title: &str) -> Tag {
    classed("section", "section").child(heading(app, 1, app.say(title)))
}

/// A door: wide open, ajar, or shut; said in words beside it.
fn openness(app: App, project: &Project) -> Tag {
    let door = match project.openness {
        Openness::Open => "M5 21V4h3v17M8 4l9-2v21l-9-2M3 21h5M17 21h4",
        Openness::Decided => "M6 21V3h12v18M3 21h18M14.5 12v.6",
        _ => "M5 21V4l9-1.5v19L5 21zM14 5h4v16h-4M11.5 12.2v.6",
    };
    let role = match project.role_offered {
        RoleOffered::Informed => "offered.informed",
        RoleOffered::Consulted => "offered.consulted",
        RoleOffered::Involved => "offered.involved",
        RoleOffered::CoDeciding => "offered.co_deciding",
        RoleOffered::Other => "offered.other",
    };
    let picture = view! { <svg viewBox="0 0 24 24" aria-hidden="true"><path d=door></path></svg> };
    let words = tag("p")
        .child(tag("b").child(app.say(openness_key(project.openness))))
        .child(classed("span", "small").child(app.say(role)));
    classed("div", "panel openness")
        .child(picture.into_any())
        .child(words)
}

fn points(class: &'static str, points: &[String]) -> Tag {
    points.iter().fold(classed("ul", class), |list, point| {
        list.child(tag("li").attr("dir", "auto").child(point.as_str()))
    })
}

/// What can be influenced beside what is given (S4.2).
fn influence(app: App, project: &Project) -> Tag {
    let column = |class, key: &str, list: &[String]| {
        let title = heading(app, 1, app.say(key));
        (!list.is_empty()).then(|| classed("div", class).child(title).child(points("", list)))
    };
    classed("section", "section two")
        .child(column("can", "frame.open", &project.influence.open))
        .child(column("given", "frame.given", &project.influence.given))
}

fn questions(app: App, questions: &[String]) -> Option<Tag> {
    (!questions.is_empty()).then(|| section(app, "frame.questions").child(points("bullets", questions)))
}

/// Who has a share, and who is missing though invited (S4.1).
fn stakeholders(app: App, stakeholders: &[Stakeholder]) -> Option<Tag> {
    let list = stakeholders.iter().fold(classed("ul", "parties"), |list, item| {
        list.child(party(app, item))
    });
    (!stakeholders.is_empty()).then(|| section(app, "frame.stakeholders").child(list))
}

fn party(app: App, item: &Stakeholder) -> Tag {
    let presence = match (item.present, item.invited) {
        (true, _) => "stake.present",
        (false, true) => "stake.invited",
        (false, false) => "stake.missing",
    };
    tag("li")
        .child(tag("b").attr("dir", "auto").child(item.name.as_str()))
        .child(" ")
        .child(classed("span", "small").child(app.say(presence)))
        .child(
            item.stake
                .as_deref()
                .map(|stake| tag("p").attr("dir", "auto").child(stake)),
        )
}

/// Who answers, within how many days, and how well that is kept (S0.2, S1.2).
fn responsible(app: App, project: &Project) -> Option<Tag> {
    let who = project.responsible.as_ref()?;
    let name = who
        .name
        .as_deref()
        .map(|name| all(vec![tag("b").child(name).view(), ", ".view()]));
    let days = who
        .answer_days
        .map(|days| app.language.count("responsible.days", days));
    let small = |words: String| classed("p", "small").child(words);
    let committee = who.committee.as_deref();
    let committee =
        committee.map(|name| small(app.language.say_with("responsible.committee", &[("name", name)])));
    let record = project.answers.filter(|record| record.received > 0);
    let panel = classed("section", "section panel")
        .child(heading(app, 1, app.say("frame.responsible")))
        .child(
            tag("p")
                .child(name)
                .child([&who.office, ". "].concat())
                .child(days),
        )
        .child(committee)
        .child(record.map(|record| small(kept_promises(app, record))));
    Some(panel)
}

fn kept_promises(app: App, record: AnswerRecord) -> String {
    let (answered, received) = (record.answered.to_string(), record.received.to_string());
    let mut words = app
        .language
        .say_with("answers.rate", &[("x", &answered), ("y", &received)]);
    if let Some(days) = record.median_days {
        words.extend([" · ", &app.language.count("answers.median", days)]);
    }
    if record.overdue > 0 {
        words.extend([" · ", &app.language.count("answers.overdue", record.overdue)]);
    }
    words
}
