//! A comment with its replies.

use leptos::prelude::*;
use samskab_protocol::author::Author;
use samskab_protocol::comment::{Alignment, Comment, CommentState};

use super::reply::{Reply, reply_box};
use super::thread::{Thread, nodes};
use crate::app::App;
use crate::parts::meta;
use crate::parts::more::more;
use crate::parts::prose::prose;

/// Depth from which replies are no longer indented, and say instead whom they answer (C4).
const INDENTS: u32 = 3;

/// Draws a comment, its first replies, and the way to the others.
pub fn comment(app: App, thread: Thread, item: &Comment) -> AnyView {
    let class = match (item.official, item.is_tombstone()) {
        (true, _) => "comment official",
        (_, true) => "comment gone",
        _ => "comment",
    };
    let words = match &item.body {
        Some(body) => view! {
            <p class="meta">
                {meta::author(app, item.author.as_ref())}
                {meta::time(app, &item.created_at)}
                {item.edited_at.as_ref().map(|at| view! { <span>{edited(app, at)}</span> })}
                {item.alignment.and_then(alignment_key).map(|key| view! { <span class="stance">{app.say(key)}</span> })}
            </p>
            {answers(app, item)}
            {prose(body)}
        }
        .into_any(),
        None => view! { <p class="small">{app.say(tombstone_key(item.state))}</p> }.into_any(),
    };
    let answer = (thread.open && !item.is_tombstone()).then(|| {
        let name = item.author.as_ref().map(|author: &Author| author.name.clone());
        let deep = item.depth + 1 > INDENTS;
        reply_box(
            app,
            thread,
            Reply::Comment {
                id: item.id.clone(),
                name,
                deep,
            },
        )
    });
    view! {
        <li class=class tabindex="-1">
            {words}
            {answer}
            {replies(app, thread, item)}
        </li>
    }
    .into_any()
}

fn edited(app: App, at: &samskab_protocol::identifier::Timestamp) -> String {
    app.language
        .say_with("edited", &[("time", &app.language.since(at))])
}

/// Whom a deep reply answers, where indentation no longer shows it.
fn answers(app: App, item: &Comment) -> AnyView {
    let name = item.parent_author.as_deref().filter(|_| item.depth > INDENTS);
    let line = name.map(
        |name| view! { <p class="small answers">{app.language.say_with("reply.to", &[("name", name)])}</p> },
    );
    line.into_any()
}

fn replies(app: App, thread: Thread, item: &Comment) -> AnyView {
    let class = if item.depth >= INDENTS { "level" } else { "" };
    match &item.replies {
        Some(page) if page.items.is_empty() => page
            .page
            .next
            .clone()
            .map(|next| {
                let label = app
                    .language
                    .say_with("replies.show", &[("n", &item.counts.replies.to_string())]);
                let button = more(app, label, next, move |page| {
                    nodes(app, thread, page, "replies.more")
                });
                view! { <ol class=class>{button}</ol> }
            })
            .into_any(),
        Some(page) => view! { <ol class=class>{nodes(app, thread, page, "replies.more")}</ol> }.into_any(),
        None => ().into_any(),
    }
}

fn alignment_key(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::For => Some("stance.for"),
        Alignment::Against => Some("stance.against"),
        Alignment::AnotherWay => Some("stance.another"),
        Alignment::Other => None,
    }
}

fn tombstone_key(state: CommentState) -> &'static str {
    match state {
        CommentState::Withdrawn => "gone.withdrawn",
        CommentState::Hidden => "gone.hidden",
        CommentState::Missing => "gone.missing",
        CommentState::Pending => "gone.pending",
        _ => "gone.deleted",
    }
}
