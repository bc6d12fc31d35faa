//! What a map of the municipality is made of: where it lies, whose tiles it shows, or a base map of its own.
//!
//! A base map is a GeoJSON file that is given away under an address that changes with its content, so that it can be
//! kept for good, and so that nobody else learns who looks at the map.

use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use clap::Args;
use data_encoding::HEXLOWER;
use samskab_protocol::map::Map;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::Failure;
use crate::app::App;
use crate::problem::Refusal;
use crate::routes::answer::is_known;
use crate::routes::parameters::Id;

/// The media type of GeoJSON (RFC 7946).
pub const GEOJSON: &str = "application/geo+json";
/// Where the base map lies below the public address.
pub const PATH: &str = "/map/{id}";

/// What is said of the map when the backend is started.
#[derive(Args, Clone, Debug, Default)]
pub struct MapArguments {
    /// What the map shows at first, in degrees: west,south,east,north.
    #[arg(long, value_parser = read_bounds, allow_hyphen_values = true)]
    map_bounds: Option<Bounds>,
    /// Where the map's tiles are, with {z}, {x} and {y} in the address.
    #[arg(long, value_parser = read_tiles, requires = "map_bounds")]
    map_tiles: Option<String>,
    /// Whose map it is, as it must be said beside it.
    #[arg(long, requires = "map_bounds")]
    map_attribution: Option<String>,
    /// A GeoJSON file that is drawn as the map, so that nobody else learns who looks at it.
    #[arg(long, requires = "map_bounds")]
    base_map: Option<PathBuf>,
}

/// West, south, east, north, in degrees.
type Bounds = [f64; 4];

/// The map, once its file is read.
#[derive(Clone, Debug, Default)]
pub struct MapSource {
    map: Option<Map>,
    base: Option<Base>,
}

#[derive(Clone, Debug)]
struct Base {
    name: String,
    content: Bytes,
}

impl MapArguments {
    /// Reads what is in the file, so that a fault in it is seen at once.
    pub fn read(self) -> Result<MapSource, Failure> {
        let base = self.base_map.map(|file| {
            let refuse = |why: String| Failure::Refused(format!("{}: {why}", file.display()));
            let content = std::fs::read(&file).map_err(|error| refuse(error.to_string()))?;
            let read: Value = serde_json::from_slice(&content).map_err(|error| refuse(error.to_string()))?;
            if read["type"] != "FeatureCollection" || !read["features"].is_array() {
                return Err(refuse("this is no GeoJSON FeatureCollection".into()));
            }
            let digest = HEXLOWER.encode(&Sha256::digest(&content));
            Ok(Base {
                name: format!("{}.geojson", &digest[..16]),
                content: Bytes::from(content),
            })
        });
        Ok(MapSource {
            map: self.map_bounds.map(|bounds| Map {
                bounds: bounds.to_vec(),
                tiles: self.map_tiles,
                attribution: self.map_attribution,
                base: None,
            }),
            base: base.transpose()?,
        })
    }
}

impl MapSource {
    /// The map as the service document has it, under this public address.
    pub fn describe(&self, public_url: &str) -> Option<Map> {
        let base = self.base.as_ref();
        Some(Map {
            base: base.map(|base| format!("{public_url}/map/{}", base.name)),
            ..self.map.clone()?
        })
    }
}

/// `GET /map/{name}`
pub async fn show(
    State(app): State<Arc<App>>,
    Id(name): Id,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let base = app.map.base.as_ref().filter(|base| base.name == name);
    let base = base.ok_or(Refusal::NotFound)?;
    let tag = format!("\"{name}\"");
    let given = [
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::ETAG, tag.as_str()),
    ];
    if is_known(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, given).into_response());
    }
    let kind = [(header::CONTENT_TYPE, GEOJSON)];
    Ok((given, kind, base.content.clone()).into_response())
}

fn read_bounds(text: &str) -> Result<Bounds, String> {
    let numbers: Option<Vec<f64>> = text.split(',').map(|number| number.trim().parse().ok()).collect();
    let is_there = |[west, south, east, north]: &Bounds| {
        (-180.0..*east).contains(west) && *east <= 180.0 && (-90.0..*north).contains(south) && *north <= 90.0
    };
    numbers
        .and_then(|numbers| Bounds::try_from(numbers).ok())
        .filter(is_there)
        .ok_or_else(|| {
            "four numbers: west,south,east,north, with west below east and south below north".into()
        })
}

fn read_tiles(text: &str) -> Result<String, String> {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let has_places = ["{z}", "{x}", "{y}"].iter().all(|place| text.contains(place));
    (is_address && has_places)
        .then(|| text.to_owned())
        .ok_or_else(|| "an address with {z}, {x} and {y} in it".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_that_hold_nothing_are_refused() {
        assert_eq!(read_bounds("9.3, 56.2,9.6,56.4"), Ok([9.3, 56.2, 9.6, 56.4]));
        for text in [
            "",
            "1,2,3",
            "1,2,3,4,5",
            "9.6,56.2,9.3,56.4",
            "9,57,10,56",
            "9,56,181,57",
            "NaN,1,2,3",
            "a,b,c,d",
        ] {
            assert!(read_bounds(text).is_err(), "{text}");
        }
    }

    #[test]
    fn tiles_need_an_address_with_their_places_in_it() {
        assert!(read_tiles("https://tiles.example/{z}/{x}/{y}.png").is_ok());
        for text in ["/{z}/{x}/{y}", "https://tiles.example/", "javascript:{z}{x}{y}"] {
            assert!(read_tiles(text).is_err(), "{text}");
        }
    }
}
