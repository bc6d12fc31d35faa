//! What a debate's view shows of it: each comment once, whichever way it came, and where to put what comes below it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use samskab_protocol::comment::{Comment, CommentState};
use web_sys::HtmlElement;

use super::comment::INDENTS;

/// Comments that came after what they belong to was drawn.
pub type Late = RwSignal<Vec<Comment>, LocalStorage>;

/// What the view holds of one comment.
#[derive(Clone, Copy)]
pub struct Node {
    /// The comment as it is now; its replies are drawn from what came at first.
    pub now: RwSignal<Comment, LocalStorage>,
    /// Replies to it that came later.
    pub late: Late,
    /// Its element, to give it the focus.
    pub element: StoredValue<Option<HtmlElement>, LocalStorage>,
}

/// The comments that are shown, by their ids. A line has its own: the whole debate is hidden meanwhile.
#[derive(Clone, Copy)]
pub struct Shown {
    nodes: StoredValue<BTreeMap<String, Vec<Node>>, LocalStorage>,
    /// What came later and answers nothing that is shown.
    pub late: Late,
    /// Counts what comes into sight.
    pub entered: RwSignal<u32>,
}

impl Shown {
    /// Nothing is shown yet.
    pub fn new() -> Shown {
        Shown {
            nodes: StoredValue::new_local(BTreeMap::new()),
            late: RwSignal::new_local(Vec::new()),
            entered: RwSignal::new(0),
        }
    }

    /// Takes in a comment that is being drawn, for as long as its view lives.
    pub fn enter(self, comment: &Comment) -> Node {
        let node = Node {
            now: RwSignal::new_local(Comment {
                replies: None,
                ..comment.clone()
            }),
            late: RwSignal::new_local(Vec::new()),
            element: StoredValue::new_local(None),
        };
        let id = comment.id.clone();
        self.nodes
            .try_update_value(|nodes| nodes.entry(id.clone()).or_default().push(node));
        self.entered.try_update(|times| *times = times.wrapping_add(1));
        on_cleanup(move || {
            self.nodes.try_update_value(|nodes| {
                let left = nodes.get_mut(&id).map(|all| {
                    all.retain(|one| one.element != node.element);
                    all.len()
                });
                if left == Some(0) {
                    nodes.remove(&id);
                }
            });
        });
        node
    }

    /// Whether a comment is shown.
    pub fn has(self, id: &str) -> bool {
        self.nodes.try_with_value(|nodes| nodes.contains_key(id)) == Some(true)
    }

    /// What the view holds of a comment: of the one that was drawn last.
    pub fn node(self, id: &str) -> Option<Node> {
        self.nodes
            .try_with_value(|nodes| nodes.get(id)?.last().copied())?
    }

    /// Takes in what was sent in a line. What is not drawn yet reads it with everything else.
    pub fn take_over(self, comment: Comment) {
        if self.entered.try_get_untracked().is_some_and(|times| times > 0) {
            self.place(comment);
        }
    }

    /// Puts a comment where it belongs: below what it answers, or at the end where that is not shown, with the word
    /// whom it answers.
    pub fn place(self, mut comment: Comment) {
        if self.has(&comment.id) {
            return;
        }
        let parent = comment.parent.as_deref().map(|parent| self.node(parent));
        if let Some(None) = parent {
            comment.depth = comment.depth.max(INDENTS + 1);
        }
        let late = parent.flatten().map_or(self.late, |parent| parent.late);
        late.try_update(|late| {
            late.retain(|other| other.id != comment.id);
            late.push(comment);
        });
    }
}

/// What is left of a comment that is gone.
pub fn tombstone(comment: &Comment) -> Comment {
    Comment {
        body: None,
        author: None,
        alignment: None,
        side: None,
        edited_at: None,
        state: CommentState::Withdrawn,
        ..comment.clone()
    }
}
