//! One comment in its place: what it answers above it, what answers it below, and the way to the whole debate.

use leptos::prelude::*;
use samskab_protocol::comment::CommentContext;
use wasm_bindgen::JsCast;

use super::arrive::reach;
use super::comment::{comment, comment_above};
use super::jump::jumps;
use super::thread::Thread;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, classed, tag};

/// Draws the comment with this id, whichever page of the debate it stands on.
pub fn line(app: App, thread: Thread, id: &str) -> AnyView {
    let found: Loading<CommentContext> = waiting_for();
    let url = app.client.url(&["/comments/", &encode(id), "/context"].concat());
    let fetch = move || load(found, app.client.get(url.clone()));
    fetch();
    let whole = link(app, "button", thread.place.get_value(), app.say("line.whole"));
    let note = classed("div", "note")
        .child(classed("p", "small").child(app.say("line.lead")))
        .child(tag("p").child(whole));
    classed("div", "line")
        .child(note)
        .child(jumps(app, thread))
        .child(loaded(app, found, fetch, move |context| {
            let line = classed("ol", "thread").attr("role", "list");
            line.child(in_its_place(app, thread, context)).view()
        }))
        .view()
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
