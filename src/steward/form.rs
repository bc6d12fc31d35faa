//! A form for staff: kept while one writes, checked before it leaves, sent once however often one presses.

use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::problem::{FieldError, code};
use wasm_bindgen::JsCast;

use super::account;
use super::faults::{at_fields, told};
use super::version::Version;
use crate::app::App;
use crate::backend::client::Sent;
use crate::backend::failure::Failure;
use crate::drafts::draft::{self, open_id};
use crate::drafts::writing::Writing;
use crate::parts::form::field_id;
use crate::parts::markup::{Content, all, classed, live};
use crate::parts::sending::{Mend, error_summary, found_draft, kept_note};

/// What is sent.
pub struct Request {
    /// Where it goes, below the base.
    pub path: String,
    /// JSON.
    pub body: String,
    /// What it changes; missing where it is something new.
    pub version: Option<Version>,
}

impl Request {
    /// Something new, unless something of it cannot stand.
    pub fn to(path: &str, body: Option<String>, errors: Vec<FieldError>) -> Result<Request, Vec<FieldError>> {
        match body {
            Some(body) if errors.is_empty() => Ok(Request {
                path: path.to_owned(),
                body,
                version: None,
            }),
            _ => Err(errors),
        }
    }

    /// Whether nothing is to be changed: what was written stands there already.
    fn is_empty(&self) -> bool {
        self.version.is_some() && self.body == "{}"
    }
}

/// What a form asks and does.
pub struct Form {
    /// What its draft is kept under.
    pub subject: String,
    /// Key of the line that says who sees it.
    pub privacy: &'static str,
    /// What the button says.
    pub send: String,
    /// Its questions.
    pub fields: Box<dyn Fn(Writing) -> AnyView + Send>,
    /// What is sent, or what cannot stand.
    pub request: Box<dyn Fn(Writing) -> Result<Request, Vec<FieldError>>>,
    /// What follows; told what the backend answered.
    pub done: Rc<dyn Fn(&str)>,
}

/// A form that is there.
#[derive(Clone, Copy)]
struct Task {
    app: App,
    writing: Writing,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>, LocalStorage>,
    form: StoredValue<Form, LocalStorage>,
}

/// Draws a form. Ctrl and Enter send it from wherever one is in it.
pub fn form(app: App, form: Form) -> AnyView {
    let task = Task {
        app,
        writing: Writing::open(app, &open_id(app.client, &form.subject)),
        busy: RwSignal::new(false),
        failure: RwSignal::new_local(None),
        form: StoredValue::new_local(form),
    };
    task.forget_what_arrived();
    let writing = task.writing;
    let fields = move || {
        writing.redrawn.track();
        task.form.with_value(|form| (form.fields)(writing))
    };
    classed("div", "act")
        .on("keydown", move |event| {
            if is_send(&event) {
                event.prevent_default();
                task.send();
            }
        })
        .child(found_draft(app, writing))
        .child(error_summary(app, writing, move |pointer| {
            Mend::Here(field_id(writing, pointer))
        }))
        .child(live(fields))
        .child(kept_note(app, writing))
        .child(task.end())
        .view()
}

/// Whether a key press means to send: Ctrl, or the Mac's command key, and Enter.
fn is_send(event: &web_sys::Event) -> bool {
    let member = |name: &str| js_sys::Reflect::get(event, &name.into()).unwrap_or_default();
    let held = |name: &str| member(name).is_truthy();
    (held("ctrlKey") || held("metaKey")) && member("key").as_string().as_deref() == Some("Enter")
}

impl Task {
    /// Who sees it, the button, and what came of it.
    fn end(self) -> AnyView {
        let Task { app, busy, .. } = self;
        let (privacy, label) = self.form.with_value(|form| (form.privacy, form.send.clone()));
        let send = classed("button", "button first")
            .attr("type", "button")
            .live_attr("aria-disabled", move || busy.get().then(|| "true".into()))
            .live(move || {
                if busy.get() {
                    app.say("sending")
                } else {
                    label.clone()
                }
                .view()
            })
            .on("click", move |_| self.send());
        let outcome = live(move || {
            self.failure
                .with(|failure| failure.as_ref().map(|failure| told(app, failure)).view())
        });
        all(vec![
            classed("p", "small").child(app.say(privacy)).view(),
            classed("p", "choices")
                .child(send)
                .child(classed("span", "small keys").child(app.say("steward.keys")))
                .view(),
            classed("div", "outcome").child(outcome).view(),
        ])
    }

