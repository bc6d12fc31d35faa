//! The pictures of invented contributions. They come in like any others: what they say beside their pixels is taken
//! out.

use anyhow::{Context, anyhow};
use axum::body::Bytes;
use samskab_protocol::contribution::Contribution;
use serde::Deserialize;

use crate::clock;
use crate::picture;
use crate::routes::attachments::{list, show};
use crate::store::Writing;
use crate::store::attachments::Kept;

const PICTURES: &str = include_str!("../../seed/pictures.json");

/// These files of `seed/pictures/`.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../seed/pictures/", $name)))),*]
    };
}

const FILES: &[(&str, &[u8])] = files!(
    "baenk-ved-aaen.jpg",
    "skitse-af-hegn.png",
    "busstoppet-i-moerke.jpg"
);

#[derive(Deserialize)]
struct Described {
    contribution: String,
    file: String,
    media_type: String,
    alt: String,
}

/// Stores the pictures of one contribution, which from then on has them.
pub async fn insert(writing: &mut Writing, new: &mut Contribution, now: i64) -> anyhow::Result<()> {
    let all: Vec<Described> = serde_json::from_str(PICTURES)?;
    let mut shown = Vec::new();
    for of in all.into_iter().filter(|of| of.contribution == new.id) {
        let (_, content) = FILES
            .iter()
            .find(|(name, _)| *name == of.file)
            .with_context(|| of.file.clone())?;
        let picture = picture::clean(&of.media_type, Bytes::from_static(content))
            .map_err(|flaw| anyhow!("{}: {flaw:?}", of.file))?;
        let kept = Kept {
            id: of.file.split('.').next().unwrap_or(&of.file).to_owned(),
            owner: None,
            contribution: Some(new.id.clone()),
            created_at: clock::from_wire(&new.created_at).unwrap_or(now),
            media_type: of.media_type,
            bytes: i64::try_from(picture.content.len())?,
            width: i64::from(picture.width),
            height: i64::from(picture.height),
            state: None,
        };
        shown.push(show(&kept, &of.alt));
        writing.insert_attachment(&kept, picture.content).await?;
    }
    new.attachments = list(&shown);
    Ok(())
}
