//! What a project and what hangs on it must have. From its first day a project says whose interest it is in, what can
//! be influenced, and who answers for it (S4.2, S4.3, S0.2).

use super::pieces::{MANY, count, known, links, one_link, texts, told_apart, words_of};
use super::{fail, place, text};
use crate::decision::Decision;
use crate::event::{Event, EventKind, EventState};
use crate::heard::Summary;
use crate::limits::Limits;
use crate::offer::Resource;
use crate::problem::{FieldError, FieldFault};
use crate::project::{Mandate, Openness, Project, ProjectKind, ProjectState, RoleOffered};

/// The fields of a project that cannot stand; empty when all can.
pub fn project(new: &Project, limits: &Limits) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let found = &mut errors;
    text("/title", &new.title, limits.title_max, found);
    text("/summary", &new.summary, limits.body_max, found);
    known("/kind", new.kind != ProjectKind::Other, found);
    known("/state", new.state != ProjectState::Other, found);
    known("/openness", new.openness != Openness::Other, found);
    known("/role_offered", new.role_offered != RoleOffered::Other, found);
    for (pointer, words) in [
        ("/mission", &new.mission),
        ("/interest", &new.interest),
        ("/method", &new.method),
        ("/join", &new.join),
    ] {
        words_of(pointer, words.as_ref(), limits, found);
    }
    honest(new, found);
    frame(new, limits, found);
    options(new, limits, found);
    errors
}

/// The fields of an event that cannot stand; empty when all can.
pub fn event(new: &Event, limits: &Limits) -> Vec<FieldError> {
    let mut errors = Vec::new();
    text("/title", &new.title, limits.title_max, &mut errors);
    known("/state", new.state != EventState::Other, &mut errors);
    known(
        "/kind",
        EventKind::parse(new.kind.as_str()) == new.kind,
        &mut errors,
    );
    words_of("/body", new.body.as_ref(), limits, &mut errors);
    words_of("/outcome", new.outcome.as_ref(), limits, &mut errors);
    let is_backwards = new.ends_at.as_ref().is_some_and(|end| *end < new.starts_at);
    if is_backwards {
        errors.push(fail(
            "/ends_at",
            FieldFault::NotAllowed,
            "lies before the beginning",
        ));
    }
    if new.state == EventState::Cancelled {
        let reason = new.cancelled_reason.as_deref().unwrap_or("");
        text("/cancelled_reason", reason, limits.body_max, &mut errors);
    }
    if let Some(at) = &new.place {
        place("/place", at, limits, &mut errors);
    }
    for (pointer, line) in [("/online_url", &new.online_url), ("/host", &new.host)] {
        if let Some(line) = line {
            text(pointer, line, limits.title_max, &mut errors);
        }
    }
    texts("/agenda", &new.agenda, limits.title_max, &mut errors);
    one_link("/minutes", new.minutes.as_ref(), limits, &mut errors);
    errors
}

/// The fields of a decision that cannot stand; empty when all can. One without reasons is not taken (S1.5).
pub fn decision(new: &Decision, limits: &Limits) -> Vec<FieldError> {
    let mut errors = Vec::new();
    text("/by", &new.by, limits.title_max, &mut errors);
    words_of("/outcome", Some(&new.outcome), limits, &mut errors);
    words_of("/reasons", Some(&new.reasons), limits, &mut errors);
    words_of("/weighed", new.weighed.as_ref(), limits, &mut errors);
    words_of("/cost", new.cost.as_ref(), limits, &mut errors);
    one_link("/agenda", new.agenda.as_ref(), limits, &mut errors);
    one_link("/link", new.link.as_ref(), limits, &mut errors);
    count("/answers", new.answers.len(), &mut errors);
    errors
}

/// The fields of a summary that cannot stand; empty when all can. A minority has reasons (S1.4).
pub fn summary(new: &Summary, limits: &Limits) -> Vec<FieldError> {
    let mut errors = Vec::new();
    text("/title", &new.title, limits.title_max, &mut errors);
    if new.points.is_empty() {
        errors.push(fail("/points", FieldFault::Empty, "must not be empty"));
    }
    texts("/points", &new.points, limits.comment_max, &mut errors);
    count("/minorities", new.minorities.len(), &mut errors);
    for (at, minority) in new.minorities.iter().take(MANY).enumerate() {
        let pointer = format!("/minorities/{at}");
        text(
            &format!("{pointer}/position"),
            &minority.position,
            limits.comment_max,
            &mut errors,
        );
        let reasons = format!("{pointer}/reasons");
        if minority.reasons.is_empty() {
            errors.push(fail(&reasons, FieldFault::Empty, "must not be empty"));
        }
        texts(&reasons, &minority.reasons, limits.comment_max, &mut errors);
        if let Some(answer) = &minority.answer {
            let member = |name: &str| format!("{pointer}/answer/{name}");
            words_of(&member("text"), Some(&answer.text), limits, &mut errors);
            text(&member("by"), &answer.by, limits.title_max, &mut errors);
            one_link(&member("link"), answer.link.as_ref(), limits, &mut errors);
        }
    }
    errors
}

