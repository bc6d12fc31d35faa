//! The map: a view of the same list, a place to set a pin, one point. Nothing of it is fetched before a tap, and all
//! that it shows stands in words beside it (C12).

mod board;
mod one;
mod picker;
mod program;
mod results;

use leptos::prelude::*;
use samskab_protocol::place::Point;

use crate::app::App;
use crate::parts::chunk::later;
use crate::parts::markup::{Content, all, button, classed, live, nothing};

/// Whether the backend says what a map is made of.
pub fn is_offered(app: App) -> bool {
    app.with_service(|service| !service.map.is_missing())
}

/// Whether the backend puts what is in a list on a map.
pub fn is_offered_for_lists(app: App) -> bool {
    is_offered(app) && app.with_service(|service| service.claims("map"))
}

/// A map on which a place is chosen: by a tap, or by moving what is wanted under the cross and pressing a button.
/// It is fetched at once, so it is drawn when somebody has asked for it.
pub fn picker(app: App, chosen: RwSignal<Option<Point>>) -> AnyView {
    later(app, picker::picker_chunk, move |draw, app| draw(app, chosen))
}

/// A button by which somebody sees where a point is; nothing where there is no map.
pub fn point_button(app: App, point: Point) -> AnyView {
    if !is_offered(app) {
        return nothing();
    }
    let open = RwSignal::new(false);
    let label = move || app.say(if open.get() { "map.hide" } else { "map.show" }).view();
    let press = button("link", String::new(), move |_| open.update(|open| *open = !*open))
        .live_attr("aria-expanded", move || Some(open.get().to_string()))
        .live(label);
    let map = move || match open.get() {
        true => later(app, one::one_chunk, move |draw, app| draw(app, point)),
        false => nothing(),
    };
    all(vec![press.view(), classed("div", "map-place").live(map).view()])
}

/// What a map shows the points of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Contributions.
    Contributions,
    /// Projects.
    Projects,
}

/// What is in a list on a map, with what is in sight in words below. `path` is where it is asked for.
pub fn results(app: App, shown: Shown, path: Memo<String>) -> AnyView {
    live(move || {
        later(app, results::results_chunk, move |draw, app| {
            draw(app, shown, path)
        })
    })
}
