//! What one can do with a comment, and what its author alone is told of it: that it waits, or why it is not shown (S1.6).

use leptos::prelude::*;
use samskab_protocol::comment::{Comment, CommentState};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::me::Withheld;

use super::shown::{Node, tombstone};
use super::thread::Thread;
use crate::acts::{Outcome, comment_acts, ruling};
use crate::app::App;
use crate::backend::client::decode;
use crate::parts::focus::focus;
use crate::parts::markup::{Content, classed, live, nothing, tag};
use crate::parts::prose::prose;

/// Draws what its author alone is told of the comment with this id.
pub fn notice(app: App, thread: Thread, id: &str, node: Node) -> AnyView {
    let withheld = thread.standings.withheld(id);
    live(move || {
        let state = node.now.with(|comment| comment.state);
        withheld.with(|withheld| told(app, state, withheld.as_ref()))
    })
}

/// Draws what can be done with it.
pub fn acts(app: App, thread: Thread, id: &str, node: Node) -> AnyView {
    let standing = thread.standings.of(id);
    let comment = Ref::new(RefType::Comment, id);
    let gone = Memo::new(move |_| node.now.with(Comment::is_tombstone));
    live(move || match gone.get() {
        true => nothing(),
        false => comment_acts(app, &comment, standing, move |outcome| refresh(node, outcome)),
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

/// That nobody else can read it, why, and how to object.
fn told(app: App, state: CommentState, withheld: Option<&Withheld>) -> AnyView {
    let key = match state {
        CommentState::Pending => "own.pending",
        CommentState::Refused => "own.refused",
        CommentState::Hidden if withheld.is_some() => "own.hidden",
        _ => return nothing(),
    };
    // Of what was taken off the page everybody sees the place, and its author the words as well.
    let words = withheld
        .filter(|_| state == CommentState::Hidden)
        .and_then(|withheld| withheld.comment.as_ref()?.body.as_ref())
        .map(prose);
    let decision = withheld.and_then(|withheld| withheld.decision.as_ref());
    classed("div", "withheld")
        .child(tag("p").child(tag("b").child(app.say(key))))
        .child(words)
        .child(decision.map(|decision| ruling(app, decision)))
        .view()
}
