//! The contributions that have a point, for a map.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::map::{Feature, Features};

use super::answer::reply_file;
use super::choice;
use super::parameters::Parameters;
use crate::app::App;
use crate::faults::Fault;
use crate::map::GEOJSON;
use crate::problem::Refusal;

/// More than a phone draws well, even in clusters.
pub const FEATURES_MAX: usize = 5000;

/// `GET /contributions/map`: of those that the list would hold the ones with a point, the newest first.
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let mut filter = choice::read_filter(&parameters)?;
    if Fault::MapUnfiltered.is_on() {
        filter.kinds.clear();
    }
    let mut placed = app.store.find_contributions(&filter).await?;
    placed.retain(|candidate| candidate.point.is_some());
    placed.sort_by(|one, other| (other.created_at, &other.id).cmp(&(one.created_at, &one.id)));
    let truncated = placed.len() > FEATURES_MAX;
    placed.truncate(FEATURES_MAX);
    let ids: Vec<String> = placed.iter().map(|candidate| candidate.id.clone()).collect();
    let mut titles = app.store.read_titles(&ids).await?;
    let features = placed.into_iter().filter_map(|candidate| {
        let titled = titles.remove(&candidate.id)?;
        Some(Feature {
            id: candidate.id,
            point: candidate.point?,
            title: titled.title,
            kind: titled.kind,
            status: titled.status,
        })
    });
    let features = Features {
        features: features.collect(),
        limit: u32::try_from(FEATURES_MAX).unwrap_or(u32::MAX),
        truncated,
    };
    let file = serde_json::to_string(&features).map_err(|_| Refusal::Internal)?;
    reply_file(&headers, GEOJSON, file)
}
