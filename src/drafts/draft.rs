//! A text that is kept on this device: being written, waiting to be sent, or come back with a reason.
//!
//! Each has a name of its own in the device's storage, so that one that cannot be read, or that another version of the
//! widget wrote, costs none of the others.

use std::collections::BTreeMap;

use samskab_protocol::identifier::Timestamp;
use samskab_protocol::problem::Problem;
use samskab_protocol::wire;
use serde::Serialize;

use super::sending::Sending;
use super::store;
use crate::backend::client::Client;

/// Letters of the part of an id that tells several texts of one subject apart.
const MARK: usize = 8;
/// Letters of the beginning that stands for a text without a title.
const BEGINNING: usize = 60;

/// What is kept on the device.
#[derive(Clone, Default, PartialEq, Serialize)]
pub struct Draft {
    /// What is written, by the JSON Pointer of the field that it becomes.
    pub fields: BTreeMap<String, String>,
    /// When something was last written in it.
    pub changed: Option<Timestamp>,
    /// The place in the widget where that was, as a path: where one goes on with it.
    pub place: Option<String>,
    /// What the idempotency keys begin with, from the first attempt to send on: a later attempt is the same attempt.
    pub key: Option<String>,
    /// What is on its way or waits for it; missing while one writes.
    pub sending: Option<Sending>,
    /// Why the last attempt to send it came to nothing, where waiting would not help.
    pub refused: Option<Problem>,
}

wire!(Draft {
    fields,
    changed,
    place,
    key,
    sending,
    refused
});

impl Draft {
    /// Whether there is nothing in it that somebody would miss: a name alone is no text.
    pub fn is_empty(&self) -> bool {
        self.fields
            .iter()
            .all(|(pointer, text)| is_beside_words(pointer) || text.trim().is_empty())
    }

    /// Its title, or how it begins.
    pub fn title(&self) -> String {
        let field = |pointer: &str| self.fields.get(pointer).map(|text| text.trim());
        let words = ["/title", "/problem", "/body", "/text"]
            .into_iter()
            .filter_map(field);
        let others = self.fields.iter().filter(|(pointer, _)| is_words(pointer));
        let mut words = words.chain(others.map(|(_, text)| text.trim()));
        begin(words.find(|text| !text.is_empty()).unwrap_or_default())
    }

    /// Makes of it a text of its own, which is not sent and never was.
    pub fn part_from_sent(&mut self) {
        self.key = None;
        self.sending = None;
        self.refused = None;
    }
}

/// Whether a field goes with words and is nothing without them: a name, or a position.
fn is_beside_words(pointer: &str) -> bool {
    pointer.starts_with("/author/") || pointer == "/position"
}

/// Whether somebody's own words stand in a field: not their name, a choice that they made, an address, or the name of a
/// picture.
fn is_words(pointer: &str) -> bool {
    let is_choice = pointer.starts_with("/offers/") && !pointer.ends_with("/text")
        || ["/verdict", "/position", "/ranking", "/heard", "/again", "/email"].contains(&pointer);
    !pointer.starts_with("/author/") && !pointer.ends_with("/picture") && !is_choice
}

/// Names of the pictures of a text: what stands in its fields `/attachments/<n>/picture` (see [`super::pictures`]).
pub fn pictures(fields: &BTreeMap<String, String>) -> impl Iterator<Item = &str> {
    let fields = fields.iter().filter(|(pointer, _)| pointer.ends_with("/picture"));
    fields
        .map(|(_, name)| name.as_str())
        .filter(|name| !name.is_empty())
}

/// The beginning of a text, in one line.
pub fn begin(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(BEGINNING) {
        Some((end, _)) => [line[..end].trim_end(), "…"].concat(),
        None => line.to_owned(),
    }
}

/// What all texts for a backend are kept under, before their ids.
pub fn shelf(client: Client) -> String {
    ["samskab:draft:", &client.name(), " "].concat()
}

/// What a text belongs to, by its id: `idea`, or the ref of what is answered.
pub fn subject(id: &str) -> &str {
    match id.rsplit_once('~') {
        Some((subject, mark)) if mark.len() == MARK && mark.bytes().all(|b| b.is_ascii_hexdigit()) => subject,
        _ => id,
    }
}

/// An id for one more text that belongs to `subject`, such as `idea~5f0c9c2e`.
pub fn new_id(subject: &str) -> String {
    [subject, "~", &random_key()[..MARK]].concat()
}

/// The id under which to write something that belongs to `subject`: the one of the draft that was last written in, or
/// else a new one. What is on its way is no draft.
pub fn open_id(client: Client, subject: &str) -> String {
    let begun = begun(client, subject).into_iter();
    begun
        .max_by_key(|id| read(client, id).and_then(|draft| draft.changed))
        .unwrap_or_else(|| new_id(subject))
}

