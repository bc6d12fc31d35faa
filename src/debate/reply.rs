//! Writing a comment in place: below what it answers, kept and sent like every other text.

use leptos::prelude::*;
use samskab_protocol::comment::Comment;
use samskab_protocol::create::{CreateComment, CreatedComment, Guest};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::validation;

use super::comment::comment;
use super::thread::Thread;
use crate::app::App;
use crate::drafts::mine;
use crate::drafts::writing::{Writing, has_draft};
use crate::parts::field::{Field, field};
use crate::parts::sending::{error_summary, found_draft, kept_note, send_button};

/// What is answered.
#[derive(Clone)]
pub enum Reply {
    /// The subject itself.
    Subject,
    /// A comment.
    Comment {
        /// Its id.
        id: String,
        /// Its author's name.
        name: Option<String>,
        /// Whether the answer stands without an indent of its own.
        deep: bool,
    },
}

impl Reply {
    fn id(&self) -> Option<&str> {
        match self {
            Reply::Subject => None,
            Reply::Comment { id, .. } => Some(id),
        }
    }

    /// What the draft is kept under.
    fn draft(&self, thread: Thread) -> String {
        match self.id() {
            Some(id) => Ref {
                of: RefType::Comment,
                id: id.to_owned(),
            }
            .to_string(),
            None => thread.subject.get_value(),
        }
    }
}

/// A button that opens the form in its place, and below it what was sent from here.
pub fn reply_box(app: App, thread: Thread, reply: Reply) -> AnyView {
    let open = RwSignal::new(has_draft(app, &reply.draft(thread)));
    let sent: RwSignal<Vec<Comment>, LocalStorage> = RwSignal::new_local(Vec::new());
    let deep = matches!(reply, Reply::Comment { deep: true, .. });
    let (label, class) = match &reply {
        Reply::Subject => (app.say("comment.add"), "button"),
        Reply::Comment { name: Some(name), .. } => {
            (app.language.say_with("reply", &[("name", name)]), "link")
        }
        Reply::Comment { name: None, .. } => (app.say("reply.unnamed"), "link"),
    };
    let place = move || {
        if open.get() {
            form(app, thread, reply.clone(), open, sent)
        } else {
            view! {
                <p class="actions"><button class=class type="button" on:click=move |_| open.set(true)>{label.clone()}</button></p>
            }
            .into_any()
        }
    };
    let sent = move || {
        let class = if deep { "sent level" } else { "sent" };
        sent.with(|sent| {
            let items: Vec<_> = sent.iter().map(|item| comment(app, thread, item)).collect();
            (!items.is_empty()).then(|| view! { <ol class=class>{items}</ol> })
        })
    };
    (place, sent).into_any()
}

fn form(
    app: App,
    thread: Thread,
    reply: Reply,
    open: RwSignal<bool>,
    sent: RwSignal<Vec<Comment>, LocalStorage>,
) -> AnyView {
    let subject = reply.draft(thread);
    let writing = Writing::open(app, &subject);
    if writing.field("/author/name").is_empty() {
        writing.suggest("/author/name", mine::name(app.client));
    }
    let limits = StoredValue::new(app.with_service(|service| service.limits.clone()));
    let redrawn = RwSignal::new(0);
    let id = StoredValue::new(subject);
    let fields = move || {
        redrawn.track();
        let (comment_max, name_max) = limits.with_value(|limits| (limits.comment_max, limits.name_max));
        let ids = field_ids(&id.get_value());
        view! {
            {field(app, writing, Field { pointer: "/body", id: ids.0, label: app.say("comment.label"), hint: None, rows: 4, max: comment_max, autocomplete: "off" })}
            {field(app, writing, Field { pointer: "/author/name", id: ids.1, label: app.say("name"), hint: Some(app.say("name.hint")), rows: 1, max: name_max, autocomplete: "name" })}
        }
    };
    let parent = reply.id().map(str::to_owned);
    let press = move || {
        let request = request(app, thread, writing, parent.clone());
        let faults = limits.with_value(|limits| validation::comment(&request, limits));
        if !faults.is_empty() {
            return writing.errors.set(faults);
        }
        writing.errors.set(Vec::new());
        let Ok(body) = serde_json::to_string(&request) else {
            return;
        };
        writing.send("/comments", body, move |created: CreatedComment| {
            let reference = Ref {
                of: RefType::Comment,
                id: created.comment.id.clone(),
            };
            mine::remember(app.client, &reference, created.secret);
            mine::remember_name(app.client, &request.author.name);
            thread
                .own
                .update_value(|own| own.push(created.comment.id.clone()));
            sent.update(|sent| sent.push(created.comment));
            open.set(false);
        });
    };
    let opened = NodeRef::<leptos::html::Div>::new();
    if !writing.found.get_untracked() {
        Effect::new(move || focus_first(opened.get()));
    }
    let id = id.get_value();
    view! {
        <div class="reply" node_ref=opened>
            {found_draft(app, writing, move || redrawn.update(|times| *times += 1))}
            {error_summary(app, writing, move |pointer| {
                let (body, name) = field_ids(&id);
                if pointer == "/body" { body } else { name }
            })}
            {fields}
            {kept_note(app, writing)}
            <p class="small">{app.say("priv.public")}</p>
            {send_button(app, writing, app.say("comment.send"), press)}
            <p><button class="link" type="button" on:click=move |_| open.set(false)>{app.say("comment.close")}</button></p>
        </div>
    }
    .into_any()
}

fn request(app: App, thread: Thread, writing: Writing, parent: Option<String>) -> CreateComment {
    CreateComment {
        subject: thread.subject.get_value(),
        parent,
        body: writing.field("/body").trim().to_owned(),
        lang: Some(app.language.tag()),
        author: Guest {
            name: writing.field("/author/name").trim().to_owned(),
            ..Guest::default()
        },
    }
}

/// Ids of the two inputs: several forms may be open at once.
fn field_ids(subject: &str) -> (String, String) {
    ([subject, "-body"].concat(), [subject, "-name"].concat())
}

fn focus_first(form: Option<web_sys::HtmlDivElement>) {
    use leptos::wasm_bindgen::JsCast;
    let input = form.and_then(|form| form.query_selector("textarea").ok().flatten());
    if let Some(input) = input.and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok()) {
        _ = input.focus();
    }
}
