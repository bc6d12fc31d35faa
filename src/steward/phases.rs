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

/// What is asked of a phase: what it is called, when it begins and when it ends.
type Phase = [Question; 3];

const fn phase(title: &'static str, starts: &'static str, ends: &'static str) -> Phase {
    [
        question(title, "steward.phase.title", Sort::Line),
        question(starts, "steward.phase.starts", Sort::Day),
        question(ends, "steward.phase.ends", Sort::Day),
    ]
}

/// As many phases as a reader keeps in mind.
const PHASES: [Phase; 8] = [
    phase("/phases/0/title", "/phases/0/starts_at", "/phases/0/ends_at"),
    phase("/phases/1/title", "/phases/1/starts_at", "/phases/1/ends_at"),
    phase("/phases/2/title", "/phases/2/starts_at", "/phases/2/ends_at"),
    phase("/phases/3/title", "/phases/3/starts_at", "/phases/3/ends_at"),
    phase("/phases/4/title", "/phases/4/starts_at", "/phases/4/ends_at"),
    phase("/phases/5/title", "/phases/5/starts_at", "/phases/5/ends_at"),
    phase("/phases/6/title", "/phases/6/starts_at", "/phases/6/ends_at"),
    phase("/phases/7/title", "/phases/7/starts_at", "/phases/7/ends_at"),
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

fn is_begun(writing: Writing, phase: &Phase) -> bool {
    phase.iter().any(|one| written(writing, one.pointer).is_some())
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
    changed.next()?;
    let known = before["phases"].as_array().cloned().unwrap_or_default();
    let mut taken = known
        .iter()
        .filter_map(|one| one["id"].as_str().map(str::to_owned))
        .collect();
    let told = PHASES.iter().enumerate().filter_map(|(number, phase)| {
        let is_begun = is_begun(writing, phase);
        let fresh = || json!({ "id": free_id(&mut taken), "state": "future" });
        if !is_begun {
            return None;
        }
        let mut one = known.get(number).cloned().unwrap_or_else(fresh);
        let [title, starts, ends] = phase;
        one["title"] = written(writing, title.pointer).unwrap_or_default().into();
        moment(&mut one, "starts_at", writing, before, starts, FIRST);
        moment(&mut one, "ends_at", writing, before, ends, LAST);
        Some(one)
    });
    // More than are asked for here are left as they are.
    let rest = known.iter().skip(PHASES.len()).cloned();
    Some(Value::Array(told.chain(rest).collect()))
}

/// When a day begins and ends: everywhere in Europe, from UTC to UTC+3, both are read as that day.
const FIRST: &str = "T00:00:00Z";
const LAST: &str = "T20:59:59Z";

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
    use super::free_id;

    #[test]
    fn no_new_phase_is_called_as_another() {
        let mut taken = vec!["fase-2".to_owned(), "samtale".to_owned()];
        assert_eq!(free_id(&mut taken), "fase-1");
        assert_eq!(free_id(&mut taken), "fase-3");
    }
}
