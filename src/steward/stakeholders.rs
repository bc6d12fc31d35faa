//! Who else has a share in a project: who takes part, who was invited and is missing, and who is still to be invited
//! (S4.1).

use leptos::prelude::*;
use serde_json::{Value, json};

use super::form::lines;
use super::meanwhile::Standing;
use super::sheet::{Question, Sort, draw_shared, question};
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::markup::all;

/// Each sort with whether they were invited, and whether they are present.
const SORTS: [(Question, bool, bool); 3] = [
    (
        question("/stakeholders", "steward.project.present", Sort::Lines),
        true,
        true,
    ),
    (
        question("/stakeholders/missing", "steward.project.missing", Sort::Lines),
        true,
        false,
    ),
    (
        question(
            "/stakeholders/uninvited",
            "steward.project.uninvited",
            Sort::Lines,
        ),
        false,
        false,
    ),
];

/// Draws the questions.
pub fn stakeholders(app: App, writing: Writing, standing: &[Standing]) -> AnyView {
    all(SORTS
        .iter()
        .map(|(asked, ..)| draw_shared(app, writing, asked, standing))
        .collect())
}

/// Those that are named, field by field.
pub fn standings(document: &Value) -> impl Iterator<Item = Standing> {
    SORTS.iter().map(|(asked, invited, present)| {
        let text = written(document, *invited, *present);
        Standing {
            pointer: asked.pointer,
            said: text.clone(),
            text,
        }
    })
}

/// What was written, as the project's list; `None` where it is as it was.
pub fn told(writing: Writing, before: &Value) -> Option<Value> {
    let is_same = SORTS.iter().all(|(asked, invited, present)| {
        writing.field(asked.pointer).trim() == written(before, *invited, *present)
    });
    if is_same {
        return None;
    }
    let all = SORTS.iter().flat_map(|(asked, invited, present)| {
        lines(writing, asked.pointer).into_iter().map(move |line| {
            let (name, stake) = match line.split_once(": ") {
                Some((name, stake)) => (name.trim(), Some(stake.trim())),
                None => (line.as_str(), None),
            };
            json!({ "name": name, "stake": stake, "invited": invited, "present": present })
        })
    });
    Some(Value::Array(all.collect()))
}

/// Those of one sort, one a line: `Handelsforeningen: omsætningen`.
fn written(document: &Value, invited: bool, present: bool) -> String {
    let all = document["stakeholders"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let is = |one: &Value, name: &str| one[name].as_bool().unwrap_or_default();
    let those = all
        .iter()
        .filter(|one| is(one, "present") == present && (present || is(one, "invited") == invited));
    let line = |one: &Value| {
        let name = one["name"].as_str().unwrap_or_default();
        match one["stake"].as_str() {
            Some(stake) => [name, ": ", stake].concat(),
            None => name.to_owned(),
        }
    };
    those.map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_take_part_and_those_who_are_missing_stand_apart() {
        let document = json!({ "stakeholders": [
            { "name": "Handlen", "stake": "omsætning", "invited": true, "present": true },
            { "name": "Beboerne", "invited": true, "present": false },
            { "name": "Bussen", "invited": false, "present": false },
        ] });
        assert_eq!(written(&document, true, true), "Handlen: omsætning");
        assert_eq!(written(&document, true, false), "Beboerne");
        assert_eq!(written(&document, false, false), "Bussen");
    }
}
