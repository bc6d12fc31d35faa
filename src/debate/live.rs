//! What others write while one reads: counted, and shown when one asks for it. Until then nothing in sight moves, and
//! nothing that is being typed is touched.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;
use samskab_protocol::change::Change;
use samskab_protocol::comment::Comment;
use samskab_protocol::page::Page;

use super::arrive::{go_to, reach};
use super::jump::newest_url;
use super::shown::tombstone;
use super::standings::name;
use super::thread::Thread;
use super::tree::nest;
use crate::app::App;
use crate::backend::changes::follow;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::parts::chunk::quietly;
use crate::parts::markup::{Content, button, classed, live, nothing};

/// How long is gathered before anything is said: many who write at once are told of once, and one's own text, which is
/// just being sent, never.
const GATHER: Duration = Duration::from_secs(1);

/// What has come, and is not shown.
#[derive(Clone, Copy)]
struct News {
    app: App,
    thread: Thread,
    /// New comments that are not told of yet.
    gathered: StoredValue<Vec<String>>,
    gathering: StoredValue<bool>,
    /// New comments that are.
    new: RwSignal<Vec<String>>,
    /// Comments in sight that somebody has changed or taken back.
    changed: RwSignal<Vec<String>>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>, LocalStorage>,
}

/// Draws the button that shows what is new, for as long as there is anything, where the backend tells it.
pub fn news(app: App, thread: Thread) -> AnyView {
    match app.with_service(|service| service.claims("live")) {
        true => quietly(app, news_chunk, move |draw, app| draw(app, thread)),
        false => nothing(),
    }
}

/// Brings what draws it, which nobody waits for.
#[wasm_split(following, wasm_split_path = ::leptos::wasm_split, fallible)]
fn news_chunk() -> Result<fn(App, Thread) -> AnyView, Failure> {
    Ok(button_for_news)
}

/// It follows what changes from now on.
fn button_for_news(app: App, thread: Thread) -> AnyView {
    let news = News {
        app,
        thread,
        gathered: StoredValue::new(Vec::new()),
        gathering: StoredValue::new(false),
        new: RwSignal::new(Vec::new()),
        changed: RwSignal::new(Vec::new()),
        busy: RwSignal::new(false),
        failure: RwSignal::new_local(None),
    };
    let subject = thread.subject.get_value();
    follow(app.client, &subject, move |change| news.hear(&change));
    let count = Memo::new(move |_| news.count());
    let are_any = Memo::new(move |_| count.get().0 > 0);
    // Said once, however many more there are by the time somebody looks.
    let said = move || are_any.get().then(|| app.say("live.said")).view();
    let way = live(move || {
        let label = match count.get() {
            (0, 0) => return nothing(),
            (0, changed) => app.language.count("live.changed", changed),
            (new, _) => app.language.count("live.new", new),
        };
        button("button first", label, move |_| news.show())
            .live_attr("aria-disabled", move || news.busy.get().then(|| "true".into()))
            .view()
    });
    let outcome = move || {
        news.failure
            .with(|failure| failure.as_ref().map(|failure| app.say(failure.reading_key())))
            .view()
    };
    classed("div", "news")
        .child(classed("p", "unseen").attr("role", "status").live(said))
        .child(way)
        .child(classed("p", "outcome").attr("role", "alert").live(outcome))
        .view()
}

impl News {
    /// How many comments are new, and how many have changed, without those that came into sight in another way.
    fn count(self) -> (u32, u32) {
        let shown = self.thread.shown;
        shown.entered.track();
        let new = self
            .new
            .with(|new| new.iter().filter(|id| !shown.has(id)).count());
        (new as u32, self.changed.with(Vec::len) as u32)
    }

    fn hear(self, change: &Change) {
        let subject = self.thread.subject.try_get_value();
        let Some(id) = change
            .what
            .strip_prefix("comment:")
            .filter(|_| change.subject == subject)
        else {
            return;
        };
        let is_shown = self.thread.shown.has(id);
        match change.of.rsplit('.').next().unwrap_or_default() {
            "created" if !self.is_known(id) => {
                self.gathered
                    .try_update_value(|gathered| gathered.push(id.to_owned()));
                self.tell_soon();
            }
            "removed" if !is_shown => {
                self.gathered
                    .try_update_value(|gathered| gathered.retain(|one| one != id));
                self.new.try_update(|new| new.retain(|one| one != id));
            }
            of if is_shown && self.is_own(id) => self.hear_of_own(id, of),
            "updated" | "removed" if is_shown => self.tell_change(id),
            _ => {}
        }
    }

    /// What the whole debate shows is not new in a line either, nor is what was sent from another line.
    fn is_known(self, id: &str) -> bool {
        let is_own = |own: &Vec<String>| own.iter().any(|one| one == id);
        let thread = self.thread;
        thread.shown.has(id) || thread.whole.has(id) || thread.own.try_with_untracked(is_own) == Some(true)
    }

    /// What waits is one's own, even while it is not known how one stands to it.
    fn is_own(self, id: &str) -> bool {
        self.thread.standings.is_own(id) || self.is(id, Comment::waits)
    }

