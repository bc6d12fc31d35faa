//! What is either so or not: to support, to follow. Shown as done at once, and taken back with a sentence where it was
//! not.

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::contribution::Kind;
use samskab_protocol::me::Reacted;

use super::Desk;
use super::identity::set;
use crate::app::App;
use crate::backend::client::{Answer, encode};
use crate::backend::failure::Failure;
use crate::parts::focus::focus;
use crate::parts::markup::{Content, button, classed, live};
use crate::parts::saving::excuse;

/// What is either so or not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Toggle {
    /// To support a contribution: counted, and nobody learns who (S1.3).
    Support,
    /// To follow something (C5): told to nobody else.
    Follow,
}

/// The words of a toggle: to do it, that it is done, and to undo it.
struct Keys {
    ask: &'static str,
    done: &'static str,
    undo: &'static str,
}

impl Toggle {
    fn signal(self, desk: Desk) -> RwSignal<bool> {
        match self {
            Toggle::Support => desk.supports,
            Toggle::Follow => desk.follows,
        }
    }

    fn path(self, desk: Desk) -> String {
        let reference = encode(&desk.reference().to_string());
        match self {
            Toggle::Support => ["/reactions/", &reference, "/support"].concat(),
            Toggle::Follow => ["/follows/", &reference].concat(),
        }
    }

    fn keys(self, desk: Desk) -> Keys {
        let (ask, done, undo) = match (self, desk.subject.with_value(|subject| subject.kind)) {
            (Toggle::Support, Some(Kind::Idea)) => ("support.idea", "support.idea.on", "support.off"),
            (Toggle::Support, _) => ("support.other", "support.other.on", "support.off"),
            (Toggle::Follow, None) => ("follow.project", "follow.project.on", "follow.off"),
            (Toggle::Follow, Some(_)) => ("follow", "follow.on", "follow.off"),
        };
        Keys { ask, done, undo }
    }
}

/// Draws a toggle; `said` is told what went wrong.
pub fn toggle(app: App, desk: Desk, toggle: Toggle, said: RwSignal<String>) -> AnyView {
    let busy = RwSignal::new(false);
    let pressed = StoredValue::new(false);
    let press = move |on: bool| {
        if !busy.get_untracked() {
            pressed.set_value(true);
            send(app, desk, toggle, on, busy, said);
        }
    };
    let waits = move || busy.get().then(|| "true".to_owned());
    // What was pressed is replaced by what has become of it, which takes the focus: a second press does nothing.
    let follow = move |element| {
        if pressed.try_update_value(std::mem::take) == Some(true) {
            focus(element);
        }
    };
    live(move || {
        let Keys { ask, done, undo } = toggle.keys(desk);
        if !toggle.signal(desk).get() {
            let ask = button("button", app.say(ask), move |_| press(true));
            return ask.live_attr("aria-disabled", waits).mounted(follow).view();
        }
        let undo = button("link", app.say(undo), move |_| press(false)).live_attr("aria-disabled", waits);
        let done = classed("span", "held")
            .attr("tabindex", "-1")
            .child(["✓ ", &app.say(done)].concat())
            .mounted(follow);
        classed("span", "toggled").child(done).child(undo).view()
    })
}

fn send(app: App, desk: Desk, toggle: Toggle, on: bool, busy: RwSignal<bool>, said: RwSignal<String>) {
    let path = toggle.path(desk);
    let count = desk.support.get_untracked();
    busy.set(true);
    said.set(String::new());
    show(desk, toggle, on);
    spawn_local(async move {
        let answer = set(app, desk, &path, on).await;
        busy.try_set(false);
        match counted(answer) {
            Ok(Some(counts)) if toggle == Toggle::Support => _ = desk.support.try_set(counts.counts.support),
            Ok(_) => {}
            Err(failure) => {
                toggle.signal(desk).try_set(!on);
                desk.support.try_set(count);
                said.try_set(excuse(app, &failure));
            }
        }
    });
}

/// What the backend counts now, where it says so; taking something back is answered without content.
fn counted(answer: Result<Answer, Failure>) -> Result<Option<Reacted>, Failure> {
    answer.map(|answer| answer.read().ok())
}

/// Shows it as done, and counts oneself in or out.
fn show(desk: Desk, toggle: Toggle, on: bool) {
    toggle.signal(desk).set(on);
    if toggle == Toggle::Support {
        desk.support.update(|count| {
            *count = count.map(|count| if on { count + 1 } else { count.saturating_sub(1) });
        });
    }
}