/// Checks what is offered, in which words and how much of it.
pub fn offer(resource: Resource, words: &str, amount: Option<&str>, limits: &Limits) -> Vec<FieldError> {
    let mut errors = Vec::new();
    known("/resource", resource != Resource::Other, &mut errors);
    text("/text", words, limits.comment_max, &mut errors);
    if let Some(amount) = amount {
        text("/amount", amount, limits.title_max, &mut errors);
    }
    errors
}

/// What no project is shown without, be it open or not: whoever reads of it plans by it. Nor is a citizens' own one
/// (S4.6), since the municipality puts it up and knows what it has to do with it.
fn honest(new: &Project, errors: &mut Vec<FieldError>) {
    let mut need = |pointer: &str, is_there: bool| {
        if !is_there {
            errors.push(fail(pointer, FieldFault::Empty, "must not be empty"));
        }
    };
    need(
        "/interest",
        new.interest
            .as_ref()
            .is_some_and(|text| !text.value.trim().is_empty()),
    );
    need(
        "/influence",
        !new.influence.open.is_empty() || !new.influence.given.is_empty(),
    );
    let office = new.responsible.as_ref().map_or("", |who| who.office.as_str());
    need("/responsible/office", !office.trim().is_empty());
}

fn frame(new: &Project, limits: &Limits, errors: &mut Vec<FieldError>) {
    for (pointer, list) in [
        ("/influence/open", &new.influence.open),
        ("/influence/given", &new.influence.given),
        ("/questions", &new.questions),
        ("/needs", &new.needs),
        ("/topics", &new.topics),
        ("/areas", &new.areas),
    ] {
        texts(pointer, list, limits.comment_max, errors);
    }
    let named = |list: &str, names: Vec<&str>, errors: &mut Vec<FieldError>| {
        count(list, names.len(), errors);
        for (at, name) in names.into_iter().take(MANY).enumerate() {
            text(&format!("{list}/{at}/name"), name, limits.title_max, errors);
        }
    };
    let stakeholders = new.stakeholders.iter().map(|one| one.name.as_str());
    named("/stakeholders", stakeholders.collect(), errors);
    named(
        "/partners",
        new.partners.iter().map(|one| one.name.as_str()).collect(),
        errors,
    );
    count("/phases", new.phases.len(), errors);
    for (at, phase) in new.phases.iter().take(MANY).enumerate() {
        let earlier = new.phases[..at].iter();
        told_apart(
            "/phases",
            at,
            &phase.id,
            earlier.map(|other| &other.id),
            limits,
            errors,
        );
        text(
            &format!("/phases/{at}/title"),
            &phase.title,
            limits.title_max,
            errors,
        );
        words_of(&format!("/phases/{at}/body"), phase.body.as_ref(), limits, errors);
    }
    count("/experiments", new.experiments.len(), errors);
    for (at, experiment) in new.experiments.iter().take(MANY).enumerate() {
        text(
            &format!("/experiments/{at}/what"),
            &experiment.what,
            limits.comment_max,
            errors,
        );
        words_of(
            &format!("/experiments/{at}/showed"),
            experiment.showed.as_ref(),
            limits,
            errors,
        );
    }
    links("/links", &new.links, limits, errors);
    one_link("/source", new.source.as_ref(), limits, errors);
    if let Some(at) = &new.place {
        place("/place", at, limits, errors);
    }
    if let Some(mandate) = &new.mandate {
        check_mandate(mandate, limits, errors);
    }
}

