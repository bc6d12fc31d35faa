//! A new comment, in its place in the debate.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use samskab_protocol::comment::{Comment, CommentCounts, CommentState};
use samskab_protocol::create::{CreateComment, CreatedComment};
use samskab_protocol::identifier::Ref;
use samskab_protocol::text::Text;
use samskab_protocol::validation;
use uuid::Uuid;

use super::{carry_through, check_language, check_role, comment_ref, created, refuse, sign, unknown};
use crate::app::App;
use crate::clock;
use crate::idempotency::{IdempotencyKey, recall, remember};
use crate::problem::Refusal;
use crate::routes::body::Sent;
use crate::store::Writing;
use crate::store::changes::Change;

/// `POST /comments`
pub async fn comment(
    State(app): State<Arc<App>>,
    key: IdempotencyKey,
    Sent(new): Sent<CreateComment>,
) -> Result<Response, Refusal> {
    carry_through(create(app, key, new)).await
}

async fn create(app: Arc<App>, key: IdempotencyKey, new: CreateComment) -> Result<Response, Refusal> {
    let request = key.bind("/comments", &new)?;
    let mut writing = app.store.begin().await?;
    let comment: Comment = match recall(&app, &mut writing, request.as_ref()).await? {
        Some(stored) => stored,
        None => {
            let stored = store(&app, &mut writing, new).await?;
            remember(&mut writing, request.as_ref(), &comment_ref(&stored.id), &stored).await?;
            writing.commit().await?;
            stored
        }
    };
    let stored = comment_ref(&comment.id);
    let answer = CreatedComment {
        secret: Some(app.key.secret_of(&stored)),
        comment,
    };
    created(&app, &stored, &answer)
}

async fn store(app: &App, writing: &mut Writing, new: CreateComment) -> Result<Comment, Refusal> {
    let mut errors = validation::comment(&new, &app.limits);
    check_role(&new.author, &mut errors)?;
    check_language(new.lang.as_deref(), &mut errors);
    let subject = Ref::parse(&new.subject);
    let is_open = match &subject {
        Some(subject) => writing.is_open(subject).await?,
        None => false,
    };
    if !is_open {
        errors.push(unknown("/subject"));
    }
    let parent = match &new.parent {
        None => None,
        Some(id) => writing
            .read_parent(id)
            .await?
            .filter(|parent| parent.subject == new.subject),
    };
    if new.parent.is_some() && parent.is_none() {
        errors.push(unknown("/parent"));
    }
    refuse(errors)?;
    let depth = parent.as_ref().map_or(0, |parent| {
        u32::try_from(parent.depth).unwrap_or(u32::MAX).saturating_add(1)
    });
    if depth > app.limits.depth_max {
        return Err(Refusal::TooDeep);
    }
    let created_at = clock::now();
    let comment = Comment {
        id: Uuid::now_v7().simple().to_string(),
        subject: new.subject,
        parent: new.parent,
        parent_author: parent.and_then(|parent| parent.author_name),
        depth,
        body: Some(Text {
            value: new.body.trim().to_owned(),
            lang: new.lang,
        }),
        author: Some(sign(&new.author)),
        alignment: new.alignment,
        side: new.side,
        official: false,
        created_at: clock::to_wire(created_at),
        edited_at: None,
        state: CommentState::Published,
        counts: CommentCounts {
            descendants: Some(0),
            ..CommentCounts::default()
        },
        replies: None,
    };
    writing.insert_comment(&comment, created_at).await?;
    writing.count_in(&comment).await?;
    writing
        .note_change(Change::Created, &comment_ref(&comment.id))
        .await?;
    Ok(comment)
}
