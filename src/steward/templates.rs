//! Answers that are given often, kept on this device: put in by one press, and then made fit.

use leptos::prelude::*;

use super::form::show_written;
use super::select::options;
use crate::app::App;
use crate::backend::client::Client;
use crate::drafts::draft::begin;
use crate::drafts::store;
use crate::drafts::writing::Writing;
use crate::parts::form::{field_id, written};
use crate::parts::markup::{Content, all, button, classed, live, nothing, tag};

/// What everybody begins with.
const FIRST: [&str; 3] = [
    "steward.template.yes",
    "steward.template.later",
    "steward.template.no",
];

fn shelf(client: Client) -> String {
    ["samskab:templates:", &client.name()].concat()
}

fn kept(client: Client) -> Vec<String> {
    store::read(&shelf(client)).unwrap_or_default()
}

/// Whether something of what everybody begins with still waits to be filled in: `[hvad og hvornår]`.
pub fn has_blanks(app: App, text: &str) -> bool {
    FIRST.iter().any(|key| {
        let template = app.say(key);
        let mut blanks = template
            .split('[')
            .skip(1)
            .filter_map(|rest| rest.split_once(']'));
        blanks.any(|(blank, _)| text.contains(&["[", blank, "]"].concat()))
    })
}

/// Draws the choice of templates for the field at a pointer, and the way to keep what stands there as one more.
pub fn templates(app: App, writing: Writing, pointer: &'static str) -> AnyView {
    let own = RwSignal::new(kept(app.client));
    let said = RwSignal::new("");
    let chosen = StoredValue::new(0_usize);
    let id = [&field_id(writing, pointer), "-template"].concat();
    let label = id.clone();
    let choice = live(move || {
        chosen.set_value(0);
        let texts = texts(app, &own.get()).into_iter();
        let answers = texts.enumerate().map(|(at, text)| (at.to_string(), begin(&text)));
        options(answers.collect())
            .attr("id", id.as_str())
            .on("change", move |event| {
                chosen.set_value(event_target_value(&event).parse().unwrap_or_default());
            })
            .view()
    });
    let insert = button("button", app.say("steward.template.insert"), move |event| {
        let texts = own.with_untracked(|own| texts(app, own));
        if let Some(text) = texts.get(chosen.get_value()) {
            let before = written(writing, pointer);
            let joined = before.map_or_else(|| text.clone(), |before| [&before, "\n\n", text].concat());
            writing.set_field(pointer, joined);
            show_written(writing, &event, pointer);
        }
    });
    let keep = button("link", app.say("steward.template.keep"), move |_| {
        let Some(text) = written(writing, pointer) else {
            return said.set("steward.template.empty");
        };
        own.update(|own| {
            own.retain(|known| *known != text);
            own.insert(0, text);
        });
        keep_all(app, own);
        said.set("steward.template.kept");
    });
    let forget = live(move || {
        if own.with(Vec::is_empty) {
            return nothing();
        }
        let press = button("link", app.say("steward.template.forget"), move |_| {
            own.update(|own| {
                let at = chosen.get_value();
                if at < own.len() {
                    own.remove(at);
                    said.set("steward.template.gone");
                } else {
                    said.set("steward.template.given");
                }
            });
            keep_all(app, own);
        });
        press.view()
    });
    let told = move || match said.get() {
        "" => nothing(),
        key => app.say(key).view(),
    };
    all(vec![
        classed("div", "field templates")
            .child(tag("label").attr("for", label).child(app.say("steward.template")))
            .child(classed("div", "search").child(choice).child(insert))
            .view(),
        classed("p", "choices small").child(keep).child(forget).view(),
        classed("p", "small").attr("role", "status").live(told).view(),
    ])
}

/// One's own, the last kept first, and then those that everybody has.
fn texts(app: App, own: &[String]) -> Vec<String> {
    let first = FIRST.iter().map(|key| app.say(key));
    own.iter().cloned().chain(first).collect()
}

fn keep_all(app: App, own: RwSignal<Vec<String>>) {
    own.with_untracked(|own| match own.is_empty() {
        true => store::remove(&shelf(app.client)),
        false => _ = store::write(&shelf(app.client), own),
    });
}
