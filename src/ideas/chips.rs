//! What is chosen of a list, each as a button that takes it back.

use leptos::prelude::*;
use samskab_protocol::author::Role;
use samskab_protocol::contribution::{Kind, StatusCategory};

use super::finder::BUTTON;
use super::list::{Collection, EVERY_KIND};
use crate::app::App;
use crate::parts::choosing::By;
use crate::parts::focus::focus_id;
use crate::parts::kind::kind_key;
use crate::parts::markup::{Content, all, button, classed, live, nothing, tag};
use crate::parts::meta::role_key;
use crate::parts::status::status_key;

/// Draws what is chosen.
pub fn chips(app: App, collection: Collection, by: By) -> AnyView {
    live(move || {
        let chosen = by.get();
        if chosen.is_empty() {
            return nothing();
        }
        let chips = chosen.chosen().iter().map(|(name, value)| {
            let (name, rest) = (*name, chosen.clone());
            let words = [
                app.say(name_key(name)),
                ": ".into(),
                value_words(app, name, value),
            ]
            .concat();
            let take_back = app.language.say_with("finder.remove", &[("name", &words)]);
            let words = match name {
                "near" => app.say("finder.near"),
                _ => words,
            };
            let chip = button("chip", words, move |event| {
                // The chip goes away, and the focus must not go with it.
                focus_id(&event, BUTTON);
                app.go(collection.room().by(rest.clone().with(name, "")));
            });
            let cross = tag("span").attr("aria-hidden", "true").child(" ✕");
            tag("li")
                .child(
                    chip.attr("aria-label", take_back)
                        .attr("dir", "auto")
                        .child(cross),
                )
                .view()
        });
        let reset = button("link", app.say("finder.reset"), move |event| {
            focus_id(&event, BUTTON);
            app.go(collection.room());
        });
        let chips: Vec<AnyView> = chips.collect();
        all(vec![
            classed("ul", "chips")
                .attr("aria-label", app.say("finder.chosen"))
                .child(chips)
                .child(tag("li").child(reset))
                .view(),
        ])
    })
}

/// Key of the word for what a choice is about.
pub fn name_key(name: &str) -> &'static str {
    match name {
        "q" => "search",
        "order" => "finder.order",
        "kind" => "finder.kind",
        "topic" => "finder.topic",
        "area" => "finder.area",
        "status" => "filter.status",
        "role" => "finder.role",
        _ => "finder.near",
    }
}

/// A choice in words; what is not known is shown as it is.
pub fn value_words(app: App, name: &str, value: &str) -> String {
    let known = match name {
        "order" => return order_label(app, value).unwrap_or_else(|| value.to_owned()),
        "kind" if value == EVERY_KIND => "kind.all",
        "kind" => match Kind::parse(value) {
            Kind::Other => "",
            kind => kind_key(kind),
        },
        "status" => match StatusCategory::parse(value) {
            StatusCategory::Other => "",
            status => status_key(status),
        },
        "role" => match Role::parse(value) {
            Role::Other => "",
            role => role_key(role),
        },
        _ => "",
    };
    match known {
        "" => value.to_owned(),
        key => app.say(key),
    }
}

/// What the backend calls an order.
fn order_label(app: App, id: &str) -> Option<String> {
    app.with_service(|service| {
        let ordering = service.orderings.iter().find(|ordering| ordering.id == id)?;
        Some(app.language.choose(&ordering.label))
    })
}
