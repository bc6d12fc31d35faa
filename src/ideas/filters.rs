//! Narrowing a list down and ordering it. The backend answers, not what happens to be loaded; what is chosen stands in
//! the place, so that it can be shared and gone back to.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::author::Role;
use samskab_protocol::contribution::{Kind, StatusCategory};
use samskab_protocol::label::Label;
use samskab_protocol::page::Page;
use samskab_protocol::place::Point;
use wasm_bindgen::JsCast;

use super::chips::{chips, name_key, value_words};
use super::list::{By, Collection, EVERY_KIND};
use crate::app::App;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing, tag};
use crate::parts::position::{own_position, write_degrees};

/// How near "near me" is, in meters: a walk.
const NEAR: &str = "1500";

/// A value with what it is called.
type Choice = (String, String);

/// Draws what narrows a list.
pub type DrawFilters = fn(App, Collection, By, RwSignal<bool>) -> AnyView;

/// Brings what narrows a list down.
#[wasm_split(finding, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn finding_chunk() -> Result<DrawFilters, Failure> {
    Ok(finding)
}

fn finding(app: App, collection: Collection, by: By, open: RwSignal<bool>) -> AnyView {
    let finding = Finding { app, collection, by };
    let panel = live(move || match open.get() {
        true => finding.panel().view(),
        false => nothing(),
    });
    all(vec![panel, chips(app, collection, by)])
}

/// A list and what is chosen of it.
#[derive(Clone, Copy)]
struct Finding {
    app: App,
    collection: Collection,
    by: By,
}

impl Finding {
    fn panel(self) -> Tag {
        let app = self.app;
        let searchable = app.with_service(|service| service.claims("search"));
        classed("div", "filters")
            .child(searchable.then(|| self.search()))
            .child(self.orders())
            .child(self.kinds())
            .child(self.labels("topic", "/topics"))
            .child(self.labels("area", "/areas"))
            .child(self.select(
                "status",
                app.say("filter.all"),
                self.named("status", StatusCategory::ALL.map(StatusCategory::as_str)),
            ))
            .child(self.select(
                "role",
                app.say("finder.anyone"),
                self.named("role", ROLES.map(Role::as_str)),
            ))
            .child(self.near())
    }

    /// Goes to the list with another choice.
    fn choose(self, name: &'static str, value: &str) {
        let by = self.by.get_untracked().with(name, value);
        self.app.go(self.collection.room().by(by));
    }

    fn named<const COUNT: usize>(self, name: &str, words: [&str; COUNT]) -> Vec<Choice> {
        let choice = |word: &str| (word.to_owned(), value_words(self.app, name, word));
        words
            .into_iter()
            .filter(|word| *word != "other")
            .map(choice)
            .collect()
    }

    fn search(self) -> Tag {
        let app = self.app;
        let typed = StoredValue::new(self.by.with_untracked(|by| by.get("q").to_owned()));
        let input = tag("input")
            .attr("id", "search")
            .attr("type", "search")
            .attr("enterkeyhint", "search")
            .attr("maxlength", "200")
            .made(move |element| self.follow(element, "q"))
            .on("input", move |event| typed.set_value(event_target_value(&event)));
        let go = classed("button", "button")
            .attr("type", "submit")
            .child(app.say("search.go"));
        classed("form", "field-find wide-find")
            .attr("role", "search")
            .on("submit", move |event| {
                event.prevent_default();
                self.choose("q", &typed.get_value());
            })
            .child(tag("label").attr("for", "search").child(app.say("search")))
            .child(classed("div", "search").child(input).child(go))
    }

    /// The orders that the backend declares, and its own sentence on the one that is chosen (S1.3).
    fn orders(self) -> Option<Tag> {
        let app = self.app;
        let orders: Vec<Choice> = app.with_service(|service| {
            let on_lists = service
                .orderings
                .iter()
                .filter(|ordering| ordering.on.iter().any(|on| on == "contribution"));
            let named = on_lists.map(|ordering| {
                let id = if ordering.default { "" } else { &ordering.id };
                (id.to_owned(), app.language.choose(&ordering.label))
            });
            named.collect()
        });
        if orders.len() < 2 {
            return None;
        }
        let mut orders = orders;
        orders.sort_by_key(|(id, _)| !id.is_empty());
        let usual = match orders.first() {
            Some((id, _)) if id.is_empty() => orders.remove(0).1,
            _ => app.say("finder.usual"),
        };
        Some(self.select("order", usual, orders))
    }

