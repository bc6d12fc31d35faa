//! "Show more": the next page of a list takes the button's place.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use samskab_protocol::page::Page;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::backend::load::{Load, Loading, load};
use crate::parts::failure::failure;

/// A list item with a button that fetches `next`; `draw` gets the page and returns its items, ending with the
/// next button if there is one. The first new item's link or text takes the focus.
pub fn more<T: DeserializeOwned + Send + Sync + Clone + 'static>(
    app: App,
    label: String,
    next: String,
    draw: impl Fn(&Page<T>) -> AnyView + Send + 'static,
) -> AnyView {
    let asked = RwSignal::new(false);
    let page: Loading<Page<T>> = RwSignal::new_local(Load::Waiting);
    let item = NodeRef::<leptos::html::Li>::new();
    let fetch = move || {
        asked.set(true);
        load(page, app.client.get(next.clone()));
    };
    let fetch = StoredValue::new_local(fetch);
    let place = move || {
        if !asked.get() {
            let press = move |_| fetch.with_value(|fetch| fetch());
            return view! {
                <li class="more" node_ref=item>
                    <button class="button" type="button" on:click=press>{label.clone()}</button>
                </li>
            }
            .into_any();
        }
        page.with(|page| match page {
            Load::Waiting => view! {
                <li class="more" aria-busy="true"><button class="button" type="button" aria-disabled="true">{label.clone()}</button></li>
            }
            .into_any(),
            Load::Failed(why) => {
                view! { <li>{failure(app, why, move || fetch.with_value(|fetch| fetch()))}</li> }.into_any()
            }
            Load::Ready(page) => {
                let start = NodeRef::<leptos::html::Li>::new();
                Effect::new(move || focus_next(start.get()));
                (view! { <li class="start" node_ref=start></li> }, draw(page)).into_any()
            }
        })
    };
    place.into_any()
}

/// Moves the focus to the item after `start`, and takes the marker out.
fn focus_next(start: Option<web_sys::HtmlLiElement>) {
    let Some(start) = start else { return };
    let first = start.next_element_sibling().and_then(|item| {
        let inside = item.query_selector("a, [tabindex]").ok().flatten();
        inside.unwrap_or(item).dyn_into::<web_sys::HtmlElement>().ok()
    });
    if let Some(first) = first {
        _ = first.focus();
    }
}
