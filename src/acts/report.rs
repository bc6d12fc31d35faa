//! Saying that something should not stand here: by which rule, and what happens then (S1.8).

use leptos::prelude::*;
use samskab_protocol::report::{CreateReport, CreatedReport, ReportReason};
use samskab_protocol::validation;

use super::Desk;
use super::bar::{Opened, frame};
use super::form::{self, Form};
use crate::app::App;
use crate::drafts::draft::open_id;
use crate::drafts::sending::Sending;
use crate::drafts::writing::Writing;
use crate::parts::form::{choice, text, unchosen, written};
use crate::parts::markup::{Content, all, button, live, tag};
use crate::parts::sending::send_button;

/// What the draft is kept under.
pub fn subject(desk: Desk) -> String {
    ["report ", &desk.reference().to_string()].concat()
}

/// Draws the form, and what happens next once it is sent.
pub fn form(app: App, desk: Desk, opened: Opened) -> AnyView {
    let writing = Writing::open(app, &open_id(app.client, &subject(desk)));
    let sent = RwSignal::new(false);
    live(move || match sent.get() {
        true => thanks(app, opened),
        false => questions(app, desk, opened, writing, sent),
    })
}

fn questions(app: App, desk: Desk, opened: Opened, writing: Writing, sent: RwSignal<bool>) -> AnyView {
    let fields = move || {
        let max = app.with_service(|service| service.limits.comment_max);
        all(vec![
            choice(app, writing, "/reason", "report.what", reasons(app)),
            text(app, writing, "/text", "report.text", 3, max),
        ])
    };
    let form = Form {
        title: "report",
        privacy: "priv.report",
        fields,
        send: send_button(app, writing, app.say("report.send"), move || {
            send(app, desk, writing, sent)
        }),
    };
    form::form(app, opened, writing, form)
}

/// The reasons that the backend's rules have, in its order.
fn reasons(app: App) -> Vec<(&'static str, &'static str)> {
    let known = app.with_service(|service| {
        let moderation = service.moderation.as_ref();
        moderation.map(|moderation| moderation.reasons.clone())
    });
    let known = known.filter(|known| !known.is_empty());
    let known = known.unwrap_or_else(|| ReportReason::ALL.to_vec());
    known
        .into_iter()
        .map(|reason| {
            let key = match reason {
                ReportReason::Illegal => "report.illegal",
                ReportReason::Abuse => "report.abuse",
                ReportReason::Spam => "report.spam",
                ReportReason::Privacy => "report.privacy",
                ReportReason::OffTopic => "report.off_topic",
                ReportReason::Other => "report.other",
            };
            (reason.as_str(), key)
        })
        .collect()
}

fn send(app: App, desk: Desk, writing: Writing, sent: RwSignal<bool>) {
    let reason = writing.field("/reason");
    let report = CreateReport {
        subject: desk.reference().to_string(),
        reason: ReportReason::parse(&reason),
        text: written(writing, "/text"),
        lang: Some(app.language.tag()),
    };
    let mut faults = Vec::new();
    if reason.is_empty() {
        faults.push(unchosen(app, "/reason"));
    }
    if let Some(words) = &report.text {
        let max = app.with_service(|service| service.limits.comment_max);
        validation::text("/text", words, max, &mut faults);
    }
    let stands = faults.is_empty();
    writing.errors.set(faults);
    if let Some(body) = serde_json::to_string(&report).ok().filter(|_| stands) {
        writing.send(Sending::of("/reports", body), move |_: CreatedReport| {
            sent.set(true)
        });
    }
}

fn thanks(app: App, opened: Opened) -> AnyView {
    frame(app, opened, "report.sent")
        .child(tag("p").child(app.say("report.next")))
        .child(tag("p").child(button("link", app.say("close"), move |_| opened.close())))
        .view()
}
