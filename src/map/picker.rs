//! Choosing a place on a map. Dragging is never the only way: buttons move the map under a cross in its middle, and
//! a button sets the pin there (WCAG 2.5.7).

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::place::Point;

use super::board::Board;
use super::program::numbers;
use crate::app::App;
use crate::backend::failure::Failure;
use crate::parts::markup::{Content, button, classed, nothing, tag};

/// Draws a map to choose a place on.
pub type DrawPicker = fn(App, RwSignal<Option<Point>>) -> AnyView;

/// Brings what draws a map to choose a place on.
#[wasm_split(map, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn picker_chunk() -> Result<DrawPicker, Failure> {
    Ok(picker)
}

fn picker(app: App, chosen: RwSignal<Option<Point>>) -> AnyView {
    let board = Board::new(app);
    let choose = move |degrees: Vec<f64>| {
        if let [longitude, latitude] = degrees[..] {
            _ = chosen.try_set(Some(Point::from_degrees(longitude, latitude)));
        }
    };
    // Also what was chosen before, or elsewhere: by one's own position.
    Effect::new(move || {
        if let (true, Some(point)) = (board.ready.get(), chosen.get()) {
            let (longitude, latitude) = point.degrees();
            board.with(|map| map.pin(longitude, latitude));
        }
    });
    let tapped = move |event| choose(numbers(event));
    let set = button("button", app.say("map.set"), move |_| {
        board.with(|map| map.center()).into_iter().for_each(choose);
    });
    let told = move || match chosen.get() {
        Some(_) => app.say("map.chosen").view(),
        None => nothing(),
    };
    classed("div", "map-picker")
        .child(classed("p", "small").child(app.say("map.pick")))
        .child(board.draw(None, "map.picker", vec![("map-tapped", Box::new(tapped))]))
        .child(classed("p", "choices").child(set))
        .child(tag("p").attr("role", "status").live(told))
        .view()
}
