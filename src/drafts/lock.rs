//! One at a time, across all tabs of the site (Web Locks API), where the browser can.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

#[wasm_bindgen]
extern "C" {
    /// Calls `work` once it is its turn, and keeps the lock until the promise is settled.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"])]
    fn request(name: &str, work: &Closure<dyn FnMut() -> Promise>) -> Result<Promise, JsValue>;
}

/// Something to be done.
pub type Work = Pin<Box<dyn Future<Output = ()>>>;

/// Does something while nobody else does anything under the same name. Where the browser has no locks it is done all
/// the same: what must not happen twice has a key of its own.
pub async fn alone(name: &str, work: Work) {
    let work = Rc::new(RefCell::new(Some(work)));
    let turn = work.clone();
    let begin = Closure::new(move || match turn.take() {
        Some(work) => future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        }),
        None => Promise::resolve(&JsValue::UNDEFINED),
    });
    if let Ok(done) = request(name, &begin) {
        _ = JsFuture::from(done).await;
    }
    let left = work.take();
    if let Some(work) = left {
        work.await;
    }
}
