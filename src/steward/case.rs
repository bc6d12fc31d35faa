//! One thing that waits: what it is, what can be done about it, and the way to the next one.

use std::rc::Rc;

use leptos::prelude::*;
use samskab_protocol::comment::Comment;
use samskab_protocol::contribution::{Contribution, ContributionState, Kind};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::page::Page;
use samskab_protocol::queue::{QueueItem, Waiting};
use samskab_protocol::report::Report;

use super::account::{self, Present};
use super::heard::heard;
use super::pages::{ask, most, next};
use super::path::{Case, Room};
use super::queue::{path, urgency};
use super::replies::replies;
use super::reply::{EXPECTATIONS, OFFERS, Sort, reply};
use super::room::{admitted, go_on};
use super::sharing::{self, sharing};
use super::taking_up::Offered;
use super::task::task;
use super::{answer, appeal, moderate, step, thing};
use crate::app::App;
use crate::backend::client::{Sent, encode};
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::heading::view_heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, all, classed, tag};

/// A case as it is now.
#[derive(Clone)]
pub struct Open {
    /// What the place names.
    pub which: Case,
    /// What waits, where it still does.
    pub item: Option<QueueItem>,
    /// The contribution, where it is one.
    pub contribution: Option<Contribution>,
    comment: Option<Comment>,
    reports: Vec<Report>,
    /// The projects that can take it up.
    pub offered: Offered,
    next: Option<Room>,
    left: u32,
}

impl Open {
    /// Goes on with the next one in the queue, or to the queue where there is none, and says what was done.
    pub fn next(&self, app: App, done: &str) {
        let queue = || Room::Queue(self.which.queue);
        go_on(app, &self.next.clone().unwrap_or_else(queue), app.say(done));
    }

    /// What is written about it is kept under this.
    pub fn shelf(&self, task: &str) -> String {
        ["steward-", task, " ", &self.which.subject].concat()
    }
}

/// Draws it.
pub fn case(app: App, present: Present, which: &Case) -> AnyView {
    let open: Loading<Rc<Open>> = waiting_for();
    let offered = Offered::new(app);
    let which = which.clone();
    let sign = if which.queue.is_some() {
        "&limit="
    } else {
        "?limit="
    };
    let first = [&path(which.queue), sign, &most(app)].concat();
    let fetch = move || {
        let found = find(app, which.clone(), first.clone(), offered);
        load(open, admitted(app, present, found));
    };
    fetch();
    loaded(app, open, fetch, move |open| whole(app, open))
}

async fn find(app: App, which: Case, first: String, offered: Offered) -> Result<Rc<Open>, Failure> {
    let (items, total) = read_on(app, &which, first).await?;
    let place = place_of(&items, &which);
    let next = follower(&items, place, &which).map(|item| {
        Room::Case(Case {
            reason: item.waiting_for,
            subject: item.subject.clone(),
            queue: which.queue,
        })
    });
    let reports = items.iter().filter(|item| item.subject == which.subject);
    let reports = reports.filter_map(|item| item.report.clone()).collect();
    let item = place.map(|place| items[place].clone());
    let subject = Ref::parse(&which.subject);
    let contribution = match (&item, subject) {
        (Some(item), _) if item.contribution.is_some() || item.comment.is_some() => item.contribution.clone(),
        (_, Some(subject)) if subject.of == RefType::Contribution => Some(read(app, &subject.id).await?),
        _ => None,
    };
    Ok(Rc::new(Open {
        comment: item.as_ref().and_then(|item| item.comment.clone()),
        left: total.saturating_sub(u32::from(item.is_some())),
        item,
        contribution,
        reports,
        offered,
        next,
        which,
    }))
}

/// What waits, page by page, until the case and the one after it are found; and how much waits in all.
async fn read_on(app: App, which: &Case, first: String) -> Result<(Vec<QueueItem>, u32), Failure> {
    let mut items = Vec::new();
    let mut path = Some(first);
    let mut total = 0;
    while let Some(here) = path {
        let page: Page<QueueItem> = ask(app, here).await?;
        path = next(app, &page);
        total = page.total.map_or(total, |total| total.value);
        items.extend(page.items);
        let place = place_of(&items, which);
        let is_followed =
            place.is_some_and(|place| items[place..].iter().any(|item| item.subject != which.subject));
        // What was not taken from the queue need not stand in it.
        if is_followed || which.reason == Waiting::Other {
            break;
        }
    }
    Ok((items, total))
}

fn place_of(items: &[QueueItem], which: &Case) -> Option<usize> {
    let is_it = |item: &QueueItem| item.subject == which.subject && item.waiting_for == which.reason;
    items.iter().position(is_it)
}

/// The one after it, or the first where it is the last.
fn follower<'a>(items: &'a [QueueItem], place: Option<usize>, which: &Case) -> Option<&'a QueueItem> {
    let behind = items.iter().skip(place.map_or(0, |place| place + 1));
    behind.chain(items).find(|item| item.subject != which.subject)
}

async fn read(app: App, id: &str) -> Result<Contribution, Failure> {
    let secret = account::secret(app);
    let path = ["/contributions/", &encode(id)].concat();
    app.client.look(&path, Sent::by(&secret)).await?.read()
}

