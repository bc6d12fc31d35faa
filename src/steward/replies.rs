//! Replying to what people expect of a project and to what they offer: never a new state without a word, in the name of
//! one's office (S4.2, S4.4, S1.5, S1.8).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::author::Author;
use samskab_protocol::offer::Reply;
use samskab_protocol::problem::FieldError;
use samskab_protocol::text::Text;
use samskab_protocol::validation;
use samskab_protocol::wire::{self, Wire};
use serde_json::{Value, json};

use super::form::{Form, Request, form};
use super::meanwhile::{Standing, choice as contest, contested, follow, notice};
use super::pages::{most, read_all};
use super::task::unfolding;
use super::version::{Version, changing};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Loading, load, waiting_for};
use crate::drafts::writing::Writing;
use crate::parts::failure::loaded;
use crate::parts::focus::focus;
use crate::parts::form::{choice, text, unchosen, written};
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta;
use crate::parts::prose::prose;

/// What is replied to.
pub struct Sort {
    collection: &'static str,
    list: &'static str,
    /// Key of what is said where there is nothing.
    none: &'static str,
    /// What can become of it: as it is sent, what staff choose by, and what everyone reads.
    states: &'static [(&'static str, &'static str, &'static str)],
    /// Whether it is told at the end how it came.
    has_outcome: bool,
}

/// What people expect (S4.2).
pub static EXPECTATIONS: Sort = Sort {
    collection: "/expectations/",
    list: "/expectations?project=",
    none: "steward.expect.none",
    states: &[
        ("confirmed", "steward.expect.confirmed", "expect.confirmed"),
        ("corrected", "steward.expect.corrected", "expect.corrected"),
    ],
    has_outcome: true,
};

/// What people offer (S4.4).
pub static OFFERS: Sort = Sort {
    collection: "/offers/",
    list: "/offers?subject=",
    none: "steward.offer.none",
    states: &[
        ("thanked", "steward.offer.thanked", "offer.thanked"),
        ("matched", "steward.offer.matched", "offer.matched"),
        ("used", "steward.offer.used", "offer.used"),
    ],
    has_outcome: false,
};

/// All of one sort about one thing.
#[derive(Clone, Copy)]
struct Board {
    app: App,
    sort: &'static Sort,
    path: StoredValue<String>,
    items: Loading<Vec<Value>>,
    replied: StoredValue<bool>,
}

/// Draws all that was said about `about`, what waits for a reply at the top, each with the way to reply.
pub fn replies(app: App, sort: &'static Sort, about: &str) -> AnyView {
    let board = Board {
        app,
        sort,
        path: StoredValue::new([sort.list, &encode(about), "&limit=", &most(app)].concat()),
        items: waiting_for(),
        replied: StoredValue::new(false),
    };
    board.fetch();
    let again = move || board.fetch();
    loaded(app, board.items, again, move |items| board.draw(items))
}

fn member<T: Wire>(item: &Value, name: &str) -> Option<T> {
    let value = Some(&item[name]).filter(|value| !value.is_null())?;
    wire::read(value).ok()
}

impl Board {
    fn fetch(self) {
        if let Some(path) = self.path.try_get_value() {
            load(self.items, read_all(self.app, path));
        }
    }

    fn draw(self, items: &[Value]) -> AnyView {
        let app = self.app;
        let just_replied = self.replied.try_update_value(std::mem::take).unwrap_or_default();
        let told = just_replied.then(|| {
            classed("p", "told")
                .attr("role", "status")
                .attr("tabindex", "-1")
                .child(app.say("steward.reply.done"))
                .mounted(focus)
        });
        if items.is_empty() {
            return classed("p", "empty").child(app.say(self.sort.none)).view();
        }
        let (replied, fresh): (Vec<&Value>, Vec<&Value>) =
            items.iter().partition(|item| self.state(item).is_some());
        let list = classed("ol", "cards").attr("role", "list");
        let list = fresh
            .into_iter()
            .chain(replied)
            .fold(list, |list, item| list.child(self.card(item)));
        all(vec![told.view(), list.view()])
    }

