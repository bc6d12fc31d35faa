//! The pictures of a contribution, with the words that stand for them, as staff read them through: also those that
//! nobody else may see yet (S1.6, C11).

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::attachment::Attachment;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::text::is_safe;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, ImageBitmap};

use super::account;
use super::pages::below;
use crate::app::App;
use crate::parts::markup::{Content, live};
use crate::parts::markup::{Tag, classed, nothing, tag};

/// Draws the pictures; nothing where there are none.
pub fn album(app: App, contribution: &Contribution) -> Option<Tag> {
    let pictures: Vec<Attachment> = contribution.attachments.read()?;
    let list = pictures
        .iter()
        .fold(classed("ul", "pictures album"), |list, one| {
            list.child(picture(app, one))
        });
    (!pictures.is_empty()).then_some(list)
}

fn picture(app: App, picture: &Attachment) -> Tag {
    let shown = match below(&app.client.url(""), &picture.url) {
        Some(path) => kept_here(app, path.to_owned()),
        None if is_safe(&picture.url) => tag("img")
            .attr("src", picture.url.as_str())
            .attr("alt", "")
            .view(),
        None => nothing(),
    };
    let figure = tag("figure")
        .child(shown)
        .child(tag("figcaption").attr("dir", "auto").child(picture.alt.as_str()));
    tag("li").child(figure)
}

/// One that lies at the backend, which is asked with the token. It is drawn on a canvas, which no page's policy forbids.
fn kept_here(app: App, path: String) -> AnyView {
    let lost = RwSignal::new(false);
    let drawn = move |canvas: HtmlElement| {
        spawn_local(async move {
            let secret = account::secret(app);
            let picture = app.client.file(&path, &secret).await.ok();
            let is_drawn = match picture {
                Some(picture) => draw(&picture, canvas).await.is_some(),
                None => false,
            };
            lost.try_set(!is_drawn);
        });
    };
    // The words that stand for it follow below it.
    let canvas = tag("canvas").attr("aria-hidden", "true").made(drawn);
    let told = live(move || match lost.get() {
        true => classed("p", "complaint")
            .attr("role", "alert")
            .child(app.say("steward.picture.lost"))
            .view(),
        false => nothing(),
    });
    tag("div").child(canvas).child(told).view()
}

async fn draw(picture: &Blob, canvas: HtmlElement) -> Option<()> {
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let read = window().create_image_bitmap_with_blob(picture).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(read).await.ok()?.dyn_into().ok()?;
    canvas.set_width(bitmap.width());
    canvas.set_height(bitmap.height());
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let drawn = context.draw_image_with_image_bitmap(&bitmap, 0.0, 0.0);
    bitmap.close();
    drawn.ok()
}
