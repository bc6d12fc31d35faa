//! One comment in its place: what it answers above it, what answers it below, and the way to the whole debate.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::comment::CommentContext;
use wasm_bindgen::JsCast;

use super::arrive::reach;
use super::comment::{comment, comment_above};
use super::jump::seek::{Seeking, seek};
use super::jump::{Jumps, Sort, jumps};
use super::live::news;
use super::thread::Thread;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::chunk::later;
use crate::parts::failure::loaded;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, tag};

/// What leads to one comment.
#[derive(Clone, Copy)]
pub struct Placing {
    /// Draws it with what it answers and what answers it.
    line: fn(App, Thread, &str) -> AnyView,
    /// Looks for it.
    pub seek: fn(Jumps, App, Thread, Sort) -> Seeking,
}

/// Brings it: most people read a debate from its beginning.
#[wasm_split(placing, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn placing_chunk() -> Result<Placing, Failure> {
    Ok(Placing { line: alone, seek })
}

/// Draws the comment with this id, whichever page of the debate it stands on.
pub fn line(app: App, thread: Thread, id: &str) -> AnyView {
    let id = id.to_owned();
    let thread = thread.in_line(app);
    let whole = link(app, "button", thread.place.get_value(), app.say("line.whole"));
    let note = classed("div", "note")
        .child(classed("p", "small").child(app.say("line.lead")))
        .child(tag("p").child(whole));
    classed("div", "line")
        .child(note)
        .child(jumps(app, thread))
        .child(later(app, placing_chunk, move |placing, app| {
            (placing.line)(app, thread, &id)
        }))
        .view()
}

fn alone(app: App, thread: Thread, id: &str) -> AnyView {
    let found: Loading<CommentContext> = waiting_for();
    let url = app.client.url(&["/comments/", &encode(id), "/context"].concat());
    let fetch = move || load(found, app.client.get(url.clone()));
    fetch();
    loaded(app, found, fetch, move |context| {
        let line = classed("ol", "thread").attr("role", "list");
        let line = line.child(in_its_place(app, thread, context));
        all(vec![line.view(), news(app, thread)])
    })
}

fn in_its_place(app: App, thread: Thread, context: &CommentContext) -> Tag {
    let arrive = move |item: web_sys::HtmlElement| {
        if let Some(article) = item
            .first_element_child()
            .and_then(|article| article.dyn_into().ok())
        {
            reach(app, article);
        }
    };
    let wanted = comment(app, thread, &context.comment).mounted(arrive);
    let above = context.ancestors.iter().rev();
    above.fold(wanted, |below, above| comment_above(app, thread, above, below))
}