    /// What one does oneself one knows. What others decide about it is shown at once: it moves nothing else.
    fn hear_of_own(self, id: &str, of: &str) {
        match (
            of,
            self.is(id, |comment| comment.waits() || comment.is_tombstone()),
        ) {
            ("removed", false) => self.thread.standings.ask(Some(name(id))),
            ("created" | "updated", true) => {
                let id = id.to_owned();
                spawn_local(async move {
                    if self.look_again(&id).await.is_err() {
                        self.tell_change(&id);
                    }
                });
            }
            _ => {}
        }
    }

    fn is(self, id: &str, what: fn(&Comment) -> bool) -> bool {
        let node = self.thread.shown.node(id);
        node.and_then(|node| node.now.try_with_untracked(what)) == Some(true)
    }

    fn tell_change(self, id: &str) {
        self.changed.try_update(|changed| add(changed, id.to_owned()));
    }

    fn tell_soon(self) {
        let is_first = self
            .gathering
            .try_update_value(|gathering| !std::mem::replace(gathering, true));
        if is_first == Some(true) {
            set_timeout(move || self.tell(), GATHER);
        }
    }

    fn tell(self) {
        self.gathering.try_set_value(false);
        if self.app.outbox.is_sending() {
            return self.tell_soon();
        }
        let gathered = self.gathered.try_update_value(std::mem::take);
        self.new.try_update(|new| {
            let gathered = gathered.unwrap_or_default().into_iter();
            gathered
                .filter(|id| !self.is_known(id))
                .for_each(|id| add(new, id));
        });
    }

    fn show(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let outcome = self.fetch().await;
            self.busy.try_set(false);
            self.failure.try_set(outcome.err());
        });
    }

    /// What has come until something fails is shown, and not asked for again.
    async fn fetch(self) -> Result<(), Failure> {
        let shown = self.thread.shown;
        let wanted = self.new.try_get_untracked().unwrap_or_default();
        let found = self.find(&wanted).await?;
        let first = found.first().map(|comment| comment.id.clone());
        for comment in nest(&found).iter() {
            shown.place(comment.clone());
        }
        // What was not found was taken back meanwhile.
        self.new.try_update(|new| new.retain(|id| !wanted.contains(id)));
        if let Some(first) = first {
            // Once it is drawn.
            set_timeout(move || lead_to(self.app, self.thread, &first), Duration::ZERO);
        }
        for id in self.changed.try_get_untracked().unwrap_or_default() {
            self.look_again(&id).await?;
            self.changed
                .try_update(|changed| changed.retain(|one| *one != id));
        }
        Ok(())
    }

    /// Reads the debate backwards until everything wanted is found; the oldest first.
    async fn find(self, wanted: &[String]) -> Result<Vec<Comment>, Failure> {
        let shown = self.thread.shown;
        let mut missing: Vec<_> = wanted.iter().filter(|id| !shown.has(id)).collect();
        let mut found = Vec::new();
        let limit = self
            .app
            .with_service(|service| service.limits.page_max)
            .clamp(1, 50);
        let mut next = Some(newest_url(self.app, self.thread, limit));
        // What lies further back, or was taken back, is asked for by itself.
        let mut pages = missing.len() as u32 / limit + 2;
        while let Some(url) = next.filter(|_| !missing.is_empty() && pages > 0) {
            pages -= 1;
            let page: Page<Comment> = self.app.client.get(url).await?;
            next = page.page.next;
            for comment in page.items {
                if let Some(at) = missing.iter().position(|id| **id == comment.id) {
                    missing.swap_remove(at);
                    found.push(comment);
                }
            }
        }
        for id in missing {
            found.extend(self.read(id).await?.filter(|comment| !comment.is_tombstone()));
        }
        found.reverse();
        found.sort_by(|one, other| one.created_at.as_str().cmp(other.created_at.as_str()));
        Ok(found)
    }

    /// One comment; none once it is gone.
    async fn read(self, id: &str) -> Result<Option<Comment>, Failure> {
        let url = self.app.client.url(&["/comments/", &encode(id)].concat());
        match self.app.client.get(url).await {
            Ok(comment) => Ok(Some(comment)),
            Err(failure) if failure.reading_key() == "err.read.gone" => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    async fn look_again(self, id: &str) -> Result<(), Failure> {
        let Some(node) = self.thread.shown.node(id) else {
            return Ok(());
        };
        let now = self.read(id).await?;
        node.now
            .try_update(|comment| *comment = now.unwrap_or_else(|| tombstone(comment)));
        Ok(())
    }
}

/// A line has no place for what answers something else: that is shown in a line of its own.
fn lead_to(app: App, thread: Thread, id: &str) {
    let node = thread.shown.node(id);
    match node.and_then(|node| node.element.try_get_value()?) {
        Some(element) => reach(app, element),
        None if thread.is_line() => go_to(app, thread, id),
        None => {}
    }
}

fn add(list: &mut Vec<String>, id: String) {
    if !list.contains(&id) {
        list.push(id);
    }
}
