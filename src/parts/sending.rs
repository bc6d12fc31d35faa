//! Beside a text: that it is kept, that it is on its way, or why it did not get there.

use leptos::prelude::*;
use samskab_protocol::identifier::{Ref, RefType};

use crate::app::App;
use crate::backend::failure::Failure;
use crate::drafts::writing::{Kept, Sending, Writing};
use crate::parts::link::link;
use crate::route::Place;

/// "We found a draft", once, with a way to be rid of it. `cleared` redraws the fields.
pub fn found_draft(app: App, writing: Writing, cleared: impl Fn() + Copy + Send + 'static) -> AnyView {
    let forget = move |_| {
        writing.discard();
        cleared();
    };
    (move || {
        writing.found.get().then(|| {
            view! {
                <div class="panel found" role="status">
                    <p>{app.say("draft.found")}</p>
                    <button class="link" type="button" on:click=forget>{app.say("draft.delete")}</button>
                </div>
            }
        })
    })
    .into_any()
}

/// Whether the draft is kept, in small type.
pub fn kept_note(app: App, writing: Writing) -> AnyView {
    let words = move || match writing.kept.get() {
        Kept::Empty => String::new(),
        Kept::Saved => app.say("draft.saved"),
        Kept::Refused => app.say("draft.refused"),
    };
    view! { <p class="small kept" role="status">{words}</p> }.into_any()
}

/// The button that sends, and below it what came of it.
pub fn send_button(app: App, writing: Writing, label: String, press: impl Fn() + 'static) -> AnyView {
    let busy = move || writing.sending.get() == Sending::Busy;
    let label = move || if busy() { app.say("sending") } else { label.clone() };
    let outcome = move || match writing.sending.get() {
        Sending::Failed(failure) => outcome(app, writing, &failure),
        _ => ().into_any(),
    };
    view! {
        <button class="button first wide" type="button" aria-disabled=move || busy().then_some("true")
            on:click=move |_| press()>{label}</button>
        <div class="outcome" role="alert">{outcome}</div>
    }
    .into_any()
}

/// Why it did not get there, and the next step.
fn outcome(app: App, writing: Writing, failure: &Failure) -> AnyView {
    if failure.has_arrived_before() {
        let stored = failure
            .problem()
            .and_then(|problem| Ref::parse(problem.stored.as_deref()?));
        let way = stored
            .filter(|stored| stored.of == RefType::Contribution)
            .map(|stored| link(app, "", Place::Idea(stored.id), app.say("err.arrived.see")));
        return view! {
            <p>{app.say("err.arrived")}</p>
            <p class="choices">
                {way}
                <button class="link" type="button" on:click=move |_| writing.discard()>{app.say("draft.delete")}</button>
            </p>
        }
        .into_any();
    }
    let detail = failure
        .problem()
        .filter(|problem| problem.errors.is_empty())
        .and_then(|problem| problem.detail.clone());
    view! { <p>{app.say(failure.sending_key())}</p>{detail.map(|detail| view! { <p class="small">{detail}</p> })} }.into_any()
}

/// The fields that cannot stand, as a list that leads to them, and takes the focus when it appears.
pub fn error_summary(app: App, writing: Writing, ids: impl Fn(&str) -> String + Send + 'static) -> AnyView {
    let element = NodeRef::<leptos::html::Div>::new();
    Effect::new(move || {
        writing.errors.track();
        if let Some(element) = element.get() {
            _ = element.focus();
        }
    });
    (move || {
        let errors = writing.errors.get();
        (!errors.is_empty()).then(|| {
            let items: Vec<_> = errors
                .iter()
                .map(|error| {
                    let id = ids(&error.pointer);
                    let go = move |event: web_sys::MouseEvent| {
                        event.prevent_default();
                        focus_id(&event, &id);
                    };
                    view! { <li><a href="#" on:click=go>{writing.complain(error)}</a></li> }
                })
                .collect();
            view! {
                <div class="summary" tabindex="-1" role="alert" node_ref=element>
                    <p><b>{app.say("err.summary")}</b></p>
                    <ul>{items}</ul>
                </div>
            }
        })
    })
    .into_any()
}

/// Focuses the element with an id in the shadow root that an event came from.
fn focus_id(event: &web_sys::MouseEvent, id: &str) {
    use leptos::wasm_bindgen::JsCast;
    let node = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let root = node.and_then(|node| node.get_root_node().dyn_into::<web_sys::ShadowRoot>().ok());
    let element = root.and_then(|root| root.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        _ = element.focus();
    }
}
