//! Looking for the comment that somebody wants to get to.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use samskab_protocol::comment::Comment;
use samskab_protocol::page::Page;

use super::{Jumps, Sort, newest_url};
use crate::app::App;
use crate::backend::failure::Failure;
use crate::debate::arrive::go_to;
use crate::debate::marks::own_comments;
use crate::debate::thread::Thread;
use crate::route::Place;

/// How many comments are asked for at once.
const LOOK: u32 = 20;
/// How many pages are looked through for what the municipality says: a backend may answer with all that was written.
const PAGES: u32 = 20;

/// What was found, by what it leads to once it is called.
pub type Found = Box<dyn FnOnce()>;
/// On its way there.
pub type Seeking = Pin<Box<dyn Future<Output = Result<Found, Failure>>>>;

/// Looks for what was pressed.
pub fn seek(jumps: Jumps, app: App, thread: Thread, sort: Sort) -> Seeking {
    Box::pin(async move {
        if sort == Sort::Own {
            return Ok(Box::new(move || go_to_own(app, thread)) as Found);
        }
        let official = match sort {
            Sort::Official => "&official=true",
            _ => "",
        };
        let url = [&newest_url(app, thread, LOOK), official].concat();
        let looked = look_through(app, url, sort).await?;
        Ok(Box::new(move || find(jumps, app, thread, sort, &looked)) as Found)
    })
}

/// What was found of a sort, the newest first.
struct Looked {
    found: Vec<Comment>,
    /// Whether there is nothing that was not looked at.
    is_all: bool,
}

/// Reads on until there is somewhere to go.
async fn look_through(app: App, url: String, sort: Sort) -> Result<Looked, Failure> {
    // Of the municipality's there may be another one, to be gone on to.
    let here = app.place.try_with_untracked(Place::comment).flatten();
    let here = here.filter(|_| sort == Sort::Official);
    let mut found: Vec<Comment> = Vec::new();
    let mut next = Some(url);
    let mut pages = PAGES;
    while let Some(url) = next.take_if(|_| pages > 0 && !leads_on(&found, here.as_deref())) {
        pages -= 1;
        let page: Page<Comment> = app.client.get(url).await?;
        next = page.page.next;
        let items = page.items.into_iter();
        found.extend(items.filter(|item| is_wanted(item, sort)));
    }
    Ok(Looked {
        found,
        is_all: next.is_none(),
    })
}

fn is_wanted(item: &Comment, sort: Sort) -> bool {
    !item.is_tombstone() && (item.official || sort != Sort::Official)
}

/// Whether something was found, and where somebody is at one of it, something after that.
fn leads_on(found: &[Comment], here: Option<&str>) -> bool {
    let at = found.iter().position(|item| Some(item.id.as_str()) == here);
    found.len() > at.map_or(0, |at| at + 1)
}

fn go_to_own(app: App, thread: Thread) {
    let mut own = own_comments(app, thread);
    own.reverse();
    if let Some(id) = next_of(app, &own) {
        go_to(app, thread, id);
    }
}

/// Goes to the comment that was looked for, the newest one of its sort first.
fn find(jumps: Jumps, app: App, thread: Thread, sort: Sort, looked: &Looked) {
    let Some(newest) = looked.found.first() else {
        let key = match (sort, looked.is_all) {
            (Sort::Official, true) => "jump.no_official",
            (Sort::Official, false) => "jump.no_official_lately",
            _ => "thread.empty",
        };
        return jumps.said.set(app.say(key));
    };
    match sort {
        Sort::End => {
            let lately = |item: &&Comment| item.created_at == newest.created_at;
            let lately = looked.found.iter().filter(lately);
            lately.for_each(|item| thread.marks.begin(app, thread, item));
            jumps.said.set(app.say("jump.remembered"));
        }
        Sort::Newest => go_to(app, thread, &newest.id),
        Sort::Official | Sort::Own => {
            let ids: Vec<_> = looked.found.iter().map(|item| item.id.clone()).collect();
            if let Some(id) = next_of(app, &ids) {
                go_to(app, thread, id);
            }
        }
    }
}

/// The first of several comments, or the next one where somebody is at one of them.
fn next_of(app: App, ids: &[String]) -> Option<&String> {
    let here = app.place.with_untracked(Place::comment);
    let at = ids.iter().position(|id| Some(id) == here.as_ref());
    ids.get(at.map_or(0, |at| (at + 1) % ids.len()))
}
