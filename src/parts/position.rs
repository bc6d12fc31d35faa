//! Where somebody is, asked of the browser, which asks them.

use js_sys::{Function, Promise, Reflect};
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

/// Millionths of degrees as degrees with so many decimals, at most six. Whole numbers, since the library's code for
/// writing others would weigh 3 kB.
pub fn write_degrees(millionths: i32, decimals: u32) -> String {
    let step = 10_i32.pow(6_u32.saturating_sub(decimals));
    let parts = 10_i32.pow(decimals.min(6));
    let rounded = (millionths.abs() + step / 2) / step;
    let sign = if millionths < 0 && rounded > 0 { "-" } else { "" };
    let rest = (parts + rounded % parts).to_string();
    [sign, &(rounded / parts).to_string(), ".", &rest[1..]].concat()
}

/// Why a position is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untold {
    /// The person does not want it to be.
    Refused,
    /// The device does not know it.
    Unknown,
}

/// What the browser calls a refusal (W3C Geolocation, `PERMISSION_DENIED`).
const DENIED: f64 = 1.0;

/// Longitude and latitude of the device, in degrees.
pub async fn own_position() -> Result<(f64, f64), Untold> {
    let asked = Promise::new(&mut |found, failed| {
        if ask(&found, &failed).is_err() {
            _ = failed.call0(&JsValue::NULL);
        }
    });
    let found = JsFuture::from(asked).await.map_err(|error| {
        let code = Reflect::get(&error, &"code".into()).ok();
        match code.and_then(|code| code.as_f64()) {
            Some(DENIED) => Untold::Refused,
            _ => Untold::Unknown,
        }
    })?;
    let place = found.unchecked_into::<Found>().coords();
    Ok((place.longitude(), place.latitude()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_rounded_to_so_many_decimals() {
        assert_eq!(write_degrees(9_402_149, 4), "9.4021");
        assert_eq!(write_degrees(56_000_500, 3), "56.001");
        assert_eq!(write_degrees(-70_451, 4), "-0.0705");
        assert_eq!(write_degrees(-20, 3), "0.000");
    }
}
