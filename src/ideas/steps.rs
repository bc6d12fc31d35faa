//! The screens of writing an idea.

use leptos::prelude::*;
use samskab_protocol::author::Author;
use samskab_protocol::text::Text;

use super::compose::{field_id, go_on, request, send};
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::field::{Field, field};
use crate::parts::heading::heading;
use crate::parts::link::link;
use crate::parts::meta;
use crate::parts::prose::prose;
use crate::parts::sending::send_button;
use crate::route::{Place, Step};

/// What is the problem?
pub fn problem(app: App, writing: Writing) -> AnyView {
    let question = question(
        app,
        writing,
        "/problem",
        "idea.problem.ask",
        Some("idea.problem.hint"),
        6,
    );
    (question, continue_button(app, writing, Step::Problem)).into_any()
}

/// What would make it better, and what is it called?
pub fn idea(app: App, writing: Writing) -> AnyView {
    let body = question(app, writing, "/body", "idea.body", Some("idea.body.hint"), 6);
    let title = question(app, writing, "/title", "idea.title", None, 1);
    (body, title, continue_button(app, writing, Step::Idea)).into_any()
}

/// Who are you?
pub fn who(app: App, writing: Writing) -> AnyView {
    let name = question(app, writing, "/author/name", "name", Some("name.hint"), 1);
    let chosen = writing.field("/author/role");
    let roles = [
        ("citizen", "who.private"),
        ("association", "who.org"),
        ("business", "who.business"),
    ];
    let choices: Vec<_> = roles
        .into_iter()
        .map(|(role, key)| {
            let id = ["role-", role].concat();
            let checked = chosen == role || (chosen.is_empty() && role == "citizen");
            let choose = move |_| writing.set_field("/author/role", role.to_owned());
            view! {
                <p class="choice">
                    <input type="radio" name="role" id=id.clone() prop:checked=checked on:change=choose />
                    <label for=id>{app.say(key)}</label>
                </p>
            }
        })
        .collect();
    view! {
        <fieldset class="field"><legend>{app.say("who.as")}</legend>{choices}</fieldset>
        {name}
        {continue_button(app, writing, Step::Who)}
    }
    .into_any()
}

/// Is this what you want to send? Exactly what becomes public, and who reads it first.
pub fn check(app: App, writing: Writing) -> AnyView {
    let request = request(app, writing);
    let author = Author {
        name: request.author.name,
        role: request.author.role,
        affiliation: None,
        verified: false,
    };
    let change =
        |step, key: &str| view! { <p class="small">{link(app, "", Place::NewIdea(step), app.say(key))}</p> };
    view! {
        <p>{app.say("check.public")}</p>
        <div class="panel preview">
            {heading(app, 1, view! { <span dir="auto">{request.title}</span> })}
            <p class="meta">{meta::author(app, Some(&author))}</p>
            {change(Step::Who, "check.change.who")}
            {heading(app, 2, app.say("idea.problem"))}
            {prose(&Text::plain(request.problem.unwrap_or_default()))}
            {change(Step::Problem, "check.change.problem")}
            {heading(app, 2, app.say("idea.proposal"))}
            {prose(&Text::plain(request.body))}
            {change(Step::Idea, "check.change.idea")}
        </div>
        <p class="small">{app.say("check.first")}</p>
        {send_button(app, writing, app.say("submit"), move || send(app, writing))}
    }
    .into_any()
}

fn question(
    app: App,
    writing: Writing,
    pointer: &'static str,
    label: &str,
    hint: Option<&str>,
    rows: u32,
) -> AnyView {
    let limits = app.with_service(|service| service.limits.clone());
    let (max, autocomplete) = match pointer {
        "/title" => (limits.title_max, "off"),
        "/author/name" => (limits.name_max, "name"),
        _ => (limits.body_max, "off"),
    };
    let (label, hint) = (app.say(label), hint.map(|key| app.say(key)));
    field(
        app,
        writing,
        Field {
            pointer,
            id: field_id(pointer),
            label,
            hint,
            rows,
            max,
            autocomplete,
        },
    )
}

fn continue_button(app: App, writing: Writing, step: Step) -> AnyView {
    view! {
        <button class="button first wide" type="button" on:click=move |_| go_on(app, writing, step)>
            {app.say("continue")}
        </button>
    }
    .into_any()
}
