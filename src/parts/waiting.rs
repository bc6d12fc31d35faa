//! Something on its way: a quiet skeleton that keeps the room, drawn only when it takes long enough to be noticed.

use leptos::prelude::*;

use crate::app::App;

/// Room for something that is on its way.
pub fn waiting(app: App) -> AnyView {
    view! { <div class="waiting" role="status"><span class="unseen">{app.say("waiting")}</span></div> }
        .into_any()
}
