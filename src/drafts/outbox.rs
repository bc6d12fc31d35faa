//! What an instance knows of the texts that are kept on the device: that something has changed, and what is on its way.

use std::collections::BTreeMap;

use leptos::prelude::*;

/// A handle on it, cheap to copy.
#[derive(Clone, Copy)]
pub struct Outbox {
    /// Counts what changes, here and in other tabs: whoever shows what is kept follows it.
    pub changed: RwSignal<u32>,
    /// Ids of the texts that have arrived while nobody looked at them, with their titles.
    pub arrived: RwSignal<Vec<(String, String)>>,
    /// Something else that has been done, to be said in the same place.
    pub said: RwSignal<Option<String>>,
    state: StoredValue<State, LocalStorage>,
}

#[derive(Default)]
struct State {
    /// Ids of the texts that are on their way at this moment.
    busy: Vec<String>,
    /// Ids of the texts that somebody is looking at; those of views that are gone can no longer be read.
    watched: Vec<StoredValue<String>>,
    /// What the backend answered to those.
    answers: BTreeMap<String, String>,
    /// When what waits is tried again.
    timer: Option<TimeoutHandle>,
}

impl Outbox {
    /// Sets it up for as long as the present owner lives.
    pub fn new() -> Outbox {
        let outbox = Outbox {
            changed: RwSignal::new(0),
            arrived: RwSignal::new(Vec::new()),
            said: RwSignal::new(None),
            state: StoredValue::new_local(State::default()),
        };
        // What another tab has written, sent or taken back. An event without a key means that all was cleared.
        let listener = window_event_listener(leptos::ev::storage, move |event| {
            if event.key().is_none_or(|name| name.starts_with("samskab:")) {
                outbox.note();
            }
        });
        on_cleanup(move || {
            listener.remove();
            outbox.set_timer(None);
        });
        outbox
    }

    /// Forgets what was told: one has gone on to another place.
    pub fn be_quiet(self) {
        if self.arrived.try_with_untracked(|arrived| !arrived.is_empty()) == Some(true) {
            self.arrived.set(Vec::new());
        }
        if self.said.try_with_untracked(Option::is_some) == Some(true) {
            self.said.set(None);
        }
    }

    /// Notes that something has changed.
    pub fn note(self) {
        self.changed.try_update(|times| *times = times.wrapping_add(1));
    }

    /// Notes that a text is on its way; `false` where it is already.
    pub fn begin(self, id: &str) -> bool {
        let begun = self.state.try_update_value(|state| {
            let is_new = !state.busy.iter().any(|busy| busy == id);
            if is_new {
                state.busy.push(id.to_owned());
            }
            is_new
        });
        self.note();
        begun == Some(true)
    }

    /// Notes that a text is no longer on its way.
    pub fn end(self, id: &str) {
        self.state
            .try_update_value(|state| state.busy.retain(|busy| busy != id));
        self.note();
    }

    /// Whether a text is on its way at this moment.
    pub fn is_busy(self, id: &str) -> bool {
        self.state
            .try_with_value(|state| state.busy.iter().any(|busy| busy == id))
            .unwrap_or_default()
    }

    /// Whether any text is on its way at this moment.
    pub fn is_sending(self) -> bool {
        self.state
            .try_with_value(|state| !state.busy.is_empty())
            .unwrap_or_default()
    }

    /// Looks at a text for as long as the present view lives: what becomes of it is told there.
    pub fn watch(self, id: StoredValue<String>) {
        self.state.update_value(|state| {
            state
                .watched
                .retain(|watched| watched.try_with_value(|_| ()).is_some());
            state.watched.push(id);
        });
    }

    /// Takes in what the backend answered to a text, for whoever looks at it.
    pub fn arrive(self, id: &str, title: String, answer: String) {
        let is_watched = self.state.try_update_value(|state| {
            let mut watched = state.watched.iter();
            let is_watched =
                watched.any(|watched| watched.try_with_value(|watched| watched == id) == Some(true));
            if is_watched {
                state.answers.insert(id.to_owned(), answer);
            }
            is_watched
        });
        if is_watched == Some(false) {
            self.arrived
                .try_update(|arrived| arrived.push((id.to_owned(), title)));
        }
    }

    /// What the backend answered to a text, once.
    pub fn take_answer(self, id: &str) -> Option<String> {
        self.state
            .try_update_value(|state| state.answers.remove(id))
            .flatten()
    }

    /// Sets when to try again, in the stead of what was set before.
    pub fn set_timer(self, timer: Option<TimeoutHandle>) {
        let before = self
            .state
            .try_update_value(|state| std::mem::replace(&mut state.timer, timer));
        if let Some(Some(before)) = before {
            before.clear();
        }
    }
}
