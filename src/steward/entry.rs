//! The way in: a steward pastes the token that was made for them.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::account::{self, Present};
use crate::app::App;
use crate::backend::failure::Failure;
use crate::parts::focus::focus_id;
use crate::parts::heading::view_heading;
use crate::parts::markup::{Content, classed, nothing, tag};

const INPUT: &str = "steward-token";

/// Draws the question for the token. It is kept once the backend has said that it is a steward's.
pub fn entry(app: App, present: Present) -> AnyView {
    let typed = StoredValue::new(String::new());
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new("");
    let press = move |event: web_sys::Event| {
        event.prevent_default();
        let token: String = typed.get_value().split_whitespace().collect();
        if token.is_empty() {
            wrong.set("steward.token.empty");
            focus_id(&event, INPUT);
        } else if !busy.get_untracked() {
            wrong.set("");
            busy.set(true);
            spawn_local(enter(app, present, token, busy, wrong));
        }
    };
    let complaint = move || match wrong.get() {
        "" => nothing(),
        key => app.say(key).view(),
    };
    let input = tag("input")
        .attr("id", INPUT)
        .attr("type", "password")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", "steward-token-hint steward-token-error")
        .live_attr("aria-invalid", move || {
            (!wrong.get().is_empty()).then(|| "true".into())
        })
        .on("input", move |event| typed.set_value(event_target_value(&event)));
    let field = classed("div", "field")
        .child(tag("label").attr("for", INPUT).child(app.say("steward.token")))
        .child(
            classed("p", "small")
                .attr("id", "steward-token-hint")
                .child(app.say("steward.token.hint")),
        )
        .child(
            classed("p", "complaint")
                .attr("id", "steward-token-error")
                .attr("role", "alert")
                .live(complaint),
        )
        .child(input);
    let send = classed("button", "button first")
        .attr("type", "submit")
        .live_attr("aria-disabled", move || busy.get().then(|| "true".into()))
        .child(app.say("steward.enter"));
    classed("div", "steward")
        .child(view_heading(app, app.say("steward.title")))
        .child(classed("p", "lead").child(app.say("steward.lead")))
        .child(
            tag("form")
                .attr("novalidate", "")
                .on("submit", press)
                .child(field)
                .child(classed("p", "choices").child(send)),
        )
        .view()
}

async fn enter(
    app: App,
    present: Present,
    token: String,
    busy: RwSignal<bool>,
    wrong: RwSignal<&'static str>,
) {
    let found = account::ask(app.client, token).await;
    busy.try_set(false);
    match found {
        Ok((me, account)) if me.steward => {
            account::keep(app.client, &account);
            app.arrive();
            present.try_set(Some(account));
        }
        Ok(_) => _ = wrong.try_set("steward.token.resident"),
        Err(failure) => _ = wrong.try_set(why(&failure)),
    }
}

/// Key of the sentence that says why one did not get in.
fn why(failure: &Failure) -> &'static str {
    match failure {
        _ if failure.is_unknown_here() => "steward.token.wrong",
        Failure::Unreachable => "steward.token.offline",
        Failure::Problem(problem, _) if problem.status == 429 => "err.busy",
        _ => "steward.token.server",
    }
}
