//! Saying whether what was heard is right, in its place; for those who took part (S2.8).

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::create::Guest;
use samskab_protocol::heard::{CreateResponse, CreatedResponse, Verdict};
use samskab_protocol::problem::FieldFault;
use samskab_protocol::validation;

use super::responses::Responses;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::drafts::draft::{has_draft, open_id};
use crate::drafts::mine;
use crate::drafts::sending::Sending;
use crate::drafts::writing::Writing;
use crate::parts::choice::{Choice, choice, said};
use crate::parts::chunk::later;
use crate::parts::field::{Field, field};
use crate::parts::focus::focus;
use crate::parts::markup::{Content, all, button, classed, live, tag};
use crate::parts::sending::{Mend, error_summary, found_draft, kept_note, send_button};

/// What is open, and whether it was opened or closed by hand: then the focus follows.
#[derive(Clone, Copy)]
struct Desk {
    responses: Responses,
    open: RwSignal<bool>,
    pressed: StoredValue<bool>,
}

/// The way to say it, the form in its place, or thanks. Whoever has written nothing from this device yet is told who
/// can.
pub fn respond(app: App, responses: Responses) -> AnyView {
    let desk = Desk {
        responses,
        open: RwSignal::new(has_draft(app.client, &subject(responses))),
        pressed: StoredValue::new(false),
    };
    // Much is noted while somebody types, and what they type in must stay as it is.
    let stand = Memo::new(move |_| {
        app.outbox.changed.track();
        let is_known = mine::secret(&mine::list(app.client)).is_some();
        (is_known, responses.own.with(Option::is_some), desk.open.get())
    });
    live(move || match stand.get() {
        (_, true, _) => thanks(app),
        (false, ..) => classed("p", "small").child(app.say("heard.who")).view(),
        (true, false, true) => later(app, form_chunk, move |draw, app| draw(app, desk)),
        (true, false, false) => opener(app, desk),
    })
}

/// What the draft is kept under: what it is about stands last, so that one finds back to it.
fn subject(responses: Responses) -> String {
    let (id, about) = (responses.id.get_value(), responses.subject.get_value());
    ["response ", &id, " ", &about].concat()
}

fn opener(app: App, desk: Desk) -> AnyView {
    let back = move |element| {
        if desk.pressed.try_update_value(std::mem::take) == Some(true) {
            focus(element);
        }
    };
    let open = button("button", app.say("heard.open"), move |_| desk.toggle(true));
    classed("p", "actions").child(open.mounted(back)).view()
}

fn thanks(app: App) -> AnyView {
    tag("p")
        .attr("tabindex", "-1")
        .child(tag("b").child(app.say("heard.thanks")))
        .mounted(focus)
        .view()
}

impl Desk {
    fn toggle(self, open: bool) {
        self.pressed.set_value(true);
        self.open.set(open);
    }
}

/// Brings what draws the form, beside the one that draws replies.
#[wasm_split(replying, wasm_split_path = ::leptos::wasm_split, fallible)]
fn form_chunk() -> Result<fn(App, Desk) -> AnyView, Failure> {
    Ok(form)
}

fn form(app: App, desk: Desk) -> AnyView {
    let writing = Writing::open(app, &open_id(app.client, &subject(desk.responses)));
    if writing.field("/author/name").is_empty() {
        writing.suggest("/author/name", mine::name(app.client));
    }
    let id = desk.responses.id;
    let fields = live(move || {
        writing.redrawn.track();
        fields(app, writing, &id.get_value())
    });
    let begin = move |element| {
        if desk.pressed.try_update_value(std::mem::take) == Some(true) {
            focus(element);
        }
    };
    let title = classed("p", "panel-title")
        .attr("tabindex", "-1")
        .child(app.say("heard.title"))
        .mounted(begin);
    let close = button("link", app.say("comment.close"), move |_| desk.toggle(false));
    classed("div", "reply")
        .child(title)
        .child(found_draft(app, writing))
        .child(error_summary(app, writing, move |pointer| {
            Mend::Here(id.with_value(|id| field_id(id, pointer)))
        }))
        .child(fields)
        .child(kept_note(app, writing))
        .child(classed("p", "small").child(app.say("priv.heard")))
        .child(send_button(app, writing, app.say("heard.send"), move || {
            send(app, desk, writing)
        }))
        .child(tag("p").child(close))
        .view()
}

fn fields(app: App, writing: Writing, id: &str) -> AnyView {
    let verdict = Choice {
        pointer: "/verdict",
        id: field_id(id, "/verdict"),
        question: app.say("heard.question"),
        answers: said(app, &[("confirmed", "heard.yes"), ("corrected", "heard.no")]),
    };
    let text = Field {
        pointer: "/text",
        id: field_id(id, "/text"),
        label: app.say("heard.text"),
        hint: Some(app.say("heard.hint")),
        rows: 3,
        max: app.with_service(|service| service.limits.comment_max),
        autocomplete: "off",
    };
    let name = Field {
        pointer: "/author/name",
        id: field_id(id, "/author/name"),
        label: app.say("name"),
        hint: Some(app.say("name.hint")),
        rows: 1,
        max: app.with_service(|service| service.limits.name_max),
        autocomplete: "name",
    };
    all(vec![
        choice(writing, verdict).view(),
        field(app, writing, text).view(),
        field(app, writing, name).view(),
    ])
}

fn send(app: App, desk: Desk, writing: Writing) {
    let verdict = writing.field("/verdict");
    let text = writing.field("/text").trim().to_owned();
    let mut faults = Vec::new();
    if verdict.is_empty() {
        faults.push(validation::fail(
            "/verdict",
            FieldFault::Invalid,
            &app.say("err.choice.empty"),
        ));
    }
    if verdict == Verdict::Corrected.as_str() || !text.is_empty() {
        let max = app.with_service(|service| service.limits.comment_max);
        validation::text("/text", &text, max, &mut faults);
    }
    // Whoever takes part by a seat or an order of options has had no name so far.
    let name = writing.field("/author/name").trim().to_owned();
    let max = app.with_service(|service| service.limits.name_max);
    validation::text("/author/name", &name, max, &mut faults);
    let stands = faults.is_empty();
    writing.errors.set(faults);
    let response = CreateResponse {
        author: Some(Guest {
            name: name.clone(),
            ..Guest::default()
        }),
        verdict: Verdict::parse(&verdict),
        text: (!text.is_empty()).then_some(text),
        lang: Some(app.language.tag()),
    };
    let Some(body) = serde_json::to_string(&response).ok().filter(|_| stands) else {
        return;
    };
    let path = [
        "/summaries/",
        &encode(&desk.responses.id.get_value()),
        "/responses",
    ]
    .concat();
    writing.send(Sending::of(&path, body), move |created: CreatedResponse| {
        mine::remember_name(app.client, &name);
        desk.responses.own.set(Some(created.response));
        desk.responses.show(app);
    });
}

/// Id of an input: several forms may be open at once.
fn field_id(id: &str, pointer: &str) -> String {
    ["response-", id, &pointer.replace('/', "-")].concat()
}
