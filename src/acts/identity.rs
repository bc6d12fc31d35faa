//! Acting as somebody: whoever this device is to the backend, or becomes by the act.

use super::Desk;
use crate::app::App;
use crate::backend::client::Answer;
use crate::backend::failure::Failure;
use crate::drafts::guest::{Change, change};
use crate::drafts::mine;

/// Puts what lies at `path`, or takes it away.
pub async fn set(app: App, desk: Desk, path: &str, there: bool) -> Result<Answer, Failure> {
    let what = match there {
        true => Change::Put(None),
        false => Change::Remove,
    };
    change(app.client, own_secret(app, desk), path, what).await
}

/// The secret of whoever wrote the subject, as far as this device knows them.
pub fn own_secret(app: App, desk: Desk) -> Option<String> {
    mine::secret_of(&mine::list(app.client), &desk.reference())
}
