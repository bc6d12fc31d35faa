//! Saying what one expects of a project, so that it can be confirmed or corrected while there is time (S4.2).

use leptos::prelude::*;
use samskab_protocol::create::Guest;
use samskab_protocol::expectation::{CreateExpectation, CreatedExpectation};
use samskab_protocol::validation;

use super::Desk;
use super::bar::Opened;
use super::form::{self, Form, name};
use crate::app::App;
use crate::drafts::draft::open_id;
use crate::drafts::mine;
use crate::drafts::sending::Sending;
use crate::drafts::writing::Writing;
use crate::parts::form::text;
use crate::parts::markup::all;
use crate::parts::sending::send_button;

/// What the draft is kept under.
pub fn subject(desk: Desk) -> String {
    ["expect ", &desk.reference().to_string()].concat()
}

/// Draws the form.
pub fn form(app: App, desk: Desk, opened: Opened) -> AnyView {
    let writing = Writing::open(app, &open_id(app.client, &subject(desk)));
    let fields = move || {
        let max = app.with_service(|service| service.limits.comment_max);
        all(vec![
            text(app, writing, "/text", "expect.text", 3, max),
            name(app, writing),
        ])
    };
    let form = Form {
        title: "expect.title",
        privacy: "priv.expect",
        fields,
        send: send_button(app, writing, app.say("expect.send"), move || {
            send(app, desk, opened, writing)
        }),
    };
    form::form(app, opened, writing, form)
}

fn send(app: App, desk: Desk, opened: Opened, writing: Writing) {
    let limits = app.with_service(|service| service.limits.clone());
    let author = writing.field("/author/name").trim().to_owned();
    let expectation = CreateExpectation {
        project: desk.reference().id,
        text: writing.field("/text").trim().to_owned(),
        lang: Some(app.language.tag()),
        author: Some(Guest {
            name: author.clone(),
            ..Guest::default()
        }),
    };
    let mut faults = Vec::new();
    validation::text("/text", &expectation.text, limits.comment_max, &mut faults);
    validation::text("/author/name", &author, limits.name_max, &mut faults);
    let stands = faults.is_empty();
    writing.errors.set(faults);
    if let Some(body) = serde_json::to_string(&expectation).ok().filter(|_| stands) {
        writing.send(
            Sending::of("/expectations", body),
            move |created: CreatedExpectation| {
                mine::remember_name(app.client, &author);
                desk.expectations.update(|all| all.push(created.expectation));
                opened.close();
            },
        );
    }
}
