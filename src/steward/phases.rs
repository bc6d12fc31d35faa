//! The way from idea to decision, phase by phase.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::meanwhile::Standing;
use super::sheet::{Question, Sort, draw_shared, question, standing, text_of};
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::focus::focus;
use crate::parts::form::written;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing, tag};

/// What is asked of a phase: what it is called, when it begins and ends, and, where it has no days, where it lies.
type Phase = [Question; 4];

const STATES: Sort = Sort::Choice(&[
    ("future", "phase.future"),
    ("current", "phase.current"),
    ("past", "phase.past"),
]);

const fn phase(title: &'static str, starts: &'static str, ends: &'static str, state: &'static str) -> Phase {
    [
        question(title, "steward.phase.title", Sort::Line),
        question(starts, "steward.phase.starts", Sort::Day),
        question(ends, "steward.phase.ends", Sort::Day),
        question(state, "steward.phase.state", STATES),
    ]
}

/// As many phases as a reader keeps in mind.
const PHASES: [Phase; 8] = [
    phase(
        "/phases/0/title",
        "/phases/0/starts_at",
        "/phases/0/ends_at",
        "/phases/0/state",
    ),
    phase(
        "/phases/1/title",
        "/phases/1/starts_at",
        "/phases/1/ends_at",
        "/phases/1/state",
    ),
    phase(
        "/phases/2/title",
        "/phases/2/starts_at",
        "/phases/2/ends_at",
        "/phases/2/state",
    ),
    phase(
        "/phases/3/title",
        "/phases/3/starts_at",
        "/phases/3/ends_at",
        "/phases/3/state",
    ),
    phase(
        "/phases/4/title",
        "/phases/4/starts_at",
        "/phases/4/ends_at",
        "/phases/4/state",
    ),
    phase(
        "/phases/5/title",
        "/phases/5/starts_at",
        "/phases/5/ends_at",
        "/phases/5/state",
    ),
    phase(
        "/phases/6/title",
        "/phases/6/starts_at",
        "/phases/6/ends_at",
        "/phases/6/state",
    ),
    phase(
        "/phases/7/title",
        "/phases/7/starts_at",
        "/phases/7/ends_at",
        "/phases/7/state",
    ),
];

/// Draws the phases that there are, and the way to one more.
pub fn phases(app: App, writing: Writing, standing: &[Standing]) -> AnyView {
    let begun = PHASES.iter().rposition(|one| is_begun(writing, one));
    let begun = begun.map_or(0, |last| last + 1);
    let mut drawn: Vec<AnyView> = (0..begun)
        .map(|number| one(app, writing, number, standing).view())
        .collect();
    drawn.push(more(app, writing, begun));
    all(drawn)
}

/// Whether anything is told of it: where it lies is nothing by itself.
fn is_begun(writing: Writing, [title, starts, ends, _]: &Phase) -> bool {
    let told = [title, starts, ends].into_iter();
    told.into_iter()
        .any(|one| written(writing, one.pointer).is_some())
}

fn one(app: App, writing: Writing, number: usize, standing: &[Standing]) -> Tag {
    let count = (number + 1).to_string();
    let whole = classed("fieldset", "side")
        .attr("tabindex", "-1")
        .child(tag("legend").child(app.language.say_with("steward.phase", &[("n", &count)])));
    PHASES[number].iter().fold(whole, |whole, asked| {
        whole.child(draw_shared(app, writing, asked, standing))
    })
}

fn more(app: App, writing: Writing, number: usize) -> AnyView {
    if number >= PHASES.len() {
        return nothing();
    }
    let opened = RwSignal::new(false);
    live(move || match opened.get() {
        true => all(vec![
            one(app, writing, number, &[]).mounted(focus).view(),
            more(app, writing, number + 1),
        ]),
        false => button("button", app.say("steward.phase.more"), move |_| opened.set(true)).view(),
    })
}