    /// Key of what has been said to it; `None` where nothing has been.
    fn state(self, item: &Value) -> Option<&'static str> {
        let state = item["state"].as_str()?;
        let known = self.sort.states.iter().find(|(value, ..)| *value == state);
        known.map(|(.., read)| *read)
    }

    fn card(self, item: &Value) -> Tag {
        let app = self.app;
        let author: Option<Author> = member(item, "author");
        let name = author
            .as_ref()
            .map(|author| author.name.clone())
            .unwrap_or_default();
        let state = self.state(item);
        let meta = classed("p", "meta")
            .child(meta::author(app, author.as_ref()))
            .child(member(item, "created_at").map(|at| meta::day(app, &at)))
            .child(tag("b").child(app.say(state.unwrap_or("expect.stated"))));
        let amount = item["amount"]
            .as_str()
            .map(|amount| classed("p", "small").child(meta::theirs(amount)));
        classed("li", "card")
            .child(meta)
            .child(member::<Text>(item, "text").map(|text| prose(&text)))
            .child(amount)
            .child(member::<Reply>(item, "reply").map(|reply| said(app, &reply)))
            .child(member::<Reply>(item, "outcome").map(|reply| said(app, &reply)))
            .child(self.way(item["id"].as_str().unwrap_or_default(), &name, state.is_some()))
    }

    /// The button that opens the form, and the form below it.
    fn way(self, id: &str, name: &str, is_replied: bool) -> AnyView {
        let shelf = ["steward-reply ", &self.sort.collection[1..], id].concat();
        let key = match is_replied {
            true => "steward.reply.again",
            false => "steward.reply.to",
        };
        let words = self.app.language.say_with(key, &[("name", name)]);
        let path = [self.sort.collection, &encode(id)].concat();
        unfolding(self.app, words, &shelf.clone(), move || {
            let shelf = shelf.clone();
            changing(self.app, path.clone(), move |version| {
                self.form(shelf.clone(), version)
            })
        })
    }

    fn form(self, shelf: String, version: Version) -> AnyView {
        form(
            self.app,
            Form {
                subject: shelf,
                privacy: "steward.public",
                send: self.app.say("steward.reply.send"),
                fields: Box::new(move |writing| self.fields(writing, version)),
                request: Box::new(move |writing| self.request(writing, version)),
                done: Rc::new(move |_| {
                    self.replied.try_set_value(true);
                    self.fetch();
                }),
            },
        )
    }

    /// What stands in each field.
    fn standings(self, document: &Value) -> Vec<Standing> {
        let words = |name: &str| {
            document[name]["text"]["value"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        let standing = |pointer, text: String| Standing {
            pointer,
            said: text.clone(),
            text,
        };
        let state = self
            .sort
            .states
            .iter()
            .find(|(value, ..)| document["state"] == *value);
        let mut all = vec![
            Standing {
                pointer: "/state",
                text: state.map_or("", |(value, ..)| *value).to_owned(),
                said: state.map(|(_, key, _)| self.app.say(key)).unwrap_or_default(),
            },
            standing("/reply", words("reply")),
        ];
        if self.sort.has_outcome {
            all.push(standing("/outcome", words("outcome")));
        }
        all
    }

    fn fields(self, writing: Writing, version: Version) -> AnyView {
        let app = self.app;
        let max = app.with_service(|service| service.limits.comment_max);
        let standing = self.standings(&version.document());
        follow(writing, &standing);
        let states = self.sort.states.iter().map(|(value, key, _)| (*value, *key));
        let beside = |pointer| contest(app, writing, &standing, pointer);
        let outcome = self
            .sort
            .has_outcome
            .then(|| text(app, writing, "/outcome", "steward.reply.outcome", 2, max));
        all(vec![
            notice(app, writing, &standing),
            choice(app, writing, "/state", "steward.reply.state", states.collect()),
            beside("/state"),
            text(app, writing, "/reply", "steward.reply.text", 3, max),
            beside("/reply"),
            outcome.view(),
            beside("/outcome"),
        ])
    }

    fn request(self, writing: Writing, version: Version) -> Result<Request, Vec<FieldError>> {
        let app = self.app;
        let max = app.with_service(|service| service.limits.comment_max);
        let standing = self.standings(&version.document());
        follow(writing, &standing);
        let mut patch = json!({});
        for one in &standing {
            if writing.field(one.pointer).trim() != one.text.trim() {
                patch[&one.pointer[1..]] = written(writing, one.pointer).into();
            }
        }
        let mut errors = Vec::new();
        if written(writing, "/state").is_none() {
            errors.push(unchosen(app, "/state"));
        }
        validation::text("/reply", &writing.field("/reply"), max, &mut errors);
        if let Some(outcome) = written(writing, "/outcome") {
            validation::text("/outcome", &outcome, max, &mut errors);
        }
        errors.extend(contested(app, writing, &standing));
        version.change(Some(patch.to_string()), errors)
    }
}

fn said(app: App, reply: &Reply) -> Tag {
    let meta = classed("p", "meta")
        .child(meta::theirs(&reply.by))
        .child(meta::day(app, &reply.at));
    classed("div", "answer").child(meta).child(prose(&reply.text))
}
