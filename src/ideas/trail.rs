//! The trail: what has become of a contribution, in whose words, and what is promised (S1.2, S3.1).

use samskab_protocol::contribution::Contribution;
use samskab_protocol::trail::{Step, StepKind};

use super::card::promise;
use crate::app::App;
use crate::parts::heading::heading;
use crate::parts::link::outward;
use crate::parts::markup::{Content, Tag, classed, tag};
use crate::parts::meta;
use crate::parts::prose::prose;

/// Key of the word for a step.
pub fn step_key(step: StepKind) -> &'static str {
    match step {
        StepKind::Received => "step.received",
        StepKind::Read => "step.read",
        StepKind::Understood => "step.understood",
        StepKind::Answered => "step.answered",
        StepKind::Decided => "step.decided",
        StepKind::Done => "step.done",
        StepKind::Other => "step.other",
    }
}

/// Draws the whole trail; steps still to come are hollow.
pub fn trail(app: App, contribution: &Contribution) -> Option<Tag> {
    if contribution.trail.is_empty() {
        return None;
    }
    let steps = classed("ol", "trail").attr("role", "list");
    let steps = contribution
        .trail
        .iter()
        .fold(steps, |steps, item| steps.child(step(app, item)));
    let section = classed("section", "section").child(heading(app, 1, app.say("trail.title")));
    Some(
        section
            .child(tag("p").child(promise(app, contribution)))
            .child(steps),
    )
}

fn step(app: App, step: &Step) -> Tag {
    let answer = step.step == StepKind::Answered;
    let when = match (&step.at, &step.due) {
        (Some(at), _) => meta::day(app, at).view(),
        (None, Some(due)) => app
            .language
            .say_with("step.due", &[("date", &app.language.day(due))])
            .view(),
        (None, None) => app.say("step.coming").view(),
    };
    let by = step.by.as_deref();
    let said = step.text.as_ref().map(|text| {
        let office = by.filter(|_| answer).map(|by| tag("b").child(by));
        classed("div", if answer { "answer said" } else { "said" })
            .child(office)
            .child(prose(text))
    });
    let small = classed("span", "small")
        .child(when)
        .child(by.map(|by| [" · ", by].concat()));
    classed("li", if step.at.is_some() { "" } else { "coming" })
        .child(tag("b").child(app.say(step_key(step.step))))
        .child(small)
        .child(said)
        .child(step.link.as_ref().map(|link| tag("p").child(outward(link))))
}
