//! What people answer each other. What draws it comes in a chunk of its own, beside the one that draws its subject.

mod arrivals;
mod arrive;
mod branch;
mod comment;
mod jump;
mod line;
mod live;
mod marks;
mod mention;
mod own;
mod people;
mod reply;
mod shown;
mod standings;
mod thread;
mod tree;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::identifier::Ref;
use samskab_protocol::service::First;

use crate::app::App;
use crate::backend::failure::Failure;
use crate::parts::chunk::later;

/// Draws the debate on `subject`, with its first comments where they came along.
pub fn debate(app: App, subject: &Ref, mut first: First) -> AnyView {
    let subject = subject.clone();
    later(app, debate_chunk, move |draw, app| {
        draw(app, subject.clone(), std::mem::take(&mut first))
    })
}

/// Brings what draws a debate.
#[wasm_split(debating, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn debate_chunk() -> Result<fn(App, Ref, First) -> AnyView, Failure> {
    Ok(thread::thread)
}
