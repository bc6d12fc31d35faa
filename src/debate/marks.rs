//! How far somebody has read in a debate. Kept on the device, and only for debates in which they have written
//! something, or have asked for it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::comment::Comment;
use samskab_protocol::identifier::{Ref, RefType, Timestamp};
use samskab_protocol::page::Page;
use samskab_protocol::service::Localized;

use super::jump::newest_url;
use super::thread::Thread;
use crate::app::App;
use crate::drafts::{mine, store};

/// How many unread comments are told apart.
const MOST: u32 = 100;

/// What is unread in one debate.
#[derive(Clone, Copy)]
pub struct Marks {
    /// Whether it is kept how far somebody has read here.
    pub is_kept: RwSignal<bool>,
    /// What has come since, by id and moment, the oldest first.
    pub unread: RwSignal<Vec<(String, Timestamp)>, LocalStorage>,
}

impl Marks {
    /// Nothing is known yet.
    pub fn new() -> Marks {
        Marks {
            is_kept: RwSignal::new(false),
            unread: RwSignal::new_local(Vec::new()),
        }
    }

    /// Looks up what has come since, where it is kept how far somebody has read.
    pub fn look(self, app: App, thread: Thread) {
        if let Some(mark) = read(app, thread) {
            self.is_kept.set(true);
            let (own, url) = (own_comments(app, thread), newest_url(app, thread, MOST));
            spawn_local(async move {
                let newest: Result<Page<Comment>, _> = app.client.get(url).await;
                if let Ok(newest) = newest {
                    self.unread.try_set(since(&newest.items, &mark, &own));
                }
            });
        }
    }

    /// Keeps from now on how far somebody has read.
    pub fn begin(self, app: App, thread: Thread, newest: &Timestamp) {
        self.is_kept.set(true);
        keep(app, thread, newest);
    }

    /// The next unread comment, which is read by that.
    pub fn take_next(self, app: App, thread: Thread) -> Option<String> {
        let (id, at) = self
            .unread
            .try_update(|unread| (!unread.is_empty()).then(|| unread.remove(0)))??;
        keep(app, thread, &at);
        Some(id)
    }

    /// Everything is read.
    pub fn take_all(self, app: App, thread: Thread) {
        if let Some((_, at)) = self
            .unread
            .try_update(std::mem::take)
            .and_then(|mut unread| unread.pop())
        {
            keep(app, thread, &at);
        }
    }
}

/// Keeps how far somebody has read from their first own comment on.
pub fn begin_with(app: App, thread: Thread, own: &Comment) {
    if read(app, thread).is_none() {
        thread.marks.begin(app, thread, &own.created_at);
    }
}

/// Ids of the comments here that were sent from this device, the first one first.
pub fn own_comments(app: App, thread: Thread) -> Vec<String> {
    let subject = thread.subject.get_value();
    let mut own: Vec<String> = Vec::new();
    for sent in mine::all(&mine::list(app.client)) {
        let is_here = sent.debate.as_ref().or(sent.subject.as_ref()) == Some(&subject);
        let comment = Ref::parse(&sent.reference).filter(|sent| is_here && sent.of == RefType::Comment);
        own.extend(comment.map(|comment| comment.id));
    }
    own
}

/// The comments with words that came after `mark` and are not one's own, the oldest first; `newest` begins with the
/// newest one.
fn since(newest: &[Comment], mark: &Timestamp, own: &[String]) -> Vec<(String, Timestamp)> {
    let fresh = newest
        .iter()
        .rev()
        .filter(|item| is_later(&item.created_at, mark));
    let theirs = fresh.filter(|item| !item.is_tombstone() && !own.contains(&item.id));
    theirs
        .map(|item| (item.id.clone(), item.created_at.clone()))
        .collect()
}

/// Moments of one backend are written alike, down to the second.
fn is_later(moment: &Timestamp, mark: &Timestamp) -> bool {
    moment.as_str() > mark.as_str()
}

fn place(app: App) -> String {
    ["samskab:read:", &app.client.name()].concat()
}

fn read(app: App, thread: Thread) -> Option<Timestamp> {
    let mut all: Localized = store::read(&place(app))?;
    thread
        .subject
        .with_value(|subject| all.remove(subject))
        .map(Timestamp)
}

fn keep(app: App, thread: Thread, mark: &Timestamp) {
    let mut all: Localized = store::read(&place(app)).unwrap_or_default();
    all.insert(thread.subject.get_value(), mark.as_str().to_owned());
    store::write(&place(app), &all);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(id: &str, day: &str, words: Option<&str>) -> Comment {
        let body = words.map(|words| serde_json::json!({ "value": words }));
        let comment =
            serde_json::json!({"id": id, "subject": "contribution:1", "created_at": day, "body": body});
        samskab_protocol::wire::read(&comment).unwrap()
    }

    #[test]
    fn what_is_unread_came_later_has_words_and_is_not_ones_own() {
        let newest = [
            comment("own", "2026-11-05T00:00:00Z", Some("e")),
            comment("gone", "2026-11-04T00:00:00Z", None),
            comment("late", "2026-11-03T00:00:00Z", Some("c")),
            comment("next", "2026-11-02T00:00:00Z", Some("b")),
            comment("read", "2026-11-01T00:00:00Z", Some("a")),
        ];
        let unread = since(
            &newest,
            &Timestamp("2026-11-01T00:00:00Z".into()),
            &["own".to_owned()],
        );
        let ids: Vec<_> = unread.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["next", "late"]);
    }
}
