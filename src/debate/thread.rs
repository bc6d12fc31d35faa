//! A debate: its comments as a tree, each node paging its own replies.

use leptos::prelude::*;
use samskab_protocol::comment::Comment;
use samskab_protocol::identifier::Ref;
use samskab_protocol::page::Page;
use samskab_protocol::service::{First, Mode};
use samskab_protocol::text::is_safe;

use super::comment::comment;
use super::reply::{Reply, reply_box};
use super::tree::nest;
use crate::app::App;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, all, classed, nothing};
use crate::parts::more::more;

/// A debate, as its comments see it.
#[derive(Clone, Copy)]
pub struct Thread {
    /// What is debated, as `<type>:<id>`.
    pub subject: StoredValue<String>,
    /// Ids of the comments sent from this view: a page that brings one of them again does not show it twice.
    pub own: RwSignal<Vec<String>>,
    /// Whether comments can be written here.
    pub open: bool,
}

/// Draws the debate on `subject`, with its first page where it came along.
pub fn thread(app: App, subject: Ref, mut first: First) -> AnyView {
    let found: Loading<Page<Comment>> = waiting_for();
    let action = app.with_service(|service| service.actions.comment.clone());
    let url = app.client.debate_url(&subject);
    let thread = Thread {
        subject: StoredValue::new(subject.to_string()),
        own: RwSignal::new(Vec::new()),
        open: action.mode == Mode::Native,
    };
    let fetch = move || load(found, app.client.get(url.clone()));
    match first.take("comments") {
        Some(first) => found.set(Load::Ready(first)),
        None => fetch(),
    }
    let compose = match (action.mode, action.url) {
        (Mode::Native, _) => reply_box(app, thread, Reply::Subject),
        (Mode::External, Some(url)) if is_safe(&url) => classed("a", "button")
            .attr("href", url)
            .child(app.say("comment.elsewhere"))
            .view(),
        _ => classed("p", "small").child(app.say("comment.closed")).view(),
    };
    classed("section", "section")
        .child(heading(app, 1, app.say("thread.title")))
        .child(compose)
        .child(loaded(app, found, fetch, move |page| whole(app, thread, page)))
        .view()
}

fn whole(app: App, thread: Thread, page: &Page<Comment>) -> AnyView {
    if page.items.is_empty() {
        let invite = move || {
            if thread.own.with(Vec::is_empty) {
                app.say("thread.empty").view()
            } else {
                nothing()
            }
        };
        return classed("p", "empty").live(invite).view();
    }
    classed("ol", "thread")
        .attr("role", "list")
        .child(nodes(app, thread, page, "comments.more"))
        .view()
}

/// The comments of a page, and the way to the next ones; `key` is the button's words.
pub fn nodes(app: App, thread: Thread, page: &Page<Comment>, key: &'static str) -> AnyView {
    let own = thread.own.get_untracked();
    let items = nest(&page.items);
    let fresh = items.iter().filter(|item| !own.contains(&item.id));
    let mut items: Vec<_> = fresh.map(|item| comment(app, thread, item).view()).collect();
    if let Some(next) = page.page.next.clone() {
        items.push(more(
            app,
            app.say(key),
            next,
            Box::new(move |page| nodes(app, thread, page, key)),
        ));
    }
    all(items)
}
