//! A question with room for an answer.

use leptos::prelude::*;

use crate::app::App;
use crate::drafts::writing::Writing;

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
    /// The browser's word for what it may fill in; empty for nothing.
    pub autocomplete: &'static str,
}

/// Draws a question; what is typed is kept at once.
pub fn field(app: App, writing: Writing, field: Field) -> AnyView {
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
    let count = move |value: &str| {
        let room = i64::from(max) - value.trim().chars().count() as i64;
        left.set((room < i64::from(max / 10)).then_some(room));
    };
    let value = writing.field(pointer);
    count(&value);
    let write = move |value: String| {
        count(&value);
        writing.set_field(pointer, value);
    };
    let about = [&id, "-hint ", &id, "-error ", &id, "-left"].concat();
    let hint = hint.map(|hint| view! { <p class="small" id=[&id, "-hint"].concat()>{hint}</p> });
    let wrong = move || !writing.complaint(pointer).is_empty();
    let complaint = move || {
        let words = writing.complaint(pointer);
        (!words.is_empty()).then(|| view! { <span class="unseen">{app.say("err.prefix")}" "</span>{words} })
    };
    let input = if rows > 1 {
        view! {
            <textarea id=id.clone() rows=rows aria-describedby=about aria-invalid=move || wrong().then_some("true")
                prop:value=value on:input=move |event| write(event_target_value(&event))></textarea>
        }
        .into_any()
    } else {
        view! {
            <input id=id.clone() type="text" autocomplete=autocomplete aria-describedby=about
                aria-invalid=move || wrong().then_some("true")
                prop:value=value on:input=move |event| write(event_target_value(&event)) />
        }
        .into_any()
    };
    view! {
        <div class="field" class:wrong=wrong>
            <label for=id.clone()>{label}</label>
            {hint}
            <p class="complaint" id=[&id, "-error"].concat()>{complaint}</p>
            {input}
            <p class="small" id=[&id, "-left"].concat() role="status">{move || left.get().map(|left| room(app, left))}</p>
        </div>
    }
    .into_any()
}

/// How many characters are left, or too many.
fn room(app: App, left: i64) -> String {
    let key = if left < 0 { "chars.over" } else { "chars.left" };
    app.language.say_with(key, &[("n", &left.abs().to_string())])
}
