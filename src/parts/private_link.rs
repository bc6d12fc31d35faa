//! The link by which one comes back to one's contributions from another device.

use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use crate::app::App;
use crate::parts::markup::{Content, all, button, classed, nothing, tag};
use crate::route::Place;

#[wasm_bindgen]
extern "C" {
    /// Missing where the page is not served over a secure connection, refused where the host forbids it.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "clipboard"], js_name = writeText)]
    fn write_text(text: &str) -> Result<Promise, JsValue>;
}

/// Draws the way to take a private link along. Where the widget has no place in the address there is none.
pub fn copy_link(app: App, secret: &str) -> Option<AnyView> {
    if app.in_memory() {
        return None;
    }
    let place = Place::Mine(Some(secret.to_owned()));
    let address = [window().location().origin().unwrap_or_default(), app.href(&place)].concat();
    let outcome: RwSignal<Option<bool>> = RwSignal::new(None);
    let text = address.clone();
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let copied = copy(&text).await.is_ok();
            outcome.try_set(Some(copied));
        });
    };
    let said = move || match outcome.get() {
        Some(true) => tag("p").child(app.say("link.copied")).view(),
        Some(false) => by_hand(app, &address),
        None => nothing(),
    };
    Some(all(vec![
        classed("p", "choices")
            .child(button("button", app.say("link.copy"), copy))
            .view(),
        classed("div", "small").attr("role", "status").live(said).view(),
    ]))
}

async fn copy(text: &str) -> Result<JsValue, JsValue> {
    JsFuture::from(write_text(text)?).await
}

/// A field from which the link can be copied by hand.
fn by_hand(app: App, address: &str) -> AnyView {
    let address = address.to_owned();
    let input = tag("input")
        .attr("id", "private-link")
        .attr("type", "text")
        .attr("readonly", "")
        .mounted(move |input| {
            let input: HtmlInputElement = input.unchecked_into();
            input.set_value(&address);
            _ = input.focus();
            input.select();
        });
    classed("div", "field")
        .child(
            tag("label")
                .attr("for", "private-link")
                .child(app.say("link.by_hand")),
        )
        .child(input)
        .view()
}
