//! What was sent from this device, with the secrets that let a guest change it later.

use samskab_protocol::identifier::{Ref, Timestamp};
use samskab_protocol::wire;
use serde::Serialize;
use serde_json::Value;

use super::store;
use crate::backend::client::Client;

/// Something sent from this device, and as much of it as can be told without the network.
#[derive(Clone, Default, Serialize)]
pub struct Sent {
    /// `<type>:<id>`.
    pub reference: String,
    /// The guest's secret for it.
    pub secret: Option<String>,
    /// Its title, or how it begins.
    pub title: Option<String>,
    /// What it belongs to.
    pub subject: Option<String>,
    /// What is debated where it stands, if it is a comment.
    pub debate: Option<String>,
    /// The number by which people can speak of it.
    pub number: Option<String>,
    /// When an answer is promised.
    pub due: Option<Timestamp>,
    /// When it was sent.
    pub at: Option<Timestamp>,
    /// Id of the draft that it was.
    pub draft: Option<String>,
    /// Whether something that was sent along, such as an offer, was not taken.
    pub is_partial: bool,
}

wire!(Sent {
    reference,
    secret,
    title,
    subject,
    debate,
    number,
    due,
    at,
    draft,
    is_partial
});

/// What the list of things sent is kept under: to be known before a request leaves, since the view may be gone when
/// the answer comes.
pub fn list(client: Client) -> String {
    ["samskab:mine:", &client.name()].concat()
}

fn writer(client: Client) -> String {
    ["samskab:name:", &client.name()].concat()
}

/// The name that was last written under on this device; empty before that.
pub fn name(client: Client) -> String {
    store::read(&writer(client)).unwrap_or_default()
}

/// Remembers the name that something was sent under, so that it need not be typed again.
pub fn remember_name(client: Client, name: &str) {
    store::write(&writer(client), &name);
}

/// Whether anything has been sent from this device. Told without reading it, which is done on every page.
pub fn has_any(list: &str) -> bool {
    store::text(list).is_some()
}

/// Everything sent from this device, the first one first. An entry that cannot be read costs none of the others.
pub fn all(list: &str) -> Vec<Sent> {
    let text = store::text(list).unwrap_or_default();
    let entries: Vec<Value> = serde_json::from_str(&text).unwrap_or_default();
    entries
        .iter()
        .filter_map(|entry| wire::read(entry).ok())
        .collect()
}

/// The secret by which this device is known to the backend, so that one person stays one participant.
pub fn secret(list: &str) -> Option<String> {
    all(list).into_iter().rev().find_map(|sent| sent.secret)
}

/// The secret for one thing: the one that it was sent with, or else the one by which this device is known now.
pub fn secret_of(list: &str, reference: &Ref) -> Option<String> {
    let wanted = reference.to_string();
    let own = all(list).into_iter().rfind(|sent| sent.reference == wanted);
    own.and_then(|sent| sent.secret).or_else(|| secret(list))
}

/// Remembers that something was sent from this device, or that this device is a participant; by its name on the wire.
pub fn remember_as(list: &str, reference: String, secret: Option<String>) {
    let sent = Sent {
        reference,
        secret,
        ..Sent::default()
    };
    remember_sent(list, sent);
}

/// The same with all that can be told of it; it takes the place of what was known of it before.
pub fn remember_sent(list: &str, sent: Sent) {
    let mut all = all(list);
    all.retain(|known| known.reference != sent.reference);
    all.push(sent);
    keep(list, &all);
}

/// Keeps the whole list as it is now.
pub fn keep(list: &str, all: &[Sent]) {
    match all.is_empty() {
        true => store::remove(list),
        false => _ = store::write(list, &all),
    }
}

/// Notes that something that was sent along with what a draft became was not taken.
pub fn note_partial(list: &str, draft: &str) {
    if let Some(mut sent) = of_draft(list, draft) {
        sent.is_partial = true;
        remember_sent(list, sent);
    }
}

/// What a draft has become.
pub fn of_draft(list: &str, draft: &str) -> Option<Sent> {
    let all = all(list).into_iter();
    all.rev().find(|sent| sent.draft.as_deref() == Some(draft))
}

/// Forgets what was sent by the participant whom a secret stands for.
pub fn forget(list: &str, secret: &str) {
    let mut all = all(list);
    all.retain(|sent| sent.secret.as_deref() != Some(secret));
    keep(list, &all);
}
