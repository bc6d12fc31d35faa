//! Views whose code comes in a chunk of its own, when somebody first asks for them.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::App;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::markup::{live, nothing};

/// What a chunk draws, of one type whatever the chunk: what is written once is downloaded once.
pub type Drawing = Rc<dyn Fn() -> AnyView>;
type Fetched = Pin<Box<dyn Future<Output = Result<Drawing, Failure>>>>;

/// Fetches a chunk, which is the function that draws, and draws with it. A chunk that does not come is told and
/// tried again like anything else that is fetched.
pub fn later<D, F>(app: App, chunk: fn() -> F, draw: impl FnMut(&D, App) -> AnyView + 'static) -> AnyView
where
    D: 'static,
    F: Future<Output = Result<D, Failure>> + 'static,
{
    drawn_with(app, Box::new(move || Box::pin(chunk())), Box::new(draw))
}

type Code<D> = Pin<Box<dyn Future<Output = Result<D, Failure>>>>;
type Draw<D> = Box<dyn FnMut(&D, App) -> AnyView>;

/// The same for every chunk that draws alike.
fn drawn_with<D: 'static>(app: App, chunk: Box<dyn Fn() -> Code<D>>, draw: Draw<D>) -> AnyView {
    let draw = Rc::new(RefCell::new(draw));
    let fetch = move || -> Fetched {
        let (draw, code) = (draw.clone(), chunk());
        Box::pin(async move {
            let code = code.await?;
            let drawing: Drawing = Rc::new(move || (draw.borrow_mut())(&code, app));
            Ok(drawing)
        })
    };
    drawn(app, Box::new(fetch))
}

fn drawn(app: App, fetch: Box<dyn Fn() -> Fetched>) -> AnyView {
    let drawing: Loading<Drawing> = waiting_for();
    let fetch = StoredValue::new_local(fetch);
    let ask = move || {
        let Some(fetched) = fetch.try_with_value(|fetch| fetch()) else {
            return;
        };
        let words = app.learn_more();
        load(drawing, async move {
            let drawing = fetched.await?;
            words.await?;
            Ok(drawing)
        });
    };
    ask();
    loaded(app, drawing, ask, |drawing| drawing())
}

/// Draws with a chunk once it is there, and nothing before that: for what nobody waits for.
pub fn quietly<D, F>(
    app: App,
    chunk: fn() -> F,
    mut draw: impl FnMut(&D, App) -> AnyView + Send + 'static,
) -> AnyView
where
    D: 'static,
    F: Future<Output = Result<D, Failure>> + 'static,
{
    let code: Loading<D> = waiting_for();
    bring(app, code, chunk);
    live(move || {
        code.with(|code| match code {
            Load::Ready(code) => draw(code, app),
            _ => nothing(),
        })
    })
}

/// Fetches a chunk with its words into `code`, from where several views may draw with it.
pub fn bring<D, F>(app: App, code: Loading<D>, chunk: fn() -> F)
where
    D: 'static,
    F: Future<Output = Result<D, Failure>> + 'static,
{
    let words = app.learn_more();
    load(code, async move {
        let drawing = chunk().await?;
        words.await?;
        Ok(drawing)
    });
}

/// How long a view has been there before what will be wanted next is fetched: everything it needs itself comes first.
const PAUSE: Duration = Duration::from_secs(1);

/// Fetches a chunk before it is wanted, once the present view has come to rest, so that it is there at once when it is.
/// Nothing happens if it does not come: it is asked for again when it is wanted.
pub fn ahead<D: 'static, F>(app: App, chunk: fn() -> F)
where
    F: Future<Output = Result<D, Failure>> + 'static,
{
    if let Ok(timer) = set_timeout_with_handle(move || begin(app, chunk), PAUSE) {
        on_cleanup(move || timer.clear());
    }
}

/// Fetches a chunk at once, with its words, beside what else is on its way.
pub fn begin<D: 'static, F>(app: App, chunk: fn() -> F)
where
    F: Future<Output = Result<D, Failure>> + 'static,
{
    let words = app.learn_more();
    spawn_local(async move { drop((chunk().await, words.await)) });
}
