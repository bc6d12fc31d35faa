//! What every page has, and the small parts that pages share.

use maud::{DOCTYPE, Markup, html};
use samskab_protocol::author::Author;
use samskab_protocol::identifier::Timestamp;
use samskab_protocol::problem::Problem;
use samskab_protocol::text::Link;

use super::STYLE_PATH;
use super::words;
use crate::app::App;
use crate::language::Language;

/// A whole page. `up` leads from it to the first page: `.` or `..`.
pub fn draw(app: &App, up: &str, title: &str, content: &Markup) -> Markup {
    let publisher = &app.settings.publisher;
    html! {
        (DOCTYPE)
        html lang="da" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – " (publisher.name) }
                link rel="stylesheet" href={ (up) (STYLE_PATH) };
            }
            body {
                header { a href={ (up) "/" } { (publisher.name) } }
                main { (content) }
                footer {
                    p {
                        "Her kan du læse alt, også uden script. Du kan skrive med på "
                        @if let Some(site) = &app.site { a href=(site) { "kommunens egen hjemmeside" } }
                        @else { "kommunens egen hjemmeside" }
                        "."
                    }
                    @if let Some(contact) = &publisher.contact { p { "Kontakt: " (contact) } }
                }
            }
        }
    }
}

/// A page for one person, in their language, to which no other leads: it may lie at any depth.
pub fn draw_alone(app: &App, language: Language, title: &str, content: &Markup) -> Markup {
    let publisher = &app.settings.publisher;
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – " (publisher.name) }
                link rel="stylesheet" href={ (app.public_url) (STYLE_PATH) };
            }
            body {
                header { a href={ (app.public_url) "/" } { (publisher.name) } }
                main { h1 { (title) } (content) }
            }
        }
    }
}

/// The page of something that went wrong. It knows no municipality: it must work whatever broke.
pub fn draw_problem(problem: &Problem, language: Language, up: &str) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (problem.title) }
                link rel="stylesheet" href={ (up) (STYLE_PATH) };
            }
            body {
                main {
                    h1 { (problem.title) }
                    @if let Some(detail) = &problem.detail { p { (detail) } }
                    p { a href={ (up) "/" } { (language.choose("Til forsiden", "To the first page")) } }
                }
            }
        }
    }
}

/// A link to somewhere else, or its words alone where it could do anything but lead there.
pub fn draw_link(link: &Link) -> Markup {
    html! {
        @if link.is_safe() { a href=(link.url) rel="nofollow noopener" { (link.title) } }
        @else { (link.title) }
    }
}

/// Who wrote something.
pub fn draw_author(author: Option<&Author>) -> Markup {
    html! {
        @match author {
            Some(author) => {
                (author.name) " (" (words::role(author.role)) ")"
                @if let Some(affiliation) = &author.affiliation { ", " (affiliation) }
            }
            None => "Forfatteren er ikke oplyst",
        }
    }
}

/// The day of a moment, as it is told where the municipality is.
pub fn draw_day(app: &App, moment: &Timestamp) -> Markup {
    html! { time datetime=(moment.as_str()) { (words::day(moment, &app.settings.timezone)) } }
}

/// That something is shared, so that those whose it is know.
pub fn draw_shared_at(app: &App, moment: Option<&Timestamp>) -> Markup {
    html! { @if let Some(moment) = moment { p.small { "Delt med andre kommuner " (draw_day(app, moment)) } } }
}

/// The link to the rest of a list, which keeps only what the list's own address says after the question mark.
pub fn draw_next(next: Option<&str>) -> Markup {
    let query = next
        .and_then(|address| address.split_once('?'))
        .map(|(_, query)| query);
    html! {
        @if let Some(query) = query { p { a.more rel="next" href={ "?" (query) } { "Vis flere" } } }
    }
}
