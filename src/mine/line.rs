//! The line that says what is on its way.

use leptos::prelude::*;

use super::is_waiting;
use super::title::title;
use crate::app::App;
use crate::drafts::draft;
use crate::parts::focus::focus;
use crate::parts::link::link;
use crate::parts::markup::{Content, all, classed, live};
use crate::route::Place;

/// Draws how many texts wait, and which have arrived.
pub fn line(app: App) -> AnyView {
    live(move || {
        app.outbox.changed.track();
        let sent = app.outbox.arrived.get().into_iter();
        let sent = sent.map(|(id, begun)| {
            let title = title(app, draft::subject(&id), begun);
            said(app, app.language.say_with("mine.line.sent", &[("title", &title)]))
        });
        let count = draft::waiting(app.client).len() as u32;
        let waiting = is_waiting(app).then(|| said(app, app.language.count("mine.line", count)));
        let done = app.outbox.said.get().map(|words| {
            let done = classed("p", "small").attr("tabindex", "-1");
            done.child(words).mounted(focus)
        });
        all(vec![done.view(), sent.collect::<Vec<_>>().view(), waiting.view()])
    })
}

/// Something said, with the way to where it lies unless one is there.
fn said(app: App, words: String) -> AnyView {
    let is_there = app.place.with(|place| *place == Place::Mine(None));
    let way = (!is_there).then(|| link(app, "", Place::Mine(None), app.say("nav.mine")));
    classed("p", "small")
        .child([&words, " "].concat())
        .child(way)
        .view()
}
