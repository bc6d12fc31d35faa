//! Writing a comment in place: below what it answers, kept and sent like every other text.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_split::wasm_split;
use samskab_protocol::comment::{Comment, CommentState};
use samskab_protocol::create::{CreateComment, CreatedComment, Guest};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::validation;
use wasm_bindgen::JsCast;

use super::comment::comment;
use super::marks::begin_with;
use super::mention::with_mentions;
use super::people::Mentioned;
use super::position::{chosen, question};
use super::shown::Node;
use super::thread::Thread;
use crate::app::App;
use crate::backend::failure::Failure;
use crate::drafts::draft::{has_draft, open_id};
use crate::drafts::mine;
use crate::drafts::sending::Sending;
use crate::drafts::writing::Writing;
use crate::parts::chunk::later;
use crate::parts::conduct::conduct;
use crate::parts::field::{Field, field};
use crate::parts::focus::focus;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing, tag};
use crate::parts::sending::{Mend, error_summary, found_draft, kept_note, send_button};
use crate::parts::wording::{self, with_marks};

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
        /// Class of the list of its replies.
        class: &'static str,
        /// What the view holds of it.
        node: Node,
    },
}

impl Reply {
    fn id(&self) -> Option<&str> {
        match self {
            Reply::Subject => None,
            Reply::Comment { id, .. } => Some(id),
        }
    }

