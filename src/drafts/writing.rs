//! A text being written: kept at every key press, sent under one key however often one tries.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::identifier::Ref;
use samskab_protocol::problem::{FieldError, FieldFault};
use samskab_protocol::wire;
use samskab_protocol::wire::Wire;
use serde::Serialize;

use super::{mine, store};
use crate::app::App;
use crate::backend::failure::Failure;

/// What is kept on the device.
#[derive(Clone, Default, Serialize)]
struct Draft {
    /// What is written, by the JSON Pointer of the field that it becomes.
    fields: BTreeMap<String, String>,
    /// The idempotency key, from the first attempt to send on: a later attempt is the same attempt.
    key: Option<String>,
}

wire!(Draft { fields, key });

impl Draft {
    /// Whether there is nothing in it that somebody would miss: a name alone is no text.
    fn is_empty(&self) -> bool {
        self.fields
            .iter()
            .all(|(pointer, text)| pointer.starts_with("/author/") || text.trim().is_empty())
    }
}

/// Forgets the draft under `name` once `sent` is stored; what was written since stays, as a text of its own.
fn settle(name: &str, sent: &BTreeMap<String, String>) {
    match store::read::<Draft>(name).filter(|draft| draft.fields != *sent) {
        Some(draft) => _ = store::write(name, &Draft { key: None, ..draft }),
        None => store::remove(name),
    }
}

/// How it is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Nothing has been written.
    Empty,
    /// It is on the device.
    Saved,
    /// The device refuses to keep it.
    Refused,
}

/// How it is on its way.
#[derive(Clone, PartialEq)]
pub enum Sending {
    /// It is not.
    Idle,
    /// It is, and a second press does nothing.
    Busy,
    /// It did not get there, or nobody knows.
    Failed(Failure),
}

/// A handle on a text being written.
#[derive(Clone, Copy)]
pub struct Writing {
    app: App,
    name: StoredValue<String>,
    draft: StoredValue<Draft>,
    /// Whether a draft was found when the writing began.
    pub found: RwSignal<bool>,
    /// How often the fields have to be drawn anew because the text was forgotten.
    pub redrawn: RwSignal<u32>,
    /// How it is kept.
    pub kept: RwSignal<Kept>,
    /// How it is on its way.
    pub sending: RwSignal<Sending>,
    /// The fields that cannot stand as they are.
    pub errors: RwSignal<Vec<FieldError>>,
}

fn name(app: App, subject: &str) -> String {
    ["samskab:draft:", &app.client.name(), " ", subject].concat()
}

/// Whether there is a draft for `subject`.
pub fn has_draft(app: App, subject: &str) -> bool {
    store::has(&name(app, subject))
}

impl Writing {
    /// Begins or goes on with the text that belongs to `subject`: `idea`, or the ref of what is answered.
    pub fn open(app: App, subject: &str) -> Writing {
        let name = name(app, subject);
        let found = store::read::<Draft>(&name);
        let kept = if found.is_some() { Kept::Saved } else { Kept::Empty };
        Writing {
            app,
            found: RwSignal::new(found.is_some()),
            redrawn: RwSignal::new(0),
            kept: RwSignal::new(kept),
            draft: StoredValue::new(found.unwrap_or_default()),
            name: StoredValue::new(name),
            sending: RwSignal::new(Sending::Idle),
            errors: RwSignal::new(Vec::new()),
        }
    }

    /// What stands in a field.
    pub fn field(self, pointer: &str) -> String {
        self.draft
            .with_value(|draft| draft.fields.get(pointer).cloned().unwrap_or_default())
    }

    /// Takes what was written in a field and keeps it at once.
    pub fn set_field(self, pointer: &str, value: String) {
        self.draft
            .update_value(|draft| _ = draft.fields.insert(pointer.to_owned(), value));
        self.keep();
    }

    /// Fills a field in without taking it for something written.
    pub fn suggest(self, pointer: &str, value: String) {
        self.draft
            .update_value(|draft| _ = draft.fields.insert(pointer.to_owned(), value));
    }

