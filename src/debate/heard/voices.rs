//! What was said in a debate for a side of its dilemma (S4.5).

use leptos::prelude::*;
use samskab_protocol::comment::Comment;
use samskab_protocol::page::Page;

use crate::app::App;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::markup::{Content, Tag, all, classed};
use crate::parts::meta;
use crate::parts::more::more;
use crate::parts::prose::prose;

/// Draws what lies at `path` of those who speak for `side`.
pub fn list(app: App, path: String, side: String) -> AnyView {
    let found: Loading<Page<Comment>> = waiting_for();
    let url = app.client.url(&path);
    let fetch = move || load(found, app.client.get(url.clone()));
    fetch();
    loaded(app, found, fetch, move |page| {
        let voices = voices_of(app, page, &side);
        match voices.is_empty() {
            true => classed("p", "small").child(app.say("side.none")).view(),
            false => classed("ul", "voices").attr("role", "list").child(voices).view(),
        }
    })
}

/// The comments of a page that speak for the side, whatever else a backend may send, and the way to the next ones.
fn voices_of(app: App, page: &Page<Comment>, side: &str) -> Vec<AnyView> {
    let there = page
        .items
        .iter()
        .filter(|item| item.side.as_deref() == Some(side));
    let mut voices: Vec<_> = there.map(|item| voice(app, item).view()).collect();
    if let Some(next) = page.page.next.clone() {
        let side = side.to_owned();
        let draw = move |page: &Page<Comment>| all(voices_of(app, page, &side));
        voices.push(more(app, app.say("more"), next, Box::new(draw)));
    }
    voices
}

fn voice(app: App, item: &Comment) -> Tag {
    let line = classed("p", "meta")
        .child(meta::author(app, item.author.as_ref()))
        .child(meta::time(app, &item.created_at, item.precision));
    classed("li", "voice")
        .child(line)
        .child(item.body.as_ref().map(prose))
}