fn whole(app: App, open: &Rc<Open>) -> AnyView {
    let title = match (&open.item, &open.contribution) {
        (Some(item), _) => thing::title(app, item),
        (None, Some(contribution)) => contribution.title.clone(),
        (None, None) => app.say("steward.settled"),
    };
    let back = link(
        app,
        "",
        Room::Queue(open.which.queue).place(),
        app.say("steward.back"),
    );
    let skip = open.next.clone().map(|next| {
        let words = app.language.count("steward.skip", open.left);
        link(app, "", next.place(), words)
    });
    let contribution = open.contribution.as_ref();
    let reply = open.item.as_ref().and_then(thing::awaiting_reply);
    let shown = match (contribution, &open.comment, reply) {
        (Some(contribution), ..) => thing::contribution(app, contribution),
        (_, Some(comment), _) => thing::comment(app, comment),
        (.., Some(said)) => thing::said_by(app, &said),
        _ => tag("p").child(app.say("steward.settled.what")).view(),
    };
    let reports: Vec<AnyView> = open
        .reports
        .iter()
        .map(|report| thing::report(app, report).view())
        .collect();
    let article = classed("article", "case")
        .child(open.item.as_ref().map(|item| urgency(app, item)))
        .child(view_heading(app, title))
        .child(shown)
        .child(reports);
    all(vec![
        classed("p", "small back choices").child(back).child(skip).view(),
        article.view(),
        tasks(app, open),
    ])
}

/// What can be done: what it waits for stands open, the rest behind its name.
fn tasks(app: App, open: &Rc<Open>) -> AnyView {
    let is_published = open
        .contribution
        .as_ref()
        .is_some_and(|one| one.state == ContributionState::Published);
    let reason = open.item.as_ref().map(|item| item.waiting_for);
    let mut tasks = Vec::new();
    match reason {
        Some(Waiting::Appealed) => tasks.push(one(app, "appeal", true, open, appeal::decide)),
        Some(Waiting::Pending) => tasks.push(one(app, "read", true, open, moderate::read_through)),
        Some(Waiting::Expected) => tasks.push(one(app, "reply", true, open, |app, open| {
            reply_to(app, &EXPECTATIONS, open)
        })),
        Some(Waiting::Offered) => tasks.push(one(app, "reply", true, open, |app, open| {
            reply_to(app, &OFFERS, open)
        })),
        _ => {}
    }
    if is_published {
        let is_asked = matches!(reason, Some(Waiting::DueSoon | Waiting::Overdue) | None);
        tasks.push(one(app, "answer", is_asked, open, answer::answer));
        tasks.push(one(app, "step", false, open, step::step));
        tasks.push(one(app, "heard", false, open, sum_up));
        tasks.push(one(app, "offers", false, open, |app, open| {
            replies(app, &OFFERS, &open.which.subject)
        }));
        let is_story = open
            .contribution
            .as_ref()
            .is_some_and(|one| one.kind == Kind::Story);
        if is_story && sharing::is_offered(app) {
            tasks.push(one(app, "share", false, open, |app, open| {
                Ref::parse(&open.which.subject).map(|of| sharing(app, of)).view()
            }));
        }
    }
    let can_be_ruled = is_published || open.comment.is_some();
    if can_be_ruled && !matches!(reason, Some(Waiting::Pending | Waiting::Appealed)) {
        let is_asked = reason == Some(Waiting::Reported);
        tasks.push(one(app, "moderate", is_asked, open, moderate::moderate));
    }
    all(tasks)
}

/// One thing to do about it.
fn one(
    app: App,
    name: &'static str,
    is_asked: bool,
    open: &Rc<Open>,
    draw: fn(App, Rc<Open>) -> AnyView,
) -> AnyView {
    let shelf = open.shelf(name);
    let open = StoredValue::new_local(open.clone());
    task(app, title_key(name), is_asked, &shelf, move || {
        draw(app, open.get_value())
    })
}

/// A reply to what is expected or offered.
fn reply_to(app: App, sort: &'static Sort, open: Rc<Open>) -> AnyView {
    let id = Ref::parse(&open.which.subject).map(|said| said.id);
    let done = Rc::new(move |_: &str| open.next(app, "steward.reply.done"));
    reply(app, sort, &id.unwrap_or_default(), done)
}

/// What was heard in its debate.
fn sum_up(app: App, open: Rc<Open>) -> AnyView {
    let subjects = vec![(open.which.subject.clone(), String::new())];
    let shelf = open.shelf("heard");
    heard(
        app,
        shelf,
        subjects,
        Rc::new(move |_| open.next(app, "steward.heard.done")),
    )
}

fn title_key(name: &str) -> &'static str {
    match name {
        "appeal" => "steward.do.appeal",
        "read" => "steward.do.read",
        "answer" | "reply" => "steward.do.answer",
        "step" => "steward.do.step",
        "heard" => "steward.do.heard",
        "offers" => "steward.do.offers",
        "share" => "steward.do.share",
        _ => "steward.do.moderate",
    }
}
