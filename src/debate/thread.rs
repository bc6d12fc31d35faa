//! A debate: its comments as a tree, each node paging its own replies.

use leptos::prelude::*;
use samskab_protocol::comment::Comment;
use samskab_protocol::identifier::Ref;
use samskab_protocol::page::Page;
use samskab_protocol::service::{First, Mode};
use samskab_protocol::text::is_safe;
use web_sys::HtmlElement;

use super::Sides;
use super::arrivals::arrivals;
use super::arrive::{find, follow, reach};
use super::comment::comment;
use super::jump::jumps;
use super::line::line;
use super::live::news;
use super::marks::Marks;
use super::opening::Opening;
use super::people::Participants;
use super::reply::{Reply, reply_box};
use super::shown::Shown;
use super::standings::Standings;
use super::tree::{nest, portion};
use crate::app::App;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, all, classed, live, nothing, tag};
use crate::parts::more::{more, rest};
use crate::route::Place;

/// A debate, as its comments see it.
#[derive(Clone, Copy)]
pub struct Thread {
    /// What is debated, as `<type>:<id>`.
    pub subject: StoredValue<String>,
    /// The place of the whole debate.
    pub place: StoredValue<Place>,
    /// Ids of the comments sent from this debate since it was opened.
    pub own: RwSignal<Vec<String>>,
    /// The comment that is shown in its place, in the stead of the whole debate.
    pub line: RwSignal<Option<String>>,
    /// The comment in the whole debate from where somebody went to one that is not drawn there.
    pub left: StoredValue<Option<HtmlElement>, LocalStorage>,
    /// How far somebody has read, where that is kept.
    pub marks: Marks,
    /// Those who take part, as far as they have been met.
    pub people: Participants,
    /// Whether comments can be written here.
    pub open: bool,
    /// The comments that are in sight: in the whole debate, or in a line.
    pub shown: Shown,
    /// Those of the whole debate, which somebody goes back to from a line.
    pub whole: Shown,
    /// How one stands to them.
    pub standings: Standings,
    /// The sides of what is debated.
    pub sides: Sides,
}

impl Thread {
    /// The same debate as a line shows it: each comment once, whatever the whole debate shows meanwhile.
    pub fn in_line(self, app: App) -> Thread {
        let shown = Shown::new();
        Thread {
            shown,
            standings: Standings::new(app, self.subject, shown),
            ..self
        }
    }

    /// Whether it is what a line shows.
    pub fn is_line(self) -> bool {
        self.shown.entered != self.whole.entered
    }

    /// The place of one of its comments.
    pub fn place_of(self, id: &str) -> Place {
        self.place.get_value().at(id.to_owned())
    }
}

/// Draws the debate on `subject`, with its first page where it came along.
pub fn thread(app: App, subject: Ref, sides: Sides, mut first: First) -> AnyView {
    let place = app.place.get_untracked();
    let action = app.with_service(|service| service.actions.comment.clone());
    let has_context = app.with_service(|service| service.claims("comments-tree"));
    let (name, shown) = (StoredValue::new(subject.to_string()), Shown::new());
    let thread = Thread {
        subject: name,
        own: RwSignal::new(Vec::new()),
        line: RwSignal::new(place.comment().filter(|_| has_context)),
        left: StoredValue::new_local(None),
        marks: Marks::new(),
        place: StoredValue::new(place.whole()),
        people: Participants::new(),
        open: action.mode == Mode::Native,
        shown,
        whole: shown,
        standings: Standings::new(app, name, shown),
        sides,
    };
    follow(app, thread);
    thread.marks.look(app, thread);
    let compose = match (action.mode, action.url) {
        (Mode::Native, _) => reply_box(app, thread, Reply::Subject),
        (Mode::External, Some(url)) if is_safe(&url) => classed("a", "button")
            .attr("href", url)
            .child(app.say("comment.elsewhere"))
            .view(),
        _ => classed("p", "small").child(app.say("comment.closed")).view(),
    };
    // Whoever follows a link to one comment waits for nothing else. Once drawn, the whole debate stays as it is.
    let is_begun = Memo::new(move |begun: Option<&bool>| begun == Some(&true) || thread.line.get().is_none());
    let heard = Opening::of(app, &subject);
    let mut comments = first.take("comments");
    let opening = live(move || match is_begun.get() {
        true => heard.draw(&mut first),
        false => nothing(),
    });
    let debate = live(move || match is_begun.get() {
        true => page(app, thread, &subject, comments.take()),
        false => nothing(),
    });
    // What was heard would push it away.
    let settled = heard.settled();
    let debate = tag("div")
        .live_attr("hidden", move || (!settled.get()).then(String::new))
        .child(debate);
    let whole = classed("div", "whole")
        .live_attr("hidden", move || thread.line.get().map(|_| String::new()))
        .child(opening)
        .child(compose)
        .child(debate);
    let title = heading(app, 1, app.say("thread.title"))
        .attr("class", "debate-title")
        .attr("tabindex", "-1");
    classed("section", "section")
        .child(title)
        .child(whole)
        .live(move || {
            thread
                .line
                .get()
                .map_or_else(nothing, |id| line(app, thread, &id))
        })
        .view()
}

