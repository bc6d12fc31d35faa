//! Beside a text: that it is kept, that it is on its way, or why it did not get there.

use leptos::prelude::*;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::problem::FieldError;

use crate::app::App;
use crate::backend::failure::Failure;
use crate::drafts::writing::{Kept, Progress, Writing};
use crate::parts::focus::{focus, focus_id};
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing, tag};

use crate::route::Place;

/// "We found a draft", with a way to be rid of it.
pub fn found_draft(app: App, writing: Writing) -> AnyView {
    live(move || {
        if !writing.found.get() {
            return nothing();
        }
        let anew = button("link", app.say("draft.anew"), move |_| {
            app.arrive();
            writing.begin_anew();
        });
        classed("div", "panel found")
            .child(tag("p").attr("role", "status").child(app.say("draft.found")))
            .child(
                classed("p", "choices")
                    .child(anew)
                    .child(delete_button(app, writing)),
            )
            .view()
    })
}

fn delete_button(app: App, writing: Writing) -> Tag {
    button("link", app.say("draft.delete"), move |_| {
        app.arrive();
        writing.discard();
    })
}

/// Whether the draft is kept, in small type.
pub fn kept_note(app: App, writing: Writing) -> Tag {
    let words = move || match writing.kept.get() {
        Kept::Empty => nothing(),
        Kept::Saved => app.say("draft.saved").view(),
        Kept::Refused => app.say("draft.refused").view(),
    };
    classed("p", "small kept").attr("role", "status").live(words)
}

/// The button that sends, and below it what came of it.
pub fn send_button(
    app: App,
    writing: Writing,
    label: String,
    press: impl Fn() + Clone + Send + 'static,
) -> AnyView {
    let busy = move || writing.progress.with(|progress| *progress == Progress::Busy);
    let again = press.clone();
    let send = classed("button", "button first wide")
        .attr("type", "button")
        .live_attr("aria-disabled", move || busy().then(|| "true".into()))
        .live(move || if busy() { app.say("sending") } else { label.clone() }.view())
        .on("click", move |_| press());
    let outcome = classed("div", "outcome").live(move || match writing.progress.get() {
        Progress::Failed(failure) if failure.has_arrived_before() => {
            arrived_before(app, writing, &failure, again.clone())
        }
        Progress::Failed(failure) => told(app, &failure),
        Progress::Waiting { is_busy_there } => waiting(app, is_busy_there),
        Progress::Arrived(reference) => arrived(app, &reference),
        Progress::Idle | Progress::Busy => nothing(),
    });
    all(vec![send.view(), outcome.view()])
}

/// It waits, and one may go on with something else.
fn waiting(app: App, is_busy_there: bool) -> AnyView {
    let key = if is_busy_there {
        "wait.busy"
    } else {
        "wait.offline"
    };
    let sentence = classed("p", "quiet").attr("role", "status").child(app.say(key));
    let where_it_is = classed("p", "small").child(app.say("wait.meanwhile"));
    all(vec![sentence.view(), where_it_is.view()])
}

/// It was sent, from here or from another tab.
fn arrived(app: App, reference: &str) -> AnyView {
    let sentence = classed("p", "quiet")
        .attr("role", "status")
        .child(app.say("wait.sent"));
    all(vec![sentence.view(), see(app, reference).view()])
}

fn see(app: App, reference: &str) -> Option<Tag> {
    let stored = Ref::parse(reference).filter(|stored| stored.of == RefType::Contribution)?;
    Some(link(app, "", Place::Idea(stored.id), app.say("err.arrived.see")))
}

/// Why it did not get there.
fn told(app: App, failure: &Failure) -> AnyView {
    let problem = failure.problem().filter(|problem| problem.errors.is_empty());
    let detail = problem.and_then(|problem| problem.detail.as_deref());
    let sentence = tag("p")
        .attr("role", "alert")
        .child(app.say(failure.sending_key()));
    all(vec![
        sentence.view(),
        detail.map(|detail| classed("p", "small").child(detail)).view(),
    ])
}

/// An earlier wording got there: what to do with the present one.
fn arrived_before(app: App, writing: Writing, failure: &Failure, again: impl Fn() + 'static) -> AnyView {
    let stored = failure.problem().and_then(|problem| problem.stored.as_deref());
    let see = stored.and_then(|stored| see(app, stored));
    let part = button("link", app.say("err.arrived.part"), move |_| {
        writing.part_from_sent();
        again();
    });
    let sentence = tag("p").attr("role", "alert").child(app.say("err.arrived"));
    let choices = classed("p", "choices")
        .child(see)
        .child(part)
        .child(delete_button(app, writing));
    all(vec![sentence.view(), choices.view()])
}

/// Where a field is to be mended.
pub enum Mend {
    /// Here, in the input with this id.
    Here(String),
    /// At another place.
    There(Place),
}

/// The fields that cannot stand, as a list that leads to them, and takes the focus when it appears.
pub fn error_summary(app: App, writing: Writing, mend: impl Fn(&str) -> Mend + Send + 'static) -> AnyView {
    live(move || {
        let errors = writing.errors.get();
        if errors.is_empty() {
            return nothing();
        }
        let items = errors
            .iter()
            .map(|error| entry(app, writing, error, mend(&error.pointer)))
            .collect::<Vec<_>>();
        classed("div", "summary")
            .attr("tabindex", "-1")
            .child(
                tag("p")
                    .attr("role", "alert")
                    .child(tag("b").child(app.say("err.summary"))),
            )
            .child(tag("ul").child(items))
            .mounted(focus)
            .view()
    })
}

fn entry(app: App, writing: Writing, error: &FieldError, mend: Mend) -> AnyView {
    let words = writing.complain(error);
    let way = match mend {
        Mend::Here(id) => button("link", words, move |event| focus_id(&event, &id)),
        Mend::There(place) => link(app, "", place, words),
    };
    tag("li").child(way).view()
}
