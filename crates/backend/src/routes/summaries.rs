//! What we heard: written by the municipality, confirmed or corrected by those who were there (S1.4, S2.8).

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::heard::{Summary, SummaryResponse, Verdict};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::page::Page;
use samskab_protocol::validation::projects as rules;
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::{reply, reply_one};
use super::body::{Sent, read_new};
use super::create::{check_language, refuse, unknown};
use super::listing::{Listing, map_page};
use super::parameters::{Id, Parameters};
use super::patch::Patch;
use super::precondition::IfMatch;
use super::reply::office_of;
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::idempotency::{Begun, Post, Stored, carry_through};
use crate::moments;
use crate::problem::{Misunderstanding, Refusal};
use crate::store::changes::Change;
use crate::store::records::{Choice, Record};
use crate::store::threads::Part;

mod respond;

pub use respond::{recount_after, respond};

/// The type of the records that summaries are.
pub const SUMMARY: &str = "summary";
/// The type of the records that responses are.
pub const RESPONSE: &str = "response";
/// The state of either while it can be read.
pub const PUBLISHED: &str = "published";
/// Responses that come along with a summary.
const RESPONSES: u32 = 100;

/// `GET /summaries?subject=`
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let subject = parameters
        .text("subject")
        .and_then(Ref::parse)
        .ok_or(Refusal::InvalidRequest(Misunderstanding::Subject))?;
    if !app.store.has_subject(&subject).await? {
        return Err(Refusal::NotFound);
    }
    reply(&headers, &read_page(&app, &subject, &parameters).await?)
}

/// A page of what was heard about a subject, the newest first.
pub async fn read_page(app: &App, subject: &Ref, parameters: &Parameters) -> Result<Page<Summary>, Refusal> {
    let subject = subject.to_string();
    let listing = Listing {
        path: "/summaries",
        described: vec![("subject", subject.clone())],
        choice: Choice {
            subject: Some(&subject),
            ..Choice::all(SUMMARY)
        },
        newest_first: true,
    };
    map_page(listing.read(app, parameters).await?, |record| {
        Ok(record.decode::<Summary>()?)
    })
}

/// What was heard about a subject, the newest first, with what was responded.
pub async fn read_all(app: &App, subject: &Ref) -> Result<Vec<Summary>, Refusal> {
    let subject = subject.to_string();
    let choice = Choice {
        subject: Some(&subject),
        ..Choice::all(SUMMARY)
    };
    let part = Part {
        newest_first: true,
        after: None,
        limit: app.limits.page_max,
    };
    let mut all = Vec::new();
    for record in app.store.list_records(choice, part).await? {
        all.push(dress(app, &record).await?);
    }
    Ok(all)
}

/// `GET /summaries/{id}`
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let record = app
        .store
        .read_record(SUMMARY, &id)
        .await?
        .ok_or(Refusal::NotFound)?;
    reply_one(&headers, &dress(&app, &record).await?, record.version)
}

/// `POST /summaries`
pub async fn create(
    State(app): State<Arc<App>>,
    actor: Actor,
    post: Post,
    Sent(new): Sent<Value>,
) -> Result<Response, Refusal> {
    actor.require_steward()?;
    let office = office_of(&actor);
    carry_through(begin(app, post, new, office)).await
}

/// `PATCH /summaries/{id}`: the words; what was responded stays.
pub async fn change(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    if_match: IfMatch,
    headers: HeaderMap,
    patch: Patch,
) -> Result<Response, Refusal> {
    actor.require_steward()?;
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        let record = writing
            .read_record(SUMMARY, &id)
            .await?
            .ok_or(Refusal::NotFound)?;
        let before: Summary = record.decode()?;
        if_match.require(record.version, &before)?;
        let wanted: Summary = moments::settle(&patch.apply(&before)?)?;
        let changed = Summary {
            title: wanted.title,
            points: wanted.points,
            minorities: wanted.minorities,
            updated_at: Some(clock::to_wire(clock::now())),
            ..before
        };
        refuse(rules::summary(&changed, &app.limits))?;
        let next = record.with_document(PUBLISHED, &changed)?;
        let next = writing
            .replace_record(next, clock::now())
            .await?
            .ok_or(Refusal::Internal)?;
        let reference = Ref::new(RefType::Summary, &id);
        writing.note_change(Change::Updated, &reference).await?;
        writing.commit().await?;
        reply_one(&headers, &dress(&app, &next).await?, next.version)
    })
    .await
}

async fn begin(app: Arc<App>, post: Post, new: Value, office: String) -> Result<Response, Refusal> {
    let mut attempt = match post.begin(&app, &new).await? {
        Begun::First(attempt) => attempt,
        Begun::Again(answer) => return Ok(answer),
    };
    let now = clock::now();
    let given = [
        ("id", Uuid::now_v7().simple().to_string().into()),
        ("by", office.into()),
        ("created_at", clock::to_wire(now).as_str().into()),
        ("updated_at", Value::Null),
        ("confirmed", Value::Null),
        ("corrected", Value::Null),
        ("responses", Value::Null),
    ];
    let summary: Summary = moments::settle(&read_new(new, given)?)?;
    let mut errors = rules::summary(&summary, &app.limits);
    check_language(summary.lang.as_deref(), &mut errors);
    let subject = Ref::parse(&summary.subject).filter(|subject| {
        matches!(
            subject.of,
            RefType::Project | RefType::Event | RefType::Contribution
        )
    });
    let is_there = match &subject {
        Some(subject) => attempt.writing.is_open(subject).await?,
        None => false,
    };
    if !is_there {
        errors.push(unknown("/subject"));
    }
    if let (Some(phase), Some(subject)) = (&summary.phase, &subject) {
        let project = match subject.of {
            RefType::Project => attempt.writing.read_project(&subject.id).await?,
            _ => None,
        };
        let has_phase = project.is_some_and(|project| project.phases.iter().any(|one| one.id == *phase));
        if !has_phase {
            errors.push(unknown("/phase"));
        }
    }
    refuse(errors)?;
    let record = Record::new(SUMMARY, &summary.id, PUBLISHED, now, &summary)?.about(&summary.subject);
    attempt.writing.insert_record(&record).await?;
    let stored = Ref::new(RefType::Summary, &summary.id);
    attempt.writing.note_change(Change::Created, &stored).await?;
    attempt
        .finish(&app, Stored::from(&stored), &json!({ "summary": summary }))
        .await
}

/// A summary with what was responded to it.
async fn dress(app: &App, record: &Record) -> Result<Summary, Refusal> {
    let subject = Ref::new(RefType::Summary, &record.id).to_string();
    let choice = Choice {
        subject: Some(&subject),
        states: &[PUBLISHED],
        ..Choice::all(RESPONSE)
    };
    let part = Part {
        newest_first: true,
        after: None,
        limit: RESPONSES,
    };
    let responses = app.store.list_records(choice, part).await?;
    let mut responses: Vec<SummaryResponse> =
        responses.iter().map(Record::decode).collect::<Result<_, _>>()?;
    responses.reverse();
    Ok(Summary {
        responses,
        ..record.decode()?
    })
}

/// How many find themselves in it and how many do not, kept with it so that lists can tell.
pub fn count(summary: Summary, responses: &[SummaryResponse]) -> Summary {
    let size = |verdict: Verdict| {
        let count = responses
            .iter()
            .filter(|response| response.verdict == verdict)
            .count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    Summary {
        confirmed: size(Verdict::Confirmed),
        corrected: size(Verdict::Corrected),
        ..summary
    }
}
