//! Who answers, until when, and how well that is kept: numbers that everyone can see (S0.1, S0.2, S1.2).

use samskab_protocol::project::{AnswerRecord, Openness, Project};

use crate::app::App;
use crate::parts::heading::heading;
use crate::parts::markup::{Tag, classed, tag};

/// Draws who answers, with the numbers.
pub fn responsible(app: App, project: &Project) -> Option<Tag> {
    let who = project.responsible.as_ref()?;
    let name = who.name.as_deref().map(|name| tag("b").child(name));
    let comma = name.is_some().then_some(", ");
    let days = who
        .answer_days
        .map(|days| app.language.count("responsible.days", days));
    let committee = who.committee.as_deref().map(|name| {
        let words = app.language.say_with("responsible.committee", &[("name", name)]);
        classed("p", "small").child(words)
    });
    let panel = classed("section", "section panel")
        .child(heading(app, 1, app.say("frame.responsible")))
        .child(
            tag("p")
                .child(name)
                .child(comma)
                .child([&who.office, ". "].concat())
                .child(days),
        )
        .child(committee)
        .child(numbers(app, project));
    Some(panel)
}

fn numbers(app: App, project: &Project) -> Option<Tag> {
    let early = project.days_to_decision.map(|days| {
        let key = match project.openness {
            Openness::Decided => "numbers.early",
            _ => "numbers.early.due",
        };
        app.language.count(key, days)
    });
    let record = project.answers.filter(|record| record.received > 0);
    let kept = record.into_iter().flat_map(|record| kept_promises(app, record));
    let all: Vec<_> = early.into_iter().chain(kept).collect();
    let list = all.iter().fold(classed("ul", "numbers small"), |list, words| {
        list.child(tag("li").child(words.as_str()))
    });
    (!all.is_empty()).then_some(list)
}

fn kept_promises(app: App, record: AnswerRecord) -> Vec<String> {
    let (answered, received) = (record.answered.to_string(), record.received.to_string());
    let rate = app
        .language
        .say_with("answers.rate", &[("x", &answered), ("y", &received)]);
    let median = record
        .median_days
        .map(|days| app.language.count("answers.median", days));
    let overdue = match record.overdue {
        0 => app.say("answers.in_time"),
        late => app.language.count("answers.overdue", late),
    };
    [Some(rate), median, Some(overdue)]
        .into_iter()
        .flatten()
        .collect()
}
