//! Where somebody is, asked of the browser, which asks them.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "geolocation"], js_name = getCurrentPosition)]
    fn ask(found: &Function, failed: &Function) -> Result<(), JsValue>;

    type Found;
    #[wasm_bindgen(method, getter)]
    fn coords(this: &Found) -> Coordinates;
    type Coordinates;
    #[wasm_bindgen(method, getter)]
    fn longitude(this: &Coordinates) -> f64;
    #[wasm_bindgen(method, getter)]
    fn latitude(this: &Coordinates) -> f64;
}

/// Longitude and latitude of the device; `None` where it cannot tell or the person does not want it to.
pub async fn own_position() -> Option<(f64, f64)> {
    let asked = Promise::new(&mut |found, failed| {
        if ask(&found, &failed).is_err() {
            _ = failed.call0(&JsValue::NULL);
        }
    });
    let found = JsFuture::from(asked).await.ok()?;
    let place = found.unchecked_into::<Found>().coords();
    Some((place.longitude(), place.latitude()))
}
