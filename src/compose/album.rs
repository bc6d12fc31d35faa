//! Which pictures belong to a text, and the words that stand for them; the pictures themselves are kept elsewhere.

use samskab_protocol::attachment::NewAttachment;
use samskab_protocol::service::Mode;

use crate::app::App;
use crate::drafts::sending::{Part, Sending};
use crate::drafts::writing::Writing;

/// Where a picture and its words are noted.
pub struct PictureFields {
    /// The name that it is kept under.
    pub picture: &'static str,
    /// What it shows, in words.
    pub alt: &'static str,
    /// Where its id belongs in the request.
    id: &'static str,
}

macro_rules! fields {
    ($($at:literal),*) => {
        [$(PictureFields {
            picture: concat!("/attachments/", $at, "/picture"),
            alt: concat!("/attachments/", $at, "/alt"),
            id: concat!("/attachments/", $at, "/id"),
        }),*]
    };
}

/// As many as are asked for at most, whatever a backend takes.
pub const PICTURES: [PictureFields; 5] = fields!(0, 1, 2, 3, 4);

/// Whether pictures can be added here, and by this protocol.
pub fn are_taken(app: App) -> bool {
    app.with_service(|service| service.actions.attach.mode == Mode::Native)
}

/// How many there are: they stand without a gap.
pub fn count(writing: Writing) -> usize {
    count_in(&|pointer| writing.field(pointer))
}

fn count_in(field: &dyn Fn(&str) -> String) -> usize {
    let there = PICTURES
        .iter()
        .take_while(|fields| !field(fields.picture).is_empty());
    there.count()
}

/// The pictures as a contribution names them, before their ids are known.
pub fn named(field: &dyn Fn(&str) -> String) -> Vec<NewAttachment> {
    let there = PICTURES[..count_in(field)].iter();
    there
        .map(|fields| NewAttachment {
            id: String::new(),
            alt: field(fields.alt).trim().to_owned(),
        })
        .collect()
}

/// Lets two change places.
pub fn swap(writing: Writing, one: usize, other: usize) {
    let (one, other) = (&PICTURES[one], &PICTURES[other]);
    for (here, there) in [(one.picture, other.picture), (one.alt, other.alt)] {
        let moved = writing.field(here);
        writing.set_field(here, writing.field(there));
        writing.set_field(there, moved);
    }
}

/// Takes one away; those behind it move up.
pub fn remove(writing: Writing, at: usize) {
    let count = count(writing);
    for next in at + 1..count {
        swap(writing, next - 1, next);
    }
    if let Some(last) = count.checked_sub(1) {
        writing.set_field(PICTURES[last].picture, String::new());
        writing.set_field(PICTURES[last].alt, String::new());
    }
}

/// Adds the uploads to what is sent; gives back their places in it.
pub fn upload(writing: Writing, sending: &mut Sending) -> Vec<u32> {
    let there = PICTURES[..count(writing)].iter();
    there
        .map(|fields| sending.upload("/uploads", &writing.field(fields.picture), "image/jpeg"))
        .collect()
}

/// Lets the contribution, which was added last, name what the uploads bring.
pub fn name_uploads(uploads: &[u32], sending: &mut Sending) {
    for (fields, upload) in PICTURES.iter().zip(uploads) {
        sending.fill(fields.id, *upload, Part::Id);
    }
}
