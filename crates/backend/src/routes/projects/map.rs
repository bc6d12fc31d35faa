//! The projects that have a point, for a map.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::map::{Features, ProjectFeature};

use super::super::answer::reply_file;
use super::super::map::FEATURES_MAX;
use super::super::parameters::Parameters;
use super::ProjectChoice;
use crate::app::App;
use crate::faults::Fault;
use crate::map::GEOJSON;
use crate::problem::Refusal;

/// `GET /projects/map`: of those that the list would hold the ones with a point, in its order.
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let mut choice = ProjectChoice::read(&parameters)?;
    if Fault::MapUnfiltered.is_on() {
        choice.forget_filters();
    }
    let projects = app.store.read_projects().await?;
    let held = projects.iter().filter(|project| choice.holds(project));
    let features = held.filter_map(|project| {
        Some(ProjectFeature {
            id: project.id.clone(),
            point: project.place.as_ref()?.point?,
            title: project.title.clone(),
            openness: project.openness,
        })
    });
    let mut features: Vec<_> = features.collect();
    let truncated = features.len() > FEATURES_MAX;
    features.truncate(FEATURES_MAX);
    let features = Features {
        features,
        limit: u32::try_from(FEATURES_MAX).unwrap_or(u32::MAX),
        truncated,
    };
    let file = serde_json::to_string(&features).map_err(|_| Refusal::Internal)?;
    reply_file(&headers, GEOJSON, file)
}
