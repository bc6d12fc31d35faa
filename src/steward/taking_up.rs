//! The project that takes a contribution up (S1.2): said together with the words that are the reason for it.

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::project::Project;

use super::pages::{most, read_all};
use super::select::{keyed, select};
use crate::app::App;
use crate::backend::load::{Loading, load, waiting_for};
use crate::drafts::writing::Writing;
use crate::parts::failure::loaded;
use crate::parts::form::written;
use crate::parts::markup::{Content, nothing};

const FIELD: &str = "/project";

/// Asks which project it belongs to from now on, where there are any. Those that go on or begin soon are offered.
pub fn taking_up(app: App, writing: Writing, contribution: Option<&Contribution>) -> AnyView {
    if !app.with_service(|service| service.claims("projects")) {
        return nothing();
    }
    let found: Loading<Vec<Project>> = waiting_for();
    let path = ["/projects?state=open,upcoming&limit=", &most(app)].concat();
    let fetch = move || load(found, read_all(app, path.clone()));
    fetch();
    let now = contribution.and_then(|one| one.project.as_ref());
    let now = now.map(|project| (project.id.clone(), project.title.clone()));
    loaded(app, found, fetch, move |projects| {
        let same = match &now {
            Some((_, title)) => (String::new(), title.clone()),
            None => keyed(app, &[("", "steward.project.none")]).remove(0),
        };
        let mut answers = vec![same];
        let others = projects.iter().map(|one| (one.id.clone(), one.title.clone()));
        answers.extend(others.filter(|one| now.as_ref() != Some(one)));
        // One that was chosen in a draft and has ended since is seen to be chosen.
        let chosen = writing.field(FIELD);
        if !answers.iter().any(|(id, _)| *id == chosen) {
            answers.push((chosen.clone(), chosen));
        }
        select(writing, FIELD, app.say("steward.project.taken"), answers).view()
    })
}

/// The project that was chosen, if there is another one from now on.
pub fn chosen_project(writing: Writing) -> Option<String> {
    written(writing, FIELD)
}
