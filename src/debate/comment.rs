//! A comment with its replies.

use samskab_protocol::comment::{Alignment, Comment, CommentState};

use super::reply::{Reply, reply_box};
use super::thread::{Thread, nodes};
use crate::app::App;
use crate::parts::markup::{Tag, classed, tag};
use crate::parts::meta;
use crate::parts::more::more;
use crate::parts::prose::prose;

/// Depth from which replies are no longer indented, and say instead whom they answer (C4).
const INDENTS: u32 = 3;

/// Draws a comment, its first replies, and the way to the others.
pub fn comment(app: App, thread: Thread, item: &Comment) -> Tag {
    let class = match (item.official, item.is_tombstone()) {
        (true, _) => "comment official",
        (_, true) => "comment gone",
        _ => "comment",
    };
    let whole = classed("li", class).attr("tabindex", "-1");
    let whole = match &item.body {
        Some(body) => whole
            .child(meta_line(app, item))
            .child(answers(app, item))
            .child(prose(body)),
        None => whole.child(classed("p", "small").child(app.say(tombstone_key(item.state)))),
    };
    let answer = (thread.open && !item.is_tombstone()).then(|| {
        let name = item.author.as_ref().map(|author| author.name.clone());
        reply_box(
            app,
            thread,
            Reply::Comment {
                id: item.id.clone(),
                name,
                class: list_class(item),
            },
        )
    });
    whole.child(answer).child(replies(app, thread, item))
}

fn meta_line(app: App, item: &Comment) -> Tag {
    let edited = item.edited_at.as_ref().map(|at| {
        tag("span").child(
            app.language
                .say_with("edited", &[("time", &app.language.since(at))]),
        )
    });
    let stance = item
        .alignment
        .and_then(alignment_key)
        .map(|key| classed("span", "stance").child(app.say(key)));
    classed("p", "meta")
        .child(meta::author(app, item.author.as_ref()))
        .child(meta::time(app, &item.created_at, item.precision))
        .child(edited)
        .child(stance)
}

/// Whom a reply answers, where indentation does not show it.
fn answers(app: App, item: &Comment) -> Option<Tag> {
    let name = item.parent_author.as_deref().filter(|_| item.depth > INDENTS)?;
    Some(classed("p", "small answers").child(app.language.say_with("reply.to", &[("name", name)])))
}

/// Class of the list of a comment's replies.
fn list_class(item: &Comment) -> &'static str {
    if item.depth >= INDENTS { "level" } else { "" }
}

fn replies(app: App, thread: Thread, item: &Comment) -> Option<Tag> {
    let page = item.replies.as_ref()?;
    let next = page.page.next.clone().filter(|_| page.items.is_empty());
    let inside = match next {
        Some(next) => {
            let label = app
                .language
                .say_with("replies.show", &[("n", &item.counts.replies.to_string())]);
            more(
                app,
                label,
                next,
                Box::new(move |page| nodes(app, thread, page, "replies.more")),
            )
        }
        None => nodes(app, thread, page, "replies.more"),
    };
    Some(classed("ol", list_class(item)).attr("role", "list").child(inside))
}

fn alignment_key(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::For => Some("stance.for"),
        Alignment::Against => Some("stance.against"),
        Alignment::AnotherWay => Some("stance.another"),
        Alignment::Neutral | Alignment::Other => None,
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
