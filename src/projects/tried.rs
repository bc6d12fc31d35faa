//! What is tried out before anything is built, and what it showed (S2.3).

use samskab_protocol::identifier::Timestamp;
use samskab_protocol::project::Experiment;

use super::frame::section;
use crate::app::App;
use crate::language::now;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::prose::prose;

/// Draws the experiments in their order.
pub fn experiments(app: App, experiments: &[Experiment]) -> Option<Tag> {
    let list = experiments.iter().fold(classed("ul", "events"), |list, item| {
        list.child(experiment(app, item))
    });
    (!experiments.is_empty()).then(|| section(app, "tried.title").child(list))
}

fn experiment(app: App, item: &Experiment) -> Tag {
    let days = [&item.starts_at, &item.ends_at]
        .into_iter()
        .flatten()
        .map(|at| app.language.day(at));
    let mut days: Vec<_> = days.collect();
    days.dedup();
    let line = classed("p", "meta")
        .child(classed("span", "role").child(app.say(state_key(item, &now()))))
        .child((!days.is_empty()).then(|| tag("span").child(days.join(" – "))));
    let showed = item.showed.as_ref().map(|showed| {
        all(vec![
            tag("p").child(tag("b").child(app.say("tried.showed"))).view(),
            prose(showed).view(),
        ])
    });
    tag("li")
        .child(tag("b").attr("dir", "auto").child(item.what.as_str()))
        .child(line)
        .child(showed.map(|showed| classed("div", "said").child(showed)))
}

fn state_key(item: &Experiment, now: &Timestamp) -> &'static str {
    match (&item.starts_at, &item.ends_at) {
        (_, Some(end)) if end < now => "phase.past",
        (Some(start), _) if start > now => "phase.future",
        (None, None) if item.showed.is_some() => "phase.past",
        _ => "phase.current",
    }
}
