//! The frame around the screens: where one is, the way back, what is wrong, and sending.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::contribution::Kind;
use samskab_protocol::create::CreatedContribution;

use super::album::{are_taken, name_uploads, upload};
use super::invitation::{kinds_taken, not_taken};
use super::lineage::{Source, sources};
use super::offers::send_offers;
use super::questions::{is_optional, step_of};
use super::request::{faults, request, word};
use super::screens::{screen, title_key};
use crate::app::App;
use crate::backend::failure::Failure;
use crate::drafts::draft::open_id;
use crate::drafts::mine;
use crate::drafts::sending::Sending;
use crate::drafts::writing::Writing;
use crate::parts::heading::view_heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, all, classed};
use crate::parts::sending::{Mend, error_summary, found_draft, kept_note};
use crate::route::Place;
use crate::route::composing::{Composing, Step, steps};

/// A handle on a contribution being written, cheap to copy into every part of a screen.
#[derive(Clone, Copy)]
pub struct Composer {
    /// The instance.
    pub app: App,
    /// What is written.
    pub writing: Writing,
    /// What it builds on.
    pub sources: RwSignal<Vec<Source>>,
    at: Memo<Composing>,
}

/// Brings what draws the screens.
#[wasm_split(composing, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn compose_chunk() -> Result<fn(App, Composing) -> AnyView, Failure> {
    Ok(compose)
}

/// Draws the screen that one is at.
fn compose(app: App, begun: Composing) -> AnyView {
    // By an old link, perhaps.
    if !kinds_taken(app).contains(&begun.kind) {
        let title = view_heading(app, app.say("choose.title"));
        return all(vec![title.view(), not_taken(app)]);
    }
    let writing = Writing::open(app, &open_id(app.client, &begun.subject()));
    if writing.field("/author/name").is_empty() {
        writing.suggest("/author/name", mine::name(app.client));
    }
    let at = Memo::new(move |_| match app.place.get() {
        Place::New(composing) => composing,
        _ => begun.clone(),
    });
    let composer = Composer {
        app,
        writing,
        sources: RwSignal::new(Vec::new()),
        at,
    };
    // Nobody lands on a later screen with nothing written: after sending, or by an old link.
    Effect::new(move || {
        writing.redrawn.track();
        let at = at.get();
        let first = steps(at.kind)[0];
        if at.step != first && !faults(composer, first).is_empty() {
            app.replace(Place::New(at.at(first)));
        }
    });
    let screen = move || {
        writing.redrawn.track();
        composer.sources.set(sources(composer));
        drawn(composer, &at.get())
    };
    classed("div", "compose").live(screen).view()
}

fn drawn(composer: Composer, at: &Composing) -> AnyView {
    let Composer { app, writing, .. } = composer;
    let (kind, step) = (at.kind, at.step);
    writing.errors.update(|errors| {
        errors.iter_mut().for_each(|error| word(composer, kind, error));
        errors.retain(|error| step == Step::Check || step_of(kind, &error.pointer) == step);
    });
    let screens = screens(app, kind);
    let number = screens
        .iter()
        .position(|screen| *screen == step)
        .unwrap_or_default();
    let (n, total) = ((number + 1).to_string(), screens.len().to_string());
    let count = app.language.say_with("step", &[("n", &n), ("total", &total)]);
    let optional = is_optional(step).then(|| [" · ", &app.say("optional")].concat());
    let back = match number.checked_sub(1) {
        Some(before) => Place::New(at.at(screens[before])),
        None => Place::New(at.clone()).room(),
    };
    let there = at.clone();
    let mend = move |pointer: &str| match step_of(kind, pointer) {
        other if other != step => Mend::There(Place::New(there.at(other))),
        _ => Mend::Here(field_id(pointer)),
    };
    all(vec![
        classed("p", "small back")
            .child(link(app, "", back, app.say("back")))
            .view(),
        classed("p", "small").child(count).child(optional).view(),
        view_heading(app, app.say(title_key(step))).view(),
        error_summary(app, writing, mend),
        found_draft(app, writing),
        screen(composer, at),
        kept_note(app, writing).view(),
    ])
}

/// The screens of a kind that have something to ask here.
pub fn screens(app: App, kind: Kind) -> Vec<Step> {
    let all = steps(kind).iter().copied();
    all.filter(|step| *step != Step::Pictures || are_taken(app))
        .collect()
}

/// Id of the input that a field of the request is written in.
pub fn field_id(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', "-")
}

impl Composer {
    /// The kind, and the project that it is meant for.
    pub fn of_what(self) -> (Kind, Option<String>) {
        self.at.with_untracked(|at| (at.kind, at.project.clone()))
    }

    /// The screen after the present one.
    pub fn next(self) -> Option<Composing> {
        let at = self.at.get_untracked();
        let mut screens = screens(self.app, at.kind)
            .into_iter()
            .skip_while(|step| *step != at.step);
        screens.nth(1).map(|step| at.at(step))
    }

    /// Goes on to the next screen if this one can stand.
    pub fn go_on(self, step: Step) {
        let faults = faults(self, step);
        if let (true, Some(next)) = (faults.is_empty(), self.next()) {
            self.app.go(Place::New(next));
        }
        self.writing.errors.set(faults);
    }

    /// Sends what stands on the last screen, or goes to the first one that cannot stand.
    pub fn send(self) {
        let Composer { app, writing, .. } = self;
        let at = self.at.get_untracked();
        let faults = faults(self, Step::Check);
        let place = faults
            .first()
            .map(|fault| Place::New(at.at(step_of(at.kind, &fault.pointer))));
        writing.errors.set(faults);
        if let Some(place) = place {
            return app.go(place);
        }
        let request = request(self);
        let Ok(body) = serde_json::to_string(&request) else {
            return;
        };
        let mut sending = Sending::default();
        let uploads = upload(writing, &mut sending);
        sending.main = sending.post("contribution", "/contributions", body);
        name_uploads(&uploads, &mut sending);
        send_offers(self, request.author.as_ref(), &mut sending);
        let name = writing.field("/author/name");
        writing.send(sending, move |created: CreatedContribution| {
            mine::remember_name(app.client, name.trim());
            app.kept.set_value(None);
            let place = Place::of(at.kind, created.contribution.id.clone());
            app.receipt.set(Some(created));
            app.replace(place);
        });
    }
}
