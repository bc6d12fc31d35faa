//! The way from idea to decision: where it is now, what each phase holds, and when people meet.

use leptos::prelude::*;
use samskab_protocol::project::{Event, EventKind, Phase, PhaseState, Project};

use crate::app::App;
use crate::language::now;
use crate::parts::heading::heading;
use crate::parts::meta;
use crate::parts::prose::prose;

/// The path across the top, today marked.
pub fn path(app: App, project: &Project) -> AnyView {
    if project.phases.is_empty() {
        return ().into_any();
    }
    let steps: Vec<_> = project
        .phases
        .iter()
        .map(|phase| {
            let current = (phase.state == PhaseState::Current).then_some("step");
            let class = if phase.state == PhaseState::Past {
                "done"
            } else {
                ""
            };
            view! { <li class=class aria-current=current>{phase.title.clone()}</li> }
        })
        .collect();
    let next = next_event(project).map(|event| {
        let day = app.language.day(&event.starts_at);
        view! { <p class="small">{app.language.say_with("project.next", &[("title", &event.title), ("date", &day)])}</p> }
    });
    view! { <ol class="path" aria-label=app.say("path.label")>{steps}</ol>{next} }.into_any()
}

fn next_event(project: &Project) -> Option<&Event> {
    let now = now();
    project
        .events
        .iter()
        .filter(|event| event.starts_at > now)
        .min_by(|one, other| one.starts_at.cmp(&other.starts_at))
}

/// Each phase with what happens in it.
pub fn phases(app: App, project: &Project) -> AnyView {
    if project.phases.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> = project.phases.iter().map(|item| phase(app, item)).collect();
    view! { <section class="section">{heading(app, 1, app.say("phases.title"))}<ol class="trail">{items}</ol></section> }.into_any()
}

fn phase(app: App, phase: &Phase) -> AnyView {
    let (class, word) = match phase.state {
        PhaseState::Past => ("", "phase.past"),
        PhaseState::Current => ("current", "phase.current"),
        PhaseState::Future => ("coming", "phase.future"),
    };
    let from = phase.starts_at.as_ref().map(|at| app.language.day(at));
    let to = phase.ends_at.as_ref().map(|at| app.language.day(at));
    let span = [from, to].into_iter().flatten().collect::<Vec<_>>().join(" – ");
    view! {
        <li class=class>
            <b dir="auto">{phase.title.clone()}</b>
            <span class="small">{app.say(word)}" · "{span}</span>
            {phase.body.as_ref().map(prose)}
        </li>
    }
    .into_any()
}

/// Meetings: those to come first, then what came of those that were held (S2.6).
pub fn events(app: App, project: &Project) -> AnyView {
    if project.events.is_empty() {
        return ().into_any();
    }
    let now = now();
    let (mut coming, held): (Vec<_>, Vec<_>) = project.events.iter().partition(|event| event.starts_at > now);
    coming.extend(held);
    let items: Vec<_> = coming.into_iter().map(|item| event(app, item)).collect();
    view! { <section class="section">{heading(app, 1, app.say("events.title"))}<ul class="events">{items}</ul></section> }.into_any()
}

fn event(app: App, event: &Event) -> AnyView {
    let kind = match event.kind {
        EventKind::WorkingMeeting => "event.working_meeting",
        EventKind::DebateSalon => "event.debate_salon",
        EventKind::CitizenPanel => "event.citizen_panel",
        EventKind::HostedDinner => "event.hosted_dinner",
        EventKind::Other => "event.other",
    };
    let place = event
        .place
        .as_ref()
        .map(|place| view! { <span dir="auto">{place.name.clone()}</span> });
    let outcome = event.outcome.as_ref().map(|outcome| {
        view! { <div class="said"><p><b>{app.say("event.outcome")}</b></p>{prose(outcome)}</div> }
    });
    view! {
        <li>
            <b dir="auto">{event.title.clone()}</b>
            <p class="meta"><span class="role">{app.say(kind)}</span>{moment(app, event)}{place}</p>
            {event.body.as_ref().map(prose)}
            {outcome}
        </li>
    }
    .into_any()
}

fn moment(app: App, event: &Event) -> AnyView {
    let at = &event.starts_at;
    if event.starts_at > now() {
        view! { <time datetime=at.0.clone()>{app.language.moment(at)}</time> }.into_any()
    } else {
        meta::day(app, at)
    }
}
