//! The rules of conduct, before the first post (S1.8): the same reasons for which a post can be reported.

use leptos::prelude::AnyView;
use samskab_protocol::report::ReportReason;

use crate::app::App;
use crate::drafts::mine;
use crate::parts::link::link;
use crate::parts::markup::{Content, classed, nothing, tag};
use crate::route::Place;

/// Draws the rules: open for whoever has not written from this device yet, and folded for others.
pub fn conduct(app: App) -> AnyView {
    let Some(moderation) = app.with_service(|service| service.moderation.clone()) else {
        return nothing();
    };
    let rules = moderation.reasons.iter().filter_map(|reason| rule_key(*reason));
    let list = rules.fold(classed("ul", "bullets"), |list, key| {
        list.child(tag("li").child(app.say(key)))
    });
    let is_new = mine::secret(&mine::list(app.client)).is_none();
    let appeal = moderation
        .appeals
        .then(|| [" ", &app.say("conduct.appeal")].concat());
    let has_log = app.with_service(|service| service.claims("moderation-log"));
    let log = has_log.then(|| tag("p").child(link(app, "", Place::Log, app.say("log.link"))));
    classed("details", "conduct")
        .maybe("open", is_new.then_some(""))
        .child(tag("summary").child(app.say("conduct.title")))
        .child(list)
        .child(classed("p", "small").child(app.say("conduct.else")).child(appeal))
        .child(log)
        .view()
}

/// Key of the rule that a reason for reporting stands for.
pub fn rule_key(reason: ReportReason) -> Option<&'static str> {
    Some(match reason {
        ReportReason::Illegal => "conduct.illegal",
        ReportReason::Abuse => "conduct.abuse",
        ReportReason::Spam => "conduct.spam",
        ReportReason::Privacy => "conduct.privacy",
        ReportReason::OffTopic => "conduct.off_topic",
        ReportReason::Other => return None,
    })
}
