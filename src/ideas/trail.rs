//! The trail: what has become of a contribution, in whose words, what is promised, and what its author says to that
//! (S1.2, S3.1).

use leptos::prelude::AnyView;
use samskab_protocol::answer::{Feeling, Verdict};
use samskab_protocol::contribution::Contribution;
use samskab_protocol::trail::{Step, StepKind, is_overdue};

use crate::acts::{Desk, Part};
use crate::app::App;
use crate::language::now;
use crate::parts::heading::heading;
use crate::parts::link::outward;
use crate::parts::markup::{Content, Tag, classed, tag};
use crate::parts::meta;
use crate::parts::prose::prose;
use crate::parts::status::promise;

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
pub fn trail(app: App, desk: Desk, contribution: &Contribution) -> Option<Tag> {
    let trail = &contribution.trail;
    if trail.is_empty() {
        return None;
    }
    let steps = classed("ol", "trail").attr("role", "list");
    let steps = trail
        .iter()
        .fold(steps, |steps, item| steps.child(step(app, item)));
    let answered = trail
        .iter()
        .any(|step| step.step == StepKind::Answered && step.at.is_some());
    // A promise that is kept so far is said with the next step; one that is broken is always said.
    let next = next_step(app, trail).filter(|_| contribution.merged_into.is_none());
    let late = is_overdue(trail, contribution.answer_due.as_ref(), &now());
    let promised = promise(app, contribution).filter(|_| late || next.is_none());
    let section = classed("section", "section")
        .child(heading(app, 1, app.say("trail.title")))
        .child(promised.map(|words| tag("p").child(words)))
        .child(next)
        .child(steps)
        .child(
            contribution
                .author_verdict
                .as_ref()
                .map(|said| verdict(app, said)),
        )
        .child(answered.then(|| desk.draw(app, Part::Verdict)));
    Some(section)
}

/// Who has it now, and when the next step is: the first that somebody is named for or that is promised.
fn next_step(app: App, trail: &[Step]) -> Option<Tag> {
    let known = |step: &&Step| step.at.is_none() && (step.by.is_some() || step.due.is_some());
    let next = trail.iter().find(known)?;
    let due = next.due.as_ref().map(|due| {
        let day = app.language.day(due);
        app.language.say_with("step.due", &[("date", &day)])
    });
    let by = next.by.as_deref().map(meta::theirs);
    let parted = |there: bool| there.then_some(" · ");
    let line = classed("p", "next")
        .child(app.say("trail.next"))
        .child(" ")
        .child(tag("b").child(app.say(step_key(next.step))))
        .child(parted(due.is_some()))
        .child(due)
        .child(parted(by.is_some()))
        .child(by);
    Some(line)
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

/// Whether the author feels answered, for everybody to read.
fn verdict(app: App, verdict: &Verdict) -> AnyView {
    let key = match verdict.verdict {
        Feeling::Answered => "verdict.answered",
        Feeling::NotAnswered => "verdict.not_answered",
        Feeling::Other => "verdict.other",
    };
    let line = tag("p")
        .child(tag("b").child(app.say(key)))
        .child(" ")
        .child(classed("span", "small").child(meta::day(app, &verdict.at)));
    classed("div", "panel verdict")
        .child(line)
        .child(verdict.reason.as_ref().map(prose))
        .view()
}
