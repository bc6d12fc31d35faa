//! Beside a text: that it is kept, that it is on its way, or why it did not get there.

use leptos::prelude::*;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::problem::FieldError;
use wasm_bindgen::JsCast;

use crate::app::App;
use crate::backend::failure::Failure;
use crate::drafts::writing::{Kept, Sending, Writing};
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing, tag};
use crate::parts::more::focus;
use crate::route::Place;

/// "We found a draft", with a way to be rid of it. `cleared` redraws the fields.
pub fn found_draft(app: App, writing: Writing, cleared: impl Fn() + Copy + Send + 'static) -> AnyView {
    live(move || {
        if !writing.found.get() {
            return nothing();
        }
        let forget = button("link", app.say("draft.delete"), move |_| {
            writing.discard();
            cleared();
        });
        classed("div", "panel found")
            .attr("role", "status")
            .child(tag("p").child(app.say("draft.found")))
            .child(forget)
            .view()
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
pub fn send_button(app: App, writing: Writing, label: String, press: impl Fn() + 'static) -> AnyView {
    let busy = move || writing.sending.with(|sending| *sending == Sending::Busy);
    let send = classed("button", "button first wide")
        .attr("type", "button")
        .live_attr("aria-disabled", move || busy().then(|| "true".into()))
        .live(move || if busy() { app.say("sending") } else { label.clone() }.view())
        .on("click", move |_| press());
    let outcome = classed("div", "outcome")
        .attr("role", "alert")
        .live(move || match writing.sending.get() {
            Sending::Failed(failure) => outcome(app, writing, &failure),
            _ => nothing(),
        });
    all(vec![send.view(), outcome.view()])
}

/// Why it did not get there, and the next step.
fn outcome(app: App, writing: Writing, failure: &Failure) -> AnyView {
    if failure.has_arrived_before() {
        let stored = failure
            .problem()
            .and_then(|problem| Ref::parse(problem.stored.as_deref()?));
        let see = stored
            .filter(|stored| stored.of == RefType::Contribution)
            .map(|stored| link(app, "", Place::Idea(stored.id), app.say("err.arrived.see")));
        let forget = button("link", app.say("draft.delete"), move |_| writing.discard());
        let choices = classed("p", "choices").child(see).child(forget);
        return all(vec![
            tag("p").child(app.say("err.arrived")).view(),
            choices.view(),
        ]);
    }
    let problem = failure.problem().filter(|problem| problem.errors.is_empty());
    let detail = problem.and_then(|problem| problem.detail.as_deref());
    let sentence = tag("p").child(app.say(failure.sending_key()));
    all(vec![
        sentence.view(),
        detail.map(|detail| classed("p", "small").child(detail)).view(),
    ])
}

/// The fields that cannot stand, as a list that leads to them, and takes the focus when it appears.
pub fn error_summary(app: App, writing: Writing, id_of: impl Fn(&str) -> String + Send + 'static) -> AnyView {
    live(move || {
        let errors = writing.errors.get();
        if errors.is_empty() {
            return nothing();
        }
        let items = errors
            .iter()
            .map(|error| entry(writing, error, id_of(&error.pointer)))
            .collect::<Vec<_>>();
        classed("div", "summary")
            .attr("tabindex", "-1")
            .attr("role", "alert")
            .child(tag("p").child(tag("b").child(app.say("err.summary"))))
            .child(tag("ul").child(items))
            .mounted(focus)
            .view()
    })
}

fn entry(writing: Writing, error: &FieldError, id: String) -> AnyView {
    let go = button("link", writing.complain(error), move |event| {
        focus_id(&event, &id)
    });
    tag("li").child(go).view()
}

/// Focuses the element with an id in the shadow root that an event came from.
fn focus_id(event: &web_sys::Event, id: &str) {
    let node = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let root = node.and_then(|node| node.get_root_node().dyn_into::<web_sys::ShadowRoot>().ok());
    let element = root.and_then(|root| root.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        focus(element);
    }
}
