//! Narrowing a list down: by status and by words. The backend answers, not what happens to be loaded.

use leptos::prelude::*;
use samskab_protocol::contribution::StatusCategory;

use super::list::Filter;
use crate::app::App;

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
pub fn filters(app: App, filter: RwSignal<Filter>) -> AnyView {
    let typed = StoredValue::new(String::new());
    let search = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        filter.update(|filter| filter.words = typed.get_value().trim().to_owned());
    };
    let choose = move |event: web_sys::Event| {
        let word = event_target_value(&event);
        filter.update(|filter| filter.status = (!word.is_empty()).then(|| StatusCategory::parse(&word)));
    };
    let options: Vec<_> = StatusCategory::ALL
        .into_iter()
        .map(|category| view! { <option value=category.as_str()>{app.say(status_key(category))}</option> })
        .collect();
    view! {
        <form class="filters" role="search" on:submit=search>
            <div>
                <label for="search">{app.say("search")}</label>
                <div class="search">
                    <input id="search" type="search" enterkeyhint="search"
                        on:input=move |event| typed.set_value(event_target_value(&event)) />
                    <button class="button" type="submit">{app.say("search.go")}</button>
                </div>
            </div>
            <div>
                <label for="status">{app.say("filter.status")}</label>
                <select id="status" on:change=choose>
                    <option value="">{app.say("filter.all")}</option>
                    {options}
                </select>
            </div>
        </form>
    }
    .into_any()
}
