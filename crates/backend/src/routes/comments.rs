//! Comments: pages of a debate as a tree or in a row, the replies to each, each alone and in its place.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::comment::{Comment, CommentContext};
use samskab_protocol::identifier::Ref;
use samskab_protocol::limits::PAGE_DEFAULT;
use samskab_protocol::page::{Page, PageInfo, Total};

use super::answer::{reply, reply_one};
use super::create::comment_ref;
use super::parameters::{Id, Parameters, link};
use super::thread::{Shape, name_replies, nest};
use crate::app::App;
use crate::cursor::Position;
use crate::faults::Fault;
use crate::problem::{Misunderstanding, Refusal};
use crate::store::comments::Kept;
use crate::store::threads::{Part, Thread};
use crate::veil::veil_comment;

/// `GET /comments?subject=`
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let subject = parameters
        .text("subject")
        .and_then(Ref::parse)
        .ok_or(Refusal::InvalidRequest(Misunderstanding::Subject))?;
    reply(&headers, &read_page(&app, &subject, &parameters).await?)
}

/// `GET /comments/{id}`
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let version = app
        .store
        .read_version(&comment_ref(&id))
        .await?
        .unwrap_or_default();
    let kept = find(&app, &id).await?;
    let comment = app.show_comment(&kept)?;
    if Fault::TombstoneMissing.is_on() && comment.body.is_none() {
        return Err(Refusal::NotFound);
    }
    reply_one(&headers, &comment, version)
}

/// `GET /comments/{id}/replies`
pub async fn replies(
    State(app): State<Arc<App>>,
    Id(id): Id,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    reply(&headers, &read_replies(&app, id, &parameters).await?)
}

/// A page of the replies to a comment.
pub async fn read_replies(app: &App, id: String, parameters: &Parameters) -> Result<Page<Comment>, Refusal> {
    find(app, &id).await?;
    let order = read_order(parameters)?;
    let reading = Reading {
        name: name_replies(&id, order),
        path: format!("/comments/{id}/replies"),
        thread: Thread::Replies(id),
        described: Vec::new(),
        order,
    };
    reading.read(app, parameters).await
}

/// `GET /comments/{id}/context`
pub async fn context(
    State(app): State<Arc<App>>,
    Id(id): Id,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    reply(&headers, &read_context(&app, &id, &parameters).await?)
}

/// A comment with what it answers.
pub async fn read_context(app: &App, id: &str, parameters: &Parameters) -> Result<CommentContext, Refusal> {
    let kept = find(app, id).await?;
    let ancestors = app.store.read_ancestors(id).await?;
    let mut nested = nest(app, &[kept], Shape::read(parameters)).await?;
    Ok(CommentContext {
        ancestors: ancestors
            .iter()
            .map(|above| app.show_comment(above))
            .collect::<Result<_, _>>()?,
        comment: nested.pop().ok_or(Refusal::Internal)?,
    })
}

/// A comment that is there for everyone, if only as a tombstone.
async fn find(app: &App, id: &str) -> Result<Kept, Refusal> {
    let kept = app.store.read_comment(id).await?.ok_or(Refusal::NotFound)?;
    match veil_comment(kept.decode()?) {
        Some(_) => Ok(kept),
        None => Err(Refusal::NotFound),
    }
}

/// A page of the debate on a subject.
pub async fn read_page(app: &App, subject: &Ref, parameters: &Parameters) -> Result<Page<Comment>, Refusal> {
    if !app.store.has_subject(subject).await? {
        return Err(Refusal::NotFound);
    }
    let side = parameters.text("side");
    let is_flat = side.is_some() || parameters.text("layout") == Some("flat");
    let order = match parameters.text("order") {
        None if is_flat && Fault::FlatBackwards.is_on() => "newest",
        _ => read_order(parameters)?,
    };
    let is_official = is_flat && parameters.text("official") == Some("true");
    let layout = if is_flat { "flat" } else { "tree" };
    let subject = subject.to_string();
    let mut name = format!("comments {layout} {order} {subject}");
    let mut described = vec![("subject", subject.clone()), ("layout", layout.into())];
    let thread = match side {
        Some(side) => {
            described.push(("side", side.to_owned()));
            name = format!("{name} {side}");
            let side = side.to_owned();
            Thread::Side { subject, side }
        }
        None if is_official => {
            described.push(("official", "true".into()));
            name.push_str(" official");
            Thread::Official(subject)
        }
        None if is_flat => Thread::All(subject),
        None => Thread::Roots(subject),
    };
    let reading = Reading {
        name,
        path: "/comments".into(),
        thread,
        described,
        order,
    };
    reading.read(app, parameters).await
}

/// One paged list of comments.
struct Reading {
    name: String,
    path: String,
    thread: Thread,
    described: Vec<(&'static str, String)>,
    order: &'static str,
}

impl Reading {
    async fn read(mut self, app: &App, parameters: &Parameters) -> Result<Page<Comment>, Refusal> {
        let after = parameters.position(&self.name)?;
        let limit = parameters.number("limit", PAGE_DEFAULT, 1..=app.limits.page_max);
        let shape = Shape::read(parameters);
        let part = Part {
            newest_first: self.order == "newest",
            after: after.as_ref(),
            limit: limit + 1,
        };
        let mut found = app.store.read_thread(&self.thread, part).await?;
        if let (true, Some(after)) = (Fault::CursorSkipsAfterWithdrawal.is_on(), &after)
            && let Some(last) = app.store.read_comment(&after.id).await?
            && last.decode()?.body.is_none()
        {
            found.clear();
        }
        let is_last = found.len() <= limit as usize;
        found.truncate(limit as usize);
        let total = app.store.count_thread(&self.thread).await? + u32::from(Fault::TotalsWrong.is_on());
        let items = match self.thread {
            Thread::All(_) | Thread::Official(_) | Thread::Side { .. } => found
                .iter()
                .map(|kept| app.show_comment(kept))
                .collect::<Result<_, _>>()?,
            _ => nest(app, &found, shape).await?,
        };
        let next = found.last().filter(|_| !is_last).map(|last| {
            let position = Position {
                rank: last.created_at,
                id: last.id.clone(),
            };
            self.described.push(("order", self.order.into()));
            self.described.push(("limit", limit.to_string()));
            let is_tree = matches!(self.thread, Thread::Roots(_) | Thread::Replies(_));
            if is_tree {
                self.described.extend(shape.described());
            }
            self.described.push(("cursor", position.to_cursor(&self.name)));
            link(app.address(&self.path), &self.described)
        });
        Ok(Page {
            items,
            page: PageInfo {
                next,
                order: Some(match Fault::FlatBackwards.is_on() {
                    true => "oldest".into(),
                    false => self.order.into(),
                }),
                ..PageInfo::default()
            },
            total: Some(Total {
                value: total,
                exact: true,
            }),
        })
    }
}

fn read_order(parameters: &Parameters) -> Result<&'static str, Refusal> {
    match parameters.text("order") {
        None | Some("oldest") => Ok("oldest"),
        Some("newest") => Ok("newest"),
        Some(word) => Err(Refusal::InvalidRequest(Misunderstanding::Order(word.to_owned()))),
    }
}
