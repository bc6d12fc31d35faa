//! Something could not be fetched: what happened, and what can be done.

use leptos::prelude::*;

use crate::app::App;
use crate::backend::failure::Failure;
use crate::backend::load::Load;

/// Says why something could not be fetched, offers to try again, and the plain page as another way.
pub fn failure(app: App, failure: &Failure, again: impl Fn() + 'static) -> AnyView {
    let fallback = app.settings.with_value(|settings| settings.fallback.clone());
    let fallback = fallback.starts_with("http").then(|| {
        view! { <a class="button quiet" href=fallback>{app.say("err.plain")}</a> }
    });
    view! {
        <div class="panel failure" role="alert">
            <p>{app.say(failure.reading_key())}</p>
            <p class="choices">
                <button class="button" type="button" on:click=move |_| again()>{app.say("again")}</button>
                {fallback}
            </p>
        </div>
    }
    .into_any()
}

/// Something on its way: room for it, then the thing itself or why it did not come.
pub fn loaded<T>(
    app: App,
    load: &Load<T>,
    again: impl Fn() + 'static,
    draw: impl FnOnce(&T) -> AnyView,
) -> AnyView {
    match load {
        Load::Waiting => super::waiting::waiting(app),
        Load::Ready(value) => draw(value),
        Load::Failed(why) => failure(app, why, again),
    }
}
