//! Pictures of texts that are not sent yet, kept on the device (Cache API): the other storage holds text alone, and too
//! little of it. Where the device refuses they are kept for as long as the page lives.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Cache, Response};

#[wasm_bindgen]
extern "C" {
    /// Missing where the page is not served over a secure connection, refused in some private windows.
    #[wasm_bindgen(catch, js_namespace = caches, js_name = open)]
    fn open_cache(name: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = caches, js_name = delete)]
    fn delete_cache(name: &str) -> Result<Promise, JsValue>;
}

thread_local! {
    static REFUSED: RefCell<BTreeMap<String, Blob>> = const { RefCell::new(BTreeMap::new()) };
}

const CACHE: &str = "samskab:pictures";

/// Keeps a picture under a name, and says whether the device took it.
pub async fn keep(name: &str, picture: &Blob) -> bool {
    let taken = put(name, picture).await.is_ok();
    if !taken {
        REFUSED.with_borrow_mut(|refused| refused.insert(name.to_owned(), picture.clone()));
    }
    taken
}

/// The picture that is kept under a name.
pub async fn read(name: &str) -> Option<Blob> {
    let refused = REFUSED.with_borrow(|refused| refused.get(name).cloned());
    match refused {
        Some(picture) => Some(picture),
        None => find(name).await.ok(),
    }
}

/// Forgets the picture that is kept under a name.
pub async fn forget(name: &str) {
    REFUSED.with_borrow_mut(|refused| refused.remove(name));
    if let Ok(cache) = open().await {
        _ = JsFuture::from(cache.delete_with_str(&address(name))).await;
    }
}

/// Forgets all pictures.
pub async fn forget_all() {
    REFUSED.with_borrow_mut(BTreeMap::clear);
    if let Ok(done) = delete_cache(CACHE) {
        _ = JsFuture::from(done).await;
    }
}

async fn open() -> Result<Cache, JsValue> {
    JsFuture::from(open_cache(CACHE)?).await?.dyn_into()
}

async fn put(name: &str, picture: &Blob) -> Result<(), JsValue> {
    let response = Response::new_with_opt_blob(Some(picture))?;
    let put = open().await?.put_with_str(&address(name), &response);
    JsFuture::from(put).await.map(drop)
}

async fn find(name: &str) -> Result<Blob, JsValue> {
    let response = JsFuture::from(open().await?.match_with_str(&address(name))).await?;
    let response: Response = response.dyn_into()?;
    JsFuture::from(response.blob()?).await?.dyn_into()
}

/// Nobody is ever asked at this address: the cache wants one for a name.
fn address(name: &str) -> String {
    ["/samskab-picture/", name].concat()
}
