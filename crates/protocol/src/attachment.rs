//! Pictures that belong to a contribution (class `attachments`).

use serde::Serialize;

use crate::wire;

/// Pictures that one contribution may have, where a backend says nothing else.
pub const ATTACHMENTS_MAX: u32 = 5;

/// A picture, with the words that stand for it where it cannot be seen (WCAG 1.1.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Opaque id.
    pub id: String,
    /// What its bytes are: `image/jpeg`, `image/png` or `image/webp`.
    pub media_type: String,
    /// How many bytes it has.
    pub bytes: u32,
    /// How many pixels it is wide, so that nothing jumps when it comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// How many pixels it is high.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// What it shows, in words. Empty only while no contribution names it.
    pub alt: String,
    /// Where its bytes are.
    pub url: String,
    /// What a file with it is called.
    pub filename: String,
}

wire!(Attachment {
    id,
    media_type,
    bytes,
    width,
    height,
    alt,
    url,
    filename
});

/// A picture that was uploaded, as a new contribution names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NewAttachment {
    /// The id that the upload was answered with.
    pub id: String,
    /// What it shows, in words. Never blank.
    pub alt: String,
}

wire!(NewAttachment { id, alt });

/// Answer to `POST /uploads` (201).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Uploaded {
    /// What was stored; shown to nobody else until a contribution that names it is public.
    pub attachment: Attachment,
    /// By which a new guest is known from now on: `Authorization: Guest <secret>`. Missing where the request came
    /// with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

wire!(Uploaded { attachment, secret });