/// Reads one text.
pub fn read(client: Client, id: &str) -> Option<Draft> {
    store::read(&[&shelf(client), id].concat())
}

/// Keeps one text as it is now, and says whether the device took it.
pub fn write(client: Client, id: &str, draft: &Draft) -> bool {
    store::write(&[&shelf(client), id].concat(), draft)
}

/// Forgets one text.
pub fn remove(client: Client, id: &str) {
    store::remove(&[&shelf(client), id].concat());
}

/// Forgets one text once it is stored as `sent` was; what was written in it meanwhile stays, as a text of its own. Says
/// whether it is forgotten.
pub fn settle(client: Client, id: &str, sent: &BTreeMap<String, String>) -> bool {
    match read(client, id) {
        Some(mut draft) if draft.fields != *sent => {
            draft.part_from_sent();
            write(client, id, &draft);
            false
        }
        _ => {
            remove(client, id);
            true
        }
    }
}

/// Whether there is a draft for `subject`.
pub fn has_draft(client: Client, subject: &str) -> bool {
    !begun(client, subject).is_empty()
}

/// Ids of the drafts that belong to `subject`, without what is on its way.
pub fn begun(client: Client, subject: &str) -> Vec<String> {
    let shelf = shelf(client);
    let names = store::names(&[&shelf, subject].concat()).into_iter();
    let here = names.filter(|name| {
        self::subject(&name[shelf.len()..]) == subject
            && !store::text(name).is_some_and(|text| is_sent(&text))
    });
    here.map(|name| name[shelf.len()..].to_owned()).collect()
}

/// Ids of what waits to be sent; told without reading drafts, since it is asked on every page.
pub fn waiting(client: Client) -> Vec<String> {
    let shelf = shelf(client);
    let names = store::names(&shelf).into_iter();
    let waiting = names.filter(|name| store::text(name).is_some_and(|text| is_sent(&text)));
    waiting.map(|name| name[shelf.len()..].to_owned()).collect()
}

/// Whether there is any text.
pub fn has_any(client: Client) -> bool {
    !store::names(&shelf(client)).is_empty()
}

/// Every text that is kept for a backend, with its id, the last changed first. What cannot be read stays where it is.
pub fn all(client: Client) -> Vec<(String, Draft)> {
    let shelf = shelf(client);
    let names = store::names(&shelf).into_iter();
    let mut all: Vec<_> = names
        .filter_map(|name| Some((name[shelf.len()..].to_owned(), store::read::<Draft>(&name)?)))
        .collect();
    all.sort_by(|one, other| other.1.changed.cmp(&one.1.changed));
    all
}

/// Whether a kept text is on its way. Inside of a text the quotation marks would be escaped.
fn is_sent(text: &str) -> bool {
    text.contains("\"sending\":{")
}

/// 128 random bits: who guessed a key could fetch the answer that it belongs to.
pub fn random_key() -> String {
    let mut bytes = [0_u8; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    if let Some(crypto) = crypto {
        _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Draft {
        Draft {
            fields: BTreeMap::from([("/body".to_owned(), text.to_owned())]),
            ..Draft::default()
        }
    }

    #[test]
    fn an_id_says_what_the_text_belongs_to() {
        assert_eq!(subject("idea~5f0c9c2e"), "idea");
        assert_eq!(subject("idea"), "idea");
        assert_eq!(subject("comment:a~b"), "comment:a~b");
        assert_eq!(subject("contribution:x~5f0c9c2e"), "contribution:x");
    }

    #[test]
    fn words_that_look_like_a_sending_do_not_make_it_one() {
        let mut draft = written("\"sending\":{");
        assert!(!is_sent(&serde_json::to_string(&draft).unwrap()));
        draft.sending = Some(Sending::of("/comments", "{}".into()));
        assert!(is_sent(&serde_json::to_string(&draft).unwrap()));
    }

    #[test]
    fn a_draft_of_another_version_is_read_as_far_as_it_is_known() {
        let newer = r#"{"fields":{"/body":"Huller"},"mood":{"of":1},"changed":null}"#;
        assert!(serde_json::from_str::<Draft>(newer).unwrap() == written("Huller"));
        let older = r#"{"fields":{"/body":"Huller"},"key":"k"}"#;
        assert_eq!(
            serde_json::from_str::<Draft>(older).unwrap().key.as_deref(),
            Some("k")
        );
        for damaged in ["", "{", "[]", r#"{"fields":7}"#] {
            assert!(serde_json::from_str::<Draft>(damaged).is_err(), "{damaged}");
        }
    }

    #[test]
    fn a_text_without_a_title_is_known_by_its_beginning() {
        assert_eq!(written("En bænk\nog en til").title(), "En bænk");
        let long = "ø".repeat(BEGINNING + 1);
        assert_eq!(
            written(&long).title(),
            ["ø".repeat(BEGINNING), "…".into()].concat()
        );
        assert_eq!(Draft::default().title(), "");
    }
}
