//! The Samskab widget: what a municipality embeds with one script tag.
//!
//! `embed.js` defines the element and calls the three functions below; everything else is inside.
//! Data goes one way: page → [`element`] → [`view`] → a room ([`ideas`], [`debate`], [`projects`]) → [`backend`].

#![recursion_limit = "256"]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod acts;
mod app;
mod backend;
mod compose;
mod debate;
mod drafts;
mod element;
mod ideas;
mod language;
mod map;
mod mine;
mod parts;
mod projects;
mod record;
mod route;
mod steward;
mod view;

use wasm_bindgen::prelude::*;

pub use element::Options;

/// Draws the widget into `root` and returns a handle for [`unmount`] and [`set_attribute`].
#[wasm_bindgen]
pub fn mount(host: web_sys::HtmlElement, root: web_sys::ShadowRoot, options: Options) -> u32 {
    element::mount(host, root, options)
}

/// Takes the widget away with every listener, timer and request of its own.
#[wasm_bindgen]
pub fn unmount(handle: u32) {
    element::unmount(handle);
}

/// Tells the widget that an attribute has changed: `view` is a place such as `projects`.
#[wasm_bindgen]
pub fn set_attribute(handle: u32, name: &str, value: &str) {
    element::set_attribute(handle, name, value);
}
