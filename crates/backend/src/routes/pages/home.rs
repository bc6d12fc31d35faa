//! The first page: projects, then ideas and debates a page at a time.

use maud::{Markup, html};
use samskab_protocol::contribution::Contribution;
use samskab_protocol::network::Shared;
use samskab_protocol::page::Page;
use samskab_protocol::project::Project;

use super::contribution::address;
use super::frame::{draw, draw_author, draw_day, draw_next};
use super::words;
use crate::app::App;
use crate::order;
use crate::routes::parameters::Parameters;

/// What another municipality has shared; the page lies there.
fn draw_shared(app: &App, shared: &Shared) -> Markup {
    html! {
        li {
            h3 { a href=(shared.url) { (shared.title) } }
            p { (shared.summary) }
            p.small { "Fra " (shared.origin.title) " · " (draw_day(app, &shared.at)) }
        }
    }
}

/// A list of contributions.
fn draw_list(app: &App, contributions: &Page<Contribution>) -> Markup {
    html! {
        ul.cards {
            @for item in &contributions.items {
                li {
                    h3 { a href={ "./" (address(item)) } { (item.title) } }
                    @if !item.summary.is_empty() { p { (item.summary) } }
                    p.small {
                        (words::kind(item)) " · " (words::status(&item.status)) " · "
                        (draw_author(item.author.as_ref())) " · " (draw_day(app, &item.created_at))
                        @if let Some(comments) = item.counts.comments { " · " (comments) " kommentarer" }
                    }
                }
            }
        }
    }
}

/// Whether it is the whole page, neither a search nor a page further on.
pub fn is_first(parameters: &Parameters) -> bool {
    parameters.text("cursor").is_none() && parameters.text("q").unwrap_or("").is_empty()
}

/// Draws the page.
pub fn draw_home(
    app: &App,
    parameters: &Parameters,
    projects: &Page<Project>,
    contributions: &Page<Contribution>,
    shared: &[Shared],
) -> Markup {
    let search = parameters.text("q").unwrap_or("");
    let is_first = is_first(parameters);
    let content = html! {
        h1 { "Idéer, debatter og projekter" }
        @if is_first && !projects.items.is_empty() {
            h2 { "Projekter" }
            ul.cards {
                @for project in &projects.items {
                    li {
                        h3 { a href={ "./projects/" (project.id) } { (project.title) } }
                        p { (project.summary) }
                        p.small {
                            (words::project_state(project.state)) " · " (words::openness(project.openness)) " · "
                            (words::role_offered(project.role_offered))
                        }
                    }
                }
            }
        }
        h2 { "Idéer og debatter" }
        form action="./" method="get" role="search" {
            label for="q" { "Søg" } " "
            input id="q" name="q" type="search" value=(search);
            " " button { "Søg" }
        }
        @if let Some(why) = order::explain(contributions.page.order.as_deref()) { p.small { (why) } }
        @if contributions.items.is_empty() { p { "Ingen fundet. Prøv et andet ord." } }
        (draw_list(app, contributions))
        (draw_next(contributions.page.next.as_deref()))
        @if is_first && !shared.is_empty() {
            h2 { "Fra andre kommuner" }
            ul.cards { @for shared in shared { (draw_shared(app, shared)) } }
        }
    };
    draw(app, ".", "Idéer, debatter og projekter", &content)
}
