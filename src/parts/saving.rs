//! A change to what is there already: on its way once, and told where it did not get there.

use leptos::prelude::*;
use samskab_protocol::problem::FieldError;

use crate::app::App;
use crate::backend::failure::Failure;
use crate::parts::markup::{Content, all, classed, live, nothing, tag};

/// A change on its way.
#[derive(Clone, Copy)]
pub struct Saving {
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>, LocalStorage>,
}

impl Saving {
    /// Nothing is on its way.
    pub fn new() -> Saving {
        Saving {
            busy: RwSignal::new(false),
            failure: RwSignal::new_local(None),
        }
    }

    /// Sets off, and says whether it may: a second press does nothing.
    pub fn begin(self) -> bool {
        if self.busy.get_untracked() {
            return false;
        }
        self.failure.set(None);
        self.busy.set(true);
        true
    }

    /// It has arrived, or something has to be chosen first.
    pub fn end(self) {
        self.busy.try_set(false);
    }

    /// It did not get there; gives back the fields that cannot stand.
    pub fn fail(self, failure: Failure) -> Vec<FieldError> {
        let errors = failure.problem().map(|problem| problem.errors.clone());
        self.failure.try_set(Some(failure));
        self.busy.try_set(false);
        errors.unwrap_or_default()
    }
}

/// The button that sends it, and below it what came of it.
pub fn save_button(app: App, saving: Saving, label: String, press: impl FnMut() + 'static) -> AnyView {
    changing_button(app, saving, Box::new(move || label.clone()), Box::new(press))
}

/// The same with a label that follows the signals that it reads.
pub fn changing_button(
    app: App,
    saving: Saving,
    label: Box<dyn Fn() -> String + Send>,
    mut press: Box<dyn FnMut()>,
) -> AnyView {
    let busy = move || saving.busy.get();
    let button = classed("button", "button first wide")
        .attr("type", "button")
        .live_attr("aria-disabled", move || busy().then(|| "true".into()))
        .live(move || if busy() { app.say("sending") } else { label() }.view())
        .on("click", move |_| press());
    let outcome = live(move || {
        saving.failure.with(|failure| match failure {
            Some(failure) => tag("p").attr("role", "alert").child(why(app, failure)).view(),
            None => nothing(),
        })
    });
    all(vec![
        button.view(),
        classed("div", "outcome").child(outcome).view(),
    ])
}

/// Why it did not get there: the text is kept, whatever happened.
fn why(app: App, failure: &Failure) -> String {
    match failure.problem().map(|problem| problem.status) {
        Some(401 | 403 | 404 | 410) => excuse(app, failure),
        _ => app.say(failure.sending_key()),
    }
}

/// What happened to an act, and that all is as it was.
pub fn excuse(app: App, failure: &Failure) -> String {
    let status = failure.problem().map(|problem| problem.status);
    let wait = failure.wait().filter(|seconds| *seconds > 0);
    match (failure, status, wait) {
        (Failure::Unreachable, ..) => app.say("err.act.offline"),
        (_, Some(429), Some(seconds)) => app.language.count("err.act.wait", seconds),
        (_, Some(409 | 429), _) => app.say("err.act.busy"),
        (_, Some(401), _) => app.say("err.act.unknown"),
        (_, Some(403), _) => app.say("err.act.closed"),
        (_, Some(404 | 410), _) => app.say("err.act.gone"),
        (_, Some(503), _) => app.say("err.act.readonly"),
        _ => app.say("err.act.server"),
    }
}
