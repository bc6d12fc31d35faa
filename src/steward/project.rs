//! One project, and what staff do with it: replying to people, inviting them, telling what was heard, decided and
//! learned, and changing its frame.

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::identifier::Ref;
use samskab_protocol::project::Project;
use samskab_protocol::wire;
use serde_json::Value;

use super::decision::decision;
use super::heard::heard;
use super::lessons::lessons;
use super::meeting::Meeting;
use super::meetings::gathering_chunk;
use super::minorities::minorities;
use super::outline::outline;
use super::pages::{most, read_all};
use super::path::Room;
use super::replies::replies;
use super::reply;
use super::room::go_on;
use super::select::Answers;
use super::sharing::{self, sharing};
use super::task::{led_to, task};
use super::version::{Read, Version, read};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::chunk::later;
use crate::parts::failure::loaded;
use crate::parts::heading::view_heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, all, classed, tag};
use crate::route::Place;

/// A project that is worked on.
struct Worked {
    project: Project,
    read: Rc<Read>,
    contributions: Rc<Vec<Contribution>>,
    /// What one of the things to do leads to.
    called: RwSignal<&'static str>,
}

impl Worked {
    fn version(&self, app: App) -> Version {
        let path = ["/projects/", &encode(&self.project.id)].concat();
        Version::new(app, path, self.read.clone())
    }
}

/// Draws what is done with one; with a new one where there is no id.
pub fn project(app: App, id: Option<String>) -> AnyView {
    let back = classed("p", "small back").child(link(
        app,
        "",
        Room::Projects.place(),
        app.say("steward.projects.back"),
    ));
    let Some(id) = id else {
        let done = Rc::new(move |answer: &str| created(app, answer));
        return all(vec![
            back.view(),
            view_heading(app, app.say("steward.project.new")).view(),
            outline(app, "steward-project new".into(), None, done),
        ]);
    };
    let worked: Loading<Rc<Worked>> = waiting_for();
    let most = most(app);
    let called = RwSignal::new("");
    let fetch = move || load(worked, find(app, id.clone(), most.clone(), called));
    fetch();
    all(vec![
        back.view(),
        loaded(app, worked, fetch, move |worked| whole(app, worked)),
    ])
}

/// Goes to what the backend has made.
fn created(app: App, answer: &str) {
    let answer: Value = serde_json::from_str(answer).unwrap_or_default();
    let id = answer["project"]["id"].as_str().map(str::to_owned);
    go_on(app, &Room::Project(id), app.say("steward.project.done"));
}

async fn find(
    app: App,
    id: String,
    most: String,
    called: RwSignal<&'static str>,
) -> Result<Rc<Worked>, Failure> {
    let path = ["/projects/", &encode(&id)].concat();
    let read = read(app, &path).await?;
    let project = wire::read(&read.document).map_err(|_| Failure::Unreadable)?;
    let path = ["/contributions?limit=", &most, "&project=", &encode(&id)].concat();
    Ok(Rc::new(Worked {
        project,
        read: Rc::new(read),
        contributions: Rc::new(read_all(app, path).await?),
        called,
    }))
}

/// One thing to do with a project; the text is what its draft is kept under.
type Task = fn(App, Rc<Worked>, String) -> AnyView;

/// What there is to do: what its draft is named after, the key of its title, and what draws it.
const TASKS: [(&str, &str, Task); 9] = [
    ("expectations", "steward.do.expectations", |app, worked, _| {
        replies(app, &reply::EXPECTATIONS, &worked.project.id)
    }),
    ("offers", "steward.do.offers", |app, worked, _| {
        let subject = ["project:", &worked.project.id].concat();
        replies(app, &reply::OFFERS, &subject)
    }),
    ("meeting", "steward.do.event", |app, worked, shelf| {
        let done = back(app, "steward.event.done");
        let id = worked.project.id.clone();
        later(app, gathering_chunk, move |draw, app| {
            (draw.meeting)(app, shelf.clone(), Meeting::New(id.clone()), done.clone())
        })
    }),
    ("events", "steward.do.events", |app, worked, _| {
        let done = back(app, "steward.event.changed");
        let id = worked.project.id.clone();
        later(app, gathering_chunk, move |draw, app| {
            (draw.meetings)(app, &id, done.clone())
        })
    }),
    ("heard", "steward.do.heard", |app, worked, shelf| {
        let done = back(app, "steward.heard.done");
        heard(app, shelf, subjects(app, &worked.project), done)
    }),
    ("decision", "steward.do.decision", |app, worked, shelf| {
        let (id, done) = (worked.project.id.clone(), back(app, "steward.decision.done"));
        decision(app, shelf, id, worked.contributions.clone(), done)
    }),
    ("minorities", "steward.do.minorities", |app, worked, shelf| {
        let done = back(app, "steward.minority.done");
        minorities(app, shelf, &worked.project, done)
    }),
    ("project", "steward.do.frame", |app, worked, shelf| {
        let done = back(app, "steward.project.done");
        outline(app, shelf, Some(worked.version(app)), done)
    }),
    ("lessons", "steward.do.learned", |app, worked, shelf| {
        let called = worked.called;
        let to_frame = Box::new(move || called.set("project"));
        let done = back(app, "steward.learned.done");
        lessons(app, shelf, worked.version(app), to_frame, done)
    }),
];

fn whole(app: App, worked: &Rc<Worked>) -> AnyView {
    let id = &worked.project.id;
    let seen = link(app, "", Place::Project(id.clone()), app.say("steward.seen"));
    let tasks = TASKS.map(|(name, title, draw)| {
        let shelf = ["steward-", name, " project:", id].concat();
        let called = worked.called;
        let worked = StoredValue::new_local(worked.clone());
        let kept = shelf.clone();
        led_to(
            app,
            title,
            false,
            &shelf,
            Box::new(move || called.get() == name),
            Box::new(move || draw(app, worked.get_value(), kept.clone())),
        )
    });
    let of = Ref::project(id);
    let shelf = ["steward-share project:", id].concat();
    let share = sharing::is_offered(app).then(|| {
        task(app, "steward.do.share", false, &shelf, move || {
            sharing(app, of.clone())
        })
    });
    all(vec![
        view_heading(app, worked.project.title.clone()).view(),
        tag("p").child(seen).view(),
        all(tasks.into()),
        share.view(),
    ])
}

/// Goes back to the list, where it is said what was done.
fn back(app: App, done: &'static str) -> Rc<dyn Fn(&str)> {
    Rc::new(move |_| go_on(app, &Room::Projects, app.say(done)))
}

/// What can be summed up: the whole, each phase, each meeting.
fn subjects(app: App, project: &Project) -> Answers {
    let whole = ["project:", &project.id].concat();
    let phases = project
        .phases
        .iter()
        .map(|phase| ([&whole, " ", &phase.id].concat(), phase.title.clone()));
    let events = project
        .events
        .iter()
        .map(|event| (["event:", &event.id].concat(), event.title.clone()));
    let first = (whole.clone(), app.say("steward.heard.whole"));
    [first].into_iter().chain(phases).chain(events).collect()
}
