//! Which contributions are asked for: the parameters of lists, and what their cursors are bound to.

use samskab_protocol::identifier::Timestamp;
use samskab_protocol::place::Point;

use super::parameters::Parameters;
use crate::clock;
use crate::faults::Fault;
use crate::problem::{Misunderstanding, Refusal};
use crate::store::choice::{Filter, Region};
use crate::store::search::read_search;

const SEARCH_MAX: usize = 200;
/// The parameters that decide what a list holds.
const CHOOSING: [&str; 11] = [
    "kind",
    "status",
    "project",
    "topic",
    "area",
    "author",
    "role",
    "updated_since",
    "near",
    "bbox",
    "q",
];

/// Reads which contributions are asked for.
pub fn read_filter(parameters: &Parameters) -> Result<Filter, Refusal> {
    let near = read_with(parameters, "near", read_circle)?;
    let bbox = read_with(parameters, "bbox", read_box)?;
    let search: String = parameters
        .text("q")
        .unwrap_or("")
        .chars()
        .take(SEARCH_MAX)
        .collect();
    Ok(Filter {
        kinds: parameters.words("kind"),
        statuses: parameters.words("status"),
        project: parameters.text("project").map(str::to_owned),
        topics: parameters.words("topic"),
        areas: parameters.words("area"),
        author: parameters.text("author").map(str::to_owned),
        roles: match Fault::RoleIgnored.is_on() {
            true => Vec::new(),
            false => parameters.words("role"),
        },
        updated_since: read_with(parameters, "updated_since", |text| {
            clock::from_wire(&Timestamp(text.to_owned()))
        })?,
        regions: near.into_iter().chain(bbox).collect(),
        words: read_search(&search),
    })
}

/// The same parameters for the address of the next page, and for its cursor.
pub fn describe(parameters: &Parameters) -> Vec<(&'static str, String)> {
    let given = |name| (name, parameters.text(name).unwrap_or("").to_owned());
    CHOOSING.map(given).to_vec()
}

fn read_with<T>(
    parameters: &Parameters,
    name: &'static str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Refusal> {
    let Some(text) = parameters.text(name) else {
        return Ok(None);
    };
    let misunderstood = || Refusal::InvalidRequest(Misunderstanding::Parameter(name));
    read(text).map(Some).ok_or_else(misunderstood)
}

/// `latitude,longitude,meters`
fn read_circle(text: &str) -> Option<Region> {
    let [latitude, longitude, meters] = read_numbers(text)?;
    let center = Point::from_degrees(longitude, latitude);
    (center.is_on_earth() && meters >= 0.0).then_some(Region::Circle { center, meters })
}

/// `west,south,east,north`, RFC 7946
fn read_box(text: &str) -> Option<Region> {
    let [west, south, east, north] = read_numbers(text)?;
    let (southwest, northeast) = (Point::from_degrees(west, south), Point::from_degrees(east, north));
    (southwest.is_on_earth() && northeast.is_on_earth()).then_some(Region::Box { southwest, northeast })
}

fn read_numbers<const COUNT: usize>(text: &str) -> Option<[f64; COUNT]> {
    let numbers: Option<Vec<f64>> = text.split(',').map(|number| number.trim().parse().ok()).collect();
    let numbers = numbers?.try_into().ok()?;
    let all: [f64; COUNT] = numbers;
    all.iter().all(|number| number.is_finite()).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(query: &str) -> Result<Filter, Refusal> {
        read_filter(&Parameters::parse(query))
    }

    #[test]
    fn what_is_no_place_and_no_moment_is_refused() {
        for query in [
            "near=here",
            "near=1,2",
            "near=91,0,5",
            "near=1,2,-3",
            "near=NaN,2,3",
            "bbox=1,2,3",
            "bbox=0,0,181,0",
            "updated_since=yesterday",
        ] {
            assert!(
                matches!(filter(query), Err(Refusal::InvalidRequest(_))),
                "{query}"
            );
        }
        assert_eq!(
            filter("near=56.3,9.5,100&bbox=9,56,10,57").unwrap().regions.len(),
            2
        );
        assert!(filter("near=&bbox=").unwrap().regions.is_empty());
    }
}
