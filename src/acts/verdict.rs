//! "I feel answered", or not: asked of whoever wrote it, shown to all (S1.2).

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::answer::{Feeling, GiveVerdict};

use super::identity::own_secret;
use super::{Desk, Outcome};
use crate::app::App;
use crate::backend::client::{Sent, encode};
use crate::drafts::draft::open_id;
use crate::drafts::writing::Writing;
use crate::parts::form::{choice, field_id, text, unchosen, written};
use crate::parts::heading::heading;
use crate::parts::markup::{Content, classed, live};
use crate::parts::saving::{Saving, save_button};
use crate::parts::sending::{Mend, error_summary, kept_note};

/// Draws the question.
pub fn question(app: App, desk: Desk) -> AnyView {
    let subject = ["verdict ", &desk.reference().to_string()].concat();
    let writing = Writing::open(app, &open_id(app.client, &subject));
    let saving = Saving::new();
    let max = app.with_service(|service| service.limits.comment_max);
    let feelings = vec![("answered", "verdict.yes"), ("not_answered", "verdict.no")];
    let fields = live(move || {
        writing.redrawn.track();
        vec![
            choice(app, writing, "/verdict", "verdict.ask", feelings.clone()),
            text(app, writing, "/reason", "verdict.reason", 2, max),
        ]
        .view()
    });
    classed("div", "panel act")
        .child(heading(app, 2, app.say("verdict.title")))
        .child(error_summary(app, writing, move |pointer| {
            Mend::Here(field_id(writing, pointer))
        }))
        .child(fields)
        .child(kept_note(app, writing))
        .child(classed("p", "small").child(app.say("priv.verdict")))
        .child(save_button(app, saving, app.say("verdict.send"), move || {
            send(app, desk, writing, saving)
        }))
        .view()
}

fn send(app: App, desk: Desk, writing: Writing, saving: Saving) {
    let said = writing.field("/verdict");
    let faults = match said.is_empty() {
        true => vec![unchosen(app, "/verdict")],
        false => Vec::new(),
    };
    let stands = faults.is_empty();
    writing.errors.set(faults);
    let verdict = GiveVerdict {
        verdict: Feeling::parse(&said),
        reason: written(writing, "/reason"),
        lang: Some(app.language.tag()),
    };
    let body = serde_json::to_string(&verdict).ok().filter(|_| stands);
    let (Some(body), Some(secret)) = (body, own_secret(app, desk)) else {
        return;
    };
    if !saving.begin() {
        return;
    }
    let path = ["/contributions/", &encode(&desk.reference().id), "/verdict"].concat();
    let draft = writing.name();
    spawn_local(async move {
        let sent = Sent {
            body: Some(&body),
            secret: Some(&secret),
            ..Sent::default()
        };
        match app.client.put(&path, sent).await {
            Ok(answer) => {
                saving.end();
                writing.forget(&draft);
                desk.refresh(&Outcome::Changed(answer.text()));
            }
            Err(failure) => _ = writing.errors.try_set(saving.fail(failure)),
        }
    });
}