/// The phases that there are, field by field.
pub fn standings(app: App, document: &Value) -> impl Iterator<Item = Standing> {
    let asked = PHASES.iter().flatten();
    asked.map(move |one| standing(app, document, one))
}

/// What was written, as the project's list; `None` where it is as it was. What is not asked for here stays.
pub fn told(writing: Writing, before: &Value) -> Option<Value> {
    let asked = PHASES.iter().flatten();
    let mut changed = asked.filter(|one| writing.field(one.pointer).trim() != text_of(before, one));
    let mut known = before["phases"].as_array().cloned().unwrap_or_default();
    let (mut taken, is_mended) = tell_apart(&mut known);
    if changed.next().is_none() && !is_mended {
        return None;
    }
    let told = PHASES.iter().enumerate().filter_map(|(number, phase)| {
        let is_begun = is_begun(writing, phase);
        let fresh = || json!({ "id": free_id(&mut taken), "state": "future" });
        if !is_begun {
            return None;
        }
        let mut one = known.get(number).cloned().unwrap_or_else(fresh);
        let [title, starts, ends, state] = phase;
        one["title"] = written(writing, title.pointer).unwrap_or_default().into();
        moment(&mut one, "starts_at", writing, before, starts, FIRST);
        moment(&mut one, "ends_at", writing, before, ends, LAST);
        if let Some(state) = written(writing, state.pointer) {
            one["state"] = state.into();
        }
        Some(one)
    });
    // More than are asked for here are left as they are.
    let rest = known.iter().skip(PHASES.len()).cloned();
    Some(Value::Array(told.chain(rest).collect()))
}

/// When a day begins and ends: everywhere in Europe, from UTC to UTC+3, both are read as that day.
const FIRST: &str = "T00:00:00Z";
const LAST: &str = "T20:59:59Z";

/// The ids of those that there are. One that has none, or of two with the same one the later, from before that was
/// refused, gets another; says whether there were any.
fn tell_apart(known: &mut [Value]) -> (Vec<String>, bool) {
    let id = |one: &Value| one["id"].as_str().unwrap_or_default().to_owned();
    let mut all = known.iter().map(id).collect::<Vec<_>>();
    let mut seen = Vec::new();
    let mut is_mended = false;
    for one in known {
        if id(one).is_empty() || seen.contains(&id(one)) {
            one["id"] = free_id(&mut all).into();
            is_mended = true;
        }
        seen.push(id(one));
    }
    (all, is_mended)
}

/// What a new phase is called by: what was heard in one that is dropped now is not heard in a new one.
fn free_id(taken: &mut Vec<String>) -> String {
    let ids = (1..).map(|number: u32| ["fase-", &number.to_string()].concat());
    let id = ids.into_iter().find(|id| !taken.contains(id)).unwrap_or_default();
    taken.push(id.clone());
    id
}

fn moment(one: &mut Value, name: &str, writing: Writing, before: &Value, asked: &Question, hour: &str) {
    let day = written(writing, asked.pointer).unwrap_or_default();
    if day != text_of(before, asked) {
        one[name] = match day.is_empty() {
            true => Value::Null,
            false => [&day, hour].concat().into(),
        };
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{free_id, tell_apart};

    #[test]
    fn of_two_phases_with_one_id_the_later_gets_another() {
        let mut known = [
            json!({ "id": "a" }),
            json!({ "id": "fase-1" }),
            json!({ "id": "a" }),
        ];
        assert!(tell_apart(&mut known).1);
        assert_eq!(known[2]["id"], "fase-2");
        assert!(!tell_apart(&mut known).1);
    }

    #[test]
    fn no_new_phase_is_called_as_another() {
        let mut taken = vec!["fase-2".to_owned(), "samtale".to_owned()];
        assert_eq!(free_id(&mut taken), "fase-1");
        assert_eq!(free_id(&mut taken), "fase-3");
    }
}
