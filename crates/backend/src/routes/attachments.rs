//! Pictures: uploaded first, then named by a contribution, and public for as long as that one is.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use samskab_protocol::attachment::{Attachment, NewAttachment, Uploaded};
use samskab_protocol::author::Role;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::later::Later;
use samskab_protocol::problem::FieldError;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::answer::is_known;
use super::body::read_bytes;
use super::create::unknown;
use super::parameters::Id;
use crate::actor::{Actor, read_id};
use crate::app::App;
use crate::clock;
use crate::faults::Fault;
use crate::idempotency::{Attempt, Begun, Post, Stored, carry_through};
use crate::picture::{self, Flaw, Picture};
use crate::problem::Refusal;
use crate::routes::edit::keep_contribution;
use crate::store::Writing;
use crate::store::attachments::Kept;
use crate::store::participants::Participant;

/// Pictures that one participant may have uploaded without naming them; of more, the oldest are forgotten.
const UNNAMED_MAX: i64 = 20;
/// Bytes never change, but what is taken off the page must be gone from caches in a foreseeable time: a week.
const CACHED: &str = "public, max-age=604800, immutable";
/// Whatever somebody has put into a picture, nothing in it runs; and any page may show it.
const PROTECTING: [(HeaderName, &str); 2] = [
    (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "cross-origin",
    ),
];

/// A file as it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    media_type: String,
    file: Bytes,
}

impl FromRequest<Arc<App>> for Sent {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refusal> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or("");
        let media_type = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        if !app.limits.attachment_types.contains(&media_type) {
            return Err(Refusal::NoPicture);
        }
        let file = read_bytes(request, app).await?;
        Ok(Sent { media_type, file })
    }
}

/// `POST /uploads`
pub async fn upload(State(app): State<Arc<App>>, post: Post, sent: Sent) -> Result<Response, Refusal> {
    carry_through(async move {
        let fingerprint = (&sent.media_type, HEXLOWER.encode(&Sha256::digest(&sent.file)));
        let mut attempt = match post.begin(&app, &fingerprint).await? {
            Begun::First(attempt) => attempt,
            Begun::Again(answer) => return Ok(answer),
        };
        let mut picture = picture::clean(&sent.media_type, sent.file.clone()).map_err(|flaw| match flaw {
            Flaw::NoPicture => Refusal::NoPicture,
            Flaw::TooManyPixels => Refusal::TooLarge,
        })?;
        if Fault::MetadataRemains.is_on() {
            picture.content = sent.file.to_vec();
        }
        let owner = match attempt.owner() {
            Some(owner) => owner.to_owned(),
            None => attempt.enter(Participant::guest(None, Role::Citizen)).await?.id,
        };
        let kept = keep(&mut attempt.writing, &owner, picture).await?;
        let stored = Stored::new(format!("attachment:{}", kept.id), path_of(&kept.id));
        let attachment = Attachment {
            url: app.address(&path_of(&kept.id)),
            ..show(&kept, "")
        };
        let answer = Uploaded {
            attachment,
            secret: None,
        };
        attempt.finish(&app, stored, &answer).await
    })
    .await
}

/// `GET /attachments/{id}`: for everyone while a public contribution names it, else for whoever uploaded it, and for
/// stewards, who read what waits.
pub async fn read(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let kept = app.store.read_attachment(&id).await?.ok_or(Refusal::NotFound)?;
    let is_public = kept.is_public() || Fault::UploadIsPublic.is_on();
    if !is_public && !may_see(&app, &headers, &kept).await? {
        return Err(Refusal::NotFound);
    }
    let tag = format!("\"{}\"", kept.id);
    let mut response = if is_known(&headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let content = app.store.read_content(&id).await?.ok_or(Refusal::NotFound)?;
        let name = format!("inline; filename=\"{}\"", filename(&kept));
        let whole = [
            (header::CONTENT_TYPE, kept.media_type),
            (header::CONTENT_DISPOSITION, name),
        ];
        (whole, content).into_response()
    };
    let caching = if is_public { CACHED } else { "private, no-store" };
    let given = response.headers_mut();
    given.insert(
        header::ETAG,
        HeaderValue::from_str(&tag).map_err(|_| Refusal::Internal)?,
    );
    given.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    for (name, value) in PROTECTING.iter().filter(|_| !Fault::PictureUnprotected.is_on()) {
        given.insert(name.clone(), HeaderValue::from_static(value));
    }
    Ok(response)
}

