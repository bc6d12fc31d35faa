//! Passing it on: by what the device has for that, or by its address.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::Desk;
use super::address::address;
use crate::app::App;
use crate::parts::focus::focus;
use crate::parts::markup::{Content, button, classed, live, nothing, tag};

/// What came of it.
#[derive(Clone, PartialEq)]
enum Shared {
    /// Nothing yet, or the device says it itself.
    Silent,
    /// The address was copied.
    Copied,
    /// The device does neither: the address is there to be copied by hand.
    Shown(String),
}

/// A button that passes it on.
pub fn share(app: App, desk: Desk) -> AnyView {
    let shared = RwSignal::new(Shared::Silent);
    let press = move |_| {
        let url = address(app, desk);
        let title = desk.subject.with_value(|subject| subject.title.clone());
        spawn_local(async move {
            let outcome = pass_on(&title, url).await;
            shared.try_set(outcome);
        });
    };
    let outcome = move || match shared.get() {
        Shared::Silent => nothing(),
        Shared::Copied => app.say("share.copied").view(),
        Shared::Shown(_) => app.say("share.shown").view(),
    };
    // The field is for the hand, and takes the focus with the whole address marked.
    let field = live(move || match shared.get() {
        Shared::Shown(url) => tag("input")
            .attr("class", "address")
            .attr("readonly", "")
            .attr("aria-label", app.say("share.shown"))
            .attr("value", url)
            .mounted(|element| {
                element.unchecked_ref::<web_sys::HtmlInputElement>().select();
                focus(element);
            })
            .view(),
        _ => nothing(),
    });
    vec![
        button("link", app.say("share"), press).view(),
        classed("span", "small")
            .attr("role", "status")
            .live(outcome)
            .view(),
        field,
    ]
    .view()
}

/// Asks the device, in this order: its own way of sharing, its clipboard.
async fn pass_on(title: &str, url: String) -> Shared {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).unwrap_or_default();
    let data = Object::new();
    for (name, value) in [("title", title), ("url", &url)] {
        // Setting a member of a fresh object cannot fail.
        _ = Reflect::set(&data, &name.into(), &value.into());
    }
    match call(&navigator, "share", &data).await {
        Some(Ok(_)) => return Shared::Silent,
        // Somebody who thinks better of it wants nothing else instead.
        Some(Err(why)) if name_of(&why) == "AbortError" => return Shared::Silent,
        _ => {}
    }
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).unwrap_or_default();
    match call(&clipboard, "writeText", &url.as_str().into()).await {
        Some(Ok(_)) => Shared::Copied,
        _ => Shared::Shown(url),
    }
}

/// Calls a method that brings a promise; `None` where the device has no such thing.
async fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<Result<JsValue, JsValue>> {
    if !object.is_object() {
        return None;
    }
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    let promise: Promise = method.call1(object, argument).ok()?.dyn_into().ok()?;
    Some(JsFuture::from(promise).await)
}

fn name_of(why: &JsValue) -> String {
    let name = Reflect::get(why, &"name".into()).unwrap_or_default();
    name.as_string().unwrap_or_default()
}
