//! Changing one's own words for as long as that is allowed. What somebody changed elsewhere meanwhile is never lost:
//! both versions stand side by side until one is chosen (RFC 9110, `If-Match`).

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::comment::Comment;
use samskab_protocol::contribution::{Contribution, Kind};
use samskab_protocol::create::{EditComment, EditContribution};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::problem::{FieldError, code};
use samskab_protocol::text::{Format, Text};
use samskab_protocol::validation;

use super::bar::{Opened, settle};
use super::form::{self, Form};
use super::identity::own_secret;
use super::{Desk, Outcome};
use crate::app::App;
use crate::backend::client::{Sent, encode};
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::drafts::draft::open_id;
use crate::drafts::writing::{Kept, Writing};
use crate::parts::failure::loaded;
use crate::parts::form::{input, text, written};
use crate::parts::markup::{Content, all, button, classed, live, nothing, tag};
use crate::parts::meta::theirs;
use crate::parts::prose::prose;
use crate::parts::saving::{Saving, save_button};
use crate::parts::wording::with_marks;

/// What is changed, as it was read, with the entity tag by which it is named.
#[derive(Clone)]
struct Version {
    /// Missing for a comment, which has nothing but its words.
    kind: Option<Kind>,
    title: String,
    problem: Option<Text>,
    body: Option<Text>,
    /// As it came.
    answer: String,
    tag: String,
}

/// An editing that goes on.
#[derive(Clone, Copy)]
struct Editing {
    app: App,
    desk: Desk,
    opened: Opened,
    writing: Writing,
    saving: Saving,
    /// The version that the change is one of.
    base: StoredValue<Option<Version>, LocalStorage>,
    /// Another version that has come between.
    other: RwSignal<Option<Version>, LocalStorage>,
}

/// A change on its way, with all that its answer is read by: the view may be gone by then.
struct Change {
    of: Ref,
    /// What it is kept under.
    draft: String,
    secret: String,
    /// The version that it is one of.
    tag: String,
    body: String,
}

/// What the draft is kept under.
pub fn subject(desk: Desk) -> String {
    ["edit ", &desk.reference().to_string()].concat()
}

/// Draws the form, with the words as they stand now.
pub fn form(app: App, desk: Desk, opened: Opened) -> AnyView {
    let writing = Writing::open(app, &open_id(app.client, &subject(desk)));
    let editing = Editing {
        app,
        desk,
        opened,
        writing,
        saving: Saving::new(),
        base: StoredValue::new_local(None),
        other: RwSignal::new_local(None),
    };
    let version: Loading<Version> = waiting_for();
    let fetch = move || match desk.waiting() {
        Some(comment) => version.set(Load::Ready(version_of(comment))),
        None => load(version, read(app, desk.reference())),
    };
    fetch();
    loaded(app, version, fetch, move |version| {
        let kind = version.kind;
        editing.base.set_value(Some(version.clone()));
        let fields = move || fields(editing, kind);
        let form = Form {
            title: "edit.title",
            privacy: "priv.edit",
            fields,
            send: save_button(app, editing.saving, app.say("edit.send"), move || {
                save(editing, kind)
            }),
        };
        all(vec![
            live(move || {
                editing
                    .other
                    .with(|other| other.as_ref().map(|other| both(editing, other)))
                    .view()
            }),
            form::form(app, opened, writing, form),
        ])
    })
}

impl Editing {
    /// Fills in what stands there, where nothing else has been written.
    fn fill_in(self) {
        let words = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
        let base = self.base.get_value();
        if let Some(base) = base.filter(|_| self.writing.kept.get_untracked() == Kept::Empty) {
            self.writing.suggest("/problem", words(&base.problem));
            self.writing.suggest("/body", words(&base.body));
            self.writing.suggest("/title", base.title);
        }
    }

    /// Lets the other version stand, and forgets one's own.
    fn give_way(self) {
        self.writing.discard();
        self.other.set(None);
        self.opened.close();
        let answer = self
            .base
            .with_value(|base| base.as_ref().map(|base| base.answer.clone()));
        self.desk.refresh(&Outcome::Changed(&answer.unwrap_or_default()));
    }
}

/// What nobody else has read nobody else has changed: any version there is can be changed (RFC 9110, `If-Match: *`).
fn version_of(comment: Comment) -> Version {
    Version {
        kind: None,
        title: String::new(),
        problem: None,
        body: comment.body,
        answer: String::new(),
        tag: "*".into(),
    }
}

async fn read(app: App, wanted: Ref) -> Result<Version, Failure> {
    let answer = app.client.look(&path(&wanted), Sent::default()).await?;
    let tag = answer.tag.clone().ok_or(Failure::Unreadable)?;
    if wanted.of == RefType::Comment {
        let comment: Comment = answer.read()?;
        return Ok(Version {
            answer: answer.text().to_owned(),
            tag,
            ..version_of(comment)
        });
    }
    let contribution: Contribution = answer.read()?;
    Ok(Version {
        kind: Some(contribution.kind),
        title: contribution.title,
        problem: contribution.problem,
        body: contribution.body,
        answer: answer.text().to_owned(),
        tag,
    })
}

/// Where it lies.
pub fn path(reference: &Ref) -> String {
    ["/", reference.of.collection(), "/", &encode(&reference.id)].concat()
}

