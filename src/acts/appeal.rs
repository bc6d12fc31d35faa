//! Objecting to what was decided about one's own text, and what came of it (S1.6).

use leptos::prelude::*;
use samskab_protocol::moderation::{Appeal, CreateAppeal, CreatedAppeal, ModerationDecision};
use samskab_protocol::problem::{FieldError, FieldFault};
use samskab_protocol::report::CaseState;

use crate::app::App;
use crate::backend::client::encode;
use crate::drafts::draft::{has_draft, open_id};
use crate::drafts::sending::Sending;
use crate::drafts::writing::Writing;
use crate::parts::field::{Field, field};
use crate::parts::focus::focus;
use crate::parts::markup::{Content, all, button, classed, live, nothing, tag};
use crate::parts::prose::prose;
use crate::parts::sending::{Mend, error_summary, kept_note, send_button};

/// Draws what has become of an objection, or the way to make one where that is possible.
pub fn appeal(app: App, decision: &ModerationDecision) -> AnyView {
    let is_possible = app.with_service(|service| {
        let moderation = service.moderation.as_ref();
        moderation.is_some_and(|moderation| moderation.appeals)
    });
    let made = RwSignal::new_local(decision.appeal.clone());
    let subject = ["appeal:", &decision.id].concat();
    let open = RwSignal::new(has_draft(app.client, &subject));
    let id = decision.id.clone();
    live(move || {
        let made_now = made.get();
        match (made_now, is_possible, open.get()) {
            (Some(made), ..) => outcome(app, &made),
            (None, false, _) => nothing(),
            (None, true, false) => {
                let press = button("button", app.say("appeal.open"), move |_| open.set(true));
                classed("p", "choices").child(press).view()
            }
            (None, true, true) => form(app, &id, &subject, made),
        }
    })
}

fn outcome(app: App, appeal: &Appeal) -> AnyView {
    let key = match appeal.state {
        CaseState::Upheld => "appeal.upheld",
        CaseState::Rejected => "appeal.rejected",
        _ => "appeal.received",
    };
    classed("div", "panel")
        .attr("tabindex", "-1")
        .child(
            tag("p")
                .attr("role", "status")
                .child(tag("b").child(app.say(key))),
        )
        .child(appeal.reason.as_ref().map(prose))
        .view()
}

fn form(app: App, id: &str, subject: &str, made: RwSignal<Option<Appeal>, LocalStorage>) -> AnyView {
    let writing = Writing::open(app, &open_id(app.client, subject));
    let input = ["appeal-", id].concat();
    let question = Field {
        pointer: "/text",
        id: input.clone(),
        label: app.say("appeal.label"),
        hint: Some(app.say("appeal.hint")),
        rows: 4,
        max: app.with_service(|service| service.limits.comment_max),
        autocomplete: "off",
    };
    let path = ["/moderation-decisions/", &encode(id), "/appeal"].concat();
    let send = move || send(app, writing, &path, made);
    all(vec![
        error_summary(app, writing, move |_| Mend::Here(input.clone())),
        field(app, writing, question).mounted(focus_input).view(),
        kept_note(app, writing).view(),
        send_button(app, writing, app.say("appeal.send"), send),
    ])
}

fn focus_input(field: web_sys::HtmlElement) {
    use wasm_bindgen::JsCast;
    let input = field.query_selector("textarea").ok().flatten();
    if let Some(input) = input.and_then(|input| input.dyn_into().ok()) {
        focus(input);
    }
}

fn send(app: App, writing: Writing, path: &str, made: RwSignal<Option<Appeal>, LocalStorage>) {
    let text = writing.field("/text").trim().to_owned();
    let missing = text.is_empty().then(|| FieldError {
        pointer: "/text".into(),
        fault: FieldFault::Empty,
        limit: None,
        detail: String::new(),
    });
    let stands = missing.is_none();
    writing.errors.set(missing.into_iter().collect());
    let appeal = CreateAppeal {
        text,
        lang: Some(app.language.tag()),
    };
    if let Some(body) = serde_json::to_string(&appeal).ok().filter(|_| stands) {
        writing.send(Sending::of(path, body), move |created: CreatedAppeal| {
            made.set(Some(created.appeal));
        });
    }
}
