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
use img_parts::riff::RiffContent;
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
    for chunk in image
        .chunks_mut()
        .iter_mut()
        .filter(|chunk| chunk.id() == *b"VP8X")
    {
        if let RiffContent::Data(header) = chunk.content_mut() {
            *header = without_mention(header);
        }
    }
    image.set_exif(write_turn(turn));
    Ok((MEDIA_TYPES[2], image.encoder().bytes().to_vec(), size, turn))
}

/// The header of a WebP that no longer says that there is XMP in it.
fn without_mention(header: &[u8]) -> Bytes {
    const XMP: u8 = 0b0000_0100;
    let mut header = header.to_vec();
    if let Some(flags) = header.first_mut() {
        *flags &= !XMP;
    }
    Bytes::from(header)
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

#[cfg(test)]
mod tests {
    use img_parts::png::PngChunk;
    use img_parts::riff::RiffChunk;

    use super::*;

    const PNG: &[u8] = include_bytes!("../seed/pictures/skitse-af-hegn.png");

    fn contains(file: &[u8], text: &[u8]) -> bool {
        file.windows(text.len()).any(|part| part == text)
    }

    #[test]
    fn a_png_keeps_its_pixels_and_which_way_is_up() {
        let mut image = Png::from_bytes(Bytes::from_static(PNG)).unwrap();
        let (width, height) = image.dimensions().unwrap();
        image
            .chunks_mut()
            .insert(1, PngChunk::new(*b"tEXt", Bytes::from_static(b"Comment\0secret")));
        image.set_exif(write_turn(8));
        let mut file = image.encoder().bytes().to_vec();
        file.extend_from_slice(b"secret behind the end");
        let cleaned = clean("image/png", Bytes::from(file)).unwrap();
        assert!(!contains(&cleaned.content, b"secret"));
        assert_eq!((cleaned.width, cleaned.height), (height, width));
        let kept = Png::from_bytes(Bytes::from(cleaned.content)).unwrap();
        assert_eq!(read_turn(&kept), 8);
    }

    #[test]
    fn a_webp_no_longer_says_that_there_is_more_in_it() {
        let chunk = |id: [u8; 4], data: &'static [u8]| {
            RiffChunk::new(id, RiffContent::Data(Bytes::from_static(data)))
        };
        let subchunks = vec![
            chunk(*b"VP8X", b"\x1c\0\0\0\xcc\x02\0\xff\x01\0"),
            chunk(*b"ALPH", b""),
            chunk(*b"VP8 ", b"\x50\x5a\x00\x9d\x01\x2a\xcd\x02\x00\x02"),
            chunk(*b"EXIF", b"secret"),
            chunk(*b"XMP ", b"secret"),
        ];
        let kind = Some(*b"WEBP");
        let file = RiffChunk::new(*b"RIFF", RiffContent::List { kind, subchunks });
        let file = WebP::new(file).unwrap().encoder().bytes();
        let cleaned = clean("image/webp", file).unwrap();
        assert!(!contains(&cleaned.content, b"secret"));
        assert_eq!((cleaned.width, cleaned.height), (717, 512));
        let kept = WebP::from_bytes(Bytes::from(cleaned.content)).unwrap();
        let header = kept.chunk_by_id(*b"VP8X").unwrap().content().data().unwrap();
        assert_eq!(header[0], 0x10, "it has transparent pixels and nothing else");
    }
}