fn fields(editing: Editing, kind: Option<Kind>) -> AnyView {
    let Editing { app, writing, .. } = editing;
    editing.fill_in();
    let limits = app.with_service(|service| service.limits.clone());
    let Some(kind) = kind else {
        return marked(editing, "/body", "comment.label", 5, limits.comment_max);
    };
    let problem =
        (kind == Kind::Idea).then(|| marked(editing, "/problem", "idea.problem", 5, limits.body_max));
    let body = if kind == Kind::Idea {
        "idea.proposal"
    } else {
        "edit.body"
    };
    all(vec![
        text(app, writing, "/title", "edit.headline", 1, limits.title_max),
        problem.view(),
        marked(editing, "/body", body, 6, limits.body_max),
    ])
}

/// A text, with a look at what will come of its marks where it was written with marks.
fn marked(editing: Editing, pointer: &'static str, label: &str, rows: u32, max: u32) -> AnyView {
    let Editing {
        app, desk, writing, ..
    } = editing;
    let input = input(app, writing, pointer, label, rows, max);
    let body = editing.base.get_value().and_then(|base| base.body);
    if body.is_none_or(|body| body.format != Format::Markup) {
        return input.view();
    }
    let people = desk.subject.with_value(|subject| subject.people.clone());
    with_marks(app, writing, pointer, people, input).view()
}

fn save(editing: Editing, kind: Option<Kind>) {
    let (edited, faults) = edited(editing, kind);
    let stands = faults.is_empty();
    editing.writing.errors.set(faults);
    let base = editing.base.get_value();
    let secret = own_secret(editing.app, editing.desk);
    let (Some(body), Some(base), Some(secret)) = (edited.filter(|_| stands), base, secret) else {
        return;
    };
    if editing.saving.begin() {
        let change = Change {
            of: editing.desk.reference(),
            draft: editing.writing.name(),
            secret,
            tag: base.tag,
            body,
        };
        spawn_local(send(editing, change));
    }
}

/// What is to be sent, and the fields that cannot stand.
fn edited(editing: Editing, kind: Option<Kind>) -> (Option<String>, Vec<FieldError>) {
    let Editing { app, writing, .. } = editing;
    let limits = app.with_service(|service| service.limits.clone());
    let body = writing.field("/body").trim().to_owned();
    let Some(kind) = kind else {
        let edited = comment(body);
        let faults = validation::edited_comment(&edited, &limits);
        return (serde_json::to_string(&edited).ok(), faults);
    };
    let title = writing.field("/title").trim().to_owned();
    let edited = contribution(title, written(writing, "/problem"), body);
    let faults = validation::edited_contribution(kind, &edited, &limits);
    (serde_json::to_string(&edited).ok(), faults)
}

// How it is meant to be read stays as it was.
fn comment(body: String) -> EditComment {
    EditComment {
        body,
        format: Format::Plain,
        lang: None,
    }
}

fn contribution(title: String, problem: Option<String>, body: String) -> EditContribution {
    EditContribution {
        title,
        problem,
        body,
        format: Format::Plain,
        lang: None,
        place: None,
    }
}

impl Version {
    /// Whether this is what was sent: then it has arrived, and only the answer was lost.
    fn is(&self, sent: &str) -> bool {
        let words = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
        let body = words(&self.body).unwrap_or_default();
        let same = match self.kind {
            None => serde_json::to_string(&comment(body)),
            Some(_) => serde_json::to_string(&contribution(self.title.clone(), words(&self.problem), body)),
        };
        same.is_ok_and(|same| same == sent)
    }
}

async fn send(editing: Editing, change: Change) {
    let Editing {
        app, writing, saving, ..
    } = editing;
    let sent = Sent {
        body: Some(&change.body),
        secret: Some(&change.secret),
        tag: Some(&change.tag),
        ..Sent::default()
    };
    let failure = match app.client.patch(&path(&change.of), sent).await {
        Ok(answer) => return finish(editing, &change, answer.text()),
        Err(failure) => failure,
    };
    let failure = match failure.code() {
        code::CHANGED_MEANWHILE => match read(app, change.of.clone()).await {
            Ok(version) if version.is(&change.body) => return finish(editing, &change, &version.answer),
            Ok(version) => {
                editing.other.try_set(Some(version.clone()));
                editing.base.try_set_value(Some(version));
                return saving.end();
            }
            Err(failure) => failure,
        },
        _ => failure,
    };
    writing.errors.try_set(saving.fail(failure));
}

fn finish(editing: Editing, change: &Change, answer: &str) {
    let Editing {
        app, desk, opened, ..
    } = editing;
    editing.saving.end();
    editing.writing.forget(&change.draft);
    settle(app, desk, opened, change.of.of, &Outcome::Changed(answer));
}

/// The version that came between, with the choice to let it stand; one's own stands in the form below.
fn both(editing: Editing, other: &Version) -> AnyView {
    let Editing { app, .. } = editing;
    let part = |text: &Option<Text>| text.as_ref().map_or_else(nothing, |text| prose(text).view());
    classed("div", "summary")
        .attr("tabindex", "-1")
        .child(
            tag("p")
                .attr("role", "alert")
                .child(tag("b").child(app.say("edit.changed"))),
        )
        .child(tag("p").child(tag("b").child(theirs(&other.title))))
        .child(part(&other.problem))
        .child(part(&other.body))
        .child(tag("p").child(app.say("edit.choose")))
        .child(button("link", app.say("edit.theirs"), move |_| {
            editing.give_way()
        }))
        .mounted(crate::parts::focus::focus)
        .view()
}
