//! Builds a thread: each comment with its first replies, and where the rest of them are.

use std::collections::HashMap;

use samskab_protocol::comment::Comment;
use samskab_protocol::page::{Page, PageInfo};

use super::parameters::{Parameters, link};
use crate::app::App;
use crate::cursor::Position;
use crate::faults::Fault;
use crate::store::{self, comments::Kept};

const CHILDREN_USUAL: u32 = 3;
const CHILDREN_MAX: u32 = 20;
const DEPTH_USUAL: u32 = 2;
const DEPTH_MAX: u32 = 10;
/// Replies on one page, however wide and deep it was asked for. What does not fit is behind `next`.
const NESTED_MAX: usize = 500;

/// How many replies come along with each comment, and how far down.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    children: u32,
    depth: u32,
}

impl Shape {
    /// Reads the shape that is asked for.
    pub fn read(parameters: &Parameters) -> Self {
        Shape {
            children: parameters.number("children", CHILDREN_USUAL, 0..=CHILDREN_MAX),
            depth: parameters.number("depth", DEPTH_USUAL, 0..=DEPTH_MAX),
        }
    }

    /// The parameters that ask for this shape.
    pub fn described(self) -> [(&'static str, String); 2] {
        [
            ("children", self.children.to_string()),
            ("depth", self.depth.to_string()),
        ]
    }
}

/// Names the list of replies to a comment, for its cursors.
pub fn name_replies(parent: &str, order: &str) -> String {
    format!("replies {order} {parent}")
}

/// Hangs on each comment its first replies, with one statement for each step down.
pub async fn nest(app: &App, top: &[Kept], shape: Shape) -> store::Result<Vec<Comment>> {
    let mut below: HashMap<String, Vec<Kept>> = HashMap::new();
    let mut parents = parents_among(top);
    let mut room = NESTED_MAX;
    for _ in 0..shape.depth {
        let replies = app
            .store
            .read_first_replies(&parents, shape.children, room)
            .await?;
        room -= replies.len();
        parents = parents_among(&replies);
        for reply in replies {
            below
                .entry(reply.parent.clone().unwrap_or_default())
                .or_default()
                .push(reply);
        }
    }
    top.iter()
        .map(|comment| build(app, comment, &mut below, shape))
        .collect()
}

fn parents_among(comments: &[Kept]) -> Vec<String> {
    comments
        .iter()
        .filter(|comment| comment.replies > 0)
        .map(|comment| comment.id.clone())
        .collect()
}

fn build(
    app: &App,
    kept: &Kept,
    below: &mut HashMap<String, Vec<Kept>>,
    shape: Shape,
) -> store::Result<Comment> {
    let mut comment = app.show_comment(kept)?;
    if kept.replies == 0 {
        return Ok(comment);
    }
    let shown = below.remove(&kept.id).unwrap_or_default();
    let next = ((shown.len() as i64) < kept.replies).then(|| link_to_rest(app, kept, shown.last(), shape));
    let items = shown
        .iter()
        .map(|reply| build(app, reply, below, shape))
        .collect::<store::Result<_>>()?;
    comment.replies = Some(Page {
        items,
        page: PageInfo {
            next,
            ..PageInfo::default()
        },
        total: None,
    });
    Ok(comment)
}

fn link_to_rest(app: &App, parent: &Kept, last: Option<&Kept>, shape: Shape) -> String {
    let mut parameters = shape.described().to_vec();
    if let Some(last) = last {
        let position = Position {
            rank: last.created_at - i64::from(Fault::RepliesPageRepeats.is_on()),
            id: last.id.clone(),
        };
        parameters.push(("cursor", position.to_cursor(&name_replies(&parent.id, "oldest"))));
    }
    link(
        app.address(&format!("/comments/{}/replies", parent.id)),
        &parameters,
    )
}
