//! The way from idea to decision: where it is now, who has it, when the next step is, and what each phase holds (S3.1).

use samskab_protocol::event::{Event, EventState};
use samskab_protocol::identifier::Timestamp;
use samskab_protocol::project::{Openness, Phase, PhaseState, Project, ProjectState};

use super::heard::Heard;
use super::names::event_key;
use crate::app::App;
use crate::language::now;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::prose::prose;

/// Draws the path with today marked, and in words where it is and what comes next.
pub fn path(app: App, project: &Project) -> Tag {
    let steps = classed("ol", "path")
        .attr("role", "list")
        .attr("aria-label", app.say("path.label"));
    let steps = project
        .phases
        .iter()
        .fold(steps, |steps, phase| steps.child(step(app, phase)));
    // Where all is behind it, today stands at its end.
    let end = is_over(project).then(|| {
        tag("li")
            .attr("aria-current", "step")
            .child(app.say("phase.past"))
    });
    classed("div", "way")
        .child((!project.phases.is_empty()).then(|| steps.child(end)))
        .child(present(app, project))
        .child(coming(app, project))
        .child(decision_due(app, project))
}

fn step(app: App, phase: &Phase) -> Tag {
    let (class, word) = match phase.state {
        PhaseState::Past => ("done", "phase.past"),
        PhaseState::Current => ("", "phase.current"),
        PhaseState::Future => ("", "phase.future"),
    };
    let current = (phase.state == PhaseState::Current).then_some("step");
    let state = classed("span", "unseen").child([" (", &app.say(word), ")"].concat());
    classed("li", class)
        .maybe("aria-current", current)
        .child(tag("span").attr("dir", "auto").child(phase.title.as_str()))
        .child(state)
}

/// Whether it has phases, and all of them are over.
fn is_over(project: &Project) -> bool {
    !project.phases.is_empty() && project.phases.iter().all(|phase| phase.state == PhaseState::Past)
}

/// Where it is now, until when; and who has it: the office, and the committee that it answers to.
fn present(app: App, project: &Project) -> Option<Tag> {
    let mut phases = project.phases.iter();
    let phase = phases.find(|phase| phase.state == PhaseState::Current);
    let now = phase.map(|phase| {
        let until = phase.ends_at.as_ref().map(|end| {
            let day = app.language.day(end);
            [" ", &app.language.say_with("path.until", &[("date", &day)])].concat()
        });
        all(vec![
            app.say("path.now").view(),
            " ".view(),
            tag("b").attr("dir", "auto").child(phase.title.as_str()).view(),
            until.view(),
            ". ".view(),
        ])
    });
    let has = project.responsible.as_ref().map(|who| {
        let office = app.language.say_with("path.has", &[("office", &who.office)]);
        let committee = who.committee.as_deref().map(|name| {
            let words = app.language.say_with("responsible.committee", &[("name", name)]);
            [" ", &words, "."].concat()
        });
        [office, committee.unwrap_or_default()].concat()
    });
    (now.is_some() || has.is_some()).then(|| tag("p").child(now).child(has))
}

/// What comes next and when; or, where all is behind it, when it was decided.
fn coming(app: App, project: &Project) -> Option<Tag> {
    if let Some(words) = next_words(app, project) {
        let next = tag("b").child([&app.say("card.next"), ": "].concat());
        return Some(tag("p").child(next).child(words));
    }
    let last = project
        .decisions
        .iter()
        .map(|decision| &decision.decided_at)
        .max()?;
    let decided = project.openness == Openness::Decided;
    let day = app.language.day(last);
    decided.then(|| tag("p").child(app.language.say_with("path.decided", &[("date", &day)])))
}

/// When the decision is expected, where something else comes before it.
fn decision_due(app: App, project: &Project) -> Option<Tag> {
    let due = project.decision_due.as_ref()?;
    let (_, next) = next_step(project, &now())?;
    if next == Step::Decision || project.openness == Openness::Decided {
        return None;
    }
    let day = app.language.day(due);
    Some(tag("p").child(app.language.say_with("path.due", &[("date", &day)])))
}

/// The next step with its day, if there is one.
pub fn next_words(app: App, project: &Project) -> Option<String> {
    let (at, next) = next_step(project, &now())?;
    let what = match next {
        Step::Meeting(event) => [&app.say(event_key(event.kind)), ": ", &event.title].concat(),
        Step::Phase(title) => title.to_owned(),
        Step::Decision => app.say("path.decision"),
    };
    Some([&app.language.day(at), ", ", &what].concat())
}

