//! Moderating: taking what waited, or hiding, locking and warning with a ground, a rule and a reason that everybody can
//! read (S1.6).

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::moderation::{CreateModerationDecision, ModerationAction, ModerationGround};
use samskab_protocol::problem::FieldError;
use samskab_protocol::queue::Waiting;
use samskab_protocol::report::ReportReason;
use samskab_protocol::validation;

use super::case::Open;
use super::form::{Form, Request, form};
use super::select::{Answers, keyed, select};
use crate::app::App;
use crate::drafts::writing::Writing;
use crate::parts::form::{choice, text, unchosen, written};
use crate::parts::markup::{Content, all, live, nothing, tag};

/// What the choice of a rule says where the law is meant.
const LAW: &str = "law";

/// Draws the two answers to what waited to be read: taken as it is, or refused with a reason.
pub fn read_through(app: App, open: Rc<Open>) -> AnyView {
    let refusal = StoredValue::new_local(open.clone());
    let refuse = crate::parts::fold::fold(app.say("steward.refuse"), move || {
        rule(app, refusal.get_value(), &[(ModerationAction::Refused, "")])
    });
    all(vec![accept(app, open), refuse])
}

/// Taking it has one reason, which is said.
fn accept(app: App, open: Rc<Open>) -> AnyView {
    let subject = open.which.subject.clone();
    form(
        app,
        Form {
            subject: open.shelf("accept"),
            privacy: "steward.accept.what",
            send: app.say("steward.accept"),
            fields: Box::new(move |writing| {
                let reason = app.say("steward.accept.reason");
                writing.suggest("/reason", reason.clone());
                let said = [app.say("steward.reason"), ": ".into(), reason].concat();
                tag("p").child(said).view()
            }),
            request: Box::new(move |writing| {
                let new = decision(
                    app,
                    &subject,
                    ModerationAction::Accepted,
                    (ModerationGround::Rules, app.say("steward.rules")),
                    writing.field("/reason"),
                );
                Request::to(PATH, serde_json::to_string(&new).ok(), Vec::new())
            }),
            done: Rc::new(move |_| open.next(app, "steward.accept.done")),
        },
    )
}

/// Draws what can be done to what stands on the page.
pub fn moderate(app: App, open: Rc<Open>) -> AnyView {
    use ModerationAction::{Hidden, Kept, Locked, Restored, Warned};
    let is_reported = open
        .item
        .as_ref()
        .is_some_and(|item| item.waiting_for == Waiting::Reported);
    let contribution = open.contribution.as_ref();
    let mut actions = Vec::new();
    if is_reported {
        actions.push((Kept, "steward.act.kept"));
    }
    actions.extend([(Warned, "steward.act.warned"), (Hidden, "steward.act.hidden")]);
    match contribution.map(|one| one.locked) {
        Some(true) => actions.push((Restored, "steward.act.unlocked")),
        Some(false) => actions.push((Locked, "steward.act.locked")),
        None => {}
    }
    rule(app, open, &actions)
}

const PATH: &str = "/moderation-decisions";

