//! Changing one's own words for as long as that is allowed. What somebody changed elsewhere meanwhile is never lost:
//! both versions stand side by side until one is chosen (RFC 9110, `If-Match`).

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::contribution::{Contribution, Kind};
use samskab_protocol::create::EditContribution;
use samskab_protocol::problem::code;
use samskab_protocol::text::{Format, Text};
use samskab_protocol::validation;

use super::Desk;
use super::bar::Opened;
use super::form::{self, Form, text, written};
use super::identity::own_secret;
use super::saving::{Saving, save_button};
use crate::app::App;
use crate::backend::client::{Sent, encode};
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::drafts::draft::open_id;
use crate::drafts::writing::{Kept, Writing};
use crate::parts::failure::loaded;
use crate::parts::markup::{Content, all, button, classed, live, nothing, tag};
use crate::parts::meta::theirs;
use crate::parts::prose::prose;

/// What is changed, as it was read, with the entity tag by which it is named.
#[derive(Clone)]
struct Version {
    contribution: Contribution,
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
    let fetch = move || load(version, read(app, desk));
    fetch();
    loaded(app, version, fetch, move |version| {
        let kind = version.contribution.kind;
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
            let contribution = base.contribution;
            self.writing.suggest("/title", contribution.title);
            self.writing.suggest("/problem", words(&contribution.problem));
            self.writing.suggest("/body", words(&contribution.body));
        }
    }

    /// Lets the other version stand, and forgets one's own.
    fn give_way(self) {
        self.writing.discard();
        self.other.set(None);
        self.opened.close();
        self.desk.refresh();
    }
}

async fn read(app: App, desk: Desk) -> Result<Version, Failure> {
    let path = ["/contributions/", &encode(&desk.reference().id)].concat();
    let answer = app.client.look(&path, Sent::default()).await?;
    Ok(Version {
        contribution: answer.read()?,
        tag: answer.tag.ok_or(Failure::Unreadable)?,
    })
}

fn fields(editing: Editing, kind: Kind) -> AnyView {
    let Editing { app, writing, .. } = editing;
    editing.fill_in();
    let limits = app.with_service(|service| service.limits.clone());
    let problem =
        (kind == Kind::Idea).then(|| text(app, writing, "/problem", "idea.problem", 5, limits.body_max));
    let body = if kind == Kind::Idea {
        "idea.proposal"
    } else {
        "edit.body"
    };
    all(vec![
        text(app, writing, "/title", "edit.headline", 1, limits.title_max),
        problem.view(),
        text(app, writing, "/body", body, 6, limits.body_max),
    ])
}

fn save(editing: Editing, kind: Kind) {
    let Editing { app, writing, .. } = editing;
    let limits = app.with_service(|service| service.limits.clone());
    let edited = EditContribution {
        title: writing.field("/title").trim().to_owned(),
        problem: written(writing, "/problem"),
        body: writing.field("/body").trim().to_owned(),
        // How it is meant to be read stays as it was.
        format: Format::Plain,
        lang: None,
        place: None,
    };
    let faults = validation::edited_contribution(kind, &edited, &limits);
    let stands = faults.is_empty();
    writing.errors.set(faults);
    let body = serde_json::to_string(&edited).ok().filter(|_| stands);
    if let Some(body) = body.filter(|_| editing.saving.begin()) {
        spawn_local(send(editing, body));
    }
}

async fn send(editing: Editing, body: String) {
    let Editing {
        app,
        desk,
        writing,
        saving,
        ..
    } = editing;
    let base = editing.base.try_get_value().flatten();
    let (Some(base), Some(secret)) = (base, own_secret(app, desk)) else {
        return saving.end();
    };
    let path = ["/contributions/", &encode(&desk.reference().id)].concat();
    let sent = Sent {
        body: Some(&body),
        secret: Some(&secret),
        tag: Some(&base.tag),
        ..Sent::default()
    };
    let failure = match app.client.patch(&path, sent).await {
        Ok(_) => {
            saving.end();
            writing.discard();
            app.kept.try_set_value(None);
            editing.opened.panel.try_set(None);
            app.arrive();
            return desk.refresh();
        }
        Err(failure) => failure,
    };
    let failure = match failure.code() {
        code::CHANGED_MEANWHILE => match read(app, desk).await {
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

/// The version that came between, with the choice to let it stand; one's own stands in the form below.
fn both(editing: Editing, other: &Version) -> AnyView {
    let Editing { app, .. } = editing;
    let found = &other.contribution;
    let part = |text: &Option<Text>| text.as_ref().map_or_else(nothing, |text| prose(text).view());
    classed("div", "summary")
        .attr("tabindex", "-1")
        .child(
            tag("p")
                .attr("role", "alert")
                .child(tag("b").child(app.say("edit.changed"))),
        )
        .child(tag("p").child(tag("b").child(theirs(&found.title))))
        .child(part(&found.problem))
        .child(part(&found.body))
        .child(tag("p").child(app.say("edit.choose")))
        .child(button("link", app.say("edit.theirs"), move |_| {
            editing.give_way()
        }))
        .mounted(crate::parts::focus::focus)
        .view()
}
