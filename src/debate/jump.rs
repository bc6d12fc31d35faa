//! Getting around in a long debate: to the newest, the municipality's answer, what is one's own, and what is unread.

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::comment::Comment;
use samskab_protocol::page::Page;
use samskab_protocol::service::{Ordering, Service};

use super::arrive::go_to;
use super::marks::own_comments;
use super::thread::Thread;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::parts::markup::{Content, all, button, classed, live, nothing};

/// What a debate's jumps share.
#[derive(Clone, Copy)]
struct Jumps {
    /// How often one has gone on to the next of a sort.
    turn: StoredValue<(Sort, usize)>,
    is_busy: StoredValue<bool>,
    /// What there is to say of the last one.
    said: RwSignal<String>,
}

/// What is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Newest,
    Official,
    Own,
}

/// How many of a sort are looked through: whoever looks for more reads on.
const LOOK: u32 = 20;

/// Draws the jumps.
pub fn jumps(app: App, thread: Thread) -> AnyView {
    if !app.with_service(can_jump) {
        return nothing();
    }
    let jumps = Jumps {
        turn: StoredValue::new((Sort::Newest, 0)),
        is_busy: StoredValue::new(false),
        said: RwSignal::new(String::new()),
    };
    let jump =
        move |key: &str, sort: Sort| button("button", app.say(key), move |_| jumps.go(app, thread, sort));
    let own = live(move || {
        thread.own.track();
        let has_own = !own_comments(app, thread).is_empty();
        has_own.then(|| jump("jump.own", Sort::Own)).view()
    });
    let unread = live(move || unread(app, thread, jumps));
    let row = classed("div", "jumps")
        .attr("role", "group")
        .attr("aria-label", app.say("jump.title"))
        .child(jump("jump.newest", Sort::Newest))
        .child(jump("jump.official", Sort::Official))
        .child(own)
        .child(unread);
    let said = classed("p", "small")
        .attr("role", "status")
        .live(move || jumps.said.get().view());
    all(vec![row.view(), said.view()])
}

/// Whether the backend tells the newest comments, and shows one in its place.
fn can_jump(service: &Service) -> bool {
    let on_comments = |ordering: &Ordering| ordering.on.iter().any(|on| on == "comment");
    let mut orders = service.orderings.iter().filter(|ordering| on_comments(ordering));
    service.claims("comments-tree") && orders.any(|ordering| ordering.id == "newest")
}

/// The way to the next unread comment, or to being told of them from now on.
fn unread(app: App, thread: Thread, jumps: Jumps) -> AnyView {
    let marks = thread.marks;
    if !marks.is_kept.get() {
        let begin = move |page: Page<Comment>| {
            if let Some(newest) = page.items.first() {
                marks.begin(app, thread, &newest.created_at);
                jumps.said.set(app.say("jump.remembered"));
            }
        };
        let ask = move |_| jumps.ask(app, newest_url(app, thread, 1), begin);
        return button("button quiet", app.say("jump.remember"), ask).view();
    }
    let number = marks.unread.with(Vec::len) as u32;
    if number == 0 {
        return classed("span", "small").child(app.say("jump.read")).view();
    }
    let next = button("button", app.language.count("jump.unread", number), move |_| {
        if let Some(id) = marks.take_next(app, thread) {
            go_to(app, thread, &id);
        }
    });
    let all_read = move |_| marks.take_all(app, thread);
    all(vec![
        next.view(),
        button("button quiet", app.say("jump.all_read"), all_read).view(),
    ])
}

/// Address of the newest comments, so many of them.
pub fn newest_url(app: App, thread: Thread, limit: u32) -> String {
    let subject = thread.subject.with_value(|subject| encode(subject));
    let limit = limit.to_string();
    app.client.url(
        &[
            "/comments?layout=flat&order=newest&limit=",
            &limit,
            "&subject=",
            &subject,
        ]
        .concat(),
    )
}

impl Jumps {
    /// Goes to the newest of a sort, and to the next newest when pressed again.
    fn go(self, app: App, thread: Thread, sort: Sort) {
        let turn = self.turn.try_update_value(|turn| {
            *turn = if turn.0 == sort && sort != Sort::Newest {
                (sort, turn.1 + 1)
            } else {
                (sort, 0)
            };
            turn.1
        });
        let turn = turn.unwrap_or_default();
        if sort == Sort::Own {
            let own = own_comments(app, thread);
            if let Some(id) = own.iter().rev().nth(turn % own.len().max(1)) {
                go_to(app, thread, id);
            }
            return;
        }
        let url = newest_url(app, thread, LOOK);
        let url = if sort == Sort::Official {
            [&url, "&official=true"].concat()
        } else {
            url
        };
        self.ask(app, url, move |page| {
            let is_wanted = |item: &&Comment| !item.is_tombstone() && (item.official || sort == Sort::Newest);
            let found: Vec<_> = page.items.iter().filter(is_wanted).collect();
            match found.get(turn % found.len().max(1)) {
                Some(item) => go_to(app, thread, &item.id),
                None if sort == Sort::Official => self.said.set(app.say("jump.no_official")),
                None => self.said.set(app.say("thread.empty")),
            }
        });
    }

    /// Asks for comments; a second press meanwhile does nothing. What does not come is told beside the buttons.
    fn ask(self, app: App, url: String, then: impl FnOnce(Page<Comment>) + 'static) {
        if self
            .is_busy
            .try_update_value(|busy| std::mem::replace(busy, true))
            != Some(false)
        {
            return;
        }
        self.said.set(app.say("waiting"));
        let then: Box<dyn FnOnce(Page<Comment>)> = Box::new(then);
        spawn_local(async move {
            let answer: Result<Page<Comment>, Failure> = app.client.get(url).await;
            // The view may be gone by now.
            if self.is_busy.try_set_value(false).is_some() {
                return;
            }
            match answer {
                Ok(page) => {
                    self.said.try_set(String::new());
                    then(page);
                }
                Err(failure) => _ = self.said.try_set(app.say(failure.reading_key())),
            }
        });
    }
}
