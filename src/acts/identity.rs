//! Acting as somebody: whoever this device is to the backend, or becomes by the act.

use samskab_protocol::problem::code;

use super::Desk;
use crate::app::App;
use crate::backend::client::{Answer, Sent};
use crate::backend::failure::Failure;
use crate::drafts::guest::identify;
use crate::drafts::mine;

/// Puts what lies at `path`, or takes it away. A secret that the backend no longer knows is exchanged for a new one,
/// once.
pub async fn set(app: App, desk: Desk, path: &str, there: bool) -> Result<Answer, Failure> {
    let known = mine::secret_of(&mine::list(app.client), &desk.reference());
    let secret = match known {
        Some(secret) => secret,
        None => identify(app.client, None).await?,
    };
    match attempt(app, path, there, &secret).await {
        Err(failure) if failure.code() == code::UNAUTHORIZED => {
            let secret = identify(app.client, Some(&secret)).await?;
            attempt(app, path, there, &secret).await
        }
        answer => answer,
    }
}

async fn attempt(app: App, path: &str, there: bool, secret: &str) -> Result<Answer, Failure> {
    match there {
        true => app.client.put(path, Sent::by(secret)).await,
        false => app.client.delete(path, Sent::by(secret)).await,
    }
}

/// The secret of whoever wrote the subject, as far as this device knows them.
pub fn own_secret(app: App, desk: Desk) -> Option<String> {
    mine::secret_of(&mine::list(app.client), &desk.reference())
}
