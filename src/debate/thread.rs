//! A debate: its comments as a tree, each node paging its own replies.

use leptos::prelude::*;
use samskab_protocol::comment::Comment;
use samskab_protocol::identifier::Ref;
use samskab_protocol::page::Page;
use samskab_protocol::service::Mode;

use super::comment::comment;
use super::reply::{Reply, reply_box};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Load, Loading, load};
use crate::parts::failure::loaded;
use crate::parts::heading::heading;
use crate::parts::more::more;

/// A debate, as its comments see it.
#[derive(Clone, Copy)]
pub struct Thread {
    /// What is debated, as `<type>:<id>`.
    pub subject: StoredValue<String>,
    /// Ids of the comments sent from this view: a page that brings one of them again does not show it twice.
    pub own: StoredValue<Vec<String>>,
    /// Whether comments can be written here.
    pub open: bool,
}

/// Draws the debate on `subject`.
pub fn thread(app: App, subject: &Ref, first: Option<Page<Comment>>) -> AnyView {
    let found: Loading<Page<Comment>> = RwSignal::new_local(Load::Waiting);
    let action = app.with_service(|service| service.actions.comment.clone());
    let subject = subject.to_string();
    let url = app
        .client
        .url(&["/comments?subject=", &encode(&subject)].concat());
    let thread = Thread {
        subject: StoredValue::new(subject),
        own: StoredValue::new(Vec::new()),
        open: action.mode == Mode::Native,
    };
    let fetch = move || load(found, app.client.get(url.clone()));
    match first {
        Some(first) => found.set(Load::Ready(first)),
        None => fetch(),
    }
    let compose = match (action.mode, action.url) {
        (Mode::Native, _) => reply_box(app, thread, Reply::Subject),
        (Mode::External, Some(url)) => {
            view! { <a class="button" href=url>{app.say("comment.elsewhere")}</a> }.into_any()
        }
        _ => view! { <p class="small">{app.say("comment.closed")}</p> }.into_any(),
    };
    view! {
        <section class="section">
            {heading(app, 1, app.say("thread.title"))}
            {compose}
            {move || found.with(|found| loaded(app, found, fetch.clone(), |page| whole(app, thread, page)))}
        </section>
    }
    .into_any()
}

fn whole(app: App, thread: Thread, page: &Page<Comment>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="empty">{app.say("thread.empty")}</p> }.into_any();
    }
    view! { <ol class="thread">{nodes(app, thread, page, "comments.more")}</ol> }.into_any()
}

/// The comments of a page, and the way to the next ones; `key` is the button's words.
pub fn nodes(app: App, thread: Thread, page: &Page<Comment>, key: &'static str) -> AnyView {
    let own = thread.own.get_value();
    let fresh = page.items.iter().filter(|item| !own.contains(&item.id));
    let items: Vec<_> = fresh.map(|item| comment(app, thread, item)).collect();
    let rest = page
        .page
        .next
        .clone()
        .map(|next| more(app, app.say(key), next, move |page| nodes(app, thread, page, key)));
    (items, rest).into_any()
}
