//! The map, and how evenly people are heard in what it and the list show.

use serde_json::{Value, json};

use crate::clause::Clause;
use crate::description::Description;
use crate::run::{Run, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// Features that are looked at one by one.
const LOOKED_AT: usize = 5;

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-MAP-1" Must Queries ["map"] "The map is a GeoJSON FeatureCollection in the form that the description gives it."
            because "Every map library draws GeoJSON." source "RFC 7946; openapi, mapContributions" => maps_in_form,
        "SMK-MAP-2" Must Queries ["map"] "A feature stands where its contribution says, with the same title and kind."
            because "A pin in the wrong street is worse than none." source "openapi, Feature" => tells_the_same,
        "SMK-MAP-3" Must Queries ["map"] "The filters of the list hold for the map."
            because "Whoever looks for questions does not look for ideas, on a map either." source "openapi, mapContributions" => filters,
        "SMK-MAP-4" Must Queries ["map"] "It says how many features there are at most, and whether some are missing."
            because "An empty spot must mean that nothing is there." source "openapi, Features" => says_what_is_missing,
        "SMK-MAP-5" Must Queries ["map"] "A map that the service document describes has bounds, and tiles or a base map to show within them."
            because "Otherwise people see a grey field." source "openapi, Map" => shows_something,
        "SMK-MAP-7" Must Queries ["map", "projects"] "The map of projects holds those of the list that have a point, where each of them says."
            because "What goes on around the corner is found by where it is." source "mission S2.5; openapi, mapProjects"
            => maps_projects,
        "SMK-MAP-6" Must Queries ["contributions"] "A list says, if it does, how evenly people are heard in numbers that can be true."
            because "The share of the busiest is told so that everybody can see who sets the agenda." source "mission S1.3; openapi, Voices"
            => weighs_voices,
    ]
}

async fn maps_in_form(run: &Run) -> Outcome {
    let map = run.read("/contributions/map").await?;
    Description::shared().check("get", "/contributions/map", &map)
}

async fn maps_projects(run: &Run) -> Outcome {
    let map = run.read("/projects/map").await?;
    Description::shared().check("get", "/projects/map", &map)?;
    let found = map.at("/features")?.as_array().cloned().unwrap_or_default();
    let listed = run.read("/projects?limit=50").await?;
    for project in listed.items()? {
        let point = &project["place"]["point"];
        let feature = found.iter().find(|feature| feature["id"] == project["id"]);
        let told = feature.map_or(&Value::Null, |feature| &feature["geometry"]);
        ensure!(
            point.is_null() || told == point || *map.at("/truncated")? == json!(true),
            "{} lies at {point}, and on the map at {told}",
            project["id"]
        );
    }
    let none = run.read("/projects/map?q=xyzzyqwertzuiop").await?;
    ensure!(
        none.at("/features")?.as_array().is_some_and(Vec::is_empty),
        "{} finds what nobody has written",
        none.asked
    );
    Ok(())
}

/// The features that a query finds.
async fn features(run: &Run, query: &str) -> Outcome<Vec<Value>> {
    let map = run.read(format!("/contributions/map{query}")).await?;
    Ok(map.at("/features")?.as_array().cloned().unwrap_or_default())
}

async fn tells_the_same(run: &Run) -> Outcome {
    let found = features(run, "").await?;
    if found.is_empty() {
        inconclusive!("no contribution has a point");
    }
    for feature in found.iter().take(LOOKED_AT) {
        let id = feature["id"].as_str().unwrap_or_default();
        let one = run.read(format!("/contributions/{}", encode(id))).await?;
        let properties = &feature["properties"];
        let is_same = *one.at("/place/point")? == feature["geometry"]
            && *one.at("/title")? == properties["title"]
            && *one.at("/kind")? == properties["kind"]
            && *one.at("/status/category")? == properties["status"];
        ensure!(is_same, "{} is told otherwise on the map: {feature}", one.asked);
    }
    Ok(())
}

async fn filters(run: &Run) -> Outcome {
    for kind in ["idea", "question", "dilemma", "barrier", "story"] {
        let found = features(run, &format!("?kind={kind}")).await?;
        let other = found.iter().find(|feature| feature["properties"]["kind"] != kind);
        ensure!(
            other.is_none(),
            "`kind={kind}` shows {}",
            other.unwrap_or(&json!(null))
        );
    }
    let none = features(run, "?q=xyzzyqwertzuiop").await?;
    ensure!(
        none.is_empty(),
        "a word that nobody has written finds {} features",
        none.len()
    );
    Ok(())
}

async fn says_what_is_missing(run: &Run) -> Outcome {
    let map = run.read("/contributions/map").await?;
    let limit = map.at("/limit")?.as_u64().unwrap_or_default();
    let count = map.at("/features")?.as_array().map_or(0, Vec::len);
    ensure!(
        limit > 0 && count as u64 <= limit,
        "{} has {count} features, and says that there are {limit} at most",
        map.asked
    );
    ensure!(
        *map.at("/truncated")? == false || count as u64 == limit,
        "{} says that some are missing, with room for more",
        map.asked
    );
    Ok(())
}

async fn shows_something(run: &Run) -> Outcome {
    let service = run.read(&run.document).await?;
    let map = service.at("/map")?;
    if map.is_null() {
        return Ok(());
    }
    let degree = |at: usize| map["bounds"][at].as_f64().unwrap_or(f64::NAN);
    ensure!(
        degree(0) < degree(2) && degree(1) < degree(3),
        "the bounds {} hold nothing",
        map["bounds"]
    );
    ensure!(
        map["tiles"].is_string() || map["base"].is_string(),
        "the map has neither tiles nor a base map"
    );
    if let Some(base) = map["base"].as_str() {
        let base = run.read(base).await?;
        ensure!(
            *base.at("/type")? == "FeatureCollection",
            "{} is no FeatureCollection",
            base.asked
        );
    }
    Ok(())
}

async fn weighs_voices(run: &Run) -> Outcome {
    let list = run.read("/contributions").await?;
    let voices = list.at("/page/voices")?;
    if voices.is_null() {
        inconclusive!("the list does not say how evenly people are heard");
    }
    let number = |name: &str| voices[name].as_f64().unwrap_or(-1.0);
    let (people, busiest, share) = (number("people"), number("busiest"), number("share"));
    // Who writes most writes no less than their part; told to three digits.
    let is_true = busiest >= 1.0 && busiest <= people && share <= 1.0 && share >= busiest / people - 0.001;
    ensure!(is_true, "{} says {voices}", list.asked);
    Ok(())
}
