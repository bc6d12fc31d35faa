//! Narrowing a list of contributions down and ordering it.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::author::Role;
use samskab_protocol::contribution::{Kind, StatusCategory};
use samskab_protocol::place::Point;

use super::chips::{chips, name_key, value_words};
use super::list::{Collection, EVERY_KIND};
use crate::app::App;
use crate::backend::failure::Failure;
use crate::parts::choosing::{By, Choice, Choosing};
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing};
use crate::parts::position::{own_position, write_degrees};

/// How near "near me" is, in meters: a walk.
const NEAR: &str = "1500";

/// Draws what narrows a list.
pub type DrawFilters = fn(App, Collection, By, RwSignal<bool>) -> AnyView;

/// Brings what narrows a list down.
#[wasm_split(finding, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn finding_chunk() -> Result<DrawFilters, Failure> {
    Ok(finding)
}

fn finding(app: App, collection: Collection, by: By, open: RwSignal<bool>) -> AnyView {
    let choosing = Choosing {
        app,
        by,
        words: value_words,
    };
    let finding = Finding {
        app,
        collection,
        choosing,
    };
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
    choosing: Choosing,
}

impl Finding {
    fn panel(self) -> Tag {
        let (app, choosing) = (self.app, self.choosing);
        let labels = |name, path| choosing.labels(name, name_key(name), path, |label| label.contributions);
        classed("div", "filters")
            .child(choosing.search())
            .child(self.orders())
            .child(self.kinds())
            .child(labels("topic", "/topics"))
            .child(labels("area", "/areas"))
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

    fn select(self, name: &'static str, usual: String, choices: Vec<Choice>) -> Tag {
        self.choosing.select(name, name_key(name), usual, choices)
    }

    fn named<const COUNT: usize>(self, name: &str, words: [&str; COUNT]) -> Vec<Choice> {
        let choice = |word: &str| (word.to_owned(), value_words(self.app, name, word));
        words
            .into_iter()
            .filter(|word| *word != "other")
            .map(choice)
            .collect()
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
                        self.choosing.choose("near", &near);
                    }
                    Err(_) => _ = failed.try_set(true),
                }
            });
        };
        let words = move || failed.get().then(|| app.say("finder.near.failed")).view();
        let is_chosen = move || {
            self.choosing
                .by
                .with(|by| (!by.get("near").is_empty()).to_string())
        };
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
