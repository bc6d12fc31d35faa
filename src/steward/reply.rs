//! A reply to what somebody expects of a project, or offers: never a new state without a word, in the name of one's
//! office (S4.2, S4.4, S1.5, S1.8).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::problem::FieldError;
use samskab_protocol::validation;
use serde_json::{Value, json};

use super::form::{Form, Request, form};
use super::meanwhile::{Standing, choice as contest, contested, follow, notice};
use super::revision::is_rewritten;
use super::version::{Version, changing};
use crate::app::App;
use crate::backend::client::encode;
use crate::drafts::writing::Writing;
use crate::parts::form::{choice, text, unchosen, written};
use crate::parts::markup::{Content, all};

/// What is replied to.
pub struct Sort {
    collection: &'static str,
    /// Where all about one thing are listed.
    pub list: &'static str,
    /// Key of what is said where there is nothing.
    pub none: &'static str,
    /// What can become of it: as it is sent, what staff choose by, and what everyone reads.
    pub states: &'static [(&'static str, &'static str, &'static str)],
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

/// What a reply is kept under while it is written.
pub fn shelf(sort: &Sort, id: &str) -> String {
    ["steward-reply ", &sort.collection[1..], id].concat()
}

/// Draws the form for a reply to the one with this id.
pub fn reply(app: App, sort: &'static Sort, id: &str, done: Rc<dyn Fn(&str)>) -> AnyView {
    let (shelf, done) = (shelf(sort, id), StoredValue::new_local(done));
    let path = [sort.collection, &encode(id)].concat();
    changing(app, path, move |version| {
        let replying = Replying { app, sort, version };
        form(
            app,
            Form {
                subject: shelf.clone(),
                privacy: "steward.public",
                send: app.say("steward.reply.send"),
                fields: Box::new(move |writing| replying.fields(writing)),
                request: Box::new(move |writing| replying.request(writing)),
                done: done.get_value(),
            },
        )
    })
}

/// A reply that is written to something as it was last read.
#[derive(Clone, Copy)]
struct Replying {
    app: App,
    sort: &'static Sort,
    version: Version,
}

impl Replying {
    /// What stands in each field.
    fn standings(self) -> Vec<Standing> {
        let document: Value = self.version.document();
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

    fn fields(self, writing: Writing) -> AnyView {
        let app = self.app;
        let max = app.with_service(|service| service.limits.comment_max);
        let standing = self.standings();
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

    fn request(self, writing: Writing) -> Result<Request, Vec<FieldError>> {
        let app = self.app;
        let max = app.with_service(|service| service.limits.comment_max);
        let standing = self.standings();
        follow(writing, &standing);
        let mut patch = json!({});
        for one in &standing {
            if is_rewritten(writing, &standing, one.pointer) {
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
        self.version.change(Some(patch.to_string()), errors)
    }
}
