//! Deciding an appeal, by somebody else than whoever made the decision (S1.6).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::moderation::{Appeal, DecideAppeal, ModerationDecision};
use samskab_protocol::problem::FieldError;
use samskab_protocol::report::CaseState;
use samskab_protocol::validation;
use samskab_protocol::wire;

use super::account;
use super::case::Open;
use super::form::{Form, Request, form};
use super::version::{Read, Version, read};
use crate::app::App;
use crate::backend::client::{Sent, encode};
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::drafts::writing::Writing;
use crate::parts::failure::loaded;
use crate::parts::form::{choice, text, unchosen};
use crate::parts::markup::{Content, all, classed, tag};
use crate::parts::meta;
use crate::parts::prose::prose;

/// An appeal as it is now, with the decision that it is against.
struct Against {
    appeal: Appeal,
    read: Rc<Read>,
    decision: ModerationDecision,
}

/// Draws what was decided and what its author says, and the form.
pub fn decide(app: App, open: Rc<Open>) -> AnyView {
    let against: Loading<Rc<Against>> = waiting_for();
    let appeal = open.item.as_ref().and_then(|item| item.appeal.as_ref());
    let id = appeal.map(|appeal| appeal.id.clone()).unwrap_or_default();
    let fetch = move || load(against, find(app, id.clone()));
    fetch();
    let open = StoredValue::new_local(open);
    loaded(app, against, fetch, move |against| {
        all(vec![
            shown(app, against),
            question(app, open.get_value(), against.clone()),
        ])
    })
}

async fn find(app: App, id: String) -> Result<Rc<Against>, Failure> {
    let secret = account::secret(app);
    let read = read(app, &path(&id)).await?;
    let appeal: Appeal = wire::read(&read.document).map_err(|_| Failure::Unreadable)?;
    let decision = ["/moderation-decisions/", &encode(&appeal.decision)].concat();
    let decision = app.client.look(&decision, Sent::by(&secret)).await?.read()?;
    Ok(Rc::new(Against {
        read: Rc::new(read),
        appeal,
        decision,
    }))
}

fn path(id: &str) -> String {
    ["/appeals/", &encode(id)].concat()
}

fn shown(app: App, against: &Against) -> AnyView {
    let Against { appeal, decision, .. } = against;
    let by = decision.by.as_deref().map(meta::theirs);
    let decided = classed("div", "panel")
        .child(tag("p").child(tag("b").child(app.say("steward.appeal.against"))))
        .child(
            classed("p", "meta")
                .child(by)
                .child(meta::day(app, &decision.decided_at)),
        )
        .child(prose(&decision.reason))
        .child(classed("p", "small").child(meta::theirs(&decision.rule)));
    let said = classed("div", "panel report")
        .child(tag("p").child(tag("b").child(app.say("steward.appeal.says"))))
        .child(appeal.text.as_ref().map(prose));
    all(vec![decided.view(), said.view()])
}

fn question(app: App, open: Rc<Open>, against: Rc<Against>) -> AnyView {
    let version = Version::new(app, path(&against.appeal.id), against.read.clone());
    form(
        app,
        Form {
            subject: open.shelf("appeal"),
            privacy: "steward.appeal.public",
            send: app.say("steward.appeal.send"),
            fields: Box::new(move |writing| {
                let max = app.with_service(|service| service.limits.comment_max);
                let answers = vec![
                    (CaseState::Upheld.as_str(), "steward.appeal.upheld"),
                    (CaseState::Rejected.as_str(), "steward.appeal.rejected"),
                ];
                all(vec![
                    choice(app, writing, "/state", "steward.appeal.which", answers),
                    text(app, writing, "/reason", "steward.reason", 3, max),
                ])
            }),
            request: Box::new(move |writing| request(app, writing, version)),
            done: Rc::new(move |_| open.next(app, "steward.appeal.done")),
        },
    )
}

fn request(app: App, writing: Writing, version: Version) -> Result<Request, Vec<FieldError>> {
    let max = app.with_service(|service| service.limits.comment_max);
    let verdict = DecideAppeal {
        state: CaseState::parse(&writing.field("/state")),
        reason: writing.field("/reason").trim().to_owned(),
        lang: Some(app.language.tag()),
    };
    let mut errors = Vec::new();
    if verdict.state == CaseState::Other {
        errors.push(unchosen(app, "/state"));
    }
    validation::text("/reason", &verdict.reason, max, &mut errors);
    version.change(serde_json::to_string(&verdict).ok(), errors)
}
