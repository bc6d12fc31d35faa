//! The way from idea to decision: where it is now, who has it, when the next step is, and what each phase holds (S3.1).

use samskab_protocol::event::EventState;
use samskab_protocol::identifier::Timestamp;
use samskab_protocol::project::{Openness, Phase, PhaseState, Project};

use crate::app::App;
use crate::language::now;
use crate::parts::heading::heading;
use crate::parts::markup::{Tag, classed, tag};
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
    classed("div", "way")
        .child((!project.phases.is_empty()).then_some(steps))
        .child(present(app, project))
        .child(coming(app, project))
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

/// Where it is now, until when, and who has it.
fn present(app: App, project: &Project) -> Option<Tag> {
    let phase = project
        .phases
        .iter()
        .find(|phase| phase.state == PhaseState::Current)?;
    let until = phase.ends_at.as_ref().map(|end| {
        let day = app.language.day(end);
        [" ", &app.language.say_with("path.until", &[("date", &day)])].concat()
    });
    let has = project.responsible.as_ref().map(|who| {
        let words = app.language.say_with("path.has", &[("office", &who.office)]);
        [" ", &words].concat()
    });
    let line = tag("p")
        .child(app.say("path.now"))
        .child(" ")
        .child(tag("b").attr("dir", "auto").child(phase.title.as_str()))
        .child(until)
        .child(".")
        .child(has);
    Some(line)
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

/// The next step with its day, if there is one.
pub fn next_words(app: App, project: &Project) -> Option<String> {
    let (at, title) = next_step(project, &now())?;
    let title = title.map_or_else(|| app.say("path.decision"), str::to_owned);
    Some([&app.language.day(at), ", ", &title].concat())
}

/// The soonest of what is to come, with its title: a meeting, a phase, or, without one, the decision.
fn next_step<'a>(project: &'a Project, now: &Timestamp) -> Option<(&'a Timestamp, Option<&'a str>)> {
    let events = project
        .events
        .iter()
        .filter(|event| event.state != EventState::Cancelled)
        .map(|event| (&event.starts_at, Some(event.title.as_str())));
    let phases = project
        .phases
        .iter()
        .filter_map(|phase| Some((phase.starts_at.as_ref()?, Some(phase.title.as_str()))));
    let decision = project.decision_due.as_ref().map(|due| (due, None));
    events
        .chain(phases)
        .chain(decision)
        .filter(|(at, _)| *at > now)
        .min_by(|one, other| one.0.cmp(other.0))
}

/// Each phase with what happens in it, and when the decision is expected.
pub fn phases(app: App, project: &Project) -> Option<Tag> {
    if project.phases.is_empty() {
        return None;
    }
    let list = classed("ol", "trail").attr("role", "list");
    let list = project
        .phases
        .iter()
        .fold(list, |list, item| list.child(phase(app, item)));
    let due = project.decision_due.as_ref().map(|due| {
        let day = app.language.day(due);
        tag("p").child(app.language.say_with("path.due", &[("date", &day)]))
    });
    let section = classed("section", "section")
        .child(heading(app, 1, app.say("path.label")))
        .child(due.filter(|_| project.openness != Openness::Decided))
        .child(list);
    Some(section)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_step_is_the_soonest_that_takes_place() {
        let text = r#"{"id":"p","title":"t","summary":"s","kind":"policy","state":"open","openness":"open",
            "role_offered":"informed","decision_due":"2027-06-01T00:00:00Z",
            "phases":[{"id":"1","title":"Spørge","state":"past","starts_at":"2026-01-01T00:00:00Z"},
                {"id":"2","title":"Beslutte","state":"future","starts_at":"2027-03-01T00:00:00Z"}],
            "events":[{"id":"a","kind":"other","title":"Aflyst","starts_at":"2027-01-01T00:00:00Z","state":"cancelled"},
                {"id":"b","kind":"other","title":"Gåtur","starts_at":"2027-02-01T00:00:00Z"}]}"#;
        let project: Project = serde_json::from_str(text).unwrap();
        let next = |now: &str| next_step(&project, &Timestamp(now.into())).map(|(_, title)| title);
        assert_eq!(next("2026-11-22T00:00:00Z"), Some(Some("Gåtur")));
        assert_eq!(next("2027-02-02T00:00:00Z"), Some(Some("Beslutte")));
        assert_eq!(next("2027-03-02T00:00:00Z"), Some(None));
        assert_eq!(next("2027-07-01T00:00:00Z"), None);
    }
}
