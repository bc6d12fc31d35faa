//! Where the municipality's own staff work: what waits, answering, moderating, what was heard, decisions and the frames
//! of projects. A resident never downloads it.

mod account;
mod album;
mod answer;
mod appeal;
mod case;
mod decision;
mod entry;
mod faults;
mod form;
mod frame;
mod heard;
mod lessons;
mod meanwhile;
mod meeting;
mod meetings;
mod minorities;
mod moderate;
mod outline;
mod pages;
mod path;
mod phases;
mod project;
mod projects;
mod queue;
mod replies;
mod reply;
mod revision;
mod room;
mod seek;
mod select;
mod sharing;
mod sheet;
mod stakeholders;
mod step;
mod taking_up;
mod task;
mod templates;
mod thing;
mod version;
mod words;

use leptos::prelude::AnyView;
use leptos::wasm_split::wasm_split;

use crate::app::App;
use crate::backend::failure::Failure;

/// Brings what draws the place at the path behind `/steward`.
#[wasm_split(stewarding, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn steward_chunk() -> Result<fn(App, String) -> AnyView, Failure> {
    Ok(room::room)
}