    /// A draft that would change nothing had arrived, and only the answer was lost: nobody goes on with it.
    fn forget_what_arrived(self) {
        let request = || self.form.with_value(|form| (form.request)(self.writing));
        if self.writing.found.get_untracked() && request().is_ok_and(|request| request.is_empty()) {
            self.writing.discard();
        }
    }

    fn send(self) {
        let request = self.form.with_value(|form| (form.request)(self.writing));
        self.failure.set(None);
        match request {
            Err(errors) => self.writing.errors.set(at_fields(self.app, errors)),
            Ok(request) if !self.busy.get_untracked() => {
                self.writing.errors.set(Vec::new());
                self.busy.set(true);
                let (id, key) = (self.writing.name(), self.writing.key());
                let sent = draft::read(self.app.client, &id).unwrap_or_default().fields;
                spawn_local(self.deliver(request, id, key, sent));
            }
            Ok(_) => {}
        }
    }

    async fn deliver(self, request: Request, id: String, key: String, sent: BTreeMap<String, String>) {
        let client = self.app.client;
        let answer = match deliver(self.app, &request, &key).await {
            Ok(answer) => Ok(answer),
            Err(failure) if failure.code() == code::CHANGED_MEANWHILE => {
                self.catch_up(request.version, failure).await
            }
            Err(failure) => Err(failure),
        };
        // The view may be gone by now: the draft is forgotten all the same once its text is stored.
        let is_here = self.busy.try_set(false).is_none();
        match answer {
            Ok(_) if !is_here => _ = draft::settle(client, &id, &sent),
            Ok(answer) => {
                if draft::settle(client, &id, &sent) {
                    self.writing.discard();
                }
                if let Some(done) = self.form.try_with_value(|form| form.done.clone()) {
                    done(&answer);
                }
            }
            Err(_) if !is_here => {}
            Err(failure) => self.fail(failure),
        }
    }

    /// Reads again what somebody else has changed, and shows it beside what was written. Where nothing is left to
    /// change, it had arrived, and only the answer was lost.
    async fn catch_up(self, version: Option<Version>, failure: Failure) -> Result<String, Failure> {
        if let Some(version) = version {
            version.renew().await?;
        }
        self.writing.redrawn.try_update(|times| *times += 1);
        match self.form.try_with_value(|form| (form.request)(self.writing)) {
            Some(Ok(again)) if again.is_empty() => Ok(String::new()),
            _ => Err(failure),
        }
    }

    fn fail(self, failure: Failure) {
        let refused = failure.problem();
        if refused.is_some_and(|problem| (400..500).contains(&problem.status)) {
            // What was refused was not stored, and what had arrived before is another text.
            self.writing.part_from_sent();
        }
        let errors = match failure.code() == code::CHANGED_MEANWHILE {
            true => self.form.with_value(|form| (form.request)(self.writing)).err(),
            false => refused.map(|problem| problem.errors.clone()),
        };
        self.writing
            .errors
            .try_set(at_fields(self.app, errors.unwrap_or_default()));
        self.failure.try_set(Some(failure));
    }
}

async fn deliver(app: App, request: &Request, key: &str) -> Result<String, Failure> {
    if request.is_empty() {
        return Ok(String::new());
    }
    let secret = account::secret(app);
    let tag = request.version.map(Version::tag);
    let sent = Sent {
        body: Some(&request.body),
        secret: Some(&secret),
        tag: tag.as_deref(),
        key: tag.is_none().then_some(key),
        ..Sent::default()
    };
    let answer = match tag {
        Some(_) => app.client.patch(&request.path, sent).await?,
        None => app.client.deliver(&request.path, sent).await?,
    };
    Ok(answer.text().to_owned())
}

/// What stands in a field, one item a line.
pub fn lines(writing: Writing, pointer: &str) -> Vec<String> {
    let text = writing.field(pointer);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

/// Redraws the fields and gives the focus to the one at a pointer, after a program has written in it.
pub fn show_written(writing: Writing, event: &web_sys::Event, pointer: &str) {
    let node = event
        .current_target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let root = node.map(|node| node.get_root_node());
    writing.redrawn.update(|times| *times += 1);
    let id = field_id(writing, pointer);
    spawn_local(async move {
        let root = root.and_then(|root| root.dyn_into::<web_sys::ShadowRoot>().ok());
        let field = root.and_then(|root| root.get_element_by_id(&id));
        if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
            _ = field.focus();
        }
    });
}
