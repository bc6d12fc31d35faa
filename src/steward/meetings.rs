//! The meetings that a project has: each can be moved, called off, or told of once it was held (S2.6).

use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::event::{Event, EventState};

use super::meeting::{Meeting, meeting};
use super::pages::{most, read_all};
use super::task::unfolding;
use super::version::changing;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::markup::{Content, Tag, classed, tag};
use crate::parts::meta;

/// What is told once something was sent.
type Done = Rc<dyn Fn(&str)>;
type DrawForm = fn(App, String, Meeting, Done) -> AnyView;
type DrawAll = fn(App, &str, Done) -> AnyView;

/// What draws the work on meetings.
pub struct Gathering {
    /// The form for one.
    pub meeting: DrawForm,
    /// Those that there are.
    pub meetings: DrawAll,
}

/// Brings it.
#[wasm_split(gathering, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn gathering_chunk() -> Result<Gathering, Failure> {
    Ok(Gathering { meeting, meetings })
}

/// Draws them, the latest first, each with the way to change it.
fn meetings(app: App, project: &str, done: Done) -> AnyView {
    let found: Loading<Vec<Event>> = waiting_for();
    let path = ["/events?project=", &encode(project), "&limit=", &most(app)].concat();
    let fetch = move || load(found, read_all(app, path.clone()));
    fetch();
    let done = StoredValue::new_local(done);
    loaded(app, found, fetch, move |events| {
        if events.is_empty() {
            return classed("p", "empty").child(app.say("steward.event.none")).view();
        }
        let list = classed("ol", "cards").attr("role", "list");
        let events = events.iter().rev();
        events
            .fold(list, |list, event| list.child(card(app, event, done.get_value())))
            .view()
    })
}

fn card(app: App, event: &Event, done: Done) -> Tag {
    let at = &event.starts_at;
    let is_off = event.state == EventState::Cancelled;
    let meta = classed("p", "meta")
        .child(meta::dated(at, app.language.moment(at)))
        .child(is_off.then(|| classed("b", "late").child(app.say("event.cancelled"))));
    let title = tag("b").attr("dir", "auto").child(event.title.as_str());
    let words = app
        .language
        .say_with("steward.event.change", &[("title", &event.title)]);
    let shelf = ["steward-event event:", &event.id].concat();
    let path = ["/events/", &encode(&event.id)].concat();
    let done = StoredValue::new_local(done);
    let change = unfolding(app, words, &shelf.clone(), move || {
        let shelf = shelf.clone();
        changing(app, path.clone(), move |version| {
            meeting(
                app,
                shelf.clone(),
                Meeting::Known(Box::new(version)),
                done.get_value(),
            )
        })
    });
    classed("li", "card")
        .child(tag("p").child(title))
        .child(meta)
        .child(change)
}
