//! A plain question before something that cannot be undone.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::App;
use crate::backend::failure::Failure;
use crate::parts::focus::focus;
use crate::parts::markup::{Content, button, classed, live, tag};

/// What is done after a yes.
pub type Act = fn(App) -> Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

/// The words of a question, by their keys.
#[derive(Clone, Copy)]
pub struct Question {
    /// On the button that asks it.
    pub open: &'static str,
    /// The question.
    pub ask: &'static str,
    /// What happens then.
    pub what: &'static str,
    /// Yes.
    pub yes: &'static str,
    /// No.
    pub no: &'static str,
}

#[derive(Clone, PartialEq)]
enum State {
    Closed,
    /// It was answered with no.
    Declined,
    Open(Option<Failure>),
    Busy,
}

/// Draws the button, and the question in its place once it is pressed.
pub fn question(app: App, question: Question, act: Act) -> AnyView {
    let state = RwSignal::new(State::Closed);
    let yes = move |_| {
        state.set(State::Busy);
        spawn_local(async move {
            match act(app).await {
                Ok(()) => _ = state.try_set(State::Closed),
                Err(failure) => _ = state.try_set(State::Open(Some(failure))),
            }
        });
    };
    live(move || {
        let state_now = state.get();
        let open = button("button", app.say(question.open), move |_| {
            state.set(State::Open(None))
        });
        let failure = match state_now {
            State::Closed => return open.view(),
            State::Declined => return open.mounted(focus).view(),
            State::Busy => {
                return classed("p", "small")
                    .attr("role", "status")
                    .child(app.say("sending"))
                    .view();
            }
            State::Open(failure) => failure,
        };
        let failure = failure.map(|why| tag("p").attr("role", "alert").child(app.say(why.sending_key())));
        classed("div", "panel question")
            .attr("tabindex", "-1")
            .mounted(focus)
            .child(tag("p").child(tag("b").child(app.say(question.ask))))
            .child(tag("p").child(app.say(question.what)))
            .child(classed("div", "outcome").child(failure))
            .child(
                classed("p", "choices")
                    .child(button("button", app.say(question.yes), yes))
                    .child(button("button quiet", app.say(question.no), move |_| {
                        state.set(State::Declined);
                    })),
            )
            .view()
    })
}
