//! One's data: to see, to have and to have erased (S1.6; GDPR Art. 15, 17 and 20), and to be forgotten by this device.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

use super::own::secrets;
use super::question::{Question, question};
use super::room::section;
use crate::app::App;
use crate::backend::client::Sent;
use crate::backend::failure::Failure;
use crate::drafts::{mine, pictures, store};
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing, tag};
use crate::parts::private_link::copy_link;

/// Draws the link by which whoever uses this device comes back from another one.
pub fn way_back(app: App) -> Option<Tag> {
    let secret = secrets(app.client).pop()?;
    let link = copy_link(app, &secret)?;
    Some(
        section(app, "link.title")
            .child(classed("p", "small").child(app.say("link.why")))
            .child(link),
    )
}

/// Draws the ways to one's data at the backend, where it has them.
pub fn data(app: App) -> AnyView {
    let is_possible = app.with_service(|service| service.claims("export"));
    if !is_possible || secrets(app.client).is_empty() {
        return nothing();
    }
    let erasing = Question {
        open: "data.erase",
        ask: "data.erase.ask",
        what: "data.erase.what",
        yes: "data.erase.yes",
        no: "data.no",
    };
    section(app, "data.title")
        .child(classed("p", "small").child(app.say("data.lead")))
        .child(export_button(app))
        .child(question(app, erasing, |app| Box::pin(erase(app))))
        .view()
}

/// Draws the way to be forgotten by this device.
pub fn forgetting(app: App) -> AnyView {
    let forgetting = Question {
        open: "data.forget",
        ask: "data.forget.ask",
        what: "data.forget.what",
        yes: "data.forget.yes",
        no: "data.no",
    };
    live(move || {
        app.outbox.changed.track();
        match super::has_any(app) {
            true => classed("div", "section")
                .child(question(app, forgetting, |app| Box::pin(forget(app))))
                .view(),
            false => nothing(),
        }
    })
}

fn export_button(app: App) -> AnyView {
    let outcome: RwSignal<Option<Result<(), Failure>>> = RwSignal::new(None);
    let press = move |_| {
        spawn_local(async move {
            let exported = export(app).await;
            outcome.try_set(Some(exported));
        });
    };
    let words = move || match outcome.get() {
        Some(Ok(())) => tag("p").child(app.say("data.exported")).view(),
        Some(Err(why)) => tag("p").child(app.say(why.reading_key())).view(),
        None => nothing(),
    };
    all(vec![
        classed("p", "choices")
            .child(button("button", app.say("data.export"), press))
            .view(),
        classed("div", "small").attr("role", "status").live(words).view(),
    ])
}

/// Fetches all that the backend has and hands it over as a file.
async fn export(app: App) -> Result<(), Failure> {
    let mut files = Vec::new();
    for secret in secrets(app.client) {
        match app.client.look("/me/export", Sent::by(&secret)).await {
            Ok(answer) => files.push(answer.text().to_owned()),
            Err(failure) if failure.is_unknown_here() => {}
            Err(failure) => return Err(failure),
        }
    }
    // Most people are one participant; whoever is several gets a list.
    let file = match files.as_slice() {
        [one] => one.clone(),
        several => ["[", &several.join(",\n"), "]"].concat(),
    };
    save(&file).map_err(|_| Failure::Unreadable)
}

fn save(text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    let parts = js_sys::Array::of1(&text.into());
    let url = Url::create_object_url_with_blob(&Blob::new_with_str_sequence_and_options(&parts, &kind)?)?;
    let link: HtmlElement = document().create_element("a")?.unchecked_into();
    link.set_attribute("href", &url)?;
    link.set_attribute("download", "samskab.json")?;
    link.click();
    // The browser has taken it by then.
    set_timeout(
        move || _ = Url::revoke_object_url(&url),
        std::time::Duration::from_secs(60),
    );
    Ok(())
}

async fn erase(app: App) -> Result<(), Failure> {
    for secret in secrets(app.client) {
        match app.client.delete("/me", Sent::by(&secret)).await {
            Ok(_) => {}
            // Whoever is no longer known there has been erased before.
            Err(failure) if failure.is_unknown_here() => {}
            Err(failure) => return Err(failure),
        }
        mine::forget(&mine::list(app.client), &secret);
    }
    leave(app, "data.erased");
    Ok(())
}

async fn forget(app: App) -> Result<(), Failure> {
    let backend = app.client.name();
    let names = store::names("samskab:").into_iter();
    names
        .filter(|name| name.contains(&backend))
        .for_each(|name| store::remove(&name));
    pictures::forget_all().await;
    leave(app, "data.forgotten");
    Ok(())
}

/// Says what was done, in the line above, and lets the place be drawn as it is now.
fn leave(app: App, key: &'static str) {
    app.outbox.said.try_set(Some(app.say(key)));
    app.outbox.note();
}
