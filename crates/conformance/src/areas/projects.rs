//! The frame of a project: what can be influenced, what is given, and who answers for it; and choosing among projects.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use super::lists::walk;
use crate::answer::id_of;
use crate::clause::Clause;
use crate::run::{Run, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// The filters of the list, each with where a project says what it goes by.
const FILTERS: [(&str, &str); 6] = [
    ("kind", "/kind"),
    ("openness", "/openness"),
    ("state", "/state"),
    ("topic", "/topics"),
    ("area", "/areas"),
    ("initiator", "/initiator/role"),
];
/// Where the words stand by which projects are sorted, and where they are counted.
const LABELS: [(&str, &str); 2] = [("/topics", "/topics"), ("/areas", "/areas")];
/// Words of a filter that are tried.
const TRIED: usize = 5;

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-PRJ-1" Must Reads ["projects"] "What a list shows can be read one by one, under the same id."
            because "A card leads to its project." source "openapi, readProject" => leads_to_each,
        "SMK-PRJ-2" Should Reads ["projects"] "A project says what can be influenced, whose interest it is in, and who answers for it."
            because "Whoever takes part must know what for." source "mission S4.2, S4.3, S0.2" => frames_projects,
        "SMK-PRJ-3" Must Queries ["projects"] "Projects in which nothing is decided yet come first, the decided ones last."
            because "Early is when taking part counts most." source "mission S0.1" => shows_open_ones_first,
        "SMK-PRJ-4" Must Steward ["projects", "steward", "test-support"] "A project cannot lose its interest, what can be influenced, nor who answers for it."
            because "What people rely on does not go when it has become inconvenient." source "mission S4.2, S4.3, S0.2" => keeps_the_frame,
        "SMK-PRJ-5" Must Writes ["projects", "steward", "test-support"] "Residents cannot change a project, nor put one up."
            because "The frame is the municipality's promise." source "openapi, changeProject" => keeps_residents_out,
        "SMK-PRJ-6" Must Queries ["projects"] "A filter by kind, openness, state, topic, area or initiator shows all that fits, and nothing else."
            because "People look for what is still open, around the corner, or begun by their like." source "mission S2.5; openapi, listProjects"
            => filters,
        "SMK-PRJ-7" Must Queries ["projects"] "Topics and areas say how many projects of the list carry them."
            because "A choice that leads to an empty list is none." source "openapi, Label" => counts_by_label,
    ]
}

async fn leads_to_each(run: &Run) -> Outcome {
    for id in run.read("/projects").await?.ids()?.iter().take(5) {
        let one = run.read(format!("/projects/{}", encode(id))).await?;
        ensure!(
            one.at("/id")? == &json!(id),
            "{} answered with another id",
            one.asked
        );
    }
    Ok(())
}

async fn frames_projects(run: &Run) -> Outcome {
    let ids = run.read("/projects").await?.ids()?;
    if ids.is_empty() {
        inconclusive!("there is no project");
    }
    for id in ids.iter().take(5) {
        let one = run.read(format!("/projects/{}", encode(id))).await?;
        for member in ["/interest/value", "/responsible/office"] {
            ensure!(
                !one.at(member)?.is_null(),
                "{} says nothing at {member}",
                one.asked
            );
        }
        let influence = one.at("/influence")?;
        let is_told = |part: &str| influence[part].as_array().is_some_and(|all| !all.is_empty());
        ensure!(
            is_told("open") || is_told("given"),
            "{} says nothing at /influence",
            one.asked
        );
    }
    Ok(())
}

async fn shows_open_ones_first(run: &Run) -> Outcome {
    let place = |openness: &str| {
        ["open", "framed", "decided"]
            .iter()
            .position(|word| *word == openness)
    };
    let page = run.read("/projects?limit=50").await?;
    let words = page.items()?.iter().filter_map(|item| item["openness"].as_str());
    let places: Vec<usize> = words.filter_map(place).collect();
    ensure!(
        places.is_sorted(),
        "{} does not begin with those in which nothing is decided",
        page.asked
    );
    Ok(())
}

async fn keeps_the_frame(run: &Run) -> Outcome {
    let steward = run.steward().await?;
    let path = format!("/projects/{}", encode(run.sandbox()?));
    let there = run.read(&path).await?;
    for member in ["interest", "influence", "responsible"] {
        let asked = run
            .ask(Method::PATCH, &path)
            .by(steward)
            .header("if-match", there.header("etag"));
        let answer = asked
            .json(&json!({ member: null }))
            .await?
            .expect_problem(422, "validation")?;
        let pointer = answer.text_at("/errors/0/pointer")?;
        ensure!(
            pointer.starts_with(&format!("/{member}")),
            "{} points at {pointer}",
            answer.asked
        );
    }
    Ok(())
}

