//! The device's storage, which may be refused, full or absent.

use samskab_protocol::wire::Wire;
use serde::Serialize;

use crate::backend::client::decode;

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Reads what is kept under a name; what cannot be read is as if it were not there.
pub fn read<T: Wire>(name: &str) -> Option<T> {
    let text = storage()?.get_item(name).ok()??;
    decode(&text).ok()
}

/// Keeps something under a name, and says whether the device took it.
pub fn write<T: Serialize>(name: &str, value: &T) -> bool {
    let Ok(text) = serde_json::to_string(value) else {
        return false;
    };
    storage().is_some_and(|storage| storage.set_item(name, &text).is_ok())
}

/// Forgets what is kept under a name.
pub fn remove(name: &str) {
    if let Some(storage) = storage() {
        _ = storage.remove_item(name);
    }
}

/// Whether something is kept under a name.
pub fn has(name: &str) -> bool {
    storage().is_some_and(|storage| matches!(storage.get_item(name), Ok(Some(_))))
}
