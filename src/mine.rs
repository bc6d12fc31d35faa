//! What is one's own (C2, S1.6): drafts, what waits, what was sent and what became of it, and one's data.

mod arrival;
mod data;
mod drafts;
mod follows;
mod line;
mod meetings;
mod own;
mod question;
mod room;
mod sent;
mod title;
mod withheld;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;

use crate::app::App;
use crate::backend::failure::Failure;
use crate::drafts::delivery::deliver_all;
use crate::drafts::{draft, mine};
use crate::parts::chunk::quietly;
use crate::parts::markup::{Content, classed, nothing};

/// What the chunk brings.
pub struct Mine {
    /// Draws the place; with the secret of a private link where one has come by it.
    pub room: fn(App, Option<String>) -> AnyView,
    /// Draws the line that says what is on its way.
    line: fn(App) -> AnyView,
    /// Sends what waits; the second tells whether the network has just come back.
    resume: fn(App, bool),
}

/// Brings what draws one's own.
#[wasm_split(mine, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn mine_chunk() -> Result<Mine, Failure> {
    Ok(Mine {
        room: room::room,
        line: line::line,
        resume: |app, is_back| spawn_local(deliver_all(app.client, app.outbox, is_back)),
    })
}

/// Whether there is anything of one's own on this device.
pub fn has_any(app: App) -> bool {
    draft::has_any(app.client) || mine::has_any(&mine::list(app.client))
}

/// Whether something waits that is not just being sent.
fn is_waiting(app: App) -> bool {
    let mut waiting = draft::waiting(app.client).into_iter();
    waiting.any(|id| !app.outbox.is_busy(&id))
}

/// Sends what waits, now and whenever the network comes back, for as long as the present owner lives.
pub fn keep_sending(app: App) {
    let resume = move |is_back| {
        if is_waiting(app) {
            spawn_local(async move {
                if let Ok(mine) = mine_chunk().await {
                    (mine.resume)(app, is_back);
                }
            });
        }
    };
    resume(false);
    let listener = window_event_listener(leptos::ev::online, move |_| resume(true));
    on_cleanup(move || listener.remove());
}

/// A quiet line that says what waits to be sent, and that it has been.
pub fn on_its_way(app: App) -> AnyView {
    let is_wanted = Memo::new(move |_| {
        app.outbox.changed.track();
        let is_told = app.outbox.said.with(Option::is_some);
        is_told || app.outbox.arrived.with(|arrived| !arrived.is_empty()) || is_waiting(app)
    });
    let line = move || match is_wanted.get() {
        true => quietly(app, mine_chunk, |mine, app| (mine.line)(app)),
        false => nothing(),
    };
    classed("div", "on-its-way")
        .attr("role", "status")
        .live(line)
        .view()
}