fn check_mandate(mandate: &Mandate, limits: &Limits, errors: &mut Vec<FieldError>) {
    words_of("/mandate/task", Some(&mandate.task), limits, errors);
    words_of(
        "/mandate/recommendation",
        mandate.recommendation.as_ref(),
        limits,
        errors,
    );
    count("/mandate/members", mandate.members.len(), errors);
    for (at, member) in mandate.members.iter().take(MANY).enumerate() {
        text(
            &format!("/mandate/members/{at}/name"),
            &member.name,
            limits.title_max,
            errors,
        );
    }
    if let Some(reply) = &mandate.council_reply {
        text("/mandate/council_reply/by", &reply.by, limits.title_max, errors);
        words_of("/mandate/council_reply/text", Some(&reply.text), limits, errors);
    }
}

/// Options are told apart by their ids.
fn options(new: &Project, limits: &Limits, errors: &mut Vec<FieldError>) {
    count("/options", new.options.len(), errors);
    for (at, option) in new.options.iter().take(MANY).enumerate() {
        let earlier = new.options[..at].iter();
        told_apart(
            "/options",
            at,
            &option.id,
            earlier.map(|other| &other.id),
            limits,
            errors,
        );
        text(
            &format!("/options/{at}/title"),
            &option.title,
            limits.title_max,
            errors,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heard::MinorityPosition;

    fn read(state: &str, more: &str) -> Project {
        let text = format!(
            r#"{{"id":"p","title":"En levende Storegade","summary":"Skal gaden have en ny rolle?","kind":"policy",
            "openness":"open","role_offered":"involved","state":"{state}"{more}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    const FRAME: &str = r#","interest":{"value":"Vi skal grave alligevel."},"influence":{"given":["Bussen"]},
        "responsible":{"office":"Plan og Byg"}"#;

    fn pointers(errors: &[FieldError]) -> Vec<&str> {
        errors.iter().map(|error| error.pointer.as_str()).collect()
    }

    #[test]
    fn no_project_is_there_without_interest_influence_and_somebody_who_answers() {
        let limits = Limits::default();
        for state in ["upcoming", "open", "closed", "archived"] {
            let errors = project(&read(state, ""), &limits);
            assert_eq!(
                pointers(&errors),
                ["/interest", "/influence", "/responsible/office"],
                "{state}"
            );
            assert!(project(&read(state, FRAME), &limits).is_empty(), "{state}");
        }
    }

    #[test]
    fn words_that_are_not_known_are_refused_where_they_are_written() {
        let mut new = read("sleeping", FRAME);
        new.kind = ProjectKind::Other;
        assert_eq!(pointers(&project(&new, &Limits::default())), ["/kind", "/state"]);
    }

    #[test]
    fn neither_two_options_nor_two_phases_can_have_the_same_id() {
        for list in ["options", "phases"] {
            let twice = format!(
                r#","{list}":[{{"id":"a","title":"A","state":"future"}},{{"id":"a","title":"B","state":"future"}}]"#
            );
            let errors = project(&read("upcoming", &[FRAME, &twice].concat()), &Limits::default());
            assert_eq!(pointers(&errors), [format!("/{list}/1/id")]);
        }
    }

    #[test]
    fn a_decision_without_reasons_and_a_minority_without_them_cannot_stand() {
        let text = r#"{"id":"d","decided_at":"2026-01-01T00:00:00Z","by":"Byrådet","outcome":{"value":"Nej"},
            "reasons":{"value":" "}}"#;
        let taken: Decision = serde_json::from_str(text).unwrap();
        assert_eq!(pointers(&decision(&taken, &Limits::default())), ["/reasons"]);
        let text = r#"{"id":"s","subject":"project:p","title":"t","points":["p"],"created_at":"2026-01-01T00:00:00Z"}"#;
        let mut heard: Summary = serde_json::from_str(text).unwrap();
        heard.minorities.push(MinorityPosition {
            position: "Som nu".into(),
            held_by: None,
            reasons: Vec::new(),
            answer: serde_json::from_str(r#"{"text":{"value":""},"by":"","at":"2026-01-01T00:00:00Z"}"#).ok(),
        });
        assert_eq!(
            pointers(&summary(&heard, &Limits::default())),
            [
                "/minorities/0/reasons",
                "/minorities/0/answer/text",
                "/minorities/0/answer/by"
            ]
        );
    }

    #[test]
    fn an_event_ends_after_it_begins_and_says_why_it_is_cancelled() {
        let text = r#"{"id":"e","kind":"other","title":"t","starts_at":"2026-01-02T00:00:00Z",
            "ends_at":"2026-01-01T00:00:00Z","state":"cancelled"}"#;
        let new: Event = serde_json::from_str(text).unwrap();
        let errors = event(&new, &Limits::default());
        assert_eq!(pointers(&errors), ["/ends_at", "/cancelled_reason"]);
    }
}
