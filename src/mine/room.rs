//! The place: what is on this device, what was sent and what became of it, and one's data.

use leptos::prelude::*;

use super::drafts::drafts;
use super::follows::follows;
use super::meetings::meetings;
use super::own::{Own, ask, secrets};
use super::sent::{remember, sent};
use super::withheld::withheld;
use super::{arrival, data, has_any};
use crate::app::App;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::drafts::mine;
use crate::parts::failure::failure;
use crate::parts::heading::{heading, view_heading};
use crate::parts::markup::{Content, Tag, all, classed, live, nothing, tag};
use crate::parts::waiting::waiting;

/// Draws it; `secret` came by a private link.
pub fn room(app: App, secret: Option<String>) -> AnyView {
    if let Some(secret) = secret {
        arrival::take(app, secret);
        return nothing();
    }
    let asked = RwSignal::new(0_u32);
    let whole = live(move || {
        asked.track();
        whole(app)
    });
    classed("div", "mine")
        .child(view_heading(app, app.say("nav.mine")))
        .child(arrival::arrival(app, move || asked.update(|times| *times += 1)))
        .child(whole)
        .view()
}

fn whole(app: App) -> AnyView {
    let is_empty = Memo::new(move |_| {
        app.outbox.changed.track();
        !has_any(app)
    });
    let note = move || {
        let key = if is_empty.get() { "mine.none" } else { "mine.lead" };
        classed("p", "lead").child(app.say(key)).view()
    };
    let has_sent = Memo::new(move |_| {
        app.outbox.changed.track();
        mine::has_any(&mine::list(app.client))
    });
    let rest = move || match has_sent.get() {
        true => elsewhere(app),
        false => nothing(),
    };
    all(vec![live(note), drafts(app), live(rest), data::forgetting(app)])
}

/// What the backend has: as much as this device remembers, until it has told more.
fn elsewhere(app: App) -> AnyView {
    let own: Loading<Own> = waiting_for();
    let fetch = move || load(own, ask(app));
    if !secrets(app.client).is_empty() {
        fetch();
    } else {
        own.set(Load::Ready(Own::default()));
    }
    let told = live(move || {
        own.with(|own| match own {
            Load::Waiting(_) => waiting(app).view(),
            Load::Failed(why) => all(vec![
                failure(app, why, fetch).view(),
                classed("p", "small").child(app.say("mine.stale")).view(),
                sent(app, &Own::default()),
            ]),
            Load::Ready(own) => {
                remember(app, own);
                all(vec![
                    withheld(app, own),
                    meetings(app, own),
                    sent(app, own),
                    follows(app, own),
                ])
            }
        })
    });
    all(vec![told, data::way_back(app).view(), data::data(app)])
}

/// A part of the place, under a heading.
pub fn section(app: App, title: &str) -> Tag {
    classed("section", "section").child(heading(app, 1, app.say(title)))
}

/// A list of things.
pub fn list(items: Vec<AnyView>) -> Tag {
    tag("ul").attr("role", "list").attr("class", "cards").child(items)
}
