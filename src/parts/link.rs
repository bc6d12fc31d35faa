//! Links to places inside the widget: real links, which can be copied, shared and opened elsewhere.

use leptos::prelude::*;
use leptos::web_sys::MouseEvent;

use crate::app::App;
use crate::route::Place;

/// A link to a place.
pub fn link(app: App, class: &'static str, place: Place, content: String) -> AnyView {
    let href = app.href(&place);
    let follow = move |event: MouseEvent| {
        // In memory there is no address to go to; anywhere else the browser does it, new tabs included.
        if app.in_memory() {
            event.prevent_default();
            app.go(place.clone());
        }
    };
    view! { <a class=class href=href on:click=follow>{content}</a> }.into_any()
}

/// A link out of the widget, or only its words where the address is not one to follow.
pub fn outward(link: &samskab_protocol::text::Link) -> AnyView {
    let title = link.title.clone();
    if link.is_safe() {
        view! { <a href=link.url.clone() rel="noopener nofollow ugc">{title}</a> }.into_any()
    } else {
        title.into_any()
    }
}
