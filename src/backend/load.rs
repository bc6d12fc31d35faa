//! Something on its way from the backend.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::failure::Failure;

/// Something on its way from the backend.
#[derive(Clone)]
pub enum Load<T> {
    /// It is not there yet.
    Waiting,
    /// It is there.
    Ready(T),
    /// It will not come.
    Failed(Failure),
}

/// A signal that holds what is on its way.
pub type Loading<T> = RwSignal<Load<T>, LocalStorage>;

/// Waits for `future` and puts what it brings into `into`, unless the view is gone by then.
pub fn load<T: 'static>(into: Loading<T>, future: impl Future<Output = Result<T, Failure>> + 'static) {
    into.try_set(Load::Waiting);
    spawn_local(async move {
        let loaded = match future.await {
            Ok(value) => Load::Ready(value),
            Err(failure) => Load::Failed(failure),
        };
        into.try_set(loaded);
    });
}