    fn kinds(self) -> Option<Tag> {
        let app = self.app;
        let taken = app.with_service(|service| service.kinds.clone());
        let usual = match self.collection {
            Collection::Ideas => app.say("kind.ideas"),
            Collection::Debates => app.say("kind.debates"),
        };
        let others = match self.collection {
            Collection::Ideas => Kind::ALL.to_vec(),
            Collection::Debates => vec![Kind::Question, Kind::Dilemma],
        };
        let others = others
            .into_iter()
            .filter(|kind| taken.contains(kind) && *kind != Kind::Idea);
        let mut choices: Vec<Choice> = others
            .map(|kind| (kind.as_str().to_owned(), value_words(app, "kind", kind.as_str())))
            .collect();
        if choices.is_empty() {
            return None;
        }
        choices.push((EVERY_KIND.to_owned(), app.say("kind.all")));
        Some(self.select("kind", usual, choices))
    }

    /// Topics or areas, where the backend has any.
    fn labels(self, name: &'static str, path: &str) -> AnyView {
        let app = self.app;
        let found: Loading<Page<Label>> = waiting_for();
        load(found, app.client.get(app.client.url(path)));
        live(move || {
            found.with(|found| match found {
                Load::Ready(page) if !page.items.is_empty() => {
                    let choice = |item: &Label| {
                        let number = app.language.number(item.contributions);
                        (item.label.clone(), [&item.label, " (", &number, ")"].concat())
                    };
                    let used = page.items.iter().filter(|item| item.contributions > 0);
                    self.select(name, app.say("finder.any"), used.map(choice).collect())
                        .view()
                }
                _ => nothing(),
            })
        })
    }

    fn select(self, name: &'static str, usual: String, mut choices: Vec<Choice>) -> Tag {
        // What a link names is shown even where it is no choice here.
        let now = self.by.with_untracked(|by| by.get(name).to_owned());
        if !now.is_empty() && !choices.iter().any(|(value, _)| *value == now) {
            choices.push((now.clone(), value_words(self.app, name, &now)));
        }
        let options = [(String::new(), usual)]
            .into_iter()
            .chain(choices)
            .map(|(value, words)| {
                let chosen = (value == now).then_some("");
                tag("option")
                    .attr("value", value)
                    .maybe("selected", chosen)
                    .child(words)
                    .view()
            });
        let select = tag("select")
            .attr("id", name)
            .made(move |element| self.follow(element, name))
            .on("change", move |event| {
                self.choose(name, &event_target_value(&event))
            })
            .child(options.collect::<Vec<_>>());
        classed("div", "field-find")
            .child(tag("label").attr("for", name).child(self.app.say(name_key(name))))
            .child(select)
    }

    /// Keeps an input at what is chosen, also when that was taken back elsewhere.
    fn follow(self, element: web_sys::HtmlElement, name: &'static str) {
        // The members of all kinds of input have the same name.
        let input = element.unchecked_into::<web_sys::HtmlInputElement>();
        let by = self.by;
        Effect::new(move || input.set_value(by.get().get(name)));
    }

    /// Only what is near: by one's own position, rounded so that a link that is shared tells a street at most.
    fn near(self) -> AnyView {
        let app = self.app;
        let failed = RwSignal::new(false);
        let ask = move |_| {
            _ = failed.try_set(false);
            leptos::task::spawn_local(async move {
                match own_position().await {
                    Ok((longitude, latitude)) => {
                        let Point { longitude, latitude } = Point::from_degrees(longitude, latitude);
                        let (longitude, latitude) = (write_degrees(longitude, 3), write_degrees(latitude, 3));
                        let near = [&latitude, ",", &longitude, ",", NEAR].concat();
                        self.choose("near", &near);
                    }
                    Err(_) => _ = failed.try_set(true),
                }
            });
        };
        let words = move || failed.get().then(|| app.say("finder.near.failed")).view();
        let is_chosen = move || self.by.with(|by| (!by.get("near").is_empty()).to_string());
        classed("div", "field-find")
            .child(
                button("button", app.say("finder.near"), ask)
                    .live_attr("aria-pressed", move || Some(is_chosen())),
            )
            .child(classed("p", "small").child(app.say("finder.near.hint")))
            .child(classed("p", "complaint").attr("role", "status").live(words))
            .view()
    }
}

const ROLES: [Role; 5] = [
    Role::Citizen,
    Role::Association,
    Role::Business,
    Role::Politician,
    Role::Staff,
];