    /// Forgets the text, here and on the device.
    pub fn discard(self) {
        self.name.with_value(|name| store::remove(name));
        self.draft.set_value(Draft::default());
        self.found.set(false);
        self.redrawn.update(|times| *times += 1);
        self.kept.set(Kept::Empty);
        self.sending.set(Sending::Idle);
        self.errors.set(Vec::new());
    }

    /// What is wrong with a field, in words; empty where nothing is.
    pub fn complaint(self, pointer: &str) -> String {
        self.errors.with(|errors| {
            let error = errors.iter().find(|error| error.pointer == pointer);
            error.map(|error| self.complain(error)).unwrap_or_default()
        })
    }

    /// An error in words.
    pub fn complain(self, error: &FieldError) -> String {
        let language = self.app.language;
        match (&error.fault, error.pointer.as_str(), error.limit) {
            (FieldFault::TooLong, _, Some(limit)) => {
                language.say_with("err.long", &[("n", &limit.to_string())])
            }
            (FieldFault::Empty, "/problem", _) => language.say("err.problem.empty"),
            (FieldFault::Empty, "/title", _) => language.say("err.title.empty"),
            (FieldFault::Empty, "/author/name", _) => language.say("err.name.empty"),
            (FieldFault::Empty, _, _) => language.say("err.text.empty"),
            _ => error.detail.clone(),
        }
    }

    /// Sends `body` to `path`. Once it is stored, `receipt` says what it became, and the draft is forgotten, even
    /// if the view is gone by then; what was written meanwhile stays a draft. `done` is told if the view is there.
    pub fn send<T: Wire + 'static>(
        self,
        path: &'static str,
        body: String,
        receipt: fn(&T) -> (Ref, Option<String>),
        done: impl FnOnce(T) + 'static,
    ) {
        if self.sending.get_untracked() == Sending::Busy {
            return;
        }
        self.sending.set(Sending::Busy);
        let key = self.key();
        let client = self.app.client;
        let (name, list) = (self.name.get_value(), mine::list(client));
        let sent = self.draft.with_value(|draft| draft.fields.clone());
        spawn_local(async move {
            let mut known = mine::secret(&list);
            let mut answer = client.post::<T>(path, &body, &key, known.as_deref()).await;
            // A secret that no longer opens anything must not keep a text from arriving.
            if known.is_some() && matches!(&answer, Err(failure) if failure.is_unknown_here()) {
                known = None;
                answer = client.post(path, &body, &key, None).await;
            }
            match answer {
                Ok(stored) => {
                    let (reference, secret) = receipt(&stored);
                    mine::remember(&list, &reference, secret.or(known));
                    settle(&name, &sent);
                    if self.sending.try_set(Sending::Idle).is_none() {
                        self.draft.set_value(store::read(&name).unwrap_or_default());
                        done(stored);
                    }
                }
                Err(failure) => {
                    let errors = failure
                        .problem()
                        .map(|problem| problem.errors.clone())
                        .unwrap_or_default();
                    self.errors.try_set(errors);
                    self.sending.try_set(Sending::Failed(failure));
                }
            }
        });
    }

    /// Makes what stands here a text of its own: it no longer counts as another attempt to send the earlier one.
    pub fn part_from_sent(self) {
        self.draft.update_value(|draft| draft.key = None);
        self.sending.set(Sending::Idle);
        self.keep();
    }

    /// The idempotency key, kept before the request leaves so that a reload in between changes nothing.
    fn key(self) -> String {
        let mut key = String::new();
        self.draft
            .update_value(|draft| key = draft.key.get_or_insert_with(random_key).clone());
        self.keep();
        key
    }

    fn keep(self) {
        let (name, draft) = (self.name.get_value(), self.draft.get_value());
        if draft.is_empty() {
            store::remove(&name);
            return self.kept.set(Kept::Empty);
        }
        let taken = store::write(&name, &draft);
        self.kept.set(if taken { Kept::Saved } else { Kept::Refused });
    }
}

/// 128 random bits: who guessed a key could fetch the answer that it belongs to.
pub fn random_key() -> String {
    let mut bytes = [0_u8; 16];
    if let Ok(crypto) = window().crypto() {
        _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}
