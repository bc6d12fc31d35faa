//! The receipt: that it has arrived, under which number, and what happens next.

use leptos::prelude::*;

use crate::app::App;
use crate::parts::heading::view_heading;

/// Draws the receipt above the contribution that was just sent, and nothing above any other.
pub fn receipt(app: App, id: &str) -> AnyView {
    let sent = app
        .receipt
        .get_untracked()
        .filter(|receipt| receipt.contribution.id == id);
    let Some(sent) = sent else { return ().into_any() };
    on_cleanup(move || _ = app.receipt.try_set(None));
    let number = sent.contribution.reference.as_deref().map(|number| {
        view! { <p>{app.language.say_with("sent.ref", &[("nr", number)])}</p> }
    });
    let due = sent.answer_due.as_ref().map(|due| {
        view! { <li>{app.language.say_with("sent.answer", &[("date", &app.language.day(due))])}</li> }
    });
    view! {
        <div class="panel receipt">
            {view_heading(app, app.say("sent.heading"))}
            {number}
            <p><b>{app.say("sent.next")}</b></p>
            <ul class="bullets">
                <li>{app.say("sent.read")}</li>
                {due}
                <li>{app.say("sent.link")}</li>
            </ul>
        </div>
    }
    .into_any()
}
