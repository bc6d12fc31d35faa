//! One point on a map.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::place::Point;

use super::board::Board;
use crate::app::App;
use crate::backend::failure::Failure;

/// How much around a point is shown, in degrees: streets that people know it by.
const AROUND: (f64, f64) = (0.012, 0.006);

/// Brings what draws one point.
#[wasm_split(map, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn one_chunk() -> Result<fn(App, Point) -> AnyView, Failure> {
    Ok(one)
}

fn one(app: App, point: Point) -> AnyView {
    let board = Board::new(app);
    let (longitude, latitude) = point.degrees();
    Effect::new(move || {
        if board.ready.get() {
            board.with(|map| map.pin(longitude, latitude));
        }
    });
    let bounds = vec![
        longitude - AROUND.0,
        latitude - AROUND.1,
        longitude + AROUND.0,
        latitude + AROUND.1,
    ];
    board.draw(Some(bounds), "map.one", Vec::new())
}
