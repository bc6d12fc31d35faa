//! The device's storage, which may be refused, full or absent. What it refuses is kept for as long as the page lives.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use leptos::prelude::{WindowListenerHandle, window_event_listener};
use samskab_protocol::wire::Wire;
use serde::Serialize;

use crate::backend::client::decode;

thread_local! {
    static REFUSED: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
    static WARNING: Cell<Option<WindowListenerHandle>> = const { Cell::new(None) };
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What is kept under a name, as it was written.
pub fn text(name: &str) -> Option<String> {
    let refused = REFUSED.with_borrow(|refused| refused.get(name).cloned());
    refused.or_else(|| storage()?.get_item(name).ok()?)
}

/// Reads what is kept under a name; what cannot be read is as if it were not there.
pub fn read<T: Wire>(name: &str) -> Option<T> {
    decode(&text(name)?).ok()
}

/// Keeps something under a name, and says whether the device took it.
pub fn write<T: Serialize>(name: &str, value: &T) -> bool {
    let Ok(text) = serde_json::to_string(value) else {
        return false;
    };
    let taken = storage().is_some_and(|storage| storage.set_item(name, &text).is_ok());
    REFUSED.with_borrow_mut(|refused| match taken {
        true => _ = refused.remove(name),
        false => _ = refused.insert(name.to_owned(), text),
    });
    warn_while_refused();
    taken
}

/// Forgets what is kept under a name.
pub fn remove(name: &str) {
    REFUSED.with_borrow_mut(|refused| refused.remove(name));
    if let Some(storage) = storage() {
        _ = storage.remove_item(name);
    }
    warn_while_refused();
}

/// Every name that begins so, in alphabetical order.
pub fn names(beginning: &str) -> Vec<String> {
    let mut found: Vec<String> = REFUSED.with_borrow(|refused| refused.keys().cloned().collect());
    if let Some(storage) = storage() {
        let count = storage.length().unwrap_or_default();
        found.extend((0..count).filter_map(|at| storage.key(at).ok().flatten()));
    }
    let mut names: Vec<String> = Vec::new();
    for name in found.into_iter().filter(|name| name.starts_with(beginning)) {
        let place = names.iter().take_while(|known| **known < name).count();
        if names.get(place) != Some(&name) {
            names.insert(place, name);
        }
    }
    names
}

/// Asks before the page is left, for as long as something is kept by the page alone, and at no other time: such a
/// listener also keeps browsers from going back to a page at once.
fn warn_while_refused() {
    let is_needed = REFUSED.with_borrow(|refused| !refused.is_empty());
    let warning = WARNING.take();
    WARNING.set(match (is_needed, warning) {
        (true, None) => Some(window_event_listener(leptos::ev::beforeunload, |event| {
            event.prevent_default();
        })),
        (true, warning) => warning,
        (false, Some(warning)) => {
            warning.remove();
            None
        }
        (false, None) => None,
    });
}
