//! What waits for the municipality: a steward's list of work, what is due first at the top (S1.2, S1.6).

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use samskab_protocol::comment::Comment;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::limits::PAGE_DEFAULT;
use samskab_protocol::page::{Page, PageInfo, Total};
use samskab_protocol::queue::{QueueItem, Waiting as Reason};

use super::answer::reply_privately;
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
    let (contribution, comment) = match Ref::parse(&waiting.subject) {
        Some(subject) => read_subject(app, &subject).await?,
        None => (None, None),
    };
    let reason = Reason::parse(&waiting.waiting_for);
    let report = match reason {
        Reason::Reported => app.store.read_record(REPORT, &waiting.record).await?,
        _ => None,
    };
    let appeal = match reason {
        Reason::Appealed => app.store.read_record(APPEAL, &waiting.record).await?,
        _ => None,
    };
    Ok(QueueItem {
        subject: waiting.subject,
        waiting_for: reason,
        since: clock::to_wire(waiting.since),
        due: clock::to_wire(waiting.due),
        contribution,
        comment,
        report: report.map(|record| record.decode()).transpose()?,
        appeal: appeal.map(|record| record.decode()).transpose()?,
    })
}

async fn read_subject(app: &App, subject: &Ref) -> Result<(Option<Contribution>, Option<Comment>), Refusal> {
    match subject.of {
        RefType::Contribution => {
            let found = app.store.read_contribution(&subject.id).await?;
            Ok((found.map(|found| app.show_contribution(found)), None))
        }
        RefType::Comment => {
            let found = app.store.read_comment(&subject.id).await?;
            Ok((None, found.map(|kept| kept.decode()).transpose()?))
        }
        _ => Ok((None, None)),
    }
}
