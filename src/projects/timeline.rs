//! The way from idea to decision: where it is now, what each phase holds, and when people meet.

use leptos::prelude::AnyView;
use samskab_protocol::event::{Event, EventKind};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::project::{Phase, PhaseState, Project};

use crate::app::App;
use crate::debate::heard;
use crate::language::now;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta;
use crate::parts::prose::prose;

/// The path across the top, today marked.
pub fn path(app: App, project: &Project) -> Option<AnyView> {
    let steps = classed("ol", "path")
        .attr("role", "list")
        .attr("aria-label", app.say("path.label"));
    let steps = project.phases.iter().fold(steps, |steps, phase| {
        let current = (phase.state == PhaseState::Current).then_some("step");
        let class = if phase.state == PhaseState::Past {
            "done"
        } else {
            ""
        };
        steps.child(
            classed("li", class)
                .maybe("aria-current", current)
                .child(phase.title.as_str()),
        )
    });
    let next = next_event(project).map(|event| {
        let day = app.language.day(&event.starts_at);
        let words = app
            .language
            .say_with("project.next", &[("title", &event.title), ("date", &day)]);
        classed("p", "small").child(words)
    });
    (!project.phases.is_empty()).then(|| all(vec![steps.view(), next.view()]))
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
pub fn phases(app: App, phases: &[Phase]) -> Option<Tag> {
    let list = phases
        .iter()
        .fold(classed("ol", "trail").attr("role", "list"), |list, item| {
            list.child(phase(app, item))
        });
    let section = classed("section", "section").child(heading(app, 1, app.say("phases.title")));
    (!phases.is_empty()).then(|| section.child(list))
}

fn phase(app: App, phase: &Phase) -> Tag {
    let (class, word) = match phase.state {
        PhaseState::Past => ("", "phase.past"),
        PhaseState::Current => ("current", "phase.current"),
        PhaseState::Future => ("coming", "phase.future"),
    };
    let days = [&phase.starts_at, &phase.ends_at]
        .into_iter()
        .flatten()
        .map(|at| app.language.day(at));
    let span = [app.say(word), " · ".into(), days.collect::<Vec<_>>().join(" – ")].concat();
    classed("li", class)
        .child(tag("b").attr("dir", "auto").child(phase.title.as_str()))
        .child(classed("span", "small").child(span))
        .child(phase.body.as_ref().map(prose))
}

/// Meetings: those to come first, then what came of those that were held (S2.6).
pub fn events(app: App, events: &[Event]) -> Option<Tag> {
    let now = now();
    let (coming, held): (Vec<_>, Vec<_>) = events.iter().partition(|event| event.starts_at > now);
    let list = coming
        .into_iter()
        .chain(held)
        .fold(classed("ul", "events"), |list, item| list.child(event(app, item)));
    let section = classed("section", "section").child(heading(app, 1, app.say("events.title")));
    (!events.is_empty()).then(|| section.child(list))
}

fn event(app: App, event: &Event) -> Tag {
    let kind = match event.kind {
        EventKind::WorkingMeeting => "event.working_meeting",
        EventKind::DebateSalon => "event.debate_salon",
        EventKind::CitizenPanel => "event.citizen_panel",
        EventKind::HostedDinner => "event.hosted_dinner",
        EventKind::ThemeWorkshop => "event.theme_workshop",
        EventKind::CouncilMeeting => "event.council_meeting",
        EventKind::Other => "event.other",
    };
    let at = &event.starts_at;
    let when = match *at > now() {
        true => meta::dated(at, app.language.moment(at)),
        false => meta::day(app, at),
    };
    let meta = classed("p", "meta")
        .child(classed("span", "role").child(app.say(kind)))
        .child(when)
        .child(meta::place(event.place.as_ref()));
    let outcome = event.outcome.as_ref().map(|outcome| {
        let title = tag("p").child(tag("b").child(app.say("event.outcome")));
        classed("div", "said").child(title).child(prose(outcome))
    });
    tag("li")
        .child(tag("b").attr("dir", "auto").child(event.title.as_str()))
        .child(meta)
        .child(event.body.as_ref().map(prose))
        .child(outcome)
        .child((*at <= now()).then(|| heard(app, &Ref::new(RefType::Event, &event.id))))
}
