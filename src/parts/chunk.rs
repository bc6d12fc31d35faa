//! Views whose code comes in a chunk of its own, when somebody first asks for them.

use std::future::Future;

use leptos::prelude::*;

use crate::app::App;
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::failure::loaded;

/// Fetches a chunk, which is the function that draws, and draws with it. A chunk that does not come is told and
/// tried again like anything else that is fetched.
pub fn later<D, F>(
    app: App,
    chunk: fn() -> F,
    mut draw: impl FnMut(&D, App) -> AnyView + Send + 'static,
) -> AnyView
where
    D: 'static,
    F: Future<Output = Result<D, Failure>> + 'static,
{
    let code: Loading<D> = waiting_for();
    let fetch = move || load(code, chunk());
    fetch();
    loaded(app, code, fetch, move |code| draw(code, app))
}
