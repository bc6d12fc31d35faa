//! The frame: how open it is, what can be influenced, whose interest it is in, who answers for it.

use leptos::prelude::*;
use samskab_protocol::project::{Openness, Project, RoleOffered, Stakeholder};

use crate::app::App;
use crate::parts::heading::heading;
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
    let text = |key: &str, text: &Option<samskab_protocol::text::Text>| {
        text.as_ref().map(|text| {
            view! { <section class="section">{heading(app, 1, app.say(key))}{prose(text)}</section> }
                .into_any()
        })
    };
    view! {
        {openness(app, project)}
        {text("frame.mission", &project.mission)}
        {influence(app, project)}
        {questions(app, &project.questions)}
        {text("frame.interest", &project.interest)}
        {text("frame.method", &project.method)}
        {stakeholders(app, &project.stakeholders)}
        {responsible(app, project)}
    }
    .into_any()
}

/// A door: wide open, ajar, or shut; said in words beside it.
fn openness(app: App, project: &Project) -> AnyView {
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
    view! {
        <div class="panel openness">
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d=door></path></svg>
            <p><b>{app.say(openness_key(project.openness))}</b><span class="small">{app.say(role)}</span></p>
        </div>
    }
    .into_any()
}

/// What can be influenced beside what is given (S4.2).
fn influence(app: App, project: &Project) -> AnyView {
    let column = |class: &'static str, key: &str, points: &[String]| {
        let points: Vec<_> = points
            .iter()
            .map(|point| view! { <li dir="auto">{point.clone()}</li> })
            .collect();
        (!points.is_empty())
            .then(|| view! { <div class=class>{heading(app, 1, app.say(key))}<ul>{points}</ul></div> })
    };
    view! {
        <section class="section two">
            {column("can", "frame.open", &project.influence.open)}
            {column("given", "frame.given", &project.influence.given)}
        </section>
    }
    .into_any()
}

fn questions(app: App, questions: &[String]) -> AnyView {
    let items: Vec<_> = questions
        .iter()
        .map(|question| view! { <li dir="auto">{question.clone()}</li> })
        .collect();
    (!items.is_empty())
        .then(|| view! { <section class="section">{heading(app, 1, app.say("frame.questions"))}<ul class="bullets">{items}</ul></section> })
        .into_any()
}

/// Who has a share, and who is missing though invited (S4.1).
fn stakeholders(app: App, stakeholders: &[Stakeholder]) -> AnyView {
    let items: Vec<_> = stakeholders
        .iter()
        .map(|item| {
            let presence = match (item.present, item.invited) {
                (true, _) => "stake.present",
                (false, true) => "stake.invited",
                (false, false) => "stake.missing",
            };
            view! {
                <li>
                    <b dir="auto">{item.name.clone()}</b>" "<span class="small">{app.say(presence)}</span>
                    {item.stake.clone().map(|stake| view! { <p dir="auto">{stake}</p> })}
                </li>
            }
        })
        .collect();
    (!items.is_empty())
        .then(|| view! { <section class="section">{heading(app, 1, app.say("frame.stakeholders"))}<ul class="parties">{items}</ul></section> })
        .into_any()
}

/// Who answers, within how many days, and how well that is kept (S0.2, S1.2).
fn responsible(app: App, project: &Project) -> AnyView {
    let Some(who) = &project.responsible else {
        return ().into_any();
    };
    let name = who.name.clone().map(|name| view! { <b>{name}</b>", " });
    let days = who
        .answer_days
        .map(|days| app.language.count("responsible.days", days));
    let committee = who.committee.clone().map(|committee| {
        view! { <p class="small">{app.language.say_with("responsible.committee", &[("name", &committee)])}</p> }
    });
    let record = project
        .answers
        .filter(|record| record.received > 0)
        .map(|record| {
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
            view! { <p class="small">{words}</p> }
        });
    view! {
        <section class="section panel">
            {heading(app, 1, app.say("frame.responsible"))}
            <p>{name}{who.office.clone()}". "{days}</p>
            {committee}
            {record}
        </section>
    }
    .into_any()
}
