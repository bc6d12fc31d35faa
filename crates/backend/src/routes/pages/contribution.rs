//! The page of an idea or a debate.

use maud::{Markup, html};
use samskab_protocol::attachment::Attachment;
use samskab_protocol::contribution::{Contribution, ContributionState};
use samskab_protocol::trail::Step;

use super::debate::{Debate, draw_debate};
use super::frame::{draw, draw_author, draw_day, draw_link, draw_shared_at};
use super::kinds::{draw_kind, draw_links};
use super::text::draw_text;
use super::words;
use crate::app::{App, BASE_PATH, page_room};

/// Where the page of a contribution lies, seen from the first page.
pub fn address(contribution: &Contribution) -> String {
    format!("{}/{}", page_room(contribution.kind), contribution.id)
}

/// What it is called, unless its words were taken off the page.
pub fn title(contribution: &Contribution) -> &str {
    match contribution.state {
        ContributionState::Hidden => words::HIDDEN,
        _ => &contribution.title,
    }
}

/// Draws the page.
pub fn draw_contribution(app: &App, contribution: &Contribution, debate: &Debate) -> Markup {
    let title = title(contribution);
    let sides = contribution
        .dilemma
        .as_ref()
        .map_or(&[][..], |dilemma| &dilemma.sides);
    let content = html! {
        p.small { (words::kind(contribution)) " · " (words::status(&contribution.status)) }
        h1 { (title) }
        p.small {
            (draw_author(contribution.author.as_ref())) " · " (draw_day(app, &contribution.created_at))
            @if let Some(place) = &contribution.place { " · " (place.name) }
            @if let Some(reference) = &contribution.reference { " · Referencenummer " (reference) }
        }
        @if let Some(problem) = &contribution.problem {
            h2 { "Problemet" }
            (draw_text(problem))
        }
        @if let Some(body) = &contribution.body {
            @if contribution.problem.is_some() { h2 { "Idéen" } }
            (draw_text(body))
        }
        @for picture in contribution.attachments.read().unwrap_or_default() { (draw_picture(&picture)) }
        (draw_kind(contribution))
        (draw_links(contribution))
        @if let Some(project) = &contribution.project {
            p { "Hører til projektet " a href={ "../projects/" (project.id) } { (project.title) } "." }
        }
        @if let Some(source) = &contribution.source {
            p { "Først offentliggjort her: " (draw_link(source)) }
        }
        (draw_shared_at(app, contribution.shared_at.as_ref()))
        @if !contribution.trail.is_empty() {
            h2 { "Det er der sket" }
            ol.trail { @for step in &contribution.trail { (draw_step(app, step)) } }
        }
        @if let Some(verdict) = &contribution.author_verdict {
            p { (words::verdict(verdict.verdict)) }
            @if let Some(reason) = &verdict.reason { (draw_text(reason)) }
        }
        (draw_debate(app, debate, sides))
    };
    draw(app, "..", title, &content)
}

/// By an address without a name in it, so that the page's policy lets it in under whatever name people come.
fn draw_picture(picture: &Attachment) -> Markup {
    let address = format!("..{BASE_PATH}/attachments/{}", picture.id);
    html! {
        p { img src=(address) alt=(picture.alt) width=[picture.width] height=[picture.height] loading="lazy"; }
    }
}

fn draw_step(app: &App, step: &Step) -> Markup {
    html! {
        li {
            strong { (words::step(step.step)) }
            @if let Some(at) = &step.at { " " (draw_day(app, at)) }
            @else if let Some(due) = &step.due { " – senest " (draw_day(app, due)) }
            @if let Some(by) = &step.by { " · " (by) }
            @if let Some(text) = &step.text { (draw_text(text)) }
            @if let Some(link) = &step.link { p { (draw_link(link)) } }
        }
    }
}
