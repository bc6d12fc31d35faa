//! A debate in a row, oldest first: what was heard in it, and every comment with whom it answers.

use maud::{Markup, html};
use samskab_protocol::comment::Comment;
use samskab_protocol::heard::Summary;
use samskab_protocol::kinds::Side;
use samskab_protocol::page::Page;

use super::frame::{draw_author, draw_day, draw_next};
use super::heard::draw_heard;
use super::text::draw_text;
use super::words;
use crate::app::App;

/// A debate as a page shows it.
pub struct Debate {
    /// What was heard in it, the newest first.
    pub heard: Vec<Summary>,
    /// A page of its comments.
    pub comments: Page<Comment>,
}

/// Draws what was heard and the comments of one page; `sides` are those of a dilemma.
pub fn draw_debate(app: &App, debate: &Debate, sides: &[Side]) -> Markup {
    let comments = &debate.comments;
    html! {
        h2 id="debat" { "Debat" }
        (draw_heard(app, &debate.heard))
        @if comments.items.is_empty() { p { "Ingen har skrevet endnu." } }
        (draw_row(app, &comments.items, sides))
        (draw_next(comments.page.next.as_deref()))
    }
}

/// Draws comments in a row.
pub fn draw_row(app: &App, comments: &[Comment], sides: &[Side]) -> Markup {
    html! {
        ol.debate {
            @for comment in comments {
                li id={ "c-" (comment.id) } .official[comment.official] {
                    (draw_comment(app, comment, comments, sides))
                }
            }
        }
    }
}

/// A comment's moment leads to its own page, and so does whom it answers unless they stand on this one.
fn draw_comment(app: &App, comment: &Comment, around: &[Comment], sides: &[Side]) -> Markup {
    let way = |id: &str| match around.iter().any(|other| other.id == id) {
        true => format!("#c-{id}"),
        false => format!("../comments/{id}"),
    };
    html! {
        @if let Some(body) = &comment.body {
            p.small {
                strong { (draw_author(comment.author.as_ref())) } " · "
                a href={ "../comments/" (comment.id) } { (draw_day(app, &comment.created_at)) }
                @if let Some(at) = &comment.edited_at { " · rettet " (draw_day(app, at)) }
                @if let Some(parent) = &comment.parent {
                    " · svar til "
                    a href=(way(parent)) { (comment.parent_author.as_deref().unwrap_or("en kommentar")) }
                }
                @if let Some(position) = position(comment, sides) { " · " em { (position) } }
            }
            (draw_text(body))
        } @else {
            p.small { (words::tombstone(comment.state)) }
        }
    }
}

/// Where the author stands, said by themselves (S4.5).
fn position(comment: &Comment, sides: &[Side]) -> Option<String> {
    let side = comment
        .side
        .as_ref()
        .and_then(|id| sides.iter().find(|side| side.id == *id));
    match side {
        Some(side) => Some(format!("Taler for: {}", side.label)),
        None => comment.alignment.and_then(words::position).map(str::to_owned),
    }
}