/// `DELETE /attachments/{id}`: the contribution that names it goes on without it.
pub async fn delete(State(app): State<Arc<App>>, Id(id): Id, actor: Actor) -> Result<StatusCode, Refusal> {
    let mut writing = app.store.begin().await?;
    let kept = writing.read_attachment(&id).await?.ok_or(Refusal::NotFound)?;
    actor.require_owner(kept.owner.as_deref())?;
    writing.delete_attachment(&id).await?;
    let naming = match &kept.contribution {
        Some(contribution) => writing.read_contribution(contribution).await?,
        None => None,
    };
    if let Some(contribution) = naming {
        let mut left = contribution.attachments.read().unwrap_or_default();
        left.retain(|picture| picture.id != id);
        let left = Contribution {
            attachments: list(&left),
            ..contribution
        };
        keep_contribution(&app, &mut writing, left).await?;
    }
    writing.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The pictures that a new contribution names. They must be one's own, and named by nothing else.
pub async fn find_named(
    attempt: &mut Attempt,
    named: &[NewAttachment],
    errors: &mut Vec<FieldError>,
) -> Result<Vec<Attachment>, Refusal> {
    let mut found: Vec<Attachment> = Vec::new();
    for (at, new) in named.iter().enumerate() {
        let kept = attempt.writing.read_attachment(&new.id).await?;
        let is_free = |kept: &Kept| {
            let is_own = kept.owner.is_some() && kept.owner.as_deref() == attempt.owner();
            let is_own = is_own || Fault::AnybodysUploadTaken.is_on();
            is_own && kept.contribution.is_none() && found.iter().all(|other| other.id != kept.id)
        };
        match kept.filter(is_free) {
            Some(kept) => found.push(show(&kept, new.alt.trim())),
            None => errors.push(unknown(&format!("/attachments/{at}/id"))),
        }
    }
    Ok(found)
}

/// These pictures as a contribution has them; nothing where there are none.
pub fn list(pictures: &[Attachment]) -> Later<Vec<Attachment>> {
    match pictures {
        [] => Later::default(),
        _ => Later::of(&pictures.to_vec()),
    }
}

/// Adds where the bytes are, which depends on where the backend stands.
pub fn dress(app: &App, contribution: &mut Contribution) {
    if contribution.attachments.is_missing() {
        return;
    }
    let mut pictures = contribution.attachments.read().unwrap_or_default();
    for picture in &mut pictures {
        picture.url = app.address(&path_of(&picture.id));
    }
    contribution.attachments = list(&pictures);
}

/// Keeps a picture that nothing names yet.
pub async fn keep(writing: &mut Writing, owner: &str, picture: Picture) -> Result<Kept, Refusal> {
    let kept = Kept {
        id: Uuid::now_v7().simple().to_string(),
        owner: Some(owner.to_owned()),
        contribution: None,
        created_at: clock::now(),
        media_type: picture.media_type.to_owned(),
        bytes: i64::try_from(picture.content.len()).unwrap_or(i64::MAX),
        width: i64::from(picture.width),
        height: i64::from(picture.height),
        state: None,
    };
    writing.insert_attachment(&kept, picture.content).await?;
    writing.forget_surplus(owner, UNNAMED_MAX).await?;
    Ok(kept)
}

/// A picture as contributions keep it, with the words that stand for it.
pub fn show(kept: &Kept, alt: &str) -> Attachment {
    let size = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Attachment {
        id: kept.id.clone(),
        media_type: kept.media_type.clone(),
        bytes: size(kept.bytes),
        width: Some(size(kept.width)),
        height: Some(size(kept.height)),
        alt: alt.to_owned(),
        url: String::new(),
        filename: filename(kept),
    }
}

/// A secret that does not fit is as good as none: reading ignores it.
async fn may_see(app: &App, headers: &HeaderMap, kept: &Kept) -> Result<bool, Refusal> {
    let Some(id) = read_id(headers, &app.key) else {
        return Ok(false);
    };
    let known = app.store.read_participant(&id).await?;
    Ok(known
        .filter(Participant::is_known)
        .is_some_and(|known| known.is_steward() || kept.owner.as_ref() == Some(&known.id)))
}

fn filename(kept: &Kept) -> String {
    let ending = match kept.media_type.as_str() {
        "image/png" => "png",
        "image/webp" => "webp",
        _ => "jpg",
    };
    format!("{}.{ending}", kept.id)
}

fn path_of(id: &str) -> String {
    format!("/attachments/{id}")
}
