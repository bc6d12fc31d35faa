//! A project on paper: with all that one would have to unfold.

use std::time::Duration;

use leptos::prelude::*;

use crate::app::App;
use crate::parts::markup::{Tag, button};

/// How often it is looked whether all has come, and how many times at most.
const EVERY: Duration = Duration::from_millis(100);
const LOOKS: u32 = 40;

/// A button that prints. Whoever prints by the browser's own menu gets what has come by then.
pub fn print(app: App) -> Tag {
    let listener = window_event_listener_untyped("beforeprint", move |_| _ = app.paper.try_set(true));
    on_cleanup(move || listener.remove());
    let is_there = StoredValue::new(());
    button("button", app.say("more.print"), move |_| {
        app.paper.set(true);
        print_once_drawn(app, is_there, LOOKS);
    })
}

fn print_once_drawn(app: App, is_there: StoredValue<()>, looks: u32) {
    let look = move || {
        if is_there.try_get_value().is_none() {
            return;
        }
        if looks > 0 && is_waiting(app) {
            return print_once_drawn(app, is_there, looks - 1);
        }
        // A browser that cannot print does nothing.
        _ = window().print();
    };
    set_timeout(look, EVERY);
}

/// Whether something that belongs on paper is still on its way.
fn is_waiting(app: App) -> bool {
    let found = app.host.try_with_value(|host| {
        let root = host.shadow_root()?;
        root.query_selector(".on-paper .waiting").ok()?
    });
    found.flatten().is_some()
}
