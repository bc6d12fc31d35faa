//! What people have brought to something: what the backend has, page after page, and what was sent from here just now.

use leptos::prelude::*;
use samskab_protocol::page::Page;
use samskab_protocol::wire::Wire;

use crate::app::App;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, classed, live, nothing};
use crate::parts::more::pages;

/// Draws it under a heading; nothing where there is none. It is asked for where the backend claims `class`. What does
/// not come is not missed: it is asked for again the next time.
pub fn gathered<T: Wire + 'static>(
    app: App,
    class: &str,
    path: &str,
    title: &'static str,
    own: RwSignal<Vec<T>, LocalStorage>,
    draw: fn(App, &T) -> Tag,
) -> AnyView {
    let found: Loading<Page<T>> = waiting_for();
    if app.with_service(|service| service.claims(class)) {
        load(found, app.client.get(app.client.url(path)));
    }
    live(move || {
        let own = own.with(|own| own.iter().map(|item| draw(app, item).view()).collect::<Vec<_>>());
        let list = found.with(|found| match found {
            Load::Ready(page) if !page.items.is_empty() => Some(pages(app, page, draw)),
            _ => None,
        });
        if own.is_empty() && list.is_none() {
            return nothing();
        }
        let items = classed("ul", "offers")
            .attr("role", "list")
            .child(list)
            .child(own);
        classed("section", "section")
            .child(heading(app, 1, app.say(title)))
            .child(items)
            .view()
    })
}