fn rule(app: App, open: Rc<Open>, actions: &[(ModerationAction, &'static str)]) -> AnyView {
    let subject = open.which.subject.clone();
    let actions = actions.to_vec();
    let only = match actions.as_slice() {
        [(only, _)] => Some(*only),
        _ => None,
    };
    form(
        app,
        Form {
            subject: open.shelf(if only.is_some() { "refuse" } else { "moderate" }),
            privacy: "steward.act.public",
            send: app.say(if only.is_some() {
                "steward.refuse.send"
            } else {
                "steward.act.send"
            }),
            fields: Box::new(move |writing| match only {
                Some(_) => all(vec![broken(app, writing), reason(app, writing)]),
                None => chosen(app, writing, &actions),
            }),
            request: Box::new(move |writing| request(app, writing, &subject, only)),
            done: Rc::new(move |_| open.next(app, "steward.act.done")),
        },
    )
}

/// Asks what is to happen and why; and for the rule, unless nothing breaks one.
fn chosen(app: App, writing: Writing, actions: &[(ModerationAction, &'static str)]) -> AnyView {
    let named = actions.iter().map(|(action, key)| (action.as_str(), *key));
    let is_kept = move || action(writing) == ModerationAction::Kept;
    let kept = RwSignal::new(is_kept());
    let which = choice(app, writing, "/action", "steward.act.which", named.collect());
    all(vec![
        tag("div")
            .on("change", move |_| kept.set(is_kept()))
            .child(which)
            .view(),
        live(move || match kept.get() {
            true => nothing(),
            false => broken(app, writing),
        }),
        reason(app, writing),
    ])
}

fn action(writing: Writing) -> ModerationAction {
    ModerationAction::parse(&writing.field("/action"))
}

/// Asks for the rule.
fn broken(app: App, writing: Writing) -> AnyView {
    let max = app.with_service(|service| service.limits.title_max);
    let rule = select(writing, "/ground", app.say("steward.rule"), rules(app));
    all(vec![
        rule.view(),
        text(app, writing, "/rule", "steward.rule.words", 1, max),
    ])
}

fn reason(app: App, writing: Writing) -> AnyView {
    let max = app.with_service(|service| service.limits.comment_max);
    text(app, writing, "/reason", "steward.reason", 3, max)
}

/// The rules of conduct, as those who write are shown them, and the law.
fn rules(app: App) -> Answers {
    let moderation = app
        .with_service(|service| service.moderation.clone())
        .unwrap_or_default();
    let mut answers = keyed(app, &[("", "steward.rule.none")]);
    let known = moderation.reasons.into_iter().filter_map(|reason| {
        let key = conduct_key(reason)?;
        Some((reason.as_str().to_owned(), app.say(key)))
    });
    answers.extend(known);
    answers.extend(keyed(
        app,
        &[("other", "steward.rule.other"), (LAW, "steward.rule.law")],
    ));
    answers
}

fn request(
    app: App,
    writing: Writing,
    subject: &str,
    only: Option<ModerationAction>,
) -> Result<Request, Vec<FieldError>> {
    let limits = app.with_service(|service| service.limits.clone());
    let action = only.unwrap_or_else(|| action(writing));
    if action == ModerationAction::Kept {
        return keep(app, writing, subject);
    }
    let chosen = writing.field("/ground");
    let ground = match chosen.as_str() {
        LAW => ModerationGround::Law,
        _ => ModerationGround::Rules,
    };
    let named = conduct_key(ReportReason::parse(&chosen)).filter(|_| !chosen.is_empty());
    let rule = written(writing, "/rule").or_else(|| named.map(|key| app.say(key)));
    let new = decision(
        app,
        subject,
        action,
        (ground, rule.unwrap_or_default()),
        writing.field("/reason"),
    );
    let mut errors = Vec::new();
    if action == ModerationAction::Other {
        errors.push(unchosen(app, "/action"));
    }
    if chosen.is_empty() {
        errors.push(unchosen(app, "/ground"));
    } else {
        validation::text("/rule", &new.rule, limits.title_max, &mut errors);
    }
    validation::text("/reason", &new.reason, limits.comment_max, &mut errors);
    Request::to(PATH, serde_json::to_string(&new).ok(), errors)
}

/// What breaks no rule is kept by all of them.
fn keep(app: App, writing: Writing, subject: &str) -> Result<Request, Vec<FieldError>> {
    let max = app.with_service(|service| service.limits.comment_max);
    let new = decision(
        app,
        subject,
        ModerationAction::Kept,
        (ModerationGround::Rules, app.say("steward.rules")),
        writing.field("/reason"),
    );
    let mut errors = Vec::new();
    validation::text("/reason", &new.reason, max, &mut errors);
    Request::to(PATH, serde_json::to_string(&new).ok(), errors)
}

fn decision(
    app: App,
    subject: &str,
    action: ModerationAction,
    (ground, rule): (ModerationGround, String),
    reason: String,
) -> CreateModerationDecision {
    CreateModerationDecision {
        subject: subject.to_owned(),
        action,
        ground,
        rule,
        reason: reason.trim().to_owned(),
        lang: Some(app.language.tag()),
    }
}

fn conduct_key(reason: ReportReason) -> Option<&'static str> {
    crate::parts::conduct::rule_key(reason)
}
