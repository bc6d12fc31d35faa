//! Who works here: the token that a steward was given, kept on this device once the backend has said whose it is.

use leptos::prelude::*;
use samskab_protocol::me::Me;
use samskab_protocol::wire;
use serde::Serialize;

use crate::app::App;
use crate::backend::client::{Client, Sent};
use crate::backend::failure::Failure;
use crate::drafts::store;

/// A steward on this device.
#[derive(Clone, Default, PartialEq, Serialize)]
pub struct Account {
    /// The token, with its scheme.
    pub secret: String,
    /// Who it is.
    pub name: Option<String>,
    /// The office in whose name they answer (S1.8).
    pub office: Option<String>,
}

wire!(Account { secret, name, office });

/// Whoever is logged in, if anybody is; drawn anew when that changes.
pub type Present = RwSignal<Option<Account>, LocalStorage>;

fn shelf(client: Client) -> String {
    ["samskab:steward:", &client.name()].concat()
}

/// Whoever is logged in on this device.
pub fn read(client: Client) -> Option<Account> {
    store::read(&shelf(client))
}

/// The token with its scheme; empty where nobody is logged in any more, which the backend then says.
pub fn secret(app: App) -> String {
    read(app.client).unwrap_or_default().secret
}

/// Asks whose a token is.
pub async fn ask(client: Client, token: String) -> Result<(Me, Account), Failure> {
    let secret = ["Bearer ", &token].concat();
    let me: Me = client.look("/me", Sent::by(&secret)).await?.read()?;
    let account = Account {
        secret,
        name: me.name.clone(),
        office: me.office.clone(),
    };
    Ok((me, account))
}

/// Keeps it on this device; `false` where the device refuses, and it is kept for as long as the page is open.
pub fn keep(client: Client, account: &Account) -> bool {
    store::write(&shelf(client), account)
}

/// Logs out.
pub fn forget(client: Client) {
    store::remove(&shelf(client));
}
