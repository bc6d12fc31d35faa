//! The way to write something, on the lists and on a project, and back to what was begun.

use leptos::prelude::*;
use samskab_protocol::contribution::Kind;
use samskab_protocol::project::Project;
use samskab_protocol::service::{Action, Mode};
use samskab_protocol::text::is_safe;

use crate::app::App;
use crate::drafts::draft::has_draft;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, nothing};
use crate::route::Place;
use crate::route::composing::Composing;

/// The kinds that are taken here, and that this widget has a composer for.
pub fn kinds_taken(app: App) -> Vec<Kind> {
    app.with_service(|service| {
        let native = service.actions.contribute.mode == Mode::Native;
        let taken = Kind::ALL
            .into_iter()
            .filter(|kind| native && service.kinds.contains(kind));
        taken.collect()
    })
}

/// The way to an idea first, and a quiet one to everything else.
pub fn invite_ideas(app: App) -> AnyView {
    if let Some(elsewhere) = elsewhere(app, "idea.new.elsewhere", "button first wide") {
        return elsewhere.view();
    }
    let taken = kinds_taken(app);
    let others = taken.iter().filter_map(|kind| {
        Some(app.say(match kind {
            Kind::Question => "new.question",
            Kind::Dilemma => "new.dilemma",
            Kind::Barrier => "new.barrier",
            Kind::Story => "new.story",
            _ => return None,
        }))
    });
    let others = others.collect::<Vec<_>>().join(", ");
    let words = || [&app.say("new.other"), " ", &others].concat();
    let other = (!others.is_empty()).then(|| link(app, "button quiet", Place::Choose(None), words()));
    let idea = taken
        .contains(&Kind::Idea)
        .then(|| write(app, Kind::Idea, "idea.new", "button first wide"));
    all(vec![
        classed("p", "choices").child(idea).child(other).view(),
        begun(app, &taken),
    ])
}

/// The ways to what is debated.
pub fn invite_debates(app: App) -> AnyView {
    if let Some(elsewhere) = elsewhere(app, "debate.new.elsewhere", "button first") {
        return elsewhere.view();
    }
    let taken = kinds_taken(app);
    let ways = [
        (Kind::Question, "debate.new.question", "button first"),
        (Kind::Dilemma, "debate.new.dilemma", "button"),
    ];
    let ways = ways.into_iter().filter(|(kind, ..)| taken.contains(kind));
    let ways: Vec<_> = ways
        .map(|(kind, key, class)| write(app, kind, key, class).view())
        .collect();
    if ways.is_empty() {
        return nothing();
    }
    classed("p", "choices").child(ways).view()
}

/// The way to what belongs to a project, if it takes anything that can be written: here, or where `contribute` says.
pub fn invite_to(app: App, project: &Project, contribute: &Action) -> Option<Tag> {
    let place = Place::Choose(Some(project.id.clone()));
    let way = match (contribute.mode, contribute.url.as_deref()) {
        (Mode::Native, _) if kinds_taken(app).iter().any(|kind| project.takes(kind.as_str())) => {
            link(app, "button first", place, app.say("project.write"))
        }
        (Mode::External, Some(url)) if is_safe(url) => classed("a", "button first")
            .attr("href", url)
            .child(app.say("project.write.elsewhere")),
        _ => return None,
    };
    Some(classed("p", "choices").child(way))
}

/// Whether a project takes a kind now, by what each of the phases that go on accepts. Where none goes on, or one names
/// nothing, everything is taken.
pub fn takes(accepts: &[&[String]], kind: Kind) -> bool {
    let names = |accepts: &&[String]| accepts.is_empty() || accepts.iter().any(|word| word == kind.as_str());
    accepts.is_empty() || accepts.iter().any(names)
}

/// What stands where nothing can be written here: where it can be, if somewhere.
pub fn not_taken(app: App) -> AnyView {
    let words = classed("p", "empty").child(app.say("compose.not_taken"));
    all(vec![
        words.view(),
        elsewhere(app, "idea.new.elsewhere", "button first").view(),
    ])
}

/// A link to where the backend takes contributions, if that is elsewhere.
fn elsewhere(app: App, key: &str, class: &'static str) -> Option<AnyView> {
    let action = app.with_service(|service| service.actions.contribute.clone());
    let url = action.url.filter(|_| action.mode == Mode::External)?;
    let words = || classed("a", class).attr("href", url.as_str()).child(app.say(key));
    Some(is_safe(&url).then(words).view())
}

fn write(app: App, kind: Kind, key: &str, class: &'static str) -> Tag {
    link(app, class, Place::New(Composing::begin(kind, None)), app.say(key))
}

/// What was begun and not sent.
fn begun(app: App, taken: &[Kind]) -> AnyView {
    let drafts = taken.iter().map(|kind| Composing::begin(*kind, None));
    let Some(draft) = drafts
        .into_iter()
        .find(|draft| has_draft(app.client, &draft.subject()))
    else {
        return nothing();
    };
    let found = [app.say("draft.found"), " ".into()].concat();
    classed("p", "small")
        .child(found)
        .child(link(app, "", Place::New(draft), app.say("draft.resume")))
        .view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_takes_what_it_names_and_one_that_names_nothing_takes_everything() {
        let named = ["idea".to_owned(), "comment".to_owned()];
        assert!(takes(&[&named], Kind::Idea));
        assert!(!takes(&[&named], Kind::Story));
        assert!(takes(&[&named, &[]], Kind::Story));
        assert!(takes(&[], Kind::Story));
    }
}
