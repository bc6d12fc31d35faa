//! Topics and areas, with how many contributions carry each.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::page::Page;

use super::answer::reply;
use crate::app::App;
use crate::problem::Refusal;
use crate::store::labels::LabelKind;

/// `GET /topics`
pub async fn topics(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Refusal> {
    reply(
        &headers,
        &Page::whole(app.store.read_labels(LabelKind::Topic).await?),
    )
}

/// `GET /areas`
pub async fn areas(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Refusal> {
    reply(
        &headers,
        &Page::whole(app.store.read_labels(LabelKind::Area).await?),
    )
}
