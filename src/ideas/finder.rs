//! The way to narrow a list down, to order it, and to see it on a map. What is behind the two buttons is fetched when
//! they are pressed, or at once where the place says already what is chosen.

use leptos::prelude::*;

use super::filters::finding_chunk;
use super::list::Collection;
use crate::app::App;
use crate::map::{self, Shown};
use crate::parts::choosing::By;
use crate::parts::chunk::later;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing};
use crate::route::narrowing::Narrowing;

/// Id of the button that opens the choices: where the focus goes when a choice has been taken back.
pub const BUTTON: &str = "finder";

/// Draws the buttons, and what they open. Files cannot be asked.
pub fn finder(app: App, collection: Collection, by: By) -> AnyView {
    if app.with_service(|service| service.files) {
        return nothing();
    }
    let (open, mapped) = (RwSignal::new(false), RwSignal::new(false));
    let label = move || match by.with(|by| by.chosen().len()) {
        0 => app.say("finder.open"),
        number => [
            app.say("finder.open"),
            " (".into(),
            number.to_string(),
            ")".into(),
        ]
        .concat(),
    };
    let choices = toggle(open, move || label().view()).attr("id", BUTTON);
    let map_button = map::is_offered_for_lists(app).then(|| {
        toggle(mapped, move || {
            app.say(if mapped.get() { "map.hide" } else { "map.show" }).view()
        })
    });
    let wanted = Memo::new(move |_| open.get() || by.with(|by| !by.is_empty()));
    let panel = move || match wanted.get() {
        true => later(app, finding_chunk, move |draw, app| {
            draw(app, collection, by, open)
        }),
        false => nothing(),
    };
    let path = Memo::new(move |_| {
        // A map has no order.
        let by: Narrowing = by.get().with("order", "");
        ["/contributions/map?", &collection.query(&by)].concat()
    });
    let map = move || match mapped.get() {
        true => map::results(app, Shown::Contributions, path),
        false => nothing(),
    };
    all(vec![
        classed("p", "choices finder")
            .child(choices)
            .child(map_button)
            .view(),
        classed("div", "finding").live(panel).view(),
        live(map),
    ])
}

/// A button that opens and closes something.
fn toggle(open: RwSignal<bool>, label: impl FnMut() -> AnyView + Send + 'static) -> Tag {
    let press = button("button", String::new(), move |_| {
        open.update(|open| *open = !*open)
    });
    press
        .live_attr("aria-expanded", move || Some(open.get().to_string()))
        .live(label)
}
