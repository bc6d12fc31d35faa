//! What changes at the backend while somebody looks: by a stream, or asked for now and then where there is none, and
//! only for as long as the page is seen.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::change::Change;
use samskab_protocol::page::Page;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Event, EventSource, MessageEvent};

use super::client::{Client, decode, encode};
use crate::language::seconds_since;

/// How often is asked where there is no stream.
const EVERY: Duration = Duration::from_secs(20);
/// How long the view has been there before the first question: everything it needs itself comes first.
const PAUSE: Duration = Duration::from_secs(1);
/// How long a stream may take to begin: some proxies gather an answer that never ends.
const PATIENCE: Duration = Duration::from_secs(10);
/// What was stored so many seconds before the first question may have been too late for what is shown.
const LATELY: f64 = 60.0;
/// Pages that are read one after the other to catch up.
const PAGES: u32 = 40;

type Hear = Box<dyn Fn(Change)>;

/// Somebody who follows what changes.
#[derive(Clone, Copy)]
struct Follower(StoredValue<State, LocalStorage>);

struct State {
    client: Client,
    refs: String,
    hear: Hear,
    /// Where to go on from, as it stands in an address; empty before the first answer.
    cursor: String,
    stream: Option<Stream>,
    timer: Option<TimeoutHandle>,
    /// Whether a stream may be had.
    can_stream: bool,
}

/// An open stream; it ends when it is dropped.
struct Stream {
    source: EventSource,
    listener: Closure<dyn FnMut(Event)>,
}

/// What is listened to: what has changed, that the stream has begun, that too much was missed, that it was interrupted.
const EVENTS: [&str; 4] = ["message", "open", "reset", "error"];

impl Drop for Stream {
    fn drop(&mut self) {
        for event in EVENTS {
            let listener = self.listener.as_ref().unchecked_ref();
            _ = self.source.remove_event_listener_with_callback(event, listener);
        }
        self.source.close();
    }
}

/// Tells what changes in what lies at `reference`, and in all that belongs to it, for as long as the present owner
/// lives.
pub fn follow(client: Client, reference: &str, hear: impl Fn(Change) + 'static) {
    let follower = Follower(StoredValue::new_local(State {
        client,
        refs: encode(reference),
        hear: Box::new(hear),
        cursor: String::new(),
        stream: None,
        timer: None,
        can_stream: true,
    }));
    let listener = window_event_listener_untyped("visibilitychange", move |_| match document().hidden() {
        true => follower.rest(),
        false => follower.go_on(),
    });
    on_cleanup(move || {
        listener.remove();
        follower.rest();
    });
    follower.wait(PAUSE);
}

impl Follower {
    /// Ends what is open.
    fn rest(self) {
        self.0.try_update_value(|state| {
            state.stream = None;
            state.can_stream = true;
            if let Some(timer) = state.timer.take() {
                timer.clear();
            }
        });
    }

    /// Asks what has changed meanwhile, and listens from there.
    fn go_on(self) {
        self.rest();
        spawn_local(self.look());
    }

    async fn look(self) {
        for _ in 0..PAGES {
            let Some((client, url, is_first)) = self.question() else {
                return;
            };
            let page = match client.get::<Page<Change>>(url).await {
                Ok(page) => page,
                Err(failure) => {
                    // A cursor that leads nowhere any more: from now on.
                    if failure
                        .problem()
                        .is_some_and(|problem| matches!(problem.status, 400 | 410))
                    {
                        self.0.try_update_value(|state| state.cursor.clear());
                    }
                    return self.wait(EVERY);
                }
            };
            let next = page.page.next.as_deref().and_then(cursor_of).map(str::to_owned);
            let is_last = is_first || page.items.is_empty();
            let news = page.items.into_iter();
            for change in news.filter(|change| !is_first || seconds_since(&change.at) < LATELY) {
                self.0.try_with_value(|state| (state.hear)(change));
            }
            self.0
                .try_update_value(|state| state.cursor = next.unwrap_or_default());
            if is_last {
                break;
            }
        }
        self.listen();
    }

