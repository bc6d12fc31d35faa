//! Getting around in a long debate: to the newest, the municipality's answer, what is one's own, and what is unread.

pub mod seek;

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::service::{Ordering, Service};

use super::arrive::go_to;
use super::line::placing_chunk;
use super::marks::own_comments;
use super::thread::Thread;
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::parts::failure::failure;
use crate::parts::markup::{Content, Tag, all, button, classed, live, nothing};

/// What a debate's jumps share.
#[derive(Clone, Copy)]
pub struct Jumps {
    is_busy: StoredValue<bool>,
    /// What there is to say of the last one.
    said: RwSignal<String>,
    /// What could not be looked for, and why.
    failed: RwSignal<Option<(Sort, Failure)>, LocalStorage>,
}

/// What is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The newest comment.
    Newest,
    /// What the municipality has written.
    Official,
    /// What was sent from this device.
    Own,
    /// How far the debate goes now, to be told from now on what comes after it.
    End,
}

/// Draws the jumps.
pub fn jumps(app: App, thread: Thread) -> AnyView {
    if !app.with_service(can_jump) {
        return nothing();
    }
    let jumps = Jumps {
        is_busy: StoredValue::new(false),
        said: RwSignal::new(String::new()),
        failed: RwSignal::new_local(None),
    };
    let own = live(move || {
        thread.own.track();
        let has_own = !own_comments(app, thread).is_empty();
        let own = has_own.then(|| jumps.draw(app, thread, "button", "jump.own", Sort::Own));
        own.view()
    });
    let row = classed("div", "jumps")
        .attr("role", "group")
        .attr("aria-label", app.say("jump.title"))
        .child(jumps.draw(app, thread, "button", "jump.newest", Sort::Newest))
        .child(jumps.draw(app, thread, "button", "jump.official", Sort::Official))
        .child(own)
        .live(move || unread(app, thread, jumps));
    let said = classed("p", "small")
        .attr("role", "status")
        .live(move || jumps.said.get().view());
    let failed = live(move || {
        jumps.failed.with(|failed| {
            let failed = failed.as_ref();
            let told = failed.map(|(sort, why)| {
                let sort = *sort;
                failure(app, why, move || jumps.look(app, thread, sort))
            });
            told.view()
        })
    });
    all(vec![row.view(), said.view(), failed])
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
        let remember = jumps.draw(app, thread, "button quiet", "jump.remember", Sort::End);
        return remember.view();
    }
    let number = marks.unread.with(Vec::len) as u32;
    if number == 0 {
        return classed("span", "small").child(app.say("jump.read")).view();
    }
    let label = match marks.is_more.get() {
        true => {
            let number = app.language.number(number);
            app.language.say_with("jump.unread_many", &[("n", &number)])
        }
        false => app.language.count("jump.unread", number),
    };
    let next = button("button", label, move |_| {
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
    let subject = thread.subject.try_with_value(|subject| encode(subject));
    let subject = subject.unwrap_or_default();
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
    fn draw(self, app: App, thread: Thread, class: &'static str, key: &str, sort: Sort) -> Tag {
        button(class, app.say(key), move |_| {
            self.look(app, thread, sort);
        })
    }

    /// Looks for what was pressed, with what comes when it is first wanted; a second press meanwhile does nothing.
    fn look(self, app: App, thread: Thread, sort: Sort) {
        let was_busy = self
            .is_busy
            .try_update_value(|busy| std::mem::replace(busy, true));
        if was_busy != Some(false) {
            return;
        }
        self.failed.set(None);
        self.said.set(app.say("waiting"));
        spawn_local(async move {
            let outcome = match placing_chunk().await {
                Ok(placing) => (placing.seek)(self, app, thread, sort).await,
                Err(why) => Err(why),
            };
            // The view may be gone by now.
            if self.is_busy.try_set_value(false).is_some() {
                return;
            }
            self.said.set(String::new());
            match outcome {
                Ok(found) => found(),
                Err(why) => self.failed.set(Some((sort, why))),
            }
        });
    }
}
