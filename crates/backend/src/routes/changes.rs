//! What has changed: as a list to ask for now and then, and as a stream.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::change::Change;
use samskab_protocol::limits::PAGE_DEFAULT;
use samskab_protocol::page::{Page, PageInfo};

use super::answer::reply;
use super::parameters::{Parameters, link};
use crate::app::App;
use crate::clock;
use crate::cursor::Position;
use crate::faults::Fault;
use crate::problem::{Misunderstanding, Refusal};
use crate::store::changes::{Entry, Mark};

pub mod stream;

/// Cursors of all lists and streams of changes are alike: they name a place in the one list of all changes.
const LIST: &str = "changes";
/// How many things can be named at once.
const REFS_MAX: usize = 50;

/// `GET /changes`
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let refs = read_refs(&parameters)?;
    let limit = parameters.number("limit", PAGE_DEFAULT, 1..=app.limits.page_max);
    // Read first: nothing that comes later is passed over by it.
    let newest = app.store.newest_change().await?;
    let after = match parameters.text("cursor") {
        Some(cursor) => Some(go_on(&app, cursor).await?),
        None => None,
    };
    let entries = match after {
        Some(after) => {
            let position = after.position + i64::from(Fault::ChangesSkip.is_on());
            app.store.read_changes(position, &refs, limit).await?
        }
        None => app.store.read_last_changes(&refs, limit).await?,
    };
    let next = next_mark(
        &entries,
        newest,
        after.is_some() && entries.len() == limit as usize,
    );
    let described = [
        ("refs", refs.join(",")),
        ("limit", limit.to_string()),
        ("cursor", write_cursor(next)),
    ];
    let page = Page {
        items: entries.iter().map(tell).collect(),
        page: PageInfo {
            next: Some(link(app.address("/changes"), &described)),
            ..PageInfo::default()
        },
        total: None,
    };
    reply(&headers, &page)
}

/// A list of changes never ends. Where there are no more at present it goes on from the newest of all, so that a
/// reader of few things is not left behind.
fn next_mark(entries: &[Entry], newest: Mark, is_full: bool) -> Mark {
    match entries.last().map(Entry::mark) {
        Some(last) if is_full || last.position > newest.position => last,
        _ => newest,
    }
}

/// The things that the request names; all where it names none.
fn read_refs(parameters: &Parameters) -> Result<Vec<String>, Refusal> {
    let refs = parameters.words("refs");
    let is_ref = |text: &String| {
        text.split_once(':')
            .is_some_and(|(of, id)| !of.is_empty() && !id.is_empty())
    };
    if refs.len() <= REFS_MAX && refs.iter().all(is_ref) {
        Ok(refs)
    } else {
        Err(Refusal::InvalidRequest(Misunderstanding::Refs))
    }
}

/// The place that a cursor names, if everything behind it is still there.
async fn go_on(app: &App, cursor: &str) -> Result<Mark, Refusal> {
    let mark = read_cursor(cursor).ok_or(Refusal::CursorMismatch)?;
    if app.store.can_go_on_from(mark).await? {
        Ok(mark)
    } else {
        Err(Refusal::CursorExpired)
    }
}

fn read_cursor(cursor: &str) -> Option<Mark> {
    let place = Position::from_cursor(cursor, LIST)?;
    Some(Mark {
        position: place.rank,
        at: place.id.parse().ok()?,
    })
}

fn write_cursor(mark: Mark) -> String {
    let place = Position {
        rank: mark.position,
        id: mark.at.to_string(),
    };
    place.to_cursor(LIST)
}

fn tell(entry: &Entry) -> Change {
    Change {
        cursor: write_cursor(entry.mark()),
        of: entry.of.clone(),
        what: entry.what.clone(),
        subject: Some(entry.subject.clone()).filter(|subject| *subject != entry.what),
        at: clock::to_wire(entry.at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_names_a_place_and_the_moment_of_what_lies_there() {
        let mark = Mark {
            position: 7,
            at: 1_767_225_600_000_000,
        };
        assert_eq!(read_cursor(&write_cursor(mark)), Some(mark));
        assert_eq!(read_cursor("AAAA"), None);
    }

    #[test]
    fn at_most_so_many_refs_are_taken_and_each_has_to_be_one() {
        let refs = |text: &str| read_refs(&Parameters::parse(&format!("refs={text}"))).is_ok();
        assert!(refs("contribution:a,comment:b") && refs(""));
        assert!(!refs("contribution") && !refs(":a") && !refs("project:"));
        assert!(!refs(&"comment:a,".repeat(REFS_MAX + 1)));
    }
}
