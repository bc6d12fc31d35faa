//! The place for staff: the way in, or the frame with what one has chosen inside.

use std::cell::RefCell;
use std::future::Future;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

use super::account::{self, Present};
use super::case::case;
use super::entry::entry;
use super::frame::frame;
use super::path::{Case, Room};
use super::project::project;
use super::projects::projects;
use super::queue::queue;
use super::seek::seek;
use crate::app::App;
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::chunk::{ahead, later};
use crate::parts::failure::loaded;
use crate::parts::markup::{Content, all, classed, live};

/// Key of what the place is called, by which one sees whether its words are there.
const NAME: &str = "steward.title";

thread_local! {
    /// What was just done, to be said where one comes next.
    static DONE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Draws it, once its own words and its sheet are there: no resident fetches them.
pub fn room(app: App, path: String) -> AnyView {
    if app.say(NAME) != NAME {
        return inside_or_before(app, &path);
    }
    let words: Loading<()> = waiting_for();
    let ask = move || load(words, app.learn(&app.say("staff.files")));
    ask();
    loaded(app, words, ask, move |()| inside_or_before(app, &path))
}

fn inside_or_before(app: App, path: &str) -> AnyView {
    let present = RwSignal::new_local(account::read(app.client));
    let room = Room::parse(path);
    live(move || match present.get() {
        None => all(vec![told(), entry(app, present)]),
        Some(account) => classed("div", "steward")
            .child(frame(app, present, &account, &room))
            .child(all(vec![told(), inside(app, present, &room)]))
            .view(),
    })
}

fn inside(app: App, present: Present, room: &Room) -> AnyView {
    match room {
        Room::Queue(only) => {
            // Whoever looks at what waits goes on to one of it.
            ahead(app, case_chunk);
            queue(app, present, *only)
        }
        Room::Case(which) => {
            let which = which.clone();
            later(app, case_chunk, move |draw, app| draw(app, present, &which))
        }
        Room::Find(words) => seek(app, words),
        Room::Projects => later(app, framing_chunk, |framing, app| (framing.projects)(app)),
        Room::Project(id) => {
            let id = id.clone();
            later(app, framing_chunk, move |framing, app| {
                (framing.project)(app, id.clone())
            })
        }
    }
}

/// What draws one thing that waits, with all that can be done about it.
type Handling = fn(App, Present, &Case) -> AnyView;

/// Brings it.
#[wasm_split(handling, wasm_split_path = ::leptos::wasm_split, fallible)]
fn case_chunk() -> Result<Handling, Failure> {
    Ok(case)
}

/// What draws the work on projects.
struct Framing {
    projects: fn(App) -> AnyView,
    project: fn(App, Option<String>) -> AnyView,
}

/// Brings it: whoever answers and moderates does not wait for it.
#[wasm_split(framing, wasm_split_path = ::leptos::wasm_split, fallible)]
fn framing_chunk() -> Result<Framing, Failure> {
    Ok(Framing { projects, project })
}

/// Goes on to a place, where it is said what was done.
pub fn go_on(app: App, to: &Room, done: String) {
    DONE.set(Some(done));
    app.go(to.place());
}

/// Waits for what only staff may read. Whoever's token opens nothing any more is shown the way in, and told so.
pub async fn admitted<T>(
    app: App,
    present: Present,
    asked: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let secret = account::secret(app);
    let answer = asked.await;
    let is_refused = answer.as_ref().is_err_and(Failure::is_unknown_here);
    if is_refused && !present.is_disposed() {
        // In another tab somebody may have come in anew meanwhile.
        if account::secret(app) == secret {
            account::forget(app.client);
            DONE.set(Some(app.say("steward.token.gone")));
        }
        app.arrive();
        present.try_set(account::read(app.client));
    }
    answer
}

/// The line that says what was done; filled in once it is there, so that it is read aloud.
fn told() -> AnyView {
    let said = RwSignal::new(None);
    classed("p", "told")
        .attr("role", "status")
        .live(move || said.get().view())
        .mounted(move |_| _ = said.try_set(DONE.take()))
        .view()
}
