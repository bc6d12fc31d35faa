//! A text being written: kept at every key press, sent under one key however often one tries.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::problem::{FieldError, FieldFault};
use samskab_protocol::wire::Wire;

use super::delivery::deliver;
use super::draft::{self, Draft};
use super::sending::Sending;
use super::{mine, pictures};
use crate::app::App;
use crate::backend::client::decode;
use crate::backend::failure::Failure;
use crate::language::now;
use crate::route::Place;

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
pub enum Progress {
    /// It is not.
    Idle,
    /// It is, and a second press does nothing.
    Busy,
    /// It waits for the network, or for the backend, and is sent by itself.
    Waiting {
        /// Whether it is the backend that it waits for.
        is_busy_there: bool,
    },
    /// It did not get there, or nobody knows.
    Failed(Failure),
    /// It has arrived, perhaps from another tab; this is its ref.
    Arrived(String),
}

type Done = Box<dyn FnOnce(&str)>;

/// A handle on a text being written.
///
/// What it is called decides what it goes on with: an id from [`draft::open_id`] goes on with the draft that there is
/// for a subject, one from [`draft::begun`] with one of several, and [`draft::new_id`] begins another.
#[derive(Clone, Copy)]
pub struct Writing {
    app: App,
    id: StoredValue<String>,
    fields: StoredValue<BTreeMap<String, String>>,
    done: StoredValue<Option<Done>, LocalStorage>,
    /// Whether a draft was found when the writing began.
    pub found: RwSignal<bool>,
    /// How often the fields have to be drawn anew because the text was forgotten.
    pub redrawn: RwSignal<u32>,
    /// How it is kept.
    pub kept: RwSignal<Kept>,
    /// How it is on its way.
    pub progress: Memo<Progress>,
    /// The fields that cannot stand.
    pub errors: RwSignal<Vec<FieldError>>,
}

impl Writing {
    /// Begins or goes on with the text that has this id.
    pub fn open(app: App, id: &str) -> Writing {
        let found = draft::read(app.client, id);
        let id = StoredValue::new(id.to_owned());
        let progress = Memo::new(move |_| {
            app.outbox.changed.track();
            id.with_value(|id| observe(app, id))
        });
        let writing = Writing {
            app,
            found: RwSignal::new(found.is_some()),
            redrawn: RwSignal::new(0),
            kept: RwSignal::new(if found.is_some() { Kept::Saved } else { Kept::Empty }),
            fields: StoredValue::new(found.map(|draft| draft.fields).unwrap_or_default()),
            id,
            done: StoredValue::new_local(None),
            progress,
            errors: RwSignal::new(Vec::new()),
        };
        app.outbox.watch(id);
        Effect::new(move || writing.follow(progress.get()));
        writing
    }

    /// What it is kept under.
    pub fn name(self) -> String {
        self.id.get_value()
    }

    /// What stands in a field.
    pub fn field(self, pointer: &str) -> String {
        self.fields
            .with_value(|fields| fields.get(pointer).cloned().unwrap_or_default())
    }

    /// Takes what was written in a field and keeps it at once. A text that waits to be sent is a draft again by that.
    pub fn set_field(self, pointer: &str, value: String) {
        self.suggest(pointer, value);
        let is_busy = self.progress.get_untracked() == Progress::Busy;
        let was_sent = self.change(|draft| match &mut draft.sending {
            Some(sending) if is_busy => {
                sending.is_edited = true;
                false
            }
            sending => sending.take().is_some(),
        });
        if was_sent {
            self.app.outbox.note();
        }
    }

    /// Fills a field in without taking it for something written.
    pub fn suggest(self, pointer: &str, value: String) {
        self.fields
            .update_value(|fields| _ = fields.insert(pointer.to_owned(), value));
    }

    /// Forgets the text, here and on the device, with its pictures.
    pub fn discard(self) {
        self.forget(&self.name());
    }

    /// The same by the name that it is kept under: after a request the view may be gone, and the name with it.
    pub fn forget(self, name: &str) {
        let fields = self.fields.try_update_value(std::mem::take).unwrap_or_default();
        draft::remove(self.app.client, name);
        spawn_local(async move {
            for picture in draft::pictures(&fields) {
                pictures::forget(picture).await;
            }
        });
        self.clear();
    }

