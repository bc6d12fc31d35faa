//! Taking one's own words back: asked plainly, since it cannot be undone.

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::identifier::RefType;

use super::bar::{Opened, frame, settle};
use super::edit::path;
use super::identity::own_secret;
use super::{Desk, Outcome};
use crate::app::App;
use crate::backend::client::Sent;
use crate::backend::failure::Failure;
use crate::parts::markup::{Content, button, classed, tag};
use crate::parts::saving::excuse;

/// Draws the question.
pub fn question(app: App, desk: Desk, opened: Opened) -> AnyView {
    let busy = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let yes = button("button first", app.say("withdraw.yes"), move |_| {
        if !busy.get_untracked() {
            send(app, desk, opened, busy, said);
        }
    });
    let yes = yes.live_attr("aria-disabled", move || busy.get().then(|| "true".into()));
    let no = button("button quiet", app.say("withdraw.no"), move |_| opened.close());
    let (ask, what) = match desk.reference().of {
        RefType::Comment => ("withdraw.comment", "withdraw.comment.what"),
        _ => ("withdraw.ask", "withdraw.what"),
    };
    frame(app, opened, ask)
        .child(tag("p").child(app.say(what)))
        .child(classed("p", "choices").child(yes).child(no))
        .child(
            classed("p", "outcome")
                .attr("role", "alert")
                .live(move || said.get().view()),
        )
        .view()
}

fn send(app: App, desk: Desk, opened: Opened, busy: RwSignal<bool>, said: RwSignal<String>) {
    let Some(secret) = own_secret(app, desk) else {
        return;
    };
    busy.set(true);
    said.set(String::new());
    let reference = desk.reference();
    spawn_local(async move {
        let answer = app.client.delete(&path(&reference), Sent::by(&secret)).await;
        busy.try_set(false);
        match answer.map(|_| ()) {
            Ok(()) => settle(app, desk, opened, reference.of, &Outcome::Gone),
            Err(failure) => tell(app, &failure, said),
        }
    });
}

fn tell(app: App, failure: &Failure, said: RwSignal<String>) {
    said.try_set(excuse(app, failure));
}
