//! Offering what one has beside money (S4.4).

use leptos::prelude::*;
use samskab_protocol::create::Guest;
use samskab_protocol::offer::{CreateOffer, CreatedOffer, Resource};
use samskab_protocol::validation::{self, projects as rules};

use super::Desk;
use super::bar::Opened;
use super::form::{self, Form, name};
use super::offers::resource_key;
use crate::app::App;
use crate::drafts::draft::open_id;
use crate::drafts::mine;
use crate::drafts::sending::Sending;
use crate::drafts::writing::Writing;
use crate::parts::form::{choice, text, unchosen, written};
use crate::parts::markup::all;
use crate::parts::sending::send_button;

const RESOURCES: [Resource; 6] = [
    Resource::Time,
    Resource::Network,
    Resource::Engagement,
    Resource::Knowledge,
    Resource::Place,
    Resource::Tools,
];

/// What the draft is kept under.
pub fn subject(desk: Desk) -> String {
    ["offer ", &desk.reference().to_string()].concat()
}

/// Draws the form.
pub fn form(app: App, desk: Desk, opened: Opened) -> AnyView {
    let writing = Writing::open(app, &open_id(app.client, &subject(desk)));
    let fields = move || {
        let limits = app.with_service(|service| service.limits.clone());
        let resources = RESOURCES.map(|resource| (resource.as_str(), resource_key(resource)));
        all(vec![
            choice(app, writing, "/resource", "offer.what", resources.to_vec()),
            text(app, writing, "/text", "offer.text", 3, limits.comment_max),
            text(app, writing, "/amount", "offer.amount", 1, limits.title_max),
            name(app, writing),
        ])
    };
    let form = Form {
        title: "offer.title",
        privacy: "priv.offer",
        fields,
        send: send_button(app, writing, app.say("offer.send"), move || {
            send(app, desk, opened, writing)
        }),
    };
    form::form(app, opened, writing, form)
}

fn send(app: App, desk: Desk, opened: Opened, writing: Writing) {
    let limits = app.with_service(|service| service.limits.clone());
    let author = writing.field("/author/name").trim().to_owned();
    let offer = CreateOffer {
        subject: desk.reference().to_string(),
        resource: Resource::parse(&writing.field("/resource")),
        text: writing.field("/text").trim().to_owned(),
        amount: written(writing, "/amount"),
        lang: Some(app.language.tag()),
        author: Some(Guest {
            name: author.clone(),
            ..Guest::default()
        }),
    };
    let mut faults = rules::offer(offer.resource, &offer.text, offer.amount.as_deref(), &limits);
    if offer.resource == Resource::Other {
        faults.retain(|fault| fault.pointer != "/resource");
        faults.insert(0, unchosen(app, "/resource"));
    }
    validation::text("/author/name", &author, limits.name_max, &mut faults);
    let stands = faults.is_empty();
    writing.errors.set(faults);
    let Some(body) = serde_json::to_string(&offer).ok().filter(|_| stands) else {
        return;
    };
    writing.send(Sending::of("/offers", body), move |created: CreatedOffer| {
        mine::remember_name(app.client, &author);
        desk.offers.update(|offers| offers.push(created.offer));
        opened.close();
    });
}
