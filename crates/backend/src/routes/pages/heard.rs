//! What we heard, as the municipality has told it, and what those who took part say to it (S1.4, S2.8).

use maud::{Markup, html};
use samskab_protocol::heard::{MinorityAnswer, MinorityPosition, Summary, SummaryResponse};

use super::frame::{draw_author, draw_day, draw_link};
use super::text::draw_text;
use super::words;
use crate::app::App;

/// Draws the summaries, the newest first.
pub fn draw_heard(app: &App, summaries: &[Summary]) -> Markup {
    html! { @for summary in summaries { (draw_summary(app, summary)) } }
}

fn draw_summary(app: &App, summary: &Summary) -> Markup {
    html! {
        section.heard lang=[summary.lang.as_deref()] {
            h3 { (summary.title) }
            p.small {
                @if let Some(office) = &summary.by { (office) " · " }
                (draw_day(app, &summary.created_at))
                @if let Some(at) = &summary.updated_at { " · rettet " (draw_day(app, at)) }
            }
            ul { @for point in &summary.points { li { (point) } } }
            @if !summary.minorities.is_empty() {
                h4 { "Det mener mindretallet" }
                ul { @for minority in &summary.minorities { li { (draw_minority(app, minority)) } } }
            }
            p.small {
                "Bekræftet af " (summary.confirmed) ", rettet af " (summary.corrected)
                " af dem, der har været med."
            }
            @if !summary.responses.is_empty() {
                ul { @for response in &summary.responses { li { (draw_response(app, response)) } } }
            }
        }
    }
}

fn draw_minority(app: &App, minority: &MinorityPosition) -> Markup {
    html! {
        strong { (minority.position) }
        @if let Some(who) = &minority.held_by { p.small { "Bag det står: " (who) } }
        p.small { "Deres grunde:" }
        ul { @for reason in &minority.reasons { li { (reason) } } }
        @if let Some(answer) = &minority.answer { (draw_answer(app, answer)) }
    }
}

fn draw_answer(app: &App, answer: &MinorityAnswer) -> Markup {
    html! {
        p.small { strong { "Det siger beslutningen" } " · " (answer.by) " · " (draw_day(app, &answer.at)) }
        (draw_text(&answer.text))
        @if let Some(link) = &answer.link { p { (draw_link(link)) } }
    }
}

fn draw_response(app: &App, response: &SummaryResponse) -> Markup {
    html! {
        p.small {
            (words::response(response.verdict)) ": " strong { (draw_author(response.author.as_ref())) } " · "
            (draw_day(app, &response.created_at))
        }
        @if let Some(text) = &response.text { (draw_text(text)) }
    }
}
