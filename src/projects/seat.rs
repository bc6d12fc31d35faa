//! A seat at a meeting: signing up, the waiting list where all seats are taken, and making room for others. Who has
//! signed up is shown to nobody; only how many (S2.6).

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;
use samskab_protocol::event::{Event, Registration, Seat, SeatState};
use samskab_protocol::identifier::{Ref, RefType};

use super::own::Own;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::drafts::guest::{Change, change};
use crate::drafts::mine;
use crate::parts::focus::focus;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing};
use crate::parts::saving::excuse;

/// Draws one's seat at a meeting.
pub type DrawSeat = fn(App, Own, &Event) -> AnyView;

/// Brings what draws the way to sign up.
#[wasm_split(events, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn seat_chunk() -> Result<DrawSeat, Failure> {
    Ok(seat)
}

/// Signing up for one meeting.
#[derive(Clone, Copy)]
struct SigningUp {
    app: App,
    event: StoredValue<Ref>,
    title: StoredValue<String>,
    /// How many seats are taken.
    room: RwSignal<Registration>,
    /// One's own place, with how many wait before one.
    place: RwSignal<Option<(SeatState, Option<u32>)>>,
    busy: RwSignal<bool>,
    said: RwSignal<String>,
    pressed: StoredValue<bool>,
}

fn seat(app: App, own: Own, event: &Event) -> AnyView {
    let Some(room) = event.registration else {
        return nothing();
    };
    let reference = Ref::new(RefType::Event, &event.id);
    let one = SigningUp {
        app,
        title: StoredValue::new(event.title.clone()),
        event: StoredValue::new(reference.clone()),
        room: RwSignal::new(room),
        place: RwSignal::new(None),
        busy: RwSignal::new(false),
        said: RwSignal::new(String::new()),
        pressed: StoredValue::new(false),
    };
    Effect::new(move || {
        let known = own.of(&reference, |standing| standing.registration);
        if let (Some(state), None) = (known, one.place.get_untracked()) {
            one.place.set(Some((state, None)));
        }
    });
    all(vec![
        live(move || room_words(app, one.room.get()).view()),
        live(move || one.draw().view()),
        classed("p", "outcome")
            .attr("role", "alert")
            .live(move || one.said.get().view())
            .view(),
    ])
}

/// How many seats there are and how many are taken.
pub fn room_words(app: App, room: Registration) -> Tag {
    let taken = app.language.number(room.registered);
    let words = match room.capacity {
        Some(capacity) => {
            let capacity = app.language.number(capacity);
            app.language
                .say_with("event.seats", &[("x", &taken), ("y", &capacity)])
        }
        None => app.language.count("event.taking_part", room.registered),
    };
    let waiting = (room.waiting > 0).then(|| app.language.count("event.waiting", room.waiting));
    let waiting = waiting.map(|words| [" · ", &words].concat());
    classed("p", "small").child(words).child(waiting)
}

impl SigningUp {
    fn draw(self) -> Tag {
        let app = self.app;
        let follow = move |element| {
            if self.pressed.try_update_value(std::mem::take) == Some(true) {
                focus(element);
            }
        };
        let waits = move || self.busy.get().then(|| "true".to_owned());
        let act = move |class, key: &str, there: bool| {
            let label = [app.say(key).as_str(), ": ", &self.title.get_value()].concat();
            button(class, app.say(key), move |_| self.press(there))
                .attr("aria-label", label)
                .live_attr("aria-disabled", waits)
        };
        let row = classed("div", "row seat");
        let Some((state, ahead)) = self.place.get() else {
            if !self.room.with_untracked(|room| room.open) {
                return row;
            }
            let full = self
                .room
                .get()
                .capacity
                .is_some_and(|seats| self.room.get().registered >= seats);
            let key = if full { "seat.wait" } else { "seat.take" };
            return row
                .child(act("button", key, true).mounted(follow))
                .child(classed("span", "small").child(app.say("priv.seat")));
        };
        let words = match (state, ahead) {
            (SeatState::Registered, _) => app.say("seat.taken"),
            (_, Some(0)) => app.say("seat.waiting.first"),
            (_, Some(ahead)) => app.language.count("seat.waiting.ahead", ahead),
            (_, None) => app.say("seat.waiting"),
        };
        let held = classed("span", "held")
            .attr("tabindex", "-1")
            .child(["✓ ", &words].concat())
            .mounted(follow);
        row.child(held).child(act("link", "seat.leave", false))
    }

    fn press(self, there: bool) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.said.set(String::new());
        spawn_local(async move {
            let outcome = self.send(there).await;
            self.busy.try_set(false);
            match outcome {
                Ok((place, room)) => {
                    // Whoever has a seat takes part, and can say what else here asks of those who do.
                    self.app.outbox.note();
                    self.pressed.try_set_value(true);
                    self.room.try_set(room);
                    self.place.try_set(place);
                }
                Err(failure) => _ = self.said.try_set(excuse(self.app, &failure)),
            }
        });
    }

    /// One's place now, and everybody's.
    async fn send(self, there: bool) -> Result<(Option<(SeatState, Option<u32>)>, Registration), Failure> {
        let client = self.app.client;
        let id = self.event.try_get_value().map(|event| encode(&event.id));
        let path = ["/events/", &id.unwrap_or_default()].concat();
        let own = [&path, "/registration"].concat();
        let known = mine::secret(&mine::list(client));
        if there {
            let answer = change(client, known, &own, Change::Put(None)).await?;
            let seat: Seat = answer.read()?;
            return Ok((Some((seat.state, seat.ahead)), seat.registration));
        }
        change(client, known, &own, Change::Remove).await?;
        // Whoever waits longest has got the seat meanwhile: only the backend knows.
        let event: Event = client.get(client.url(&path)).await?;
        Ok((None, event.registration.ok_or(Failure::Unreadable)?))
    }
}
