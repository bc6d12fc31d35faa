//! All that people expect of a project, or offer, with the way to reply to each (S4.2, S4.4).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::author::Author;
use samskab_protocol::offer::Reply;
use samskab_protocol::text::Text;
use samskab_protocol::wire::{self, Wire};
use serde_json::Value;

use super::pages::{most, read_all};
use super::reply::{Sort, reply, shelf};
use super::task::unfolding;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::focus::focus;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta;
use crate::parts::prose::prose;

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
        let key = match is_replied {
            true => "steward.reply.again",
            false => "steward.reply.to",
        };
        let words = self.app.language.say_with(key, &[("name", name)]);
        let (app, sort, id) = (self.app, self.sort, id.to_owned());
        unfolding(app, words, &shelf(sort, &id), move || {
            let done = Rc::new(move |_: &str| {
                self.replied.try_set_value(true);
                self.fetch();
            });
            reply(app, sort, &id, done)
        })
    }
}

fn said(app: App, reply: &Reply) -> Tag {
    let meta = classed("p", "meta")
        .child(meta::theirs(&reply.by))
        .child(meta::day(app, &reply.at));
    classed("div", "answer").child(meta).child(prose(&reply.text))
}
