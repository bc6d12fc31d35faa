//! What a JPEG file holds beside its pixels: notes before them, between their scans and behind their end. Some phones
//! hang a whole film there, with sound.

use axum::body::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};

/// Takes out what is not needed to draw the picture. `None` where it has no pixels, or no end.
pub fn strip(image: &mut Jpeg) -> Option<()> {
    image.segments_mut().retain(is_needed);
    let last = image.segments_mut().pop()?;
    if !last.has_entropy() {
        return None;
    }
    // What hangs on the first scan is everything to the end of the file.
    let behind = image_rest(&last)?;
    let scans = strip_scans(&behind)?;
    let scan = JpegSegment::new_with_entropy(last.marker(), last.contents().clone(), Bytes::from(scans));
    image.segments_mut().push(scan);
    Some(())
}

/// Kept are tables, frames, scans, and of the applications' segments: how pixels are to be taken (JFIF, Adobe), and
/// their colors.
fn is_needed(segment: &JpegSegment) -> bool {
    is_needed_as(segment.marker(), segment.contents())
}

fn is_needed_as(marker: u8, contents: &[u8]) -> bool {
    match marker {
        markers::APP0 => contents.starts_with(b"JFIF\0"),
        markers::APP2 => contents.starts_with(b"ICC_PROFILE\0"),
        markers::APP14 => contents.starts_with(b"Adobe"),
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// The scan's own bytes, as a segment gives them away only when it is written.
fn image_rest(scan: &JpegSegment) -> Option<Bytes> {
    let written = scan.clone().encoder().bytes();
    (written.len() > scan.len()).then(|| written.slice(scan.len()..))
}

/// The scans up to and with the end of the picture, without the notes between them.
fn strip_scans(rest: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(rest.len());
    let mut at = 0;
    loop {
        let (&byte, &next) = (rest.get(at)?, rest.get(at + 1).unwrap_or(&0));
        match (byte, next) {
            (markers::P, markers::EOI) => {
                kept.extend([markers::P, markers::EOI]);
                return Some(kept);
            }
            // A stuffed byte, a restart, or a byte that fills.
            (markers::P, markers::Z | markers::RST0..=markers::RST7) => {
                kept.extend([byte, next]);
                at += 2;
            }
            (markers::P, markers::P) => at += 1,
            (markers::P, marker) => {
                let size = usize::from(u16::from_be_bytes([*rest.get(at + 2)?, *rest.get(at + 3)?]));
                let end = at + 2 + size;
                let contents = rest.get(at + 4..end)?;
                if is_needed_as(marker, contents) {
                    kept.extend_from_slice(&rest[at..end]);
                }
                at = end;
            }
            _ => {
                kept.push(byte);
                at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_between_scans_and_behind_the_end_go() {
        let scans = [
            0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, // pixels, with a stuffed byte and a restart
            0xff, 0xfe, 0, 5, b'h', b'e', b'j', // a note
            0xff, 0xda, 0, 3, 1, 0x56, 0xff, 0xd9, // another scan, and the end
            b'f', b'i', b'l', b'm',
        ];
        let kept = strip_scans(&scans).unwrap();
        let expected = [
            0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0xff, 0xda, 0, 3, 1, 0x56, 0xff, 0xd9,
        ];
        assert_eq!(kept, expected);
    }

    #[test]
    fn what_has_no_end_is_no_picture() {
        for scans in [
            &[0x12, 0x34][..],
            &[0x12, 0xff],
            &[0xff, 0xda, 0, 9, 1],
            &[0xff, 0xda, 0, 1, 1],
        ] {
            assert_eq!(strip_scans(scans), None, "{scans:?}");
        }
    }
}
