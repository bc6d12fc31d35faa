//! News by e-mail (C5): an address, and a message to it with the button that begins it. What is typed is kept until the
//! backend has taken it, and no longer: nothing on the device says then that one gets news.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::problem::FieldFault;
use samskab_protocol::service::Mode;
use samskab_protocol::subscription::{ADDRESS_MAX, AcceptedSubscription, CreateSubscription, is_address};
use samskab_protocol::validation;

use super::Desk;
use super::bar::{Opened, Panel, frame, opener, panel, way};
use super::form::{self, Form};
use crate::app::App;
use crate::backend::failure::Failure;
use crate::drafts::draft::{has_draft, open_id};
use crate::drafts::sending::Sending;
use crate::drafts::writing::Writing;
use crate::parts::form::input;
use crate::parts::markup::{Content, all, button, classed, live, nothing, tag};
use crate::parts::sending::send_button;

const FIELD: &str = "/email";

/// What the draft is kept under.
pub fn subject(desk: Desk) -> String {
    ["subscribe ", &desk.reference().to_string()].concat()
}

/// Draws the way to news of something, where they can be had by e-mail: here, or elsewhere.
pub fn opener_of_news(app: App, desk: Desk, opened: Opened, class: &'static str) -> AnyView {
    let claimed = app.with_service(|service| service.claims("subscriptions"));
    way(
        app,
        &desk.actions(app).subscribe,
        "subscribe.elsewhere",
        || match claimed {
            true => opener(app, opened, Panel::Subscribe, class, "subscribe"),
            false => nothing(),
        },
    )
}

/// Draws it where it stands alone, with the form below it once it is open.
pub fn news(app: App, desk: Desk) -> AnyView {
    if desk.actions(app).subscribe.mode == Mode::None {
        return nothing();
    }
    let begun = has_draft(app.client, &subject(desk));
    let opened = Opened::with(begun.then_some(Panel::Subscribe));
    all(vec![
        classed("p", "choices")
            .child(opener_of_news(app, desk, opened, "button"))
            .view(),
        live(move || panel(app, desk, opened)),
    ])
}

/// Brings what draws the form.
#[wasm_split(subscribing, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn news_chunk() -> Result<fn(App, Desk, Opened) -> AnyView, Failure> {
    Ok(form)
}

/// Draws the form, and what to do next once it is sent.
fn form(app: App, desk: Desk, opened: Opened) -> AnyView {
    let writing = Writing::open(app, &open_id(app.client, &subject(desk)));
    let sent = RwSignal::new(String::new());
    live(move || match sent.get() {
        address if address.is_empty() => question(app, desk, opened, writing, sent),
        address => next(app, opened, &address),
    })
}

fn question(app: App, desk: Desk, opened: Opened, writing: Writing, sent: RwSignal<String>) -> AnyView {
    let form = Form {
        title: "subscribe.title",
        privacy: "priv.subscribe",
        fields: move || input(app, writing, FIELD, "subscribe.email", 1, ADDRESS_MAX).view(),
        send: send_button(app, writing, app.say("subscribe.send"), move || {
            send(app, desk, writing, sent)
        }),
    };
    form::form(app, opened, writing, form)
}

fn send(app: App, desk: Desk, writing: Writing, sent: RwSignal<String>) {
    let email = writing.field(FIELD).trim().to_owned();
    let stands = is_address(&email);
    let complaint = || validation::fail(FIELD, FieldFault::Invalid, &app.say("err.email"));
    writing
        .errors
        .set((!stands).then(complaint).into_iter().collect());
    let subscription = CreateSubscription {
        email: email.clone(),
        subject: Some(desk.reference().to_string()),
        lang: Some(app.language.tag()),
    };
    if let Some(body) = serde_json::to_string(&subscription).ok().filter(|_| stands) {
        writing.send(
            Sending::of("/subscriptions", body),
            move |_: AcceptedSubscription| {
                _ = sent.try_set(email);
            },
        );
    }
}

/// Nothing is settled before the button is pressed to which the message leads; where it went shows what was mistyped.
fn next(app: App, opened: Opened, email: &str) -> AnyView {
    let words = app.language.say_with("subscribe.next", &[("email", email)]);
    frame(app, opened, "subscribe.sent")
        .child(tag("p").child(words))
        .child(tag("p").child(button("link", app.say("close"), move |_| opened.close())))
        .view()
}
