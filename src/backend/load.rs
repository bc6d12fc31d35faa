//! Something on its way from the backend.

use std::cell::Cell;
use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::failure::Failure;

/// Something on its way from the backend.
#[derive(Clone)]
pub enum Load<T> {
    /// It is not there yet; the number tells this asking from earlier ones.
    Waiting(u32),
    /// It is there.
    Ready(T),
    /// It will not come.
    Failed(Failure),
}

/// A signal that holds what is on its way.
pub type Loading<T> = RwSignal<Load<T>, LocalStorage>;

/// A signal for something that has not been asked for yet.
pub fn waiting_for<T: 'static>() -> Loading<T> {
    RwSignal::new_local(Load::Waiting(0))
}

thread_local! {
    static ASKED: Cell<u32> = const { Cell::new(0) };
}

/// Waits for `future` and puts what it brings into `into`, unless the view is gone by then or something else has
/// been asked for meanwhile: a late answer never takes the place of a newer one.
pub fn load<T: 'static>(into: Loading<T>, future: impl Future<Output = Result<T, Failure>> + 'static) {
    let turn = ASKED.get().wrapping_add(1);
    ASKED.set(turn);
    into.try_set(Load::Waiting(turn));
    spawn_local(async move {
        let loaded = match future.await {
            Ok(value) => Load::Ready(value),
            Err(failure) => Load::Failed(failure),
        };
        into.try_update(|load| {
            if matches!(load, Load::Waiting(now) if *now == turn) {
                *load = loaded;
            }
        });
    });
}