    /// What to ask next; nothing once nobody looks any more.
    fn question(self) -> Option<(Client, String, bool)> {
        let asked = self.0.try_with_value(|state| {
            let path = ["/changes?refs=", &state.refs, "&limit=50"].concat();
            let is_first = state.cursor.is_empty();
            let cursor = if is_first { "" } else { "&cursor=" };
            let url = state.client.url(&[&path, cursor, &state.cursor].concat());
            (state.client, url, is_first)
        });
        asked.filter(|_| !document().hidden())
    }

    fn listen(self) {
        if document().hidden() {
            return;
        }
        let opened = self.0.try_update_value(|state| {
            if state.can_stream && !state.cursor.is_empty() {
                let path = ["/changes/stream?refs=", &state.refs, "&cursor=", &state.cursor].concat();
                let source = EventSource::new(&state.client.url(&path)).ok();
                state.stream = source.map(|source| self.attend(source));
            }
            state.stream.is_some()
        });
        match opened {
            Some(true) => self.wait(PATIENCE),
            Some(false) => self.wait(EVERY),
            None => {}
        }
    }

    fn attend(self, source: EventSource) -> Stream {
        let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| self.attend_to(&event));
        for event in EVENTS {
            _ = source.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        }
        Stream { source, listener }
    }

    fn attend_to(self, event: &Event) {
        match event.type_().as_str() {
            "message" => {
                let data = event.unchecked_ref::<MessageEvent>().data().as_string();
                let Ok(change) = decode::<Change>(&data.unwrap_or_default()) else {
                    return;
                };
                self.0
                    .try_update_value(|state| state.cursor = encode(&change.cursor));
                self.0.try_with_value(|state| (state.hear)(change));
            }
            "open" => {
                let timer = self.0.try_update_value(|state| state.timer.take());
                if let Some(timer) = timer.flatten() {
                    timer.clear();
                }
            }
            "reset" => {
                self.0.try_update_value(|state| {
                    state.cursor.clear();
                    if let Some(stream) = &state.stream {
                        stream.source.close();
                    }
                });
                // The stream works: another one follows, once this event is over.
                set_timeout(move || self.go_on(), PAUSE);
            }
            _ => {
                let is_over = self.0.try_with_value(|state| {
                    let stream = state.stream.as_ref();
                    stream.is_none_or(|stream| stream.source.ready_state() == EventSource::CLOSED)
                });
                // What is only interrupted comes back by itself, from where it was.
                if is_over == Some(true) {
                    self.wait(EVERY);
                }
            }
        }
    }

    /// Asks again after a while, unless a stream has begun by then. One that was to begin and did not, or has ended, is
    /// done without until the page is looked at anew.
    fn wait(self, pause: Duration) {
        let act = move || {
            let is_there = self.0.try_update_value(|state| {
                state.timer = None;
                state.can_stream &= state.stream.take().is_none();
            });
            if is_there.is_some() {
                spawn_local(self.look());
            }
        };
        let timer = set_timeout_with_handle(act, pause).ok();
        self.0.try_update_value(|state| {
            if let Some(earlier) = std::mem::replace(&mut state.timer, timer) {
                earlier.clear();
            }
        });
    }
}

/// The cursor of an address, as it stands there.
fn cursor_of(url: &str) -> Option<&str> {
    url.split(['?', '&'])
        .find_map(|part| part.strip_prefix("cursor="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_found_wherever_it_stands_in_an_address() {
        assert_eq!(
            cursor_of("https://a.example/changes?refs=x%3Ay&cursor=A%2B1&limit=5"),
            Some("A%2B1")
        );
        assert_eq!(cursor_of("https://a.example/changes?limit=5"), None);
    }
}
