//! Those who took part say whether a summary is right. One response each; a new one takes the place of the old one.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use samskab_protocol::create::Guest;
use samskab_protocol::heard::{CreateResponse, Summary, SummaryResponse, Verdict};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::text::Text;
use samskab_protocol::validation;
use serde_json::json;
use uuid::Uuid;

use super::super::body::Sent;
use super::super::create::{check_language, refuse, unknown};
use super::super::parameters::Id;
use super::{PUBLISHED, RESPONSE, SUMMARY, count};
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::idempotency::{Attempt, Begun, Post, Stored, carry_through};
use crate::problem::Refusal;
use crate::store::Writing;
use crate::store::changes::Change;
use crate::store::records::{Choice, Record};
use crate::store::threads::Part;

/// `POST /summaries/{id}/responses`
pub async fn respond(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    post: Post,
    Sent(new): Sent<CreateResponse>,
) -> Result<Response, Refusal> {
    carry_through(begin(app, id, actor, post, new)).await
}

async fn begin(
    app: Arc<App>,
    id: String,
    actor: Actor,
    post: Post,
    new: CreateResponse,
) -> Result<Response, Refusal> {
    let mut attempt = match post.begin(&app, &new).await? {
        Begun::First(attempt) => attempt,
        Begun::Again(answer) => return Ok(answer),
    };
    let record = attempt.writing.read_record(SUMMARY, &id).await?;
    let record = record.ok_or(Refusal::NotFound)?;
    let was_there = match Ref::parse(&record.subject) {
        Some(subject) => attempt.writing.has_taken_part(&subject, actor.id()).await?,
        None => false,
    };
    if !was_there {
        return Err(Refusal::NotAllowed);
    }
    let mut errors = Vec::new();
    if new.verdict == Verdict::Other {
        errors.push(unknown("/verdict"));
    }
    if new.verdict == Verdict::Corrected || new.text.is_some() {
        let words = new.text.as_deref().unwrap_or("");
        validation::text("/text", words, app.limits.comment_max, &mut errors);
    }
    check_language(new.lang.as_deref(), &mut errors);
    if let Some(guest) = &new.author {
        validation::text("/author/name", &guest.name, app.limits.name_max, &mut errors);
    }
    attempt.check_author(new.author.as_ref(), &mut errors)?;
    refuse(errors)?;
    let response = keep(&mut attempt, &id, actor.id(), new).await?;
    recount(&mut attempt.writing, record).await?;
    let summary = Ref::new(RefType::Summary, &id);
    attempt.writing.note_change(Change::Updated, &summary).await?;
    let stored = Stored::new(format!("response:{}", response.id), format!("/summaries/{id}"));
    attempt
        .finish(&app, stored, &json!({ "response": response }))
        .await
}

/// Stores it in the place of what the same person said before.
async fn keep(
    attempt: &mut Attempt,
    summary: &str,
    participant: &str,
    new: CreateResponse,
) -> Result<SummaryResponse, Refusal> {
    let now = clock::now();
    let subject = Ref::new(RefType::Summary, summary).to_string();
    let own = Choice {
        subject: Some(&subject),
        states: &[PUBLISHED],
        owner: Some(participant),
        ..Choice::all(RESPONSE)
    };
    let earlier = attempt.writing.list_records(own, whole()).await?.pop();
    let said_before: Option<SummaryResponse> = earlier.as_ref().map(Record::decode).transpose()?;
    let author = Some(attempt.sign(as_known(attempt, new.author).as_ref()).await?);
    let fresh = SummaryResponse {
        id: Uuid::now_v7().simple().to_string(),
        verdict: new.verdict,
        text: new.text.map(|words| Text {
            value: words.trim().to_owned(),
            lang: new.lang,
            ..Text::default()
        }),
        author,
        created_at: clock::to_wire(now),
    };
    let response = match said_before {
        None => fresh,
        Some(before) => SummaryResponse {
            id: before.id,
            created_at: before.created_at,
            ..fresh
        },
    };
    match earlier {
        Some(earlier) => {
            let next = earlier.with_document(PUBLISHED, &response)?;
            attempt.writing.replace_record(next, now).await?;
        }
        None => {
            let record = Record::new(RESPONSE, &response.id, PUBLISHED, now, &response)?
                .about(&subject)
                .by(Some(participant));
            attempt.writing.insert_record(&record).await?;
        }
    }
    Ok(response)
}

/// Counts anew where a response was taken away. What is no response changes nothing.
pub async fn recount_after(writing: &mut Writing, taken: &Record) -> Result<(), Refusal> {
    let summary = Ref::parse(&taken.subject).filter(|_| taken.of == RESPONSE);
    let Some(summary) = summary else {
        return Ok(());
    };
    if let Some(record) = writing.read_record(SUMMARY, &summary.id).await? {
        recount(writing, record).await?;
        writing.note_change(Change::Updated, &summary).await?;
    }
    Ok(())
}

/// Counts are no change of the summary's own words, so its version stays.
async fn recount(writing: &mut Writing, record: Record) -> Result<(), Refusal> {
    let subject = Ref::new(RefType::Summary, &record.id).to_string();
    let all = Choice {
        subject: Some(&subject),
        states: &[PUBLISHED],
        ..Choice::all(RESPONSE)
    };
    let responses = writing.list_records(all, whole()).await?;
    let responses: Vec<SummaryResponse> = responses.iter().map(Record::decode).collect::<Result<_, _>>()?;
    let counted = count(record.decode::<Summary>()?, &responses);
    writing
        .recount_record(&record.with_document(PUBLISHED, &counted)?)
        .await?;
    Ok(())
}

/// A name for whoever has had none. A role that is known already stays: a response asks for none.
fn as_known(attempt: &Attempt, given: Option<Guest>) -> Option<Guest> {
    given.map(|guest| Guest {
        role: attempt.role().unwrap_or(guest.role),
        ..guest
    })
}

fn whole() -> Part<'static> {
    Part {
        newest_first: false,
        after: None,
        limit: i32::MAX.unsigned_abs(),
    }
}
