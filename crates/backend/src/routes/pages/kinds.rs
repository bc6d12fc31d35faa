//! What a dilemma, a barrier and a story have, and what contributions have to do with each other.

use maud::{Markup, html};
use samskab_protocol::contribution::{Contribution, ContributionLink};
use samskab_protocol::kinds::{Barrier, Dilemma, Story};

use super::frame::{draw_author, draw_link};
use super::text::draw_text;
use super::words;
use crate::app::page_room;

/// Draws what only this kind has.
pub fn draw_kind(contribution: &Contribution) -> Markup {
    html! {
        @if let Some(dilemma) = &contribution.dilemma { (draw_dilemma(dilemma)) }
        @if let Some(barrier) = &contribution.barrier { (draw_barrier(barrier)) }
        @if let Some(story) = &contribution.story { (draw_story(story)) }
        @if !contribution.affected.is_empty() {
            h2 { "Hvem det også angår" }
            ul { @for who in &contribution.affected { li { (who) } } }
        }
    }
}

/// Draws what it is linked with.
pub fn draw_links(contribution: &Contribution) -> Markup {
    let merged_into = contribution.merged_into.as_slice();
    let stops = contribution
        .barrier
        .as_ref()
        .map_or(&[][..], |barrier| &barrier.stops);
    html! {
        (draw_list("Er lagt sammen med", merged_into))
        (draw_list("Her er lagt ind", &contribution.merged_from))
        (draw_list("Bygger på", &contribution.based_on))
        (draw_list("Bygget videre på i", &contribution.built_on_by))
        (draw_list("Standset af", &contribution.stopped_by))
        (draw_list("Det standser", stops))
    }
}

fn draw_dilemma(dilemma: &Dilemma) -> Markup {
    html! {
        h2 { "Dilemmaet" }
        (draw_text(&dilemma.tension))
        @for side in &dilemma.sides {
            h3 { (side.label) }
            ul { @for argument in &side.arguments { li { (argument) } } }
        }
    }
}

fn draw_barrier(barrier: &Barrier) -> Markup {
    html! {
        h2 { "Det står i vejen" }
        p {
            (words::ground(barrier.ground))
            @if let Some(reference) = &barrier.reference { ": " (reference) }
            @if let Some(link) = &barrier.link { " · " (draw_link(link)) }
        }
        @if let Some(who) = &barrier.working_on_it { p { "Arbejder på det: " (who) } }
    }
}

fn draw_story(story: &Story) -> Markup {
    html! {
        h2 { "Det lærte vi" }
        (draw_text(&story.learned))
    }
}

fn draw_list(heading: &str, links: &[ContributionLink]) -> Markup {
    html! {
        @if !links.is_empty() {
            h2 { (heading) }
            ul {
                @for link in links {
                    li {
                        a href={ "../" (page_room(link.kind)) "/" (link.id) } {
                            @if link.title.is_empty() { (words::HIDDEN) } @else { (link.title) }
                        }
                        @if let Some(author) = &link.author { " · " (draw_author(Some(author))) }
                        @if let Some(reason) = &link.reason { (draw_text(reason)) }
                    }
                }
            }
        }
    }
}
