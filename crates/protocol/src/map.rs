//! The map: what it shows below, and the contributions that have a point on it (class `map`).

use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::contribution::{Kind, StatusCategory};
use crate::place::Point;
use crate::project::Openness;
use crate::wire;
use crate::wire::{Reader, Wire};

/// What a map of the municipality is made of, as the service document says it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Map {
    /// West, south, east, north, in degrees: what is shown at first.
    pub bounds: Vec<f64>,
    /// Where tiles are, with `{z}`, `{x}` and `{y}` in the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tiles: Option<String>,
    /// Whose map it is, as it must be said beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<String>,
    /// Where a base map is that is drawn from GeoJSON, so that nobody else learns who looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
}

wire!(Map {
    bounds,
    tiles,
    attribution,
    base
});

/// Answer to `GET /contributions/map`, and to `GET /projects/map` with projects: a GeoJSON `FeatureCollection`
/// (RFC 7946).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features<F = Feature> {
    /// Those that have a point.
    pub features: Vec<F>,
    /// How many there are at most.
    pub limit: u32,
    /// Whether there are more, which are not here.
    pub truncated: bool,
}

/// One contribution on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// The contribution's id.
    pub id: String,
    /// Where it is about.
    pub point: Point,
    /// Its title.
    pub title: String,
    /// What sort it is.
    pub kind: Kind,
    /// Where it stands.
    pub status: StatusCategory,
}

/// One project on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectFeature {
    /// The project's id.
    pub id: String,
    /// Where it is.
    pub point: Point,
    /// Its title.
    pub title: String,
    /// How much is still open.
    pub openness: Openness,
}

impl Wire for ProjectFeature {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        let object = reader.object(value);
        let properties = reader.object(wire::present(object, "properties"));
        ProjectFeature {
            id: reader.member(object, "id"),
            point: reader.member(object, "geometry"),
            title: reader.member(properties, "title"),
            openness: reader.member(properties, "openness"),
        }
    }
}

impl<F: Wire> Wire for Features<F> {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        let object = reader.object(value);
        Features {
            features: reader.member(object, "features"),
            limit: reader.member(object, "limit"),
            truncated: reader.member(object, "truncated"),
        }
    }
}

impl Wire for Feature {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        let object = reader.object(value);
        let properties = reader.object(wire::present(object, "properties"));
        Feature {
            id: reader.member(object, "id"),
            point: reader.member(object, "geometry"),
            title: reader.member(properties, "title"),
            kind: reader.member(properties, "kind"),
            status: reader.member(properties, "status"),
        }
    }
}

impl<'de> Deserialize<'de> for Features {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        wire::deserialize(from)
    }
}

impl<F: Serialize> Serialize for Features<F> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut collection = to.serialize_struct("FeatureCollection", 4)?;
        collection.serialize_field("type", "FeatureCollection")?;
        collection.serialize_field("features", &self.features)?;
        collection.serialize_field("limit", &self.limit)?;
        collection.serialize_field("truncated", &self.truncated)?;
        collection.end()
    }
}

impl Serialize for ProjectFeature {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Properties<'a> {
            title: &'a str,
            openness: Openness,
        }
        let properties = Properties {
            title: &self.title,
            openness: self.openness,
        };
        write_feature(to, &self.id, &self.point, &properties)
    }
}

impl Serialize for Feature {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Properties<'a> {
            title: &'a str,
            kind: Kind,
            status: StatusCategory,
        }
        let properties = Properties {
            title: &self.title,
            kind: self.kind,
            status: self.status,
        };
        write_feature(to, &self.id, &self.point, &properties)
    }
}

fn write_feature<S: Serializer>(
    to: S,
    id: &str,
    point: &Point,
    properties: &impl Serialize,
) -> Result<S::Ok, S::Error> {
    let mut feature = to.serialize_struct("Feature", 4)?;
    feature.serialize_field("type", "Feature")?;
    feature.serialize_field("id", id)?;
    feature.serialize_field("geometry", point)?;
    feature.serialize_field("properties", properties)?;
    feature.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_reads_what_it_writes() {
        let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[9.4,56.4]},"properties":{"title":"Bænke","kind":"idea","status":"planned"}}],"limit":5000,"truncated":false}"#;
        let features: Features = serde_json::from_str(text).unwrap();
        assert_eq!(features.features[0].point, Point::from_degrees(9.4, 56.4));
        assert_eq!(features.features[0].status, StatusCategory::Planned);
        assert_eq!(serde_json::to_string(&features).unwrap(), text);
    }

    #[test]
    fn a_map_is_read_with_its_degrees() {
        let text = r#"{"bounds":[9.3,56.4,9.5,56.5],"base":"https://a.example/base.geojson"}"#;
        let map: Map = serde_json::from_str(text).unwrap();
        assert_eq!(map.bounds, [9.3, 56.4, 9.5, 56.5]);
        assert_eq!(serde_json::to_string(&map).unwrap(), text);
    }
}
