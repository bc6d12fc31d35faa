//! A comment with its replies.

use leptos::prelude::*;
use samskab_protocol::comment::{Comment, CommentState};

use super::arrivals::arrivals;
use super::branch::branch;
use super::own::{acts, notice};
use super::people::Mentioned;
use super::position::stance;
use super::reply::{Reply, reply_box};
use super::shown::Node;
use super::thread::Thread;
use crate::app::App;
use crate::parts::heading::heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, nothing, tag};
use crate::parts::meta;
use crate::parts::prose::prose_among;

/// Depth from which replies are no longer indented, and say instead whom they answer (C4).
pub const INDENTS: u32 = 3;

/// Draws a comment, its first replies, and the way to the others.
pub fn comment(app: App, thread: Thread, item: &Comment) -> Tag {
    let node = thread.shown.enter(item);
    let name = item.author.as_ref().map(|author| author.name.clone());
    let reply = Reply::Comment {
        id: item.id.clone(),
        name,
        class: list_class(item),
        node,
    };
    let answer = thread.open.then(|| reply_box(app, thread, reply));
    let (fold, replies) = branch(app, thread, item).unzip();
    let article = article(app, thread, node, anchor(&item.id), fold.flatten())
        .made(move |element| node.element.set_value(Some(element)))
        .child(notice(app, thread, &item.id, node))
        .child(answer.view())
        .child(acts(app, thread, &item.id, node))
        .child(replies)
        .child(arrivals(app, thread, node.late, list_class(item)));
    tag("li").child(article)
}

/// Draws a comment with the one below it that somebody wants to see in its place.
pub fn comment_above(app: App, thread: Thread, item: &Comment, below: Tag) -> Tag {
    let line = classed("ol", list_class(item)).attr("role", "list").child(below);
    let id = ["above-", &item.id].concat();
    let node = thread.shown.enter(item);
    let article = article(app, thread, node, id, None).child(line);
    tag("li").child(article.child(arrivals(app, thread, node.late, list_class(item))))
}

/// Id of the element of the comment with this id.
pub fn anchor(id: &str) -> String {
    ["comment-", id].concat()
}

/// A comment without what hangs on it. Its words are drawn anew when they change; what is open around them stays.
fn article(app: App, thread: Thread, node: Node, id: String, fold: Option<Tag>) -> Tag {
    node.now.with_untracked(|item| thread.people.meet(item));
    let name = [&id, "-by"].concat();
    let class = move || Some(node.now.with(class).to_owned());
    let whole = tag("article")
        .live_attr("class", class)
        .attr("tabindex", "-1")
        .attr("aria-labelledby", name.as_str())
        .attr("id", id);
    let line = move || {
        let line = node.now.with(|item| match item.is_tombstone() {
            true => classed("p", "small").child(app.say(tombstone_key(item.state))),
            false => meta_line(app, thread, item),
        });
        line.attr("id", name.as_str()).view()
    };
    whole
        .child(classed("div", "head").live(line).child(fold))
        .live(move || {
            node.now.with(|item| {
                let body = item.body.as_ref();
                let words = body.map(|body| prose_among(body, &Mentioned { app, thread }));
                let answers = body.and_then(|_| answers(app, thread, item));
                all(vec![answers.view(), words.view()])
            })
        })
}

fn class(item: &Comment) -> &'static str {
    match (item.official, item.is_tombstone(), item.state) {
        (true, ..) => "comment official",
        (_, true, _) => "comment gone",
        (_, _, CommentState::Pending | CommentState::Refused) => "comment waits",
        _ => "comment",
    }
}

/// Who, when, and with which position. Those at the top are headings, by which a debate can be gone through.
fn meta_line(app: App, thread: Thread, item: &Comment) -> Tag {
    let edited = item.edited_at.as_ref().map(|at| {
        tag("span").child(
            app.language
                .say_with("edited", &[("time", &app.language.since(at))]),
        )
    });
    let line = match item.depth {
        0 => heading(app, 2, nothing()),
        _ => tag("p"),
    };
    // Indentation shows it, but is not heard.
    let answered = item.parent_author.as_deref().filter(|_| item.depth <= INDENTS);
    let answered = answered.map(|name| {
        let words = app.language.say_with("reply.to", &[("name", name)]);
        classed("span", "unseen").child(words)
    });
    let when = link(app, "when", thread.place_of(&item.id), String::new());
    line.attr("class", "meta")
        .child(meta::author(app, item.author.as_ref()))
        .child(answered)
        .child(when.child(meta::time(app, &item.created_at, item.precision)))
        .child(edited)
        .child(stance(app, thread, item))
}

/// Whom a reply answers, where indentation does not show it, and the way there.
fn answers(app: App, thread: Thread, item: &Comment) -> Option<Tag> {
    let name = item.parent_author.as_deref().filter(|_| item.depth > INDENTS)?;
    let words = app.language.say_with("reply.to", &[("name", name)]);
    let words = match &item.parent {
        Some(parent) => link(app, "", thread.place_of(parent), words),
        None => tag("span").child(words),
    };
    Some(classed("p", "small answers").child(words))
}

/// Class of the list of a comment's replies.
pub fn list_class(item: &Comment) -> &'static str {
    if item.depth >= INDENTS { "level" } else { "" }
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
