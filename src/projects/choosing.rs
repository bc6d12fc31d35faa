//! Choosing among projects. The backend answers, not what happens to be loaded; what is chosen stands in the place, so
//! that it can be shared and gone back to.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::author::Role;
use samskab_protocol::label::Label;
use samskab_protocol::page::Page;
use samskab_protocol::project::{Openness, ProjectKind, ProjectState};
use wasm_bindgen::JsCast;

use super::list::By;
use super::names::{kind_key, openness_key, state_key};
use crate::app::App;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::focus::focus_id;
use crate::parts::markup::{Content, Tag, button, classed, live, nothing, tag};
use crate::parts::meta::role_key;
use crate::route::Place;

/// Where the focus goes when all is taken back.
const FIRST: &str = "project-openness";

/// A value with what it is called.
type Choice = (String, String);

/// Brings what chooses.
#[wasm_split(choosing, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn choosing_chunk() -> Result<fn(App, By) -> AnyView, Failure> {
    Ok(draw)
}

fn draw(app: App, by: By) -> AnyView {
    let choosing = Choosing { app, by };
    let said = |words: &[(&str, &str)]| {
        let said = words
            .iter()
            .map(|(value, key)| ((*value).to_owned(), app.say(key)));
        said.collect::<Vec<_>>()
    };
    let openness = [Openness::Open, Openness::Framed, Openness::Decided];
    let kinds = [
        ProjectKind::Service,
        ProjectKind::Development,
        ProjectKind::Policy,
    ];
    let states = [ProjectState::Open, ProjectState::Upcoming, ProjectState::Closed];
    let roles = [
        Role::Citizen,
        Role::Association,
        Role::Business,
        Role::Politician,
        Role::Staff,
    ];
    let reset = live(move || match by.with(|by| by.is_empty()) {
        true => nothing(),
        false => button("link", app.say("finder.reset"), move |event| {
            focus_id(&event, FIRST);
            app.go(Place::Projects);
        })
        .view(),
    });
    classed("div", "filters")
        .child(choosing.search())
        .child(choosing.select(
            "openness",
            "choose.openness",
            said(&openness.map(|one| (one.as_str(), openness_key(one)))),
        ))
        .child(choosing.select(
            "kind",
            "finder.kind",
            said(&kinds.map(|one| (one.as_str(), kind_key(one)))),
        ))
        .child(choosing.labels("topic", "finder.topic", "/topics"))
        .child(choosing.labels("area", "finder.area", "/areas"))
        .child(choosing.select(
            "initiator",
            "project.begun",
            said(&roles.map(|one| (one.as_str(), role_key(one)))),
        ))
        .child(choosing.select(
            "state",
            "choose.state",
            said(&states.map(|one| (one.as_str(), state_key(one)))),
        ))
        .child(classed("p", "actions wide-find").child(reset))
        .view()
}

#[derive(Clone, Copy)]
struct Choosing {
    app: App,
    by: By,
}

impl Choosing {
    /// Goes to the list with another choice.
    fn choose(self, name: &'static str, value: &str) {
        let by = self.by.get_untracked().with(name, value);
        self.app.go(Place::Projects.by(by));
    }

    fn search(self) -> Option<Tag> {
        let app = self.app;
        if !app.with_service(|service| service.claims("search")) {
            return None;
        }
        let typed = StoredValue::new(self.by.with_untracked(|by| by.get("q").to_owned()));
        let input = tag("input")
            .attr("id", "project-q")
            .attr("type", "search")
            .attr("enterkeyhint", "search")
            .attr("maxlength", "200")
            .made(move |element| self.follow(element, "q"))
            .on("input", move |event| typed.set_value(event_target_value(&event)));
        let go = classed("button", "button")
            .attr("type", "submit")
            .child(app.say("search.go"));
        let form = classed("form", "field-find wide-find")
            .attr("role", "search")
            .on("submit", move |event| {
                event.prevent_default();
                self.choose("q", &typed.get_value());
            })
            .child(tag("label").attr("for", "project-q").child(app.say("search")))
            .child(classed("div", "search").child(input).child(go));
        Some(form)
    }

    /// Topics or areas of projects, where the backend has any.
    fn labels(self, name: &'static str, title: &'static str, path: &str) -> AnyView {
        let app = self.app;
        let found: Loading<Page<Label>> = waiting_for();
        load(found, app.client.get(app.client.url(path)));
        live(move || {
            found.with(|found| match found {
                Load::Ready(page) => {
                    let used = page.items.iter().filter(|item| item.projects > 0);
                    let choices: Vec<_> = used
                        .map(|item| {
                            let number = app.language.number(item.projects);
                            (item.label.clone(), [&item.label, " (", &number, ")"].concat())
                        })
                        .collect();
                    let any = !choices.is_empty();
                    any.then(|| self.select(name, title, choices)).view()
                }
                _ => nothing(),
            })
        })
    }

    fn select(self, name: &'static str, title: &str, mut choices: Vec<Choice>) -> Tag {
        let app = self.app;
        // What a link names is shown even where it is no choice here.
        let now = self.by.with_untracked(|by| by.get(name).to_owned());
        if !now.is_empty() && !choices.iter().any(|(value, _)| *value == now) {
            choices.push((now.clone(), now.clone()));
        }
        let id = ["project-", name].concat();
        let usual = [(String::new(), app.say("finder.any"))];
        let options = usual.into_iter().chain(choices).map(|(value, words)| {
            let chosen = (value == now).then_some("");
            tag("option")
                .attr("value", value)
                .maybe("selected", chosen)
                .child(words)
                .view()
        });
        let select = tag("select")
            .attr("id", id.as_str())
            .made(move |element| self.follow(element, name))
            .on("change", move |event| {
                self.choose(name, &event_target_value(&event))
            })
            .child(options.collect::<Vec<_>>());
        classed("div", "field-find")
            .child(tag("label").attr("for", id).child(app.say(title)))
            .child(select)
    }

    /// Keeps an input at what is chosen, also when that was taken back elsewhere.
    fn follow(self, element: web_sys::HtmlElement, name: &'static str) {
        // The members of all kinds of input have the same name.
        let input = element.unchecked_into::<web_sys::HtmlInputElement>();
        let by = self.by;
        Effect::new(move || input.set_value(by.get().get(name)));
    }
}
