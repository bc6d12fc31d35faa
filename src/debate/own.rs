//! What one can do with a comment, and what its author alone is told of it: that it waits, or why it is not shown (S1.6).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::comment::{Comment, CommentState};
use samskab_protocol::identifier::{Ref, RefType};

use super::people::Mentioned;
use super::shown::{Node, tombstone};
use super::thread::Thread;
use crate::acts::{Desk, Outcome, comment_acts};
use crate::app::App;
use crate::backend::client::decode;
use crate::parts::focus::focus;
use crate::parts::markup::{Content, classed, live, nothing, tag};

/// Draws what its author alone is told of the comment with this id.
pub fn notice(app: App, thread: Thread, id: &str, node: Node) -> AnyView {
    let withheld = thread.standings.withheld(id);
    // Read again as it was, it leaves what its author has begun to object.
    let state = Memo::new(move |_| node.now.with(|comment| comment.state));
    live(move || {
        let state = state.get();
        withheld.with(|withheld| {
            let key = match state {
                CommentState::Pending => "own.pending",
                CommentState::Refused => "own.refused",
                CommentState::Hidden if withheld.is_some() => "own.hidden",
                _ => return nothing(),
            };
            let told = withheld.as_ref().map(|one| thread.standings.tell(one, state));
            classed("div", "withheld")
                .child(tag("p").child(tag("b").child(app.say(key))))
                .child(told)
                .view()
        })
    })
}

/// Draws what can be done with it.
pub fn acts(app: App, thread: Thread, id: &str, node: Node) -> AnyView {
    let standing = thread.standings.of(id);
    let comment = Ref::new(RefType::Comment, id);
    let gone = Memo::new(move |_| node.now.with(Comment::is_tombstone));
    live(move || match gone.get() {
        true => nothing(),
        false => {
            let desk = Desk::new(&comment, move |outcome| refresh(node, outcome))
                .drawn(node.now, Rc::new(Mentioned { app, thread }));
            comment_acts(app, desk, standing)
        }
    })
}

fn refresh(node: Node, outcome: &Outcome<'_>) {
    match outcome {
        Outcome::Changed(answer) => {
            if let Ok(changed) = decode::<Comment>(answer) {
                node.now.try_set(changed);
            }
        }
        Outcome::Gone => {
            node.now.try_update(|comment| *comment = tombstone(comment));
            node.element.try_get_value().flatten().into_iter().for_each(focus);
        }
    }
}
