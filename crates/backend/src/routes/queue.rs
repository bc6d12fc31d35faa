//! What waits for the municipality: a steward's list of work, what is due first at the top (S1.2, S1.6).

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::limits::PAGE_DEFAULT;
use samskab_protocol::page::{Page, PageInfo, Total};
use samskab_protocol::queue::{QueueItem, Waiting as Reason};
use serde::de::DeserializeOwned;

use super::answer::reply_privately;
use super::expectations::EXPECTATION;
use super::offers::OFFER;
use super::parameters::{Parameters, link};
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::cursor::Position;
use crate::problem::Refusal;
use crate::store::moderation::{APPEAL, REPORT};
use crate::store::queue::Waiting;

/// `GET /queue`
pub async fn list(
    State(app): State<Arc<App>>,
    actor: Actor,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    actor.require_steward()?;
    let wanted = parameters.words("waiting_for");
    let mut described = vec![("waiting_for", wanted.join(","))];
    let name = link("queue".into(), &described);
    let after = parameters.position(&name)?;
    let after = after.as_ref().map(|last| (last.rank, last.id.as_str()));
    let limit = parameters.number("limit", PAGE_DEFAULT, 1..=app.limits.page_max);
    let mut found = app.store.read_queue(&wanted, after, limit + 1).await?;
    let has_more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| has_more).map(|last| {
        let position = Position {
            rank: last.due,
            id: last.key.clone(),
        };
        described.push(("limit", limit.to_string()));
        described.push(("cursor", position.to_cursor(&name)));
        link(app.address("/queue"), &described)
    });
    let mut items = Vec::new();
    for waiting in found {
        items.push(complete(&app, waiting).await?);
    }
    let total = app.store.count_queue(&wanted).await?;
    reply_privately(&Page {
        items,
        page: PageInfo {
            next,
            ..PageInfo::default()
        },
        total: Some(Total {
            value: total,
            exact: true,
        }),
    })
}

/// The same with the thing itself, as whoever has to decide about it needs it: with its words.
async fn complete(app: &App, waiting: Waiting) -> Result<QueueItem, Refusal> {
    let reason = Reason::parse(&waiting.waiting_for);
    let item = QueueItem {
        subject: waiting.subject.clone(),
        waiting_for: reason,
        since: clock::to_wire(waiting.since),
        due: clock::to_wire(waiting.due),
        contribution: None,
        comment: None,
        report: None,
        appeal: None,
        expectation: None,
        offer: None,
    };
    let record = waiting.record.as_str();
    Ok(match reason {
        Reason::Expected => QueueItem {
            expectation: read_record(app, EXPECTATION, record).await?,
            ..item
        },
        Reason::Offered => QueueItem {
            offer: read_record(app, OFFER, record).await?,
            ..item
        },
        _ => QueueItem {
            report: match reason {
                Reason::Reported => read_record(app, REPORT, record).await?,
                _ => None,
            },
            appeal: match reason {
                Reason::Appealed => read_record(app, APPEAL, record).await?,
                _ => None,
            },
            ..read_subject(app, item).await?
        },
    })
}

async fn read_record<T: DeserializeOwned>(app: &App, of: &str, id: &str) -> Result<Option<T>, Refusal> {
    let record = app.store.read_record(of, id).await?;
    Ok(record.map(|record| record.decode()).transpose()?)
}

async fn read_subject(app: &App, item: QueueItem) -> Result<QueueItem, Refusal> {
    let Some(subject) = Ref::parse(&item.subject) else {
        return Ok(item);
    };
    Ok(match subject.of {
        RefType::Contribution => {
            let found = app.store.read_contribution(&subject.id).await?;
            QueueItem {
                contribution: found.map(|found| app.show_contribution(found)),
                ..item
            }
        }
        RefType::Comment => {
            let found = app.store.read_comment(&subject.id).await?;
            QueueItem {
                comment: found.map(|kept| kept.decode()).transpose()?,
                ..item
            }
        }
        _ => item,
    })
}
