//! The page of a project: its frame, its way, what was decided, and the debate on it.

use maud::{Markup, html};
use samskab_protocol::decision::Decision;
use samskab_protocol::event::Event;
use samskab_protocol::heard::Summary;
use samskab_protocol::project::{Phase, Project};
use samskab_protocol::text::Text;

use super::debate::{Debate, draw_debate};
use super::frame::{draw, draw_day, draw_link, draw_shared_at};
use super::heard::draw_heard;
use super::text::draw_text;
use super::words;
use crate::app::App;

/// Draws the page; `heard` is what was heard at each of its meetings.
pub fn draw_project(app: &App, project: &Project, heard: &[Vec<Summary>], debate: &Debate) -> Markup {
    let content = html! {
        p.small { "Projekt · " (words::project_state(project.state)) }
        h1 { (project.title) }
        p { (project.summary) }
        p { strong { (words::openness(project.openness)) } " · " (words::role_offered(project.role_offered)) }
        (draw_shared_at(app, project.shared_at.as_ref()))
        (draw_frame(project))
        @if !project.phases.is_empty() {
            h2 { "Vejen fra idé til beslutning" }
            ol.trail { @for phase in &project.phases { (draw_phase(app, phase)) } }
        }
        @if !project.events.is_empty() {
            h2 { "Her mødes vi" }
            ul {
                @for (event, heard) in project.events.iter().zip(heard) { (draw_event(app, event, heard)) }
            }
        }
        @for decision in &project.decisions { (draw_decision(app, decision)) }
        (draw_debate(app, debate, &[]))
    };
    draw(app, "..", &project.title, &content)
}

fn draw_frame(project: &Project) -> Markup {
    html! {
        (draw_section("Det vil vi løse", project.mission.as_ref()))
        (draw_list("Det kan I få indflydelse på", &project.influence.open))
        (draw_list("Det er givet på forhånd", &project.influence.given))
        (draw_section("Kommunens egen interesse", project.interest.as_ref()))
        (draw_section("Sådan arbejder vi", project.method.as_ref()))
        (draw_list("Det spørger vi om", &project.questions))
        @if let Some(responsible) = &project.responsible {
            h2 { "Hvem svarer?" }
            p {
                (responsible.office)
                @if let Some(name) = &responsible.name { ", " (name) }
                @if let Some(committee) = &responsible.committee { ", " (committee) }
                @if let Some(days) = responsible.answer_days { ". Svar inden " (days) " dage." }
            }
        }
        @if let Some(answers) = project.answers {
            p {
                (answers.answered) " af " (answers.received) " bidrag er besvaret. Forsinkede svar: "
                (answers.overdue) "."
            }
        }
    }
}

fn draw_section(title: &str, text: Option<&Text>) -> Markup {
    html! { @if let Some(text) = text { h2 { (title) } (draw_text(text)) } }
}

fn draw_list(title: &str, items: &[String]) -> Markup {
    html! {
        @if !items.is_empty() {
            h2 { (title) }
            ul { @for item in items { li { (item) } } }
        }
    }
}

fn draw_phase(app: &App, phase: &Phase) -> Markup {
    html! {
        li {
            strong { (phase.title) } " (" (words::phase(phase.state)) ")"
            @if let Some(start) = &phase.starts_at { " " (draw_day(app, start)) }
            @if let Some(end) = &phase.ends_at { " – " (draw_day(app, end)) }
            @if let Some(body) = &phase.body { (draw_text(body)) }
        }
    }
}

fn draw_event(app: &App, event: &Event, heard: &[Summary]) -> Markup {
    html! {
        li {
            strong { (event.title) } " " (draw_day(app, &event.starts_at))
            @if let Some(place) = &event.place { ", " (place.name) }
            @if let Some(body) = &event.body { (draw_text(body)) }
            @if let Some(outcome) = &event.outcome { p { "Det kom der ud af det:" } (draw_text(outcome)) }
            (draw_heard(app, heard))
        }
    }
}

fn draw_decision(app: &App, decision: &Decision) -> Markup {
    html! {
        section {
            h2 { "Besluttet " (draw_day(app, &decision.decided_at)) " af " (decision.by) }
            (draw_text(&decision.outcome))
            h3 { "Begrundelse" }
            (draw_text(&decision.reasons))
            @if let Some(weighed) = &decision.weighed { h3 { "Det blev afvejet" } (draw_text(weighed)) }
            @if let Some(cost) = &decision.cost { h3 { "Hvad det koster, og hvem det rammer" } (draw_text(cost)) }
            @if let Some(link) = &decision.link { p { (draw_link(link)) } }
        }
    }
}
