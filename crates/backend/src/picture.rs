//! Pictures as they come in: whether they are what they are said to be, and nothing left in them that their author
//! did not mean to show.
//!
//! A photograph from a phone says where it was taken, when, and with which phone. The widget takes that out before it
//! sends anything; it is taken out here again, for whatever else sends pictures. What has to stay is which way is up.

use std::io::Cursor;

use axum::body::Bytes;
use exif::{In, Tag};
use img_parts::ImageEXIF;
use img_parts::jpeg::Jpeg;
use img_parts::png::Png;
use img_parts::webp::WebP;

mod jpeg;

/// The media types that are understood here.
pub const MEDIA_TYPES: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// More than any phone takes, and little enough that a small file cannot unfold into all of a reader's memory.
const PIXELS_MAX: u64 = 64_000_000;

/// What stays of a PNG: its pixels, their colors and how they move.
const PNG_KEPT: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"acTL",
    b"fcTL", b"fdAT",
];
/// What stays of a WebP, likewise.
const WEBP_KEPT: [&[u8; 4]; 7] = [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// A picture with nothing in it but what can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// One of [`MEDIA_TYPES`].
    pub media_type: &'static str,
    /// The file.
    pub content: Vec<u8>,
    /// How wide it is as it is shown, in pixels.
    pub width: u32,
    /// How high it is as it is shown, in pixels.
    pub height: u32,
}

/// Why something is not taken for a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It is not what it is said to be, or is damaged.
    NoPicture,
    /// It has more pixels than anybody needs.
    TooManyPixels,
}

/// Reads a file that is said to be of this media type.
pub fn clean(media_type: &str, file: Bytes) -> Result<Picture, Flaw> {
    let (media_type, content, size, turn) = match media_type {
        "image/jpeg" => clean_jpeg(file)?,
        "image/png" => clean_png(file)?,
        "image/webp" => clean_webp(file)?,
        _ => return Err(Flaw::NoPicture),
    };
    let (width, height) = if turn >= 5 { (size.1, size.0) } else { size };
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(Flaw::TooManyPixels);
    }
    Ok(Picture {
        media_type,
        content,
        width,
        height,
    })
}

type Cleaned = (&'static str, Vec<u8>, (u32, u32), u16);

fn clean_jpeg(file: Bytes) -> Result<Cleaned, Flaw> {
    let mut image = Jpeg::from_bytes(file).map_err(|_| Flaw::NoPicture)?;
    let (width, height) = image.dimensions().ok_or(Flaw::NoPicture)?;
    let turn = read_turn(&image);
    jpeg::strip(&mut image).ok_or(Flaw::NoPicture)?;
    image.set_exif(write_turn(turn));
    let size = (u32::from(width), u32::from(height));
    Ok((MEDIA_TYPES[0], image.encoder().bytes().to_vec(), size, turn))
}

fn clean_png(file: Bytes) -> Result<Cleaned, Flaw> {
    let mut image = Png::from_bytes(file).map_err(|_| Flaw::NoPicture)?;
    let size = image.dimensions().ok_or(Flaw::NoPicture)?;
    let turn = read_turn(&image);
    image
        .chunks_mut()
        .retain(|chunk| PNG_KEPT.contains(&&chunk.kind()));
    let kinds: Vec<[u8; 4]> = image.chunks().iter().map(|chunk| chunk.kind()).collect();
    if kinds.first() != Some(b"IHDR") || !kinds.contains(b"IDAT") || kinds.last() != Some(b"IEND") {
        return Err(Flaw::NoPicture);
    }
    image.set_exif(write_turn(turn));
    Ok((MEDIA_TYPES[1], image.encoder().bytes().to_vec(), size, turn))
}

fn clean_webp(file: Bytes) -> Result<Cleaned, Flaw> {
    let mut image = WebP::from_bytes(file).map_err(|_| Flaw::NoPicture)?;
    let size = image.dimensions().ok_or(Flaw::NoPicture)?;
    let turn = read_turn(&image);
    image
        .chunks_mut()
        .retain(|chunk| WEBP_KEPT.contains(&&chunk.id()));
    if ![*b"VP8 ", *b"VP8L", *b"ANMF"]
        .iter()
        .any(|id| image.has_chunk(*id))
    {
        return Err(Flaw::NoPicture);
    }
    image.set_exif(write_turn(turn));
    Ok((MEDIA_TYPES[2], image.encoder().bytes().to_vec(), size, turn))
}

/// Which way is up: 1 where nothing else is said, 5 to 8 where it lies on its side (Exif 2.32, 4.6.4.A).
fn read_turn(image: &impl ImageEXIF) -> u16 {
    let Some(raw) = image.exif() else { return 1 };
    let Ok((fields, _)) = exif::parse_exif(&raw) else {
        return 1;
    };
    let field = fields
        .iter()
        .find(|field| field.tag == Tag::Orientation && field.ifd_num == In::PRIMARY);
    let turn = field.and_then(|field| field.value.get_uint(0));
    turn.and_then(|turn| u16::try_from(turn).ok())
        .filter(|turn| (1..=8).contains(turn))
        .unwrap_or(1)
}

/// The same, and nothing else; nothing at all where up is up.
fn write_turn(turn: u16) -> Option<Bytes> {
    if turn == 1 {
        return None;
    }
    let field = exif::Field {
        tag: Tag::Orientation,
        ifd_num: In::PRIMARY,
        value: exif::Value::Short(vec![turn]),
    };
    let mut writer = exif::experimental::Writer::new();
    writer.push_field(&field);
    let mut written = Cursor::new(Vec::new());
    writer.write(&mut written, false).ok()?;
    Some(Bytes::from(written.into_inner()))
}