    /// Begins another text of the same sort; this one stays as it is, a draft among others. What one is called stays.
    pub fn begin_anew(self) {
        self.id.update_value(|id| *id = draft::new_id(draft::subject(id)));
        self.fields
            .update_value(|fields| fields.retain(|pointer, _| pointer.starts_with("/author/")));
        self.clear();
    }

    fn clear(self) {
        self.found.try_set(false);
        self.redrawn.try_update(|times| *times += 1);
        self.kept.try_set(Kept::Empty);
        self.errors.try_set(Vec::new());
        self.app.outbox.note();
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

    /// Sends it. Once the text itself is stored, the draft is forgotten, even if the view is gone by then; what was
    /// written meanwhile stays a draft. `done` is told what the main step answered if the view is there. Without
    /// network it waits on the device, and is sent by itself (C2).
    pub fn send<T: Wire + 'static>(self, mut sending: Sending, done: impl FnOnce(T) + 'static) {
        if self.progress.get_untracked() == Progress::Busy {
            return;
        }
        let done: Done = Box::new(move |answer| {
            if let Ok(answer) = decode(answer) {
                done(answer);
            }
        });
        self.done.set_value(Some(done));
        self.change(move |draft| {
            draft.key.get_or_insert_with(draft::random_key);
            draft.refused = None;
            if let Some(earlier) = &draft.sending {
                sending.go_on_from(earlier);
            }
            draft.sending = Some(sending);
            false
        });
        let (client, outbox) = (self.app.client, self.app.outbox);
        spawn_local(deliver(client, outbox, self.id.get_value()));
    }

    /// The key under which it is sent, kept with it before the request leaves: however often one tries, it is stored once.
    pub fn key(self) -> String {
        let mut key = String::new();
        self.change(|draft| {
            key.clone_from(draft.key.get_or_insert_with(draft::random_key));
            false
        });
        key
    }

    /// Makes what stands here a text of its own: it no longer counts as another attempt to send the earlier one.
    pub fn part_from_sent(self) {
        self.change(|draft| {
            draft.part_from_sent();
            false
        });
        self.app.outbox.note();
    }

    /// Follows how it is on its way.
    fn follow(self, progress: Progress) {
        let answer = self.id.with_value(|id| self.app.outbox.take_answer(id));
        if let Some(answer) = answer {
            let done = self.done.try_update_value(Option::take).flatten();
            return done.into_iter().for_each(|done| done(&answer));
        }
        if let Progress::Failed(failure) = progress {
            let errors = failure.into_problem().errors;
            self.errors.set(errors);
        }
    }

    /// Changes what is kept of it besides the fields, and keeps both; gives back what `change` says.
    fn change(self, change: impl FnOnce(&mut Draft) -> bool) -> bool {
        let (client, id) = (self.app.client, self.id.get_value());
        let mut draft = draft::read(client, &id).unwrap_or_default();
        draft.fields = self.fields.get_value();
        draft.changed = Some(now());
        draft.place = self.app.place.try_with_untracked(Place::path);
        let said = change(&mut draft);
        let kept = if draft.is_empty() {
            draft::remove(client, &id);
            Kept::Empty
        } else if draft::write(client, &id, &draft) {
            Kept::Saved
        } else {
            Kept::Refused
        };
        if self.kept.get_untracked() != kept {
            self.kept.set(kept);
            self.app.outbox.note();
        }
        said
    }
}

/// How the text with an id is on its way.
fn observe(app: App, id: &str) -> Progress {
    if app.outbox.is_busy(id) {
        return Progress::Busy;
    }
    match draft::read(app.client, id) {
        Some(Draft {
            sending: Some(sending),
            ..
        }) => Progress::Waiting {
            is_busy_there: sending.is_busy_there,
        },
        Some(Draft {
            refused: Some(problem),
            ..
        }) => Progress::Failed(Failure::of_problem(problem)),
        Some(_) => Progress::Idle,
        None => match mine::of_draft(&mine::list(app.client), id) {
            Some(sent) => Progress::Arrived(sent.reference),
            None => Progress::Idle,
        },
    }
}