    fn node(&self) -> Option<Node> {
        match self {
            Reply::Subject => None,
            Reply::Comment { node, .. } => Some(*node),
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

/// What is open at one place of a debate, and what was sent from there.
#[derive(Clone, Copy)]
struct Desk {
    open: RwSignal<bool>,
    /// Whether somebody has opened or closed the form by hand: then the focus follows.
    pressed: StoredValue<bool>,
    sent: RwSignal<Vec<Comment>, LocalStorage>,
}

/// A button that opens the form in its place, and below it what was sent from here. What was begun or sent stays when
/// what it answers is taken back meanwhile.
pub fn reply_box(app: App, thread: Thread, reply: Reply) -> AnyView {
    let desk = Desk {
        open: RwSignal::new(has_draft(app.client, &reply.draft(thread))),
        pressed: StoredValue::new(false),
        sent: RwSignal::new_local(Vec::new()),
    };
    let class = match &reply {
        Reply::Subject => "thread",
        Reply::Comment { class, .. } => class,
    };
    let node = reply.node();
    let can_be_answered = Memo::new(move |_| node.is_none_or(|node| node.now.with(can_be_answered)));
    let place = live(move || match desk.open.get() {
        true => {
            let reply = reply.clone();
            later(app, form_chunk, move |draw, app| {
                draw(app, thread, reply.clone(), desk)
            })
        }
        false => {
            let reply = reply.clone();
            live(move || match can_be_answered.get() {
                true => opener(app, &reply, desk).view(),
                false => leave(node, desk),
            })
        }
    });
    let none = move || desk.sent.with(Vec::is_empty).then(String::new);
    let sent = classed("ol", class)
        .attr("role", "list")
        .live_attr("hidden", none);
    all(vec![place, sent.child(sent_at(app, thread, desk, 0)).view()])
}

/// The comments sent from here, from one of them on. Each is drawn once, so that what hangs on an earlier one stays
/// as it is when another comes.
fn sent_at(app: App, thread: Thread, desk: Desk, at: usize) -> AnyView {
    let there = Memo::new(move |_| desk.sent.with(|sent| sent.len() > at));
    live(move || {
        if !there.get() {
            return nothing();
        }
        let item = desk
            .sent
            .with_untracked(|sent| sent.get(at).map(|item| sent_now(app, thread, item)));
        all(vec![
            item.map(|item| item.mounted(focus_first)).view(),
            sent_at(app, thread, desk, at + 1),
        ])
    })
}

/// A comment just sent. What was sent in a line stands in the whole debate as well, as soon as that is seen again.
fn sent_now(app: App, thread: Thread, item: &Comment) -> Tag {
    let drawn = comment(app, thread, item);
    if let Some(node) = thread.shown.node(&item.id).filter(|_| thread.is_line()) {
        on_cleanup(move || {
            let comment = node.now.try_get_untracked();
            if let Some(comment) = comment.filter(|comment| !comment.is_tombstone()) {
                set_timeout(move || thread.whole.take_over(comment), Duration::ZERO);
            }
        });
    }
    drawn
}

/// Moves the focus to the comment in an item.
fn focus_first(item: web_sys::HtmlElement) {
    if let Some(comment) = item
        .first_element_child()
        .and_then(|comment| comment.dyn_into().ok())
    {
        focus(comment);
    }
}

impl Desk {
    fn toggle(self, open: bool) {
        self.pressed.set_value(true);
        self.open.set(open);
    }
}

fn opener(app: App, reply: &Reply, desk: Desk) -> Tag {
    let (label, class) = match reply {
        Reply::Subject => (app.say("comment.add"), "button"),
        Reply::Comment { name: Some(name), .. } => {
            (app.language.say_with("reply", &[("name", name)]), "link")
        }
        Reply::Comment { name: None, .. } => (app.say("reply.unnamed"), "link"),
    };
    let back = move |element| {
        if desk.pressed.try_update_value(std::mem::take) == Some(true) {
            focus(element);
        }
    };
    classed("p", "actions").child(button(class, label, move |_| desk.toggle(true)).mounted(back))
}

/// What only its author sees cannot be answered, nor what is gone.
fn can_be_answered(item: &Comment) -> bool {
    let is_seen = !matches!(item.state, CommentState::Pending | CommentState::Refused);
    is_seen && !item.is_tombstone()
}

/// Nothing leads back to the form: whoever has closed it goes on at what it was to answer.
fn leave(node: Option<Node>, desk: Desk) -> AnyView {
    if desk.pressed.try_update_value(std::mem::take) == Some(true) {
        let element = node.and_then(|node| node.element.try_get_value().flatten());
        element.into_iter().for_each(focus);
    }
    nothing()
}

type DrawForm = fn(App, Thread, Reply, Desk) -> AnyView;

/// Brings what draws the form.
#[wasm_split(replying, wasm_split_path = ::leptos::wasm_split, fallible)]
fn form_chunk() -> Result<DrawForm, Failure> {
    Ok(form)
}

fn form(app: App, thread: Thread, reply: Reply, desk: Desk) -> AnyView {
    let subject = reply.draft(thread);
    let writing = Writing::open(app, &open_id(app.client, &subject));
    if writing.field("/author/name").is_empty() {
        writing.suggest("/author/name", mine::name(app.client));
    }
    let ids = StoredValue::new(subject);
    let fields = live(move || {
        writing.redrawn.track();
        ids.with_value(|subject| fields(app, thread, writing, subject))
    });
    let parent = reply.id().map(str::to_owned);
    let close = button("link", app.say("comment.close"), move |_| desk.toggle(false));
    let begin = move |element: web_sys::HtmlElement| {
        let pressed = desk.pressed.try_update_value(std::mem::take) == Some(true);
        let input = element
            .query_selector("textarea")
            .ok()
            .flatten()
            .filter(|_| pressed);
        if let Some(input) = input.and_then(|input| input.dyn_into().ok()) {
            focus(input);
        }
    };
    classed("div", "reply")
        .child(found_draft(app, writing))
        .child(error_summary(app, writing, move |pointer| {
            Mend::Here(ids.with_value(|subject| field_id(subject, pointer)))
        }))
        .child(fields)
        .child(kept_note(app, writing))
        .child(conduct(app))
        .child(classed("p", "small").child(app.say("priv.public")))
        .child(send_button(app, writing, app.say("comment.send"), move || {
            send(app, thread, writing, parent.clone(), desk)
        }))
        .child(tag("p").child(close))
        .mounted(begin)
        .view()
}

fn fields(app: App, thread: Thread, writing: Writing, subject: &str) -> AnyView {
    let limits = app.with_service(|service| service.limits.clone());
    let body = Field {
        pointer: "/body",
        id: field_id(subject, "/body"),
        label: app.say("comment.label"),
        hint: None,
        rows: 4,
        max: limits.comment_max,
        autocomplete: "off",
    };
    let name = Field {
        pointer: "/author/name",
        id: field_id(subject, "/author/name"),
        label: app.say("name"),
        hint: Some(app.say("name.hint")),
        rows: 1,
        max: limits.name_max,
        autocomplete: "name",
    };
    let body = with_mentions(app, thread.people, field(app, writing, body));
    all(vec![
        with_marks(app, writing, "/body", Rc::new(Mentioned { app, thread }), body).view(),
        question(app, thread, writing, field_id(subject, "-position")),
        field(app, writing, name).view(),
    ])
}

fn send(app: App, thread: Thread, writing: Writing, parent: Option<String>, desk: Desk) {
    let request = request(app, thread, writing, parent);
    let faults = app.with_service(|service| validation::comment(&request, &service.limits));
    let stands = faults.is_empty();
    writing.errors.set(faults);
    let Some(body) = serde_json::to_string(&request).ok().filter(|_| stands) else {
        return;
    };
    let name = writing.field("/author/name");
    writing.send(Sending::of("/comments", body), move |created: CreatedComment| {
        mine::remember_name(app.client, name.trim());
        begin_with(app, thread, &created.comment);
        thread.own.update(|own| own.push(created.comment.id.clone()));
        desk.open.set(false);
        match thread.shown.node(&created.comment.id) {
            // It had arrived before, and was shown among what is new.
            Some(node) => node.element.get_value().into_iter().for_each(focus),
            None => desk.sent.update(|sent| sent.push(created.comment)),
        }
    });
}

fn request(app: App, thread: Thread, writing: Writing, parent: Option<String>) -> CreateComment {
    let (alignment, side) = chosen(writing);
    CreateComment {
        subject: thread.subject.get_value(),
        parent,
        alignment,
        side,
        body: writing.field("/body").trim().to_owned(),
        format: wording::format(app),
        lang: Some(app.language.tag()),
        author: Some(Guest {
            name: writing.field("/author/name").trim().to_owned(),
            ..Guest::default()
        }),
    }
}

/// Id of an input: several forms may be open at once.
fn field_id(subject: &str, pointer: &str) -> String {
    [subject, pointer].concat()
}
