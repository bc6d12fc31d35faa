//! The overview that a reader came from: kept, so that coming back costs neither waiting, what was chosen, the map, nor
//! the place in it.

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::page::Page;
use samskab_protocol::project::Project;

use crate::app::App;
use crate::route::Place;
use crate::route::narrowing::Narrowing;

/// The overview as far as it has been shown.
#[derive(Clone)]
pub struct Kept {
    /// What was chosen.
    pub by: Narrowing,
    /// Whether the map was open.
    pub mapped: bool,
    /// All pages shown so far, joined.
    pub page: Page<Project>,
    /// The one that the reader followed.
    pub followed: Option<String>,
}

/// What is kept of the overview.
pub fn kept(app: App) -> Option<Kept> {
    let kept = app.kept_projects.try_get_value().flatten()?;
    kept.downcast_ref::<Kept>().cloned()
}

/// The overview as the reader left it: where the way back leads.
pub fn list_behind(app: App) -> Place {
    Place::Projects.by(kept(app).map(|kept| kept.by).unwrap_or_default())
}

/// Keeps a page of what has been chosen: the first one, or one more after those that are `before` it.
pub fn keep(app: App, by: &Narrowing, page: &Page<Project>, before: usize) {
    let earlier = kept(app);
    let joined = match earlier.as_ref().filter(|kept| before > 0 && kept.by == *by) {
        Some(kept) => {
            let items = kept.page.items.iter().chain(&page.items);
            Page {
                items: items.cloned().collect(),
                ..page.clone()
            }
        }
        None => page.clone(),
    };
    put(
        app,
        Kept {
            by: by.clone(),
            mapped: earlier.is_some_and(|kept| kept.mapped),
            page: joined,
            followed: None,
        },
    );
}

/// Notes whether the map is open, and which project the reader follows.
pub fn leave(app: App, mapped: bool) {
    let followed = match app.place.try_get_untracked() {
        Some(Place::Project(id)) => Some(id),
        _ => None,
    };
    if let Some(kept) = kept(app) {
        put(
            app,
            Kept {
                mapped,
                followed,
                ..kept
            },
        );
    }
}

fn put(app: App, kept: Kept) {
    app.kept_projects.try_set_value(Some(Rc::new(kept)));
}
