//! Narrowing a list down: by status and by words. The backend answers, not what happens to be loaded.

use leptos::prelude::*;
use samskab_protocol::contribution::StatusCategory;

use crate::app::App;
use crate::parts::markup::{Tag, classed, tag};

/// What a list is narrowed down to.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this status.
    pub status: Option<StatusCategory>,
    /// Only what has these words.
    pub words: String,
}

/// Key of the word for a status.
pub fn status_key(category: StatusCategory) -> &'static str {
    match category {
        StatusCategory::Received => "status.received",
        StatusCategory::Considering => "status.considering",
        StatusCategory::Planned => "status.planned",
        StatusCategory::InProgress => "status.in_progress",
        StatusCategory::Implemented => "status.implemented",
        StatusCategory::Rejected => "status.rejected",
        StatusCategory::Withdrawn => "status.withdrawn",
        StatusCategory::Other => "status.other",
    }
}

/// Draws the filters.
pub fn filters(app: App, filter: RwSignal<Filter>) -> Tag {
    let now = filter.get_untracked();
    let typed = StoredValue::new(now.words.clone());
    let search = move |event: web_sys::Event| {
        event.prevent_default();
        filter.update(|filter| filter.words = typed.get_value().trim().to_owned());
    };
    let choose = move |event: web_sys::Event| {
        let word = event_target_value(&event);
        filter.update(|filter| filter.status = (!word.is_empty()).then(|| StatusCategory::parse(&word)));
    };
    let every = tag("option").attr("value", "").child(app.say("filter.all"));
    let select = tag("select")
        .attr("id", "status")
        .on("change", choose)
        .child(every);
    let select = StatusCategory::ALL.into_iter().fold(select, |select, category| {
        let chosen = (now.status == Some(category)).then_some("");
        let option = tag("option")
            .attr("value", category.as_str())
            .maybe("selected", chosen);
        select.child(option.child(app.say(status_key(category))))
    });
    let input = tag("input")
        .attr("id", "search")
        .attr("type", "search")
        .attr("enterkeyhint", "search")
        .attr("value", now.words)
        .on("input", move |event| typed.set_value(event_target_value(&event)));
    let go = classed("button", "button")
        .attr("type", "submit")
        .child(app.say("search.go"));
    let words = tag("div")
        .child(tag("label").attr("for", "search").child(app.say("search")))
        .child(classed("div", "search").child(input).child(go));
    let status = tag("div")
        .child(tag("label").attr("for", "status").child(app.say("filter.status")))
        .child(select);
    classed("form", "filters")
        .attr("role", "search")
        .on("submit", search)
        .child(words)
        .child(status)
}
