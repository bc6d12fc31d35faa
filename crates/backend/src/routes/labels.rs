//! Topics and areas, with how many contributions and projects carry each.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::page::Page;

use super::answer::reply;
use crate::app::App;
use crate::faults::Fault;
use crate::problem::Refusal;
use crate::store::labels::LabelKind;

/// `GET /topics`
pub async fn topics(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Refusal> {
    read(&app, &headers, LabelKind::Topic).await
}

/// `GET /areas`
pub async fn areas(State(app): State<Arc<App>>, headers: HeaderMap) -> Result<Response, Refusal> {
    read(&app, &headers, LabelKind::Area).await
}

async fn read(app: &App, headers: &HeaderMap, kind: LabelKind) -> Result<Response, Refusal> {
    let mut labels = app.store.read_labels(kind).await?;
    if Fault::ProjectsUncounted.is_on() {
        labels.iter_mut().for_each(|label| label.projects = 0);
    }
    reply(headers, &Page::whole(labels))
}