/// The soonest meeting to come that was called off, with its day and the reason: whoever knew of it should see it.
pub fn called_off(app: App, project: &Project) -> Option<String> {
    let now = now();
    let mut off = project.events.iter().filter(|event| event.starts_at > now);
    let event = off.find(|event| event.state == EventState::Cancelled)?;
    let day = app.language.day(&event.starts_at);
    let why = event.cancelled_reason.as_deref().unwrap_or_default();
    Some([&day, ", ", &event.title, ": ", why].concat())
}

/// What comes next.
#[derive(Debug, PartialEq)]
enum Step<'a> {
    Meeting(&'a Event),
    /// A phase with this title.
    Phase(&'a str),
    Decision,
}

/// The soonest of what is to come and has a day. What is kept for reference goes nowhere.
fn next_step<'a>(project: &'a Project, now: &Timestamp) -> Option<(&'a Timestamp, Step<'a>)> {
    if project.state == ProjectState::Archived {
        return None;
    }
    let events = project
        .events
        .iter()
        .filter(|event| event.state != EventState::Cancelled)
        .map(|event| (&event.starts_at, Step::Meeting(event)));
    let phases = project
        .phases
        .iter()
        .filter_map(|phase| Some((phase.starts_at.as_ref()?, Step::Phase(&phase.title))));
    let decision = project.decision_due.as_ref().map(|due| (due, Step::Decision));
    events
        .chain(phases)
        .chain(decision)
        .filter(|(at, _)| *at > now)
        .min_by_key(|(at, _)| *at)
}

/// Each phase with what happens in it and what was heard in it.
pub fn phases(app: App, project: &Project, heard: Option<Heard>) -> Option<Tag> {
    if project.phases.is_empty() {
        return None;
    }
    let list = classed("ol", "trail").attr("role", "list");
    let list = project
        .phases
        .iter()
        .fold(list, |list, item| list.child(phase(app, item, heard)));
    let section = classed("section", "section")
        .child(heading(app, 1, app.say("path.label")))
        .child(list);
    Some(section)
}

fn phase(app: App, phase: &Phase, heard: Option<Heard>) -> Tag {
    let (class, word) = match phase.state {
        PhaseState::Past => ("", "phase.past"),
        PhaseState::Current => ("current", "phase.current"),
        PhaseState::Future => ("coming", "phase.future"),
    };
    let days = [&phase.starts_at, &phase.ends_at]
        .into_iter()
        .flatten()
        .map(|at| app.language.day(at));
    let days = days.collect::<Vec<_>>().join(" – ");
    let span = [app.say(word), days].into_iter().filter(|part| !part.is_empty());
    let span = span.collect::<Vec<_>>().join(" · ");
    classed("li", class)
        .child(tag("b").attr("dir", "auto").child(phase.title.as_str()))
        .child(classed("span", "small").child(span))
        .child(phase.body.as_ref().map(prose))
        .child(heard.map(|heard| heard.in_phase(phase)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"id":"p","title":"t","summary":"s","kind":"policy","state":"open","openness":"open",
        "role_offered":"informed","decision_due":"2027-06-01T00:00:00Z",
        "phases":[{"id":"1","title":"Spørge","state":"past","starts_at":"2026-01-01T00:00:00Z"},
            {"id":"2","title":"Beslutte","state":"future","starts_at":"2027-03-01T00:00:00Z"}],
        "events":[{"id":"a","kind":"other","title":"Aflyst","starts_at":"2027-01-01T00:00:00Z","state":"cancelled"},
            {"id":"b","kind":"other","title":"Gåtur","starts_at":"2027-02-01T00:00:00Z"}]}"#;

    #[test]
    fn the_next_step_is_the_soonest_that_takes_place() {
        let project: Project = serde_json::from_str(TEXT).unwrap();
        let next = |now: &str| next_step(&project, &Timestamp(now.into())).map(|(_, next)| next);
        assert_eq!(
            next("2026-11-22T00:00:00Z"),
            Some(Step::Meeting(&project.events[1]))
        );
        assert_eq!(next("2027-02-02T00:00:00Z"), Some(Step::Phase("Beslutte")));
        assert_eq!(next("2027-03-02T00:00:00Z"), Some(Step::Decision));
        assert_eq!(next("2027-07-01T00:00:00Z"), None);
    }

    #[test]
    fn what_has_ended_is_over_and_goes_nowhere_without_a_day() {
        let now = Timestamp("2026-11-22T00:00:00Z".into());
        let mut project: Project = serde_json::from_str(TEXT).unwrap();
        assert!(!is_over(&project));
        project.phases.truncate(1);
        assert!(is_over(&project));
        project.state = ProjectState::Archived;
        assert_eq!(next_step(&project, &now), None);
        project.phases.clear();
        assert!(!is_over(&project));
    }
}
