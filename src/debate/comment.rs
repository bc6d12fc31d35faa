//! A comment with its replies.

use samskab_protocol::comment::{Comment, CommentState};

use super::branch::branch;
use super::people::Mentioned;
use super::position::stance;
use super::reply::{Reply, reply_box};
use super::thread::Thread;
use crate::app::App;
use crate::parts::heading::heading;
use crate::parts::link::link;
use crate::parts::markup::{Tag, classed, nothing, tag};
use crate::parts::meta;
use crate::parts::prose::prose_among;

/// Depth from which replies are no longer indented, and say instead whom they answer (C4).
const INDENTS: u32 = 3;

/// Draws a comment, its first replies, and the way to the others.
pub fn comment(app: App, thread: Thread, item: &Comment) -> Tag {
    let answer = (thread.open && !item.is_tombstone()).then(|| {
        let name = item.author.as_ref().map(|author| author.name.clone());
        let reply = Reply::Comment {
            id: item.id.clone(),
            name,
            class: list_class(item),
        };
        reply_box(app, thread, reply)
    });
    let (fold, replies) = branch(app, thread, item).unzip();
    let article = article(app, thread, item, anchor(&item.id), fold.flatten());
    tag("li").child(article.child(answer).child(replies))
}

/// Draws a comment with the one below it that somebody wants to see in its place.
pub fn comment_above(app: App, thread: Thread, item: &Comment, below: Tag) -> Tag {
    let line = classed("ol", list_class(item)).attr("role", "list").child(below);
    let id = ["above-", &item.id].concat();
    tag("li").child(article(app, thread, item, id, None).child(line))
}

/// Id of the element of the comment with this id.
pub fn anchor(id: &str) -> String {
    ["comment-", id].concat()
}

/// A comment without what hangs on it.
fn article(app: App, thread: Thread, item: &Comment, id: String, fold: Option<Tag>) -> Tag {
    let class = match (item.official, item.is_tombstone()) {
        (true, _) => "comment official",
        (_, true) => "comment gone",
        _ => "comment",
    };
    thread.people.meet(item);
    let name = [&id, "-by"].concat();
    let whole = classed("article", class)
        .attr("tabindex", "-1")
        .attr("aria-labelledby", name.as_str())
        .attr("id", id);
    let Some(body) = &item.body else {
        let words = classed("p", "small").child(app.say(tombstone_key(item.state)));
        return whole.child(classed("div", "head").child(words.attr("id", name)).child(fold));
    };
    let head = classed("div", "head").child(meta_line(app, thread, item).attr("id", name));
    whole
        .child(head.child(fold))
        .child(answers(app, thread, item))
        .child(prose_among(body, &Mentioned { app, thread }))
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
    let when = link(app, "when", thread.place_of(&item.id), String::new());
    line.attr("class", "meta")
        .child(meta::author(app, item.author.as_ref()))
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
