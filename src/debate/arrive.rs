//! Getting to one comment of a debate, which the place in the address names.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, ShadowRoot};

use super::branch::unfold;
use super::comment::anchor;
use super::thread::Thread;
use crate::app::App;
use crate::parts::focus::focus;
use crate::route::Place;

/// Goes to a comment, wherever in the debate it is.
pub fn go_to(app: App, thread: Thread, id: &str) {
    let place = thread.place_of(id);
    let now = app.place.get_untracked();
    if place == now {
        show(app, thread, id);
    } else if now.comment().is_some() {
        app.replace(place);
    } else {
        app.go(place);
    }
}

/// Follows the place from one comment to another, and back to the whole debate.
pub fn follow(app: App, thread: Thread) {
    let step = move |place: &Place, _: Option<&Place>, _: Option<()>| {
        if place.clone().whole() != thread.place.get_value() {
            return;
        }
        app.take_arrival();
        match place.comment() {
            Some(id) => show(app, thread, &id),
            None => go_back(app, thread),
        }
    };
    let following = Effect::watch(move || app.place.get(), step, false);
    on_cleanup(move || following.stop());
}

/// For how many pictures a comment that is not shown yet is waited for: a debate appears with its subject, which may
/// come after it.
const PATIENCE: u32 = 1500;

/// Brings a comment into sight, marks it, and lets keyboard and screen reader go on from there (WCAG 2.4.3).
pub fn reach(app: App, element: HtmlElement) {
    unfold(&element);
    reach_within(app, element, PATIENCE);
}

fn reach_within(app: App, element: HtmlElement, patience: u32) {
    request_animation_frame(move || {
        let is_shown = element.get_bounding_client_rect().height() > 0.0;
        if is_shown {
            mark(app, &element);
        } else if patience > 0 && element.is_connected() {
            reach_within(app, element, patience - 1);
        }
    });
}

fn mark(app: App, element: &HtmlElement) {
    let marked = root(app).and_then(|root| root.query_selector(".comment[aria-current]").ok()?);
    if let Some(marked) = marked {
        _ = marked.remove_attribute("aria-current");
    }
    _ = element.set_attribute("aria-current", "true");
    focus(element.clone());
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Shows a comment where it is drawn, or else alone with what it answers.
fn show(app: App, thread: Thread, id: &str) {
    let Some(element) = find(app, id) else {
        let from = root(app).and_then(|root| root.active_element()?.closest(".comment").ok()?);
        thread.left.set_value(from.and_then(|from| from.dyn_into().ok()));
        if app.with_service(|service| service.claims("comments-tree")) {
            thread.line.set(Some(id.to_owned()));
        }
        return;
    };
    if !element.closest(".line").is_ok_and(|line| line.is_some()) {
        thread.line.set(None);
    }
    reach(app, element);
}

/// Shows the whole debate, from where somebody left it.
fn go_back(app: App, thread: Thread) {
    thread.line.set(None);
    let left = thread.left.try_update_value(Option::take).flatten();
    match left.filter(|comment| comment.is_connected()) {
        Some(comment) => reach(app, comment),
        None => request_animation_frame(move || {
            let title = root(app).and_then(|root| root.query_selector(".debate-title").ok()?);
            if let Some(title) = title.and_then(|title| title.dyn_into().ok()) {
                focus(title);
            }
        }),
    }
}

/// The element of a comment that is drawn, seen or not.
pub fn find(app: App, id: &str) -> Option<HtmlElement> {
    root(app)?.get_element_by_id(&anchor(id))?.dyn_into().ok()
}

fn root(app: App) -> Option<ShadowRoot> {
    app.host.try_with_value(|host| host.shadow_root()).flatten()
}
