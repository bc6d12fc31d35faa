//! The page of one comment: what it answers above it, and what was answered below.

use maud::{Markup, html};
use samskab_protocol::comment::{Comment, CommentContext};
use samskab_protocol::kinds::Side;
use samskab_protocol::page::Page;

use super::debate::draw_row;
use super::frame::{draw, draw_next};
use crate::app::App;

/// What a comment is about.
pub struct About {
    /// Where its page lies, seen from the first page.
    pub address: String,
    /// What it is called.
    pub title: String,
    /// Its sides, if it is a dilemma.
    pub sides: Vec<Side>,
}

/// Draws the page.
pub fn draw_comment(app: &App, about: &About, context: &CommentContext, replies: &Page<Comment>) -> Markup {
    let name = context.comment.author.as_ref().map(|author| author.name.as_str());
    let title = match name {
        Some(name) => format!("{name} i debatten: {}", about.title),
        None => format!("Et indlæg i debatten: {}", about.title),
    };
    let line: Vec<Comment> = context
        .ancestors
        .iter()
        .chain([&context.comment])
        .cloned()
        .collect();
    let content = html! {
        h1 { (title) }
        p { a href={ "../" (about.address) "#debat" } { "Vis hele debatten" } }
        @if !context.ancestors.is_empty() { p { "Du ser ét indlæg, og hvad det svarer på." } }
        (draw_row(app, &line, &about.sides))
        @if !replies.items.is_empty() {
            h2 { "Svar" }
            (draw_row(app, &replies.items, &about.sides))
        }
        (draw_next(replies.page.next.as_deref()))
    };
    draw(app, "..", &title, &content)
}
