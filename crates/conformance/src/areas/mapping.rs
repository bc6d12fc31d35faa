//! The map, and how evenly people are heard in what it and the list show.

use serde_json::{Value, json};

use super::projects::listed;
use crate::answer::id_of;
use crate::clause::Clause;
use crate::description::Description;
use crate::run::{Run, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// Features that are looked at one by one.
const LOOKED_AT: usize = 5;

/// Choices among projects that are compared on the map and in the list.
const CHOICES: [&str; 6] = [
    "",
    "openness=open",
    "openness=framed",
    "openness=decided",
    "state=open",
    "state=closed",
];

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
        "SMK-MAP-7" Must Queries ["map", "projects"] "With the filters of the list, the map of projects holds those that have a point, and no others, as the list tells them."
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
    let mut is_any_placed = false;
    for choice in CHOICES {
        let map = run.read(format!("/projects/map?{choice}")).await?;
        Description::shared().check("get", "/projects/map", &map)?;
        let found = map.at("/features")?.as_array().cloned().unwrap_or_default();
        let (all, is_whole) = listed(run, choice).await?;
        let placed: Vec<&Value> = all
            .iter()
            .filter(|one| !one["place"]["point"].is_null())
            .collect();
        is_any_placed |= !placed.is_empty();
        for project in &placed {
            let Some(feature) = found.iter().find(|feature| feature["id"] == project["id"]) else {
                ensure!(
                    *map.at("/truncated")? == json!(true),
                    "{} leaves {} out",
                    map.asked,
                    id_of(project)
                );
                continue;
            };
            let properties = &feature["properties"];
            let is_same = feature["geometry"] == project["place"]["point"]
                && properties["title"] == project["title"]
                && properties["openness"] == project["openness"];
            ensure!(is_same, "{} tells otherwise: {feature}", map.asked);
        }
        let is_listed = |feature: &&Value| placed.iter().any(|project| project["id"] == feature["id"]);
        let other = found.iter().find(|feature| !is_listed(feature));
        ensure!(
            other.is_none() || !is_whole,
            "{} shows {}, which is not in the list",
            map.asked,
            other.map(id_of).unwrap_or_default()
        );
    }
    if !is_any_placed {
        inconclusive!("no project has a point");
    }
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
    if !run.claims("search") {
        return Ok(());
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