async fn keeps_residents_out(run: &Run) -> Outcome {
    let (alice, path) = (
        run.alice().await?,
        format!("/projects/{}", encode(run.sandbox()?)),
    );
    let there = run.read(&path).await?;
    let changes = json!({ "summary": run.text("Not mine") });
    let asked = run
        .ask(Method::PATCH, &path)
        .header("if-match", there.header("etag"));
    asked
        .clone()
        .by(alice)
        .json(&changes)
        .await?
        .expect_problem(403, "not-allowed")?;
    asked.json(&changes).await?.expect_problem(401, "unauthorized")?;
    let answer = run
        .ask(Method::POST, "/projects")
        .by(alice)
        .json(&json!({ "title": run.mark }))
        .await?;
    answer.expect_one_of(&[400, 403, 422])?.expect_refusal().map(drop)
}

/// The projects that a query finds, at most so many, and whether those are all.
pub(super) async fn listed(run: &Run, query: &str) -> Outcome<(Vec<Value>, bool)> {
    let (pages, is_whole) = walk(run, format!("/projects?{query}&limit=100")).await?;
    let mut found = Vec::new();
    for page in &pages {
        found.extend_from_slice(page.items()?);
    }
    Ok((found, is_whole))
}

/// What a project says there: a word, or several.
fn words_at<'a>(project: &'a Value, pointer: &str) -> Vec<&'a str> {
    let told = project.pointer(pointer).unwrap_or(&Value::Null);
    let all = told.as_array().map_or(std::slice::from_ref(told), Vec::as_slice);
    all.iter().filter_map(Value::as_str).collect()
}

/// Topics and areas are the same in large and small letters.
fn carries(project: &Value, pointer: &str, word: &str) -> bool {
    let own = words_at(project, pointer);
    own.iter().any(|own| own.to_lowercase() == word.to_lowercase())
}

async fn filters(run: &Run) -> Outcome {
    let (all, _) = listed(run, "").await?;
    let mut tells_apart = false;
    for (name, pointer) in FILTERS {
        let words: BTreeSet<&str> = all.iter().flat_map(|one| words_at(one, pointer)).collect();
        // A comma parts words, and cannot stand in one.
        for word in words.into_iter().filter(|word| !word.contains(',')).take(TRIED) {
            // Topics and areas are the municipality's words, and asked for as people write them.
            let spelled = match name {
                "topic" | "area" => word.to_lowercase(),
                _ => word.to_owned(),
            };
            let asked = format!("{name}={}", encode(&spelled));
            let (found, is_whole) = listed(run, &asked).await?;
            let other = found.iter().find(|one| !carries(one, pointer, word));
            ensure!(
                other.is_none(),
                "`{asked}` shows {}",
                other.map(id_of).unwrap_or_default()
            );
            let mut fitting = all.iter().filter(|one| carries(one, pointer, word));
            let missing = fitting.find(|one| !found.iter().any(|there| there["id"] == one["id"]));
            ensure!(
                missing.is_none() || !is_whole,
                "`{asked}` leaves {} out",
                missing.map(id_of).unwrap_or_default()
            );
            tells_apart |= found.len() < all.len();
        }
    }
    if !tells_apart {
        inconclusive!("all projects are of the same sort");
    }
    Ok(())
}

async fn counts_by_label(run: &Run) -> Outcome {
    let (all, is_whole) = listed(run, "").await?;
    if !is_whole {
        inconclusive!("there are more projects than are counted here");
    }
    let mut counted = 0;
    for (path, pointer) in LABELS {
        let words: BTreeSet<&str> = all.iter().flat_map(|one| words_at(one, pointer)).collect();
        if words.is_empty() {
            continue;
        }
        let labels = run.read(path).await?;
        for word in words {
            let is_meant =
                |label: &&Value| label["label"].as_str().map(str::to_lowercase) == Some(word.to_lowercase());
            let told = labels.items()?.iter().find(is_meant);
            let told = told.map_or(&Value::Null, |label| &label["projects"]);
            let count = all.iter().filter(|one| carries(one, pointer, word)).count();
            ensure!(
                *told == json!(count),
                "{} says {told} projects of {word:?}, and the list holds {count}",
                labels.asked
            );
            counted += 1;
        }
    }
    if counted == 0 {
        inconclusive!("no project carries a topic or an area");
    }
    Ok(())
}
