//! What the parts that are fetched later need beside themselves: words, and a sheet.

use std::future::Future;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::App;
use crate::backend::failure::Failure;

impl App {
    /// Asks for the words and the sheet at once, and brings the news that they are there. Asking again costs nothing.
    pub fn learn_more(self) -> impl Future<Output = Result<(), Failure>> {
        self.learn("")
    }

    /// The same for the words and the sheet that `files` names, as JSON; those that all parts share where it is empty.
    // Apart, since what asks for a promise stays in the part that is always loaded, with all that it is written into.
    #[inline(never)]
    pub fn learn(self, files: &str) -> impl Future<Output = Result<(), Failure>> + use<> {
        let asked = self
            .options
            .try_with_value(|options| JsFuture::from(options.later(files)));
        async move {
            let words = asked.ok_or(Failure::Unreachable)?.await;
            let words = words.map_err(|_| Failure::Unreachable)?;
            self.language.learn(&words.as_string().unwrap_or_default());
            Ok(())
        }
    }

    /// Asks for the script that draws the map.
    #[inline(never)]
    pub async fn fetch_map(self) -> Result<JsValue, Failure> {
        let asked = self
            .options
            .try_with_value(|options| JsFuture::from(options.map()));
        let script = asked.ok_or(Failure::Unreachable)?.await;
        script.map_err(|_| Failure::Unreachable)
    }
}
