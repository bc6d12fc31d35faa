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
use crate::parts::markup::{Content, Tag, all, button, classed, tag};
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
    all(vec![question, continue_button(app, writing, Step::Problem)])
}

/// What would make it better, and what is it called?
pub fn idea(app: App, writing: Writing) -> AnyView {
    let body = question(app, writing, "/body", "idea.body", Some("idea.body.hint"), 6);
    let title = question(app, writing, "/title", "idea.title", None, 1);
    all(vec![body, title, continue_button(app, writing, Step::Idea)])
}

/// Who are you?
pub fn who(app: App, writing: Writing) -> AnyView {
    let roles = [
        ("citizen", "who.private"),
        ("association", "who.org"),
        ("business", "who.business"),
    ];
    let legend = tag("legend").child(app.say("who.as"));
    let choices = classed("fieldset", "field").child(legend);
    let choices = roles.into_iter().fold(choices, |choices, (role, key)| {
        choices.child(choice(app, writing, role, key))
    });
    let name = question(app, writing, "/author/name", "name", Some("name.hint"), 1);
    all(vec![
        choices.view(),
        name,
        continue_button(app, writing, Step::Who),
    ])
}

fn choice(app: App, writing: Writing, role: &'static str, key: &str) -> Tag {
    let chosen = writing.field("/author/role");
    let checked = chosen == role || (chosen.is_empty() && role == "citizen");
    let id = ["role-", role].concat();
    let input = tag("input")
        .attr("type", "radio")
        .attr("name", "role")
        .attr("id", id.as_str())
        .maybe("checked", checked.then_some(""))
        .on("change", move |_| {
            writing.set_field("/author/role", role.to_owned())
        });
    classed("p", "choice")
        .child(input)
        .child(tag("label").attr("for", id).child(app.say(key)))
}

/// Is this what you want to send? Exactly what becomes public, and who reads it first.
pub fn check(app: App, writing: Writing) -> AnyView {
    let request = request(app, writing);
    let author = request.author.map(|guest| Author {
        id: None,
        name: guest.name,
        role: guest.role,
        affiliation: None,
        verified: false,
    });
    let change =
        |step, key: &str| classed("p", "small").child(link(app, "", Place::NewIdea(step), app.say(key)));
    let preview = classed("div", "panel preview")
        .child(heading(app, 1, request.title).attr("dir", "auto"))
        .child(classed("p", "meta").child(meta::author(app, author.as_ref())))
        .child(change(Step::Who, "check.change.who"))
        .child(heading(app, 2, app.say("idea.problem")))
        .child(prose(&Text::plain(request.problem.unwrap_or_default())))
        .child(change(Step::Problem, "check.change.problem"))
        .child(heading(app, 2, app.say("idea.proposal")))
        .child(prose(&Text::plain(request.body)))
        .child(change(Step::Idea, "check.change.idea"));
    all(vec![
        tag("p").child(app.say("check.public")).view(),
        preview.view(),
        classed("p", "small").child(app.say("check.first")).view(),
        send_button(app, writing, app.say("submit"), move || send(app, writing)),
    ])
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
    .view()
}

fn continue_button(app: App, writing: Writing, step: Step) -> AnyView {
    button("button first wide", app.say("continue"), move |_| {
        go_on(app, writing, step)
    })
    .view()
}
