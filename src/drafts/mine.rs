//! What was sent from this device, with the secrets that let a guest change it later.

use samskab_protocol::identifier::Ref;
use samskab_protocol::wire;
use serde::Serialize;

use super::store;
use crate::backend::client::Client;

/// Something sent from this device.
#[derive(Serialize)]
struct Sent {
    /// `<type>:<id>`.
    reference: String,
    /// The guest's secret for it.
    secret: Option<String>,
}

wire!(Sent { reference, secret });

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

/// The secret by which this device is known to the backend, so that one person stays one participant.
pub fn secret(list: &str) -> Option<String> {
    let sent: Vec<Sent> = store::read(list)?;
    sent.into_iter().rev().find_map(|sent| sent.secret)
}

/// The secret for one thing: the one that it was sent with, or else the one by which this device is known now.
pub fn secret_of(list: &str, reference: &Ref) -> Option<String> {
    let sent: Vec<Sent> = store::read(list)?;
    let wanted = reference.to_string();
    let own = sent.into_iter().rfind(|sent| sent.reference == wanted);
    own.and_then(|sent| sent.secret).or_else(|| secret(list))
}

/// Remembers that something was sent from this device.
pub fn remember(list: &str, reference: &Ref, secret: Option<String>) {
    remember_as(list, reference.to_string(), secret);
}

/// The same by its name on the wire, for what is nothing to look at: the participant that this device is.
pub fn remember_as(list: &str, reference: String, secret: Option<String>) {
    let mut sent: Vec<Sent> = store::read(list).unwrap_or_default();
    sent.push(Sent { reference, secret });
    store::write(list, &sent);
}
