//! Pictures as phones make them, and files that only say that they are some.

use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::{Bytes, ImageEXIF};

/// A photograph.
pub const JPEG: &[u8] = include_bytes!("../../../seed/pictures/baenk-ved-aaen.jpg");
/// A drawing.
pub const PNG: &[u8] = include_bytes!("../../../seed/pictures/skitse-af-hegn.png");

/// A photograph with all that a phone writes into it: where, which way is up, notes, and a film behind its end.
pub fn photograph() -> Vec<u8> {
    let mut image = Jpeg::from_bytes(Bytes::from_static(JPEG)).unwrap();
    let place = exif::Field {
        tag: exif::Tag::GPSLatitude,
        ifd_num: exif::In::PRIMARY,
        value: exif::Value::Rational(vec![exif::Rational { num: 56, denom: 1 }; 3]),
    };
    let turn = exif::Field {
        tag: exif::Tag::Orientation,
        ifd_num: exif::In::PRIMARY,
        value: exif::Value::Short(vec![6]),
    };
    let mut writer = exif::experimental::Writer::new();
    writer.push_field(&place);
    writer.push_field(&turn);
    let mut written = std::io::Cursor::new(Vec::new());
    writer.write(&mut written, false).unwrap();
    image.set_exif(Some(written.into_inner().into()));
    let note = |marker, text: &'static str| {
        JpegSegment::new_with_contents(marker, Bytes::from_static(text.as_bytes()))
    };
    image
        .segments_mut()
        .insert(1, note(markers::COM, "hemmelig note"));
    image
        .segments_mut()
        .insert(1, note(markers::APP13, "Photoshop 3.0 hemmelig"));
    let mut file = image.encoder().bytes().to_vec();
    file.extend_from_slice(b"ftypmp42 hemmelig film");
    file
}

/// A few bytes that say they are 60,000 by 60,000 pixels.
pub fn bomb() -> Vec<u8> {
    let mut file = JPEG.to_vec();
    let frame = file
        .windows(2)
        .position(|two| two == [0xff, markers::SOF0] || two == [0xff, markers::SOF2]);
    let frame = frame.unwrap();
    file[frame + 5..frame + 9].copy_from_slice(&[0xea, 0x60, 0xea, 0x60]);
    file
}

/// The names of all that the camera has noted.
pub fn exif_of(file: &[u8]) -> String {
    let image = Jpeg::from_bytes(Bytes::copy_from_slice(file)).unwrap();
    let (fields, _) = exif::parse_exif(&image.exif().unwrap()).unwrap();
    let names: Vec<String> = fields.iter().map(|field| field.tag.to_string()).collect();
    names.join(" ")
}

/// Whether these bytes are in a file.
pub fn find(file: &[u8], text: &[u8]) -> bool {
    file.windows(text.len()).any(|part| part == text)
}
