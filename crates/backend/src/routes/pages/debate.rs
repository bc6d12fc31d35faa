//! A debate in a row, oldest first: every comment says whom it answers.

use maud::{Markup, html};
use samskab_protocol::comment::Comment;
use samskab_protocol::page::Page;

use super::frame::{draw_author, draw_day, draw_next};
use super::text::draw_text;
use super::words;
use crate::app::App;

/// Draws the comments of one page.
pub fn draw_debate(app: &App, debate: &Page<Comment>) -> Markup {
    html! {
        h2 id="debat" { "Debat" }
        @if debate.items.is_empty() { p { "Ingen har skrevet endnu." } }
        ol.debate {
            @for comment in &debate.items {
                li id={ "c-" (comment.id) } .official[comment.official] { (draw_comment(app, comment)) }
            }
        }
        (draw_next(debate.page.next.as_deref()))
    }
}

fn draw_comment(app: &App, comment: &Comment) -> Markup {
    html! {
        @if let Some(body) = &comment.body {
            p.small {
                strong { (draw_author(comment.author.as_ref())) } " · " (draw_day(app, &comment.created_at))
                @if let Some(parent) = &comment.parent {
                    " · svar til "
                    a href={ "#c-" (parent) } { (comment.parent_author.as_deref().unwrap_or("en kommentar")) }
                }
            }
            (draw_text(body))
        } @else {
            p.small { (words::tombstone(comment.state)) }
        }
    }
}
