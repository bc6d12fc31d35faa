//! Coming by a private link: asked before anything is kept, and gone from the address bar at once.

use std::cell::RefCell;

use leptos::prelude::*;
use samskab_protocol::me::Me;

use super::own::{ask_who, secrets};
use crate::app::App;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::drafts::mine;
use crate::parts::failure::failure;
use crate::parts::markup::{Content, button, classed, live, nothing, tag};
use crate::parts::waiting::waiting;
use crate::route::Place;

thread_local! {
    /// The secret that one has come with, until one has answered.
    static OFFERED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Takes the secret out of the address: whoever looks over one's shoulder, and the page's history, must not keep it.
pub fn take(app: App, secret: String) {
    OFFERED.set(Some(secret));
    app.replace(Place::Mine(None));
}

/// Draws the question, if one has come by a link; `accepted` is told once it was answered with yes.
pub fn arrival(app: App, accepted: impl Fn() + Copy + Send + 'static) -> AnyView {
    let offered = OFFERED
        .take()
        .filter(|secret| !secrets(app.client).contains(secret));
    let Some(secret) = offered else {
        return nothing();
    };
    let open = RwSignal::new(true);
    let who: Loading<Me> = waiting_for();
    let asked = secret.clone();
    let fetch = move || load(who, ask_who(app.client, asked.clone()));
    fetch();
    live(move || {
        if !open.get() {
            return nothing();
        }
        let (fetch, secret) = (fetch.clone(), secret.clone());
        who.with(|who| match who {
            Load::Waiting(_) => waiting(app).view(),
            Load::Failed(why) if why.is_unknown_here() => classed("p", "panel failure")
                .attr("role", "alert")
                .child(app.say("arrive.gone"))
                .view(),
            Load::Failed(why) => failure(app, why, fetch).view(),
            Load::Ready(me) => question(app, me.clone(), secret, open, accepted),
        })
    })
}

fn question(
    app: App,
    me: Me,
    secret: String,
    open: RwSignal<bool>,
    accepted: impl Fn() + Copy + Send + 'static,
) -> AnyView {
    let whose = match &me.name {
        Some(name) => app.language.say_with("arrive.whose", &[("name", name)]),
        None => app.say("arrive.unnamed"),
    };
    let yes = move |_| {
        let list = mine::list(app.client);
        mine::remember_as(&list, ["participant:", &me.id].concat(), Some(secret.clone()));
        if let Some(name) = me.name.as_deref().filter(|_| mine::name(app.client).is_empty()) {
            mine::remember_name(app.client, name);
        }
        open.set(false);
        app.outbox.note();
        accepted();
    };
    classed("div", "panel question")
        .child(tag("p").child(tag("b").child(whose)))
        .child(tag("p").child(app.say("arrive.what")))
        .child(
            classed("p", "choices")
                .child(button("button first", app.say("arrive.yes"), yes))
                .child(button("button quiet", app.say("arrive.no"), move |_| {
                    open.set(false)
                })),
        )
        .view()
}
