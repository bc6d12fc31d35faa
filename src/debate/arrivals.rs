//! Comments that came after what they belong to was drawn, each drawn once, so that what hangs on an earlier one stays
//! as it is when another comes.

use leptos::prelude::*;

use super::comment::comment;
use super::shown::Late;
use super::thread::Thread;
use crate::app::App;
use crate::parts::markup::{Content, all, classed, live, nothing};

/// Draws them as a list of this class, as soon as there are any.
pub fn arrivals(app: App, thread: Thread, late: Late, class: &'static str) -> AnyView {
    let are_there = Memo::new(move |_| late.with(|late| !late.is_empty()));
    live(move || match are_there.get() {
        true => classed("ol", class)
            .attr("role", "list")
            .child(from(app, thread, late, 0))
            .view(),
        false => nothing(),
    })
}

fn from(app: App, thread: Thread, late: Late, at: usize) -> AnyView {
    let is_there = Memo::new(move |_| late.with(|late| late.len() > at));
    live(move || {
        if !is_there.get() {
            return nothing();
        }
        let item = late.with_untracked(|late| late.get(at).map(|item| comment(app, thread, item)));
        all(vec![
            item.map(|item| item.attr("data-late", "")).view(),
            from(app, thread, late, at + 1),
        ])
    })
}
