//! The list that a reader came from: kept, so that coming back costs neither waiting nor the place in it.

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::page::Page;

use super::list::Collection;
use crate::app::App;
use crate::parts::choosing::By;
use crate::route::Place;
use crate::route::narrowing::Narrowing;

/// A list as far as it has been shown.
#[derive(Clone)]
pub struct KeptList {
    pub(super) collection: Collection,
    pub(super) by: Narrowing,
    /// All pages shown so far, joined.
    pub(super) page: Page<Contribution>,
    /// The one that the reader followed.
    pub(super) followed: Option<String>,
}

/// The list in a room as the reader left it: where the way back leads.
pub fn list_behind(app: App, room: Place) -> Place {
    let by = app.kept.with_value(|kept| {
        let kept = kept.as_ref().filter(|kept| kept.collection.room() == room);
        kept.map(|kept| kept.by.clone())
    });
    room.by(by.unwrap_or_default())
}

/// Joins a page to what is kept of the list.
pub(super) fn keep(app: App, collection: Collection, by: By, page: &Page<Contribution>, before: usize) {
    app.kept.update_value(|kept| match kept {
        Some(kept) if kept.collection == collection && before > 0 => {
            kept.page.page = page.page.clone();
            kept.page.items.extend(page.items.iter().cloned());
        }
        _ => {
            *kept = Some(KeptList {
                collection,
                by: by.get_untracked(),
                page: page.clone(),
                followed: None,
            })
        }
    });
}

/// Notes which one of the list the reader follows.
pub(super) fn leave(app: App) {
    let followed = match app.place.try_get_untracked().map(Place::whole) {
        Some(Place::Idea(id) | Place::Debate(id)) => Some(id),
        _ => None,
    };
    app.kept.try_update_value(|kept| {
        if let Some(kept) = kept {
            kept.followed = followed;
        }
    });
}
