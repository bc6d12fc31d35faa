//! A question with room for an answer.

use leptos::prelude::*;
use samskab_protocol::private::{Private, find_private};

use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::markup::{Content, Tag, classed, nothing, tag};

/// The browser's word for an address for e-mail (WCAG 1.3.5).
pub const EMAIL: &str = "email";

/// A question with room for an answer.
pub struct Field {
    /// Where the answer belongs in the request, as JSON Pointer: also what errors point at.
    pub pointer: &'static str,
    /// Unique in the shadow root.
    pub id: String,
    /// The question.
    pub label: String,
    /// What helps to answer it.
    pub hint: Option<String>,
    /// Lines to begin with; 1 is a single line.
    pub rows: u32,
    /// Characters at most.
    pub max: u32,
    /// The browser's word for what it may fill in; `off` for nothing.
    pub autocomplete: &'static str,
}

/// Draws a question; what is typed is kept at once.
pub fn field(app: App, writing: Writing, field: Field) -> Tag {
    let Field {
        pointer,
        id,
        label,
        hint,
        rows,
        max,
        autocomplete,
    } = field;
    let left = RwSignal::new(None::<i64>);
    let private = RwSignal::new("");
    let count = move |value: &str| {
        // Where an address is asked for it is not private by mistake.
        let found = find_private(value).filter(|_| autocomplete != EMAIL);
        let warning = found.map_or("", warning_key);
        if private.get_untracked() != warning {
            private.set(warning);
        }
        let room = i64::from(max) - value.trim().chars().count() as i64;
        left.set((room < i64::from(max / 10)).then_some(room));
    };
    let value = writing.field(pointer);
    count(&value);
    let write = move |event| {
        let value = event_target_value(&event);
        count(&value);
        writing.set_field(pointer, value);
    };
    let part = |name: &str| [&id, "-", name].concat();
    let about = [
        hint.is_some().then(|| part("hint")),
        Some(part("error")),
        Some(part("left")),
        Some(part("private")),
    ];
    let about: Vec<_> = about.into_iter().flatten().collect();
    let input = match rows {
        1 => tag("input")
            .attr("type", if autocomplete == EMAIL { EMAIL } else { "text" })
            .attr("autocomplete", autocomplete),
        _ => tag("textarea").attr("rows", rows.to_string()),
    };
    let input = input
        .attr("id", id.as_str())
        .attr("aria-describedby", about.join(" "))
        .live_attr("aria-invalid", move || {
            wrong(writing, pointer).then(|| "true".into())
        })
        .made(move |element| set_value(element, value))
        .on("input", write);
    classed("div", "field")
        .live_attr("class", move || {
            Some(
                if wrong(writing, pointer) {
                    "field wrong"
                } else {
                    "field"
                }
                .into(),
            )
        })
        .child(tag("label").attr("for", id.as_str()).child(label))
        .child(hint.map(|hint| classed("p", "small").attr("id", part("hint")).child(hint)))
        .child(
            classed("p", "complaint")
                .attr("id", part("error"))
                .live(move || complaint(app, writing, pointer)),
        )
        .child(input)
        .child(
            classed("p", "small")
                .attr("id", part("left"))
                .live(move || left.get().map(|left| room(app, left)).view()),
        )
        .child(
            classed("p", "warning")
                .attr("id", part("private"))
                .attr("role", "status")
                .live(move || warning(app, private.get())),
        )
}

fn set_value(element: web_sys::HtmlElement, value: String) {
    use wasm_bindgen::JsCast;
    // The members of the two kinds of input have the same name.
    element
        .unchecked_into::<web_sys::HtmlInputElement>()
        .set_value(&value);
}

fn wrong(writing: Writing, pointer: &str) -> bool {
    !writing.complaint(pointer).is_empty()
}

fn complaint(app: App, writing: Writing, pointer: &str) -> AnyView {
    let words = writing.complaint(pointer);
    if words.is_empty() {
        return nothing();
    }
    let prefix = [app.say("err.prefix"), " ".into()].concat();
    vec![classed("span", "unseen").child(prefix).view(), words.view()].view()
}

/// Key of what is said where something looks private: a warning, not a refusal.
fn warning_key(private: Private) -> &'static str {
    match private {
        Private::IdentityNumber => "warn.identity",
        Private::Email => "warn.email",
        Private::Phone => "warn.phone",
        Private::Other => "",
    }
}

fn warning(app: App, key: &str) -> AnyView {
    if key.is_empty() {
        return nothing();
    }
    app.say(key).view()
}

/// How many characters are left, or too many.
fn room(app: App, left: i64) -> String {
    let key = if left < 0 { "chars.over" } else { "chars.left" };
    app.language.say_with(key, &[("n", &left.abs().to_string())])
}
