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
use crate::backend::failure::Failure;
use crate::drafts::{mine, store};

/// How many comments are asked for at once.
const AT_ONCE: u32 = 100;
/// How many pages of them are read: nobody goes through more than that.
const PAGES: u32 = 10;

/// What is unread in one debate.
#[derive(Clone, Copy)]
pub struct Marks {
    /// Whether it is kept how far somebody has read here.
    pub is_kept: RwSignal<bool>,
    /// What has come since, by id and moment, the oldest first.
    pub unread: RwSignal<Vec<(String, Timestamp)>, LocalStorage>,
    /// Whether there is more that has come before these, and is not told apart.
    pub is_more: RwSignal<bool>,
}

impl Marks {
    /// Nothing is known yet.
    pub fn new() -> Marks {
        Marks {
            is_kept: RwSignal::new(false),
            unread: RwSignal::new_local(Vec::new()),
            is_more: RwSignal::new(false),
        }
    }

    /// Looks up what has come since, where it is kept how far somebody has read.
    pub fn look(self, app: App, thread: Thread) {
        if let Some(mark) = read(app, thread) {
            self.is_kept.set(true);
            let (own, url) = (own_comments(app, thread), newest_url(app, thread, AT_ONCE));
            spawn_local(async move {
                if let Ok((newest, is_more)) = read_back(app, url, &mark).await {
                    self.is_more.try_set(is_more);
                    self.unread.try_set(since(&newest, &mark, &own));
                }
            });
        }
    }

    /// Keeps from now on how far somebody has read.
    pub fn begin(self, app: App, thread: Thread, newest: &Comment) {
        self.is_kept.set(true);
        keep(app, thread, &newest.id, &newest.created_at);
    }

    /// The next unread comment, which is read by that.
    pub fn take_next(self, app: App, thread: Thread) -> Option<String> {
        let (id, at) = self
            .unread
            .try_update(|unread| (!unread.is_empty()).then(|| unread.remove(0)))??;
        keep(app, thread, &id, &at);
        Some(id)
    }

    /// Everything is read.
    pub fn take_all(self, app: App, thread: Thread) {
        for (id, at) in self.unread.try_update(std::mem::take).unwrap_or_default() {
            keep(app, thread, &id, &at);
        }
    }
}

/// Keeps how far somebody has read from their first own comment on.
pub fn begin_with(app: App, thread: Thread, own: &Comment) {
    if read(app, thread).is_none() {
        thread.marks.begin(app, thread, own);
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
fn since(newest: &[Comment], mark: &Mark, own: &[String]) -> Vec<(String, Timestamp)> {
    let fresh = newest
        .iter()
        .rev()
        .filter(|item| mark.is_unread(&item.id, &item.created_at));
    let theirs = fresh.filter(|item| !item.is_tombstone() && !own.contains(&item.id));
    theirs
        .map(|item| (item.id.clone(), item.created_at.clone()))
        .collect()
}

/// How far somebody has read: to this moment, and what of it, line by line. Several comments may have the same moment,
/// which of some backends is no more than a day; of one backend all are written alike.
struct Mark(String);

impl Mark {
    fn moment(&self) -> &str {
        self.0.lines().next().unwrap_or_default()
    }

    fn is_unread(&self, id: &str, at: &Timestamp) -> bool {
        let is_of_it = at.as_str() == self.moment();
        at.as_str() > self.moment() || is_of_it && !self.0.lines().skip(1).any(|read| read == id)
    }

    /// The mark once this comment is read as well.
    fn and(self, id: &str, at: &Timestamp) -> Mark {
        let before = match at.as_str() == self.moment() {
            true => self.0.as_str(),
            false => at.as_str(),
        };
        Mark([before, "\n", id].concat())
    }
}

/// The newest comments, back to the mark, and whether there are more of them than can be told apart.
async fn read_back(app: App, url: String, mark: &Mark) -> Result<(Vec<Comment>, bool), Failure> {
    let mut newest: Vec<Comment> = Vec::new();
    let mut next = Some(url);
    for _ in 0..PAGES {
        let is_before = |item: &Comment| item.created_at.as_str() < mark.moment();
        let Some(url) = next.take_if(|_| !newest.last().is_some_and(is_before)) else {
            return Ok((newest, false));
        };
        let page: Page<Comment> = app.client.get(url).await?;
        newest.extend(page.items);
        next = page.page.next;
    }
    Ok((newest, next.is_some()))
}

fn place(app: App) -> String {
    ["samskab:read:", &app.client.name()].concat()
}

fn read(app: App, thread: Thread) -> Option<Mark> {
    let mut all: Localized = store::read(&place(app))?;
    thread.subject.with_value(|subject| all.remove(subject)).map(Mark)
}

fn keep(app: App, thread: Thread, id: &str, at: &Timestamp) {
    let mark = read(app, thread).unwrap_or(Mark(String::new())).and(id, at);
    let mut all: Localized = store::read(&place(app)).unwrap_or_default();
    all.insert(thread.subject.get_value(), mark.0);
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
        let mark = Mark(String::new()).and("read", &newest[4].created_at);
        let unread = since(&newest, &mark, &["own".to_owned()]);
        let ids: Vec<_> = unread.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["next", "late"]);
    }

    #[test]
    fn of_what_came_in_the_same_second_each_is_read_by_itself() {
        let newest = ["c", "b", "a"].map(|id| comment(id, "2026-11-02T00:00:00Z", Some(id)));
        let unread = |mark: &Mark| {
            let unread = since(&newest, mark, &[]).into_iter();
            unread.map(|(id, _)| id).collect::<Vec<_>>().concat()
        };
        let before = comment("before", "2026-11-01T00:00:00Z", Some("x"));
        let mark = Mark(String::new()).and(&before.id, &before.created_at);
        assert_eq!(unread(&mark), "abc");
        let mark = mark.and("b", &newest[1].created_at);
        assert_eq!(unread(&mark), "ac");
        let mark = mark.and("a", &newest[2].created_at);
        assert_eq!(unread(&mark), "c");
    }
}
