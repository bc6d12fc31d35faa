//! "Show more": the next page of a list takes the button's place.

use leptos::prelude::*;
use samskab_protocol::page::Page;
use samskab_protocol::wire::Wire;
use wasm_bindgen::JsCast;

use crate::app::App;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::failure::failure;
use crate::parts::focus::{focus, focus_if_free};
use crate::parts::markup::{Content, Tag, all, button, classed, live, tag};

/// Draws the items of a page, ending with the button for the next one if there is one.
pub type Draw<T> = Box<dyn Fn(&Page<T>) -> AnyView + Send>;

/// Draws the items of a page, and after them the way to the next one.
pub fn pages<T: Wire + 'static>(app: App, page: &Page<T>, draw: fn(App, &T) -> Tag) -> AnyView {
    let mut items: Vec<_> = page.items.iter().map(|item| draw(app, item).view()).collect();
    if let Some(next) = page.page.next.clone() {
        let rest = Box::new(move |page: &Page<T>| pages(app, page, draw));
        items.push(more(app, app.say("more"), next, rest));
    }
    all(items)
}

/// A list item with a button that fetches `next`. The first new item's link or text takes the focus.
pub fn more<T: Wire + 'static>(app: App, label: String, next: String, draw: Draw<T>) -> AnyView {
    let ask = move |page| load(page, app.client.get(next.clone()));
    more_by(app, label, ask, draw)
}

/// The same for a page that is not to be had by its address alone: `ask` fetches it.
pub fn more_by<T: 'static>(
    app: App,
    label: String,
    ask: impl Fn(Loading<Page<T>>) + Clone + Send + 'static,
    draw: Draw<T>,
) -> AnyView {
    let asked = RwSignal::new(false);
    let page: Loading<Page<T>> = waiting_for();
    let fetch = move || {
        asked.set(true);
        ask(page);
    };
    live(move || {
        let fetch = fetch.clone();
        let press = button("button", label.clone(), {
            let fetch = fetch.clone();
            move |_| fetch()
        });
        if !asked.get() {
            return classed("li", "more").child(press).view();
        }
        page.with(|page| match page {
            Load::Waiting(_) => {
                let busy = classed("button", "button")
                    .attr("aria-disabled", "true")
                    .child(label.clone());
                classed("li", "more")
                    .attr("aria-busy", "true")
                    .child(busy.mounted(focus))
                    .view()
            }
            Load::Failed(why) => tag("li")
                .child(failure(app, why, fetch).mounted(focus_if_free))
                .view(),
            Load::Ready(page) => {
                let start = classed("li", "start").attr("hidden", "").mounted(focus_next);
                all(vec![start.view(), draw(page)])
            }
        })
    })
}

/// A list item with a button that draws what has come already. The first new item's link or text takes the focus.
pub fn rest(label: String, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let asked = RwSignal::new(false);
    let draw: Box<dyn Fn() -> AnyView + Send> = Box::new(draw);
    live(move || match asked.get() {
        false => classed("li", "more")
            .child(button("button", label.clone(), move |_| asked.set(true)))
            .view(),
        true => {
            let start = classed("li", "start").attr("hidden", "").mounted(focus_next);
            all(vec![start.view(), draw()])
        }
    })
}

/// Moves the focus to the item after `start`.
fn focus_next(start: web_sys::HtmlElement) {
    let first = start.next_element_sibling().and_then(|item| {
        let inside = item.query_selector(".comment, a").ok().flatten();
        inside.unwrap_or(item).dyn_into::<web_sys::HtmlElement>().ok()
    });
    if let Some(first) = first {
        focus_if_free(first);
    }
}
