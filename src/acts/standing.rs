//! How one stands to something: asked only where this device has a secret, and told to nobody else (S1.8).

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::me::MyState;

use super::Desk;
use super::identity::own_secret;
use crate::app::App;
use crate::backend::client::{Sent, encode};

/// Asks how one stands to the desk's subject, unless this device is nobody yet. What was pressed meanwhile counts more
/// than what comes back. An answer that does not come leaves all as for a stranger: to press again counts once.
pub fn ask(app: App, desk: Desk) {
    let claimed = app.with_service(|service| service.claims("me-state"));
    let Some(secret) = own_secret(app, desk).filter(|_| claimed) else {
        return;
    };
    let reference = desk.reference().to_string();
    let before = (desk.supports.get_untracked(), desk.follows.get_untracked());
    spawn_local(async move {
        let path = ["/me/state?refs=", &encode(&reference)].concat();
        let Ok(answer) = app.client.look(&path, Sent::by(&secret)).await else {
            return;
        };
        let state = answer.read::<MyState>().unwrap_or_default();
        let found = state.items.into_iter().find(|item| item.reference == reference);
        let now = (
            desk.supports.try_get_untracked(),
            desk.follows.try_get_untracked(),
        );
        let (Some(found), true) = (found, now == (Some(before.0), Some(before.1))) else {
            return;
        };
        desk.supports
            .try_set(found.reactions.iter().any(|kind| kind == "support"));
        desk.follows.try_set(found.follows);
        if let Some(counts) = &found.counts {
            desk.support.try_set(counts.support);
        }
        desk.standing.try_set(Some(found));
    });
}
