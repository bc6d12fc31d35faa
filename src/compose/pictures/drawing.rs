//! Drawing pictures on a canvas: to scale them down, and to show them. What a canvas gives back has neither the place
//! where it was taken nor anything else that a camera notes (C11).

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, ImageBitmap, ImageBitmapOptions,
    ImageOrientation,
};

use crate::drafts::pictures::read;

/// Pixels on the long side: enough to read a sign by.
const LONGEST: u32 = 1600;
/// Pixels on the long side of what is shown while one writes.
const PREVIEW: u32 = 640;
/// How much of a picture JPEG keeps: the first that makes it small enough is taken.
const QUALITIES: [f64; 3] = [0.85, 0.65, 0.4];

/// A picture that can be sent: a JPEG of at most `bytes_max`; `None` where the file is no picture that can be read.
pub async fn scale_down(file: &Blob, bytes_max: u32) -> Option<Blob> {
    let canvas: HtmlCanvasElement = leptos::prelude::document()
        .create_element("canvas")
        .ok()?
        .dyn_into()
        .ok()?;
    draw(file, &canvas, LONGEST).await?;
    for quality in QUALITIES {
        let picture = encode(&canvas, quality).await?;
        if picture.size() <= f64::from(bytes_max) {
            return Some(picture);
        }
    }
    None
}

/// Draws the picture that is kept under a name; `None` where it is not there any more.
pub async fn preview(name: &str, canvas: HtmlElement) -> Option<()> {
    let picture = read(name).await?;
    draw(&picture, &canvas.dyn_into().ok()?, PREVIEW).await
}

/// Draws a picture the way up that it was taken, on white: JPEG knows nothing transparent.
async fn draw(picture: &Blob, canvas: &HtmlCanvasElement, longest: u32) -> Option<()> {
    let options = ImageBitmapOptions::new();
    options.set_image_orientation(ImageOrientation::FromImage);
    let read = leptos::prelude::window()
        .create_image_bitmap_with_blob_and_image_bitmap_options(picture, &options)
        .ok()?;
    let bitmap: ImageBitmap = JsFuture::from(read).await.ok()?.dyn_into().ok()?;
    let (width, height) = fit(bitmap.width(), bitmap.height(), longest);
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(width), f64::from(height));
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width, height);
    let drawn = context.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height);
    bitmap.close();
    drawn.ok()
}

async fn encode(canvas: &HtmlCanvasElement, quality: f64) -> Option<Blob> {
    let quality = JsValue::from(quality);
    let mut begin = |done: Function, _: Function| {
        _ = canvas.to_blob_with_type_and_encoder_options(&done, "image/jpeg", &quality);
    };
    JsFuture::from(Promise::new(&mut begin))
        .await
        .ok()?
        .dyn_into()
        .ok()
}

/// The size in which both sides keep their proportion and none is longer than it may be; never larger than it is.
fn fit(width: u32, height: u32, longest: u32) -> (u32, u32) {
    let long = width.max(height).max(1);
    if long <= longest {
        return (width, height);
    }
    let scale = |side: u32| (u64::from(side) * u64::from(longest) / u64::from(long)).max(1) as u32;
    (scale(width), scale(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_side_is_cut_to_size_and_nothing_is_blown_up() {
        assert_eq!(fit(4000, 3000, 1600), (1600, 1200));
        assert_eq!(fit(3000, 4000, 1600), (1200, 1600));
        assert_eq!(fit(800, 600, 1600), (800, 600));
        assert_eq!(fit(100_000, 1, 1600), (1600, 1));
    }
}
