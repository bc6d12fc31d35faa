//! Where something is. A name is always enough; a map is never the only way to a place (C12).

use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::wire;
use crate::wire::{Reader, Wire};

/// A place, by the name that people have for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// What people call it.
    pub name: String,
    /// Where it lies on the map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
}

wire!(Place { name, point });

impl Place {
    /// A place that has a name and no point.
    pub fn named(name: impl Into<String>) -> Self {
        Place {
            name: name.into(),
            point: None,
        }
    }
}

/// A point of the earth, on the wire a GeoJSON Point (RFC 7946): `{"type":"Point","coordinates":[lon,lat]}`.
///
/// Held in millionths of a degree (about 11 cm), so that the same point is the same number everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Degrees east of Greenwich, in millionths.
    pub longitude: i32,
    /// Degrees north of the equator, in millionths.
    pub latitude: i32,
}

const MILLIONTHS: f64 = 1_000_000.0;
const EARTH_RADIUS_METERS: f64 = 6_371_008.8;

impl Point {
    /// Reads degrees; far outside the earth they are brought to where they are still seen to be outside.
    pub fn from_degrees(longitude: f64, latitude: f64) -> Self {
        Point {
            longitude: (longitude * MILLIONTHS).round() as i32,
            latitude: (latitude * MILLIONTHS).round() as i32,
        }
    }

    /// Longitude and latitude in degrees.
    pub fn degrees(self) -> (f64, f64) {
        (
            f64::from(self.longitude) / MILLIONTHS,
            f64::from(self.latitude) / MILLIONTHS,
        )
    }

    /// Whether it lies on the earth at all.
    pub fn is_on_earth(self) -> bool {
        let (longitude, latitude) = self.degrees();
        longitude.abs() <= 180.0 && latitude.abs() <= 90.0
    }

    /// Meters between two points, the earth taken for a sphere.
    pub fn distance_to(self, other: Point) -> f64 {
        let ((from_lon, from_lat), (to_lon, to_lat)) = (self.degrees(), other.degrees());
        let half_sine = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
        let across = from_lat.to_radians().cos() * to_lat.to_radians().cos() * half_sine(from_lon, to_lon);
        2.0 * EARTH_RADIUS_METERS * (half_sine(from_lat, to_lat) + across).sqrt().asin()
    }
}

impl Wire for Point {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        let object = reader.object(value);
        let kind: String = reader.member(object, "type");
        let coordinates = wire::present(object, "coordinates").and_then(Value::as_array);
        let degree = |place: usize| coordinates.and_then(|all| all.get(place)?.as_f64());
        match (kind.as_str(), degree(0), degree(1)) {
            ("Point", Some(longitude), Some(latitude)) => Point::from_degrees(longitude, latitude),
            _ => {
                reader.refuse();
                Point::from_degrees(0.0, 0.0)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Point {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        wire::deserialize(from)
    }
}

impl Serialize for Point {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (longitude, latitude) = self.degrees();
        let mut point = to.serialize_struct("Point", 2)?;
        point.serialize_field("type", "Point")?;
        point.serialize_field("coordinates", &[longitude, latitude])?;
        point.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_reads_what_it_writes_longitude_first() {
        let text = r#"{"type":"Point","coordinates":[9.402118,56.451999]}"#;
        let point: Point = serde_json::from_str(text).unwrap();
        assert_eq!(point, Point::from_degrees(9.402118, 56.451999));
        assert_eq!(serde_json::to_string(&point).unwrap(), text);
    }

    #[test]
    fn what_is_no_point_is_refused_and_a_height_is_let_be() {
        for text in [
            r#"{"type":"Point"}"#,
            r#"{"type":"Point","coordinates":[1]}"#,
            r#"{"type":"Point","coordinates":["1","2"]}"#,
            r#"{"type":"LineString","coordinates":[[1,2],[3,4]]}"#,
            "[1,2]",
        ] {
            assert!(serde_json::from_str::<Point>(text).is_err(), "{text}");
        }
        let high: Point = serde_json::from_str(r#"{"type":"Point","coordinates":[1,2,170]}"#).unwrap();
        assert_eq!(high, Point::from_degrees(1.0, 2.0));
    }

    #[test]
    fn a_point_beyond_the_poles_is_not_on_earth() {
        assert!(Point::from_degrees(-180.0, 90.0).is_on_earth());
        assert!(!Point::from_degrees(0.0, 90.1).is_on_earth());
        assert!(!Point::from_degrees(1e300, 0.0).is_on_earth());
        assert!(!Point::from_degrees(0.0, -1e300).is_on_earth());
    }

    #[test]
    fn a_degree_of_latitude_is_about_111_kilometers() {
        let meters = Point::from_degrees(9.0, 56.0).distance_to(Point::from_degrees(9.0, 57.0));
        assert!((111_000.0..111_400.0).contains(&meters), "{meters}");
        assert_eq!(
            Point::from_degrees(9.0, 56.0).distance_to(Point::from_degrees(9.0, 56.0)),
            0.0
        );
    }
}
