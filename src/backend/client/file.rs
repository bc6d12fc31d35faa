//! Files that not everybody may read.

use gloo_net::http::RequestBuilder;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Blob, RequestCredentials, Response};

use super::{Client, PATIENCE};
use crate::backend::failure::Failure;

impl Client {
    /// Reads the file that lies at a path, as whoever the secret with its scheme stands for.
    pub async fn file(self, path: &str, secret: &str) -> Result<Blob, Failure> {
        let controller = AbortController::new().map_err(|_| Failure::Unreachable)?;
        let signal = controller.signal();
        let number = self.enter(controller.clone());
        let timer = set_timeout_with_handle(move || controller.abort(), PATIENCE);
        let request = RequestBuilder::new(&self.url(path))
            .header("authorization", secret)
            .credentials(RequestCredentials::Omit)
            .abort_signal(Some(&signal));
        let file = async {
            let response = request.send().await.map_err(|_| Failure::Unreachable)?;
            if !response.ok() {
                return Err(Failure::from_answer(response.status(), "", None));
            }
            let file = Response::from(response).blob();
            let file = JsFuture::from(file.map_err(|_| Failure::Unreadable)?)
                .await
                .map_err(|_| Failure::Unreachable)?;
            file.dyn_into().map_err(|_| Failure::Unreadable)
        }
        .await;
        if let Ok(timer) = timer {
            timer.clear();
        }
        self.0
            .try_update_value(|state| state.in_flight.retain(|(of, _)| *of != number));
        file
    }
}
