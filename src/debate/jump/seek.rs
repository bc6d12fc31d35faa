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

/// How many of a sort are looked through: whoever looks for more reads on.
const LOOK: u32 = 20;

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
        let page = app.client.get(url).await?;
        Ok(Box::new(move || find(jumps, app, thread, sort, &page)) as Found)
    })
}

fn go_to_own(app: App, thread: Thread) {
    let mut own = own_comments(app, thread);
    own.reverse();
    if let Some(id) = next_of(app, &own) {
        go_to(app, thread, id);
    }
}

/// Goes to the comment that was looked for, the newest one of its sort first.
fn find(jumps: Jumps, app: App, thread: Thread, sort: Sort, page: &Page<Comment>) {
    let is_wanted = |item: &&Comment| !item.is_tombstone() && (item.official || sort != Sort::Official);
    let found: Vec<_> = page.items.iter().filter(is_wanted).collect();
    let Some(newest) = found.first() else {
        let is_official = sort == Sort::Official;
        let key = if is_official {
            "jump.no_official"
        } else {
            "thread.empty"
        };
        return jumps.said.set(app.say(key));
    };
    match sort {
        Sort::End => {
            thread.marks.begin(app, thread, &newest.created_at);
            jumps.said.set(app.say("jump.remembered"));
        }
        Sort::Newest => go_to(app, thread, &newest.id),
        Sort::Official | Sort::Own => {
            let ids: Vec<_> = found.iter().map(|item| item.id.clone()).collect();
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
