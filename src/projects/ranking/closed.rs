//! Options that nobody can put in order now: because that is over, or because its time has not come.

use leptos::prelude::AnyView;
use samskab_protocol::identifier::Timestamp;
use samskab_protocol::priorities::{Choice, Priorities};
use samskab_protocol::service::CountsVisibility;

use super::Ranked;
use super::lists::words_of;
use crate::app::App;
use crate::language::now;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, all, classed, tag};

/// Says whether it is over or not now; and what there is to choose from, where no result tells it.
pub fn closed(app: App, ranked: Ranked, found: &Priorities) -> AnyView {
    let is_told_at_end = found.rules.counts_visibility == CountsVisibility::AfterClose;
    let is_over = ranked.has_ended
        || is_past(found.rules.closes_at.as_ref(), &now())
        || is_told_at_end && found.result.is_some();
    let key = if is_over { "rank.over" } else { "rank.not_now" };
    let has_result = found.result.is_some() && found.participants.is_some_and(|many| many > 0);
    let options = (!has_result).then(|| options(app, &found.options));
    all(vec![tag("p").child(app.say(key)).view(), options.view()])
}

fn options(app: App, options: &[Choice]) -> Tag {
    let list = options
        .iter()
        .fold(classed("ul", "rest").attr("role", "list"), |list, item| {
            list.child(tag("li").child(words_of(item)))
        });
    classed("div", "lists")
        .child(heading(app, 2, app.say("rank.rest")))
        .child(list)
}

fn is_past(end: Option<&Timestamp>, now: &Timestamp) -> bool {
    end.is_some_and(|end| end < now)
}