fn page(app: App, thread: Thread, subject: &Ref, first: Option<Page<Comment>>) -> AnyView {
    let found: Loading<Page<Comment>> = waiting_for();
    let url = app.client.debate_url(subject);
    let fetch = move || load(found, app.client.get(url.clone()));
    match first {
        Some(first) => found.set(Load::Ready(first)),
        None => fetch(),
    }
    loaded(app, found, fetch, move |page| whole(app, thread, page))
}

fn whole(app: App, thread: Thread, page: &Page<Comment>) -> AnyView {
    thread.standings.ask(None);
    all(vec![
        list(app, thread, page),
        arrivals(app, thread, thread.shown.late, "thread"),
        news(app, thread),
    ])
}

fn list(app: App, thread: Thread, page: &Page<Comment>) -> AnyView {
    if page.items.is_empty() {
        let invite = move || {
            if thread.own.with(Vec::is_empty) && thread.shown.late.with(Vec::is_empty) {
                app.say("thread.empty").view()
            } else {
                nothing()
            }
        };
        return classed("p", "empty").live(invite).view();
    }
    // Where everything comes in a row, a link to one comment leads to where it stands there.
    let arrive = move |_| {
        let wanted = app.place.with_untracked(Place::comment);
        if let Some(element) = wanted.and_then(|id| find(app, &id)) {
            reach(app, element);
        }
    };
    let list = classed("ol", "thread").attr("role", "list").mounted(arrive);
    let is_long = page.page.next.is_some() || portion(&page.items, LONG).is_some();
    all(vec![
        is_long.then(|| jumps(app, thread)).view(),
        list.child(nodes(app, thread, page, "comments.more")).view(),
    ])
}

/// With how many comments there is something to look for.
const LONG: usize = 6;

/// The comments of a page, and the way to the next ones; `key` is the button's words.
pub fn nodes(app: App, thread: Thread, page: &Page<Comment>, key: &'static str) -> AnyView {
    page.items.iter().for_each(|item| thread.people.meet(item));
    part(
        app,
        thread,
        nest(&page.items).into_owned(),
        page.page.next.clone(),
        key,
    )
}

/// So many of the comments as can be drawn without anybody waiting for it, and the way to the others.
fn part(
    app: App,
    thread: Thread,
    mut items: Vec<Comment>,
    next: Option<String>,
    key: &'static str,
) -> AnyView {
    let later = portion(&items, PORTION).map(|at| items.split_off(at));
    let fresh = items.iter().filter(|item| !thread.shown.has(&item.id));
    let mut drawn: Vec<_> = fresh.map(|item| comment(app, thread, item).view()).collect();
    match (later, next) {
        (Some(later), next) => drawn.push(rest(app.say(key), move || {
            part(app, thread, later.clone(), next.clone(), key)
        })),
        (None, Some(next)) => drawn.push(more(
            app,
            app.say(key),
            next,
            Box::new(move |page| nodes(app, thread, page, key)),
        )),
        (None, None) => {}
    }
    all(drawn)
}

/// How many comments are drawn at once, with the replies that they bring along.
const PORTION: usize = 20;
