//! The device's storage, which may be refused, full or absent. What it refuses is kept for as long as the page lives.

use std::cell::RefCell;
use std::collections::BTreeMap;

use samskab_protocol::wire::Wire;
use serde::Serialize;

use crate::backend::client::decode;

thread_local! {
    static REFUSED: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn text(name: &str) -> Option<String> {
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
    taken
}

/// Forgets what is kept under a name.
pub fn remove(name: &str) {
    REFUSED.with_borrow_mut(|refused| refused.remove(name));
    if let Some(storage) = storage() {
        _ = storage.remove_item(name);
    }
}

/// Whether something is kept under a name.
pub fn has(name: &str) -> bool {
    text(name).is_some()
}
