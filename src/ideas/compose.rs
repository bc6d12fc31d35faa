//! Writing an idea: one question a screen, the problem first (S2.3), and a last look before it is sent.

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::author::Role;
use samskab_protocol::contribution::Kind;
use samskab_protocol::create::{CreateContribution, CreatedContribution, Guest};
use samskab_protocol::problem::FieldError;
use samskab_protocol::validation;

use super::steps::{check, idea, problem, who};
use crate::app::App;
use crate::backend::failure::Failure;
use crate::drafts::draft::open_id;
use crate::drafts::mine;
use crate::drafts::sending::Sending;
use crate::drafts::writing::Writing;
use crate::parts::heading::view_heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, all, classed};
use crate::parts::sending::{Mend, error_summary, found_draft, kept_note};
use crate::route::{Place, Step};

/// What the draft of a new idea is kept under.
pub const SUBJECT: &str = "idea";

/// Brings what draws the screens of writing an idea.
#[wasm_split(writing, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn compose_chunk() -> Result<fn(App) -> AnyView, Failure> {
    Ok(compose)
}

/// Draws the step that one is at.
fn compose(app: App) -> AnyView {
    let writing = Writing::open(app, &open_id(app.client, SUBJECT));
    if writing.field("/author/name").is_empty() {
        writing.suggest("/author/name", mine::name(app.client));
    }
    let step = Memo::new(move |_| match app.place.get() {
        Place::NewIdea(step) => step,
        _ => Step::Problem,
    });
    // Nobody lands on a later step with nothing written: after sending, or by an old link.
    Effect::new(move || {
        writing.redrawn.track();
        if step.get() > Step::Problem
            && request(app, writing)
                .problem
                .is_none_or(|problem| problem.trim().is_empty())
        {
            app.replace(Place::NewIdea(Step::Problem));
        }
    });
    let screen = move || {
        writing.redrawn.track();
        let step = step.get();
        writing
            .errors
            .update(|errors| errors.retain(|error| step_of(&error.pointer) == step));
        let number = Step::ALL
            .iter()
            .position(|known| *known == step)
            .unwrap_or_default()
            + 1;
        let (n, total) = (number.to_string(), Step::ALL.len().to_string());
        let back = match number {
            1 => Place::Ideas,
            _ => Place::NewIdea(Step::ALL[number - 2]),
        };
        let screen = match step {
            Step::Problem => problem(app, writing),
            Step::Idea => idea(app, writing),
            Step::Who => who(app, writing),
            Step::Check => check(app, writing),
        };
        all(vec![
            classed("p", "small back")
                .child(link(app, "", back, app.say("back")))
                .view(),
            classed("p", "small")
                .child(app.language.say_with("step", &[("n", &n), ("total", &total)]))
                .view(),
            view_heading(app, app.say(title_key(step))).view(),
            error_summary(app, writing, move |pointer| match step_of(pointer) {
                other if other != step => Mend::There(Place::NewIdea(other)),
                _ => Mend::Here(field_id(pointer)),
            }),
            found_draft(app, writing),
            screen,
            kept_note(app, writing).view(),
        ])
    };
    classed("div", "compose").live(screen).view()
}

fn title_key(step: Step) -> &'static str {
    match step {
        Step::Problem => "idea.new",
        Step::Idea => "compose.idea",
        Step::Who => "compose.who",
        Step::Check => "check.heading",
    }
}

/// Id of the input that a field of the request is written in.
pub fn field_id(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', "-")
}

/// The step on which a field is asked for.
fn step_of(pointer: &str) -> Step {
    match pointer {
        "/problem" => Step::Problem,
        "/author/name" | "/author/role" => Step::Who,
        _ => Step::Idea,
    }
}

/// What would be sent now.
pub fn request(app: App, writing: Writing) -> CreateContribution {
    let trimmed = |pointer| writing.field(pointer).trim().to_owned();
    let role = match writing.field("/author/role").as_str() {
        "association" => Role::Association,
        "business" => Role::Business,
        _ => Role::Citizen,
    };
    CreateContribution {
        kind: Kind::Idea,
        title: trimmed("/title"),
        problem: Some(trimmed("/problem")),
        body: trimmed("/body"),
        lang: Some(app.language.tag()),
        author: Some(Guest {
            name: trimmed("/author/name"),
            role,
        }),
        ..CreateContribution::default()
    }
}

fn faults(app: App, writing: Writing, step: Step) -> Vec<FieldError> {
    let limits = app.with_service(|service| service.limits.clone());
    let mut faults = validation::contribution(&request(app, writing), &limits);
    faults.retain(|fault| step == Step::Check || step_of(&fault.pointer) == step);
    faults
}

/// Goes on to the next step if this one can stand.
pub fn go_on(app: App, writing: Writing, step: Step) {
    let faults = faults(app, writing, step);
    if let (true, Some(next)) = (faults.is_empty(), step.next()) {
        app.go(Place::NewIdea(next));
    }
    writing.errors.set(faults);
}

/// Sends what stands on the check screen, or goes to the first step that cannot stand.
pub fn send(app: App, writing: Writing) {
    let faults = faults(app, writing, Step::Check);
    let place = faults
        .first()
        .map(|fault| Place::NewIdea(step_of(&fault.pointer)));
    writing.errors.set(faults);
    if let Some(place) = place {
        return app.go(place);
    }
    let Ok(body) = serde_json::to_string(&request(app, writing)) else {
        return;
    };
    let name = writing.field("/author/name");
    writing.send(
        Sending::of("/contributions", body),
        move |created: CreatedContribution| {
            mine::remember_name(app.client, &name);
            app.kept.set_value(None);
            let place = Place::Idea(created.contribution.id.clone());
            app.receipt.set(Some(created));
            app.replace(place);
        },
    );
}
