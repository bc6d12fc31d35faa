//! The script that draws the map, as Rust sees it: `map.js`, fetched by the first tap.

use std::future::Future;
use std::pin::Pin;

use wasm_bindgen::prelude::*;

use crate::app::App;
use crate::backend::failure::Failure;

#[wasm_bindgen]
extern "C" {
    /// The script.
    #[derive(Clone)]
    pub type Program;

    #[wasm_bindgen(method, catch)]
    pub fn show(
        this: &Program,
        element: &web_sys::HtmlElement,
        bounds: &[f64],
        tiles: &str,
        base: &str,
    ) -> Result<Drawn, JsValue>;

    /// A map on the page.
    #[derive(Clone)]
    pub type Drawn;

    #[wasm_bindgen(method)]
    pub fn set_points(this: &Drawn, degrees: &[f64]);
    #[wasm_bindgen(method)]
    pub fn fit(this: &Drawn);
    #[wasm_bindgen(method)]
    pub fn zoom(this: &Drawn, steps: i32);
    #[wasm_bindgen(method)]
    pub fn pan(this: &Drawn, right: f64, down: f64);
    #[wasm_bindgen(method)]
    pub fn center(this: &Drawn) -> Vec<f64>;
    #[wasm_bindgen(method)]
    pub fn pin(this: &Drawn, longitude: f64, latitude: f64);
    #[wasm_bindgen(method)]
    pub fn remove(this: &Drawn);

    /// What is told of the map.
    type Told;

    #[wasm_bindgen(method, getter)]
    fn detail(this: &Told) -> Vec<f64>;
}

/// The numbers that came with an event of the map.
#[inline(never)]
pub fn numbers(event: web_sys::Event) -> Vec<f64> {
    event.unchecked_into::<Told>().detail()
}

/// Fetches the script.
#[inline(never)]
pub fn fetch(app: App) -> Pin<Box<dyn Future<Output = Result<Program, Failure>>>> {
    Box::pin(async move { app.fetch_map().await.map(JsCast::unchecked_into) })
}
