//! Mentioning somebody: an `@` in a field offers those who take part, as buttons that come right after the field.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use super::people::Participants;
use crate::app::App;
use crate::parts::focus::focus;
use crate::parts::markup::{Content, Tag, button, classed, nothing, tag};

/// Who is offered, and how much of what was typed a name takes the place of.
type Offered = RwSignal<Option<(Vec<String>, usize)>>;

/// What `field` becomes where people can be mentioned in it.
pub fn with_mentions(app: App, people: Participants, field: Tag) -> Tag {
    let offered: Offered = RwSignal::new(None);
    let look = move |event: Event| {
        let found = input_beside(&event).and_then(|input| people.offer(&before_caret(&input)?));
        if offered.with_untracked(|offered| *offered != found) {
            offered.set(found);
        }
    };
    let count = move || {
        let count = offered.with(|offered| offered.as_ref().map(|(names, _)| names.len()));
        count
            .map(|count| app.language.count("mention.n", count as u32))
            .view()
    };
    let list = move || {
        let names = offered.with(|offered| offered.as_ref().map(|(names, _)| names.clone()));
        names.map_or_else(nothing, |names| choices(app, people, offered, names).view())
    };
    let leave = move |event: Event| {
        if is_escape(&event) && offered.with_untracked(Option::is_some) {
            event.prevent_default();
            event.stop_propagation();
            if let Some(input) = input_beside(&event) {
                focus(input.unchecked_into());
            }
            offered.set(None);
        }
    };
    let hint = classed("p", "small").child(app.say("mention.hint"));
    classed("div", "mentioning")
        .child(field.on("input", look))
        .child(classed("p", "unseen").attr("role", "status").live(count))
        .live(list)
        .child(hint)
        .on("keydown", leave)
}

/// Whether a key event is of the key that leaves things as they are.
fn is_escape(event: &Event) -> bool {
    let key = js_sys::Reflect::get(event, &"key".into());
    key.is_ok_and(|key| key.as_string().as_deref() == Some("Escape"))
}

fn choices(app: App, people: Participants, offered: Offered, names: Vec<String>) -> Tag {
    let list = classed("ul", "chips")
        .attr("role", "list")
        .attr("aria-label", app.say("mention.who"));
    names.into_iter().fold(list, |list, name| {
        let chosen = name.clone();
        let choose = move |event: Event| {
            if let Some(input) = input_beside(&event) {
                insert(&input, people, &chosen);
            }
            offered.set(None);
        };
        let press = button("chip", name, choose).attr("dir", "auto");
        list.child(tag("li").child(press))
    })
}

/// The field to which what an event comes from belongs. Its members have the same names, of whatever sort it is.
fn input_beside(event: &Event) -> Option<HtmlInputElement> {
    let from: Element = event.current_target()?.unchecked_into();
    let whole = from.closest(".mentioning").ok()??;
    Some(whole.query_selector("textarea").ok()??.unchecked_into())
}

/// What stands before the caret; `None` where words are marked.
fn before_caret(input: &HtmlInputElement) -> Option<String> {
    let start = input.selection_start().ok()??;
    let units: Vec<u16> = input.value().encode_utf16().take(start as usize).collect();
    (input.selection_end().ok()? == Some(start)).then(|| String::from_utf16_lossy(&units))
}

/// Puts a name in the place of what stands of it before the caret, and goes on behind it. Who has gone elsewhere in the
/// text meanwhile has begun no name there: nothing is put anywhere.
fn insert(input: &HtmlInputElement, people: Participants, name: &str) {
    focus(input.clone().unchecked_into());
    let Some(before) = before_caret(input) else {
        return;
    };
    let begun = people.offer(&before).map(|(_, length)| length);
    let Some(kept) = begun.and_then(|length| before.get(..before.len().checked_sub(length)?)) else {
        return;
    };
    let start = kept.encode_utf16().count() as u32;
    let end = before.encode_utf16().count() as u32;
    let words = ["@", name, " "].concat();
    _ = input.set_range_text_with_start_and_end(&words, start, end);
    let caret = start + words.encode_utf16().count() as u32;
    _ = input.set_selection_range(caret, caret);
    // Whoever listens to the keyboard hears this too: it is kept, counted and shown like anything typed.
    if let Ok(event) = Event::new("input") {
        event.init_event_with_bubbles("input", true);
        _ = input.dispatch_event(&event);
    }
}
