//! The project that takes a contribution up (S1.2): said together with the words that are the reason for it.

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::page::Page;
use samskab_protocol::project::Project;

use super::select::{keyed, select};
use crate::app::App;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::drafts::writing::Writing;
use crate::parts::form::written;
use crate::parts::markup::{Content, live};

const FIELD: &str = "/project";

/// Asks which project it belongs to from now on. Those that go on or begin soon are offered.
pub fn taking_up(app: App, writing: Writing, contribution: Option<&Contribution>) -> AnyView {
    let found: Loading<Page<Project>> = waiting_for();
    let path = "/projects?limit=100&state=open,upcoming";
    load(found, app.client.get(app.client.url(path)));
    let now = contribution.and_then(|one| one.project.as_ref());
    let now = now.map(|project| (project.id.clone(), project.title.clone()));
    live(move || {
        let same = match &now {
            Some((_, title)) => (String::new(), title.clone()),
            None => keyed(app, &[("", "steward.project.none")]).remove(0),
        };
        let mut answers = vec![same];
        found.with(|found| {
            if let Load::Ready(page) = found {
                let others = page.items.iter().map(|one| (one.id.clone(), one.title.clone()));
                answers.extend(others.filter(|one| now.as_ref() != Some(one)));
            }
        });
        select(writing, FIELD, app.say("steward.project.taken"), answers).view()
    })
}

/// The project that was chosen, if there is another one from now on.
pub fn chosen_project(writing: Writing) -> Option<String> {
    written(writing, FIELD)
}
