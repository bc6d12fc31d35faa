//! The trail: what has become of a contribution, in whose words, and what is promised (S1.2, S3.1).

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::trail::{Step, StepKind};

use super::card::promise;
use crate::app::App;
use crate::parts::heading::heading;
use crate::parts::link::outward;
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
pub fn trail(app: App, contribution: &Contribution) -> AnyView {
    if contribution.trail.is_empty() {
        return ().into_any();
    }
    let steps: Vec<_> = contribution.trail.iter().map(|item| step(app, item)).collect();
    view! {
        <section class="section">
            {heading(app, 1, app.say("trail.title"))}
            <p>{promise(app, contribution)}</p>
            <ol class="trail">{steps}</ol>
        </section>
    }
    .into_any()
}

fn step(app: App, step: &Step) -> AnyView {
    let taken = step.at.is_some();
    let class = if taken { "" } else { "coming" };
    let day = match (&step.at, &step.due) {
        (Some(at), _) => Some(meta::day(app, at)),
        (None, Some(due)) => Some(
            app.language
                .say_with("step.due", &[("date", &app.language.day(due))])
                .into_any(),
        ),
        (None, None) => (!taken).then(|| app.say("step.coming").into_any()),
    };
    let by = step.by.clone().map(|by| [" · ", &by].concat());
    let said = step.text.as_ref().map(|text| {
        let class = if step.step == StepKind::Answered {
            "answer said"
        } else {
            "said"
        };
        let office =
            (step.step == StepKind::Answered).then(|| step.by.clone().map(|by| view! { <b>{by}</b> }));
        view! { <div class=class>{office}{prose(text)}</div> }
    });
    let link = step.link.as_ref().map(|link| view! { <p>{outward(link)}</p> });
    view! {
        <li class=class>
            <b>{app.say(step_key(step.step))}</b>
            <span class="small">{day}{by}</span>
            {said}
            {link}
        </li>
    }
    .into_any()
}
