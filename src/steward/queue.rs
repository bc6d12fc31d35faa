//! What waits, the most urgent at the top, and the ways to see one sort of it alone (S1.2, S1.6).

use leptos::prelude::*;
use samskab_protocol::page::Page;
use samskab_protocol::queue::{QueueItem, Waiting};

use super::account::Present;
use super::frame::{REASONS, reason_key};
use super::pages::{ask, next};
use super::path::{Case, Room};
use super::room::admitted;
use super::thing;
use crate::app::App;
use crate::backend::load::{Loading, load, waiting_for};
use crate::language::{days_between, now};
use crate::parts::failure::loaded;
use crate::parts::heading::{heading, view_heading};
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta;
use crate::parts::more::more_by;

/// Draws it.
pub fn queue(app: App, present: Present, only: Option<Waiting>) -> AnyView {
    let page: Loading<Page<QueueItem>> = waiting_for();
    let fetch = move || load(page, admitted(app, present, ask(app, path(only))));
    fetch();
    all(vec![
        view_heading(app, app.say("steward.queue")).view(),
        filters(app, only).view(),
        loaded(app, page, fetch, move |page| items(app, present, only, page)),
    ])
}

/// Where what waits is asked for.
pub fn path(only: Option<Waiting>) -> String {
    match only {
        Some(only) => ["/queue?waiting_for=", only.as_str()].concat(),
        None => "/queue".into(),
    }
}

fn filters(app: App, only: Option<Waiting>) -> Tag {
    let choices = [None].into_iter().chain(REASONS.map(Some));
    let list = choices.fold(tag("ul"), |list, choice| {
        let key = choice.map_or("steward.all", reason_key);
        let here = choice == only;
        let place = Room::Queue(choice).place();
        let way = link(app, "", place, app.say(key)).maybe("aria-current", here.then_some("true"));
        list.child(tag("li").child(way))
    });
    classed("nav", "rooms sorts")
        .attr("aria-label", app.say("steward.sorts"))
        .child(list)
}

fn items(app: App, present: Present, only: Option<Waiting>, page: &Page<QueueItem>) -> AnyView {
    let total = page.total.map_or(page.items.len() as u32, |total| total.value);
    let count = match total {
        0 => app.say("steward.none"),
        total => app.language.count("steward.count", total),
    };
    let list = classed("ol", "cards")
        .attr("role", "list")
        .child(cards(app, present, only, page));
    all(vec![
        classed("p", "small").attr("role", "status").child(count).view(),
        list.view(),
    ])
}

/// What a page holds, and the way to the next one.
fn cards(app: App, present: Present, only: Option<Waiting>, page: &Page<QueueItem>) -> AnyView {
    let mut cards: Vec<_> = page
        .items
        .iter()
        .map(|item| card(app, only, item).view())
        .collect();
    if let Some(next) = next(app, page) {
        let ask = move |page| load(page, admitted(app, present, ask(app, next.clone())));
        let draw = Box::new(move |page: &_| self::cards(app, present, only, page));
        cards.push(more_by(app, app.say("more"), ask, draw));
    }
    all(cards)
}

fn card(app: App, only: Option<Waiting>, item: &QueueItem) -> Tag {
    let case = Room::Case(Case {
        reason: item.waiting_for,
        subject: item.subject.clone(),
        queue: only,
    });
    let title = link(app, "", case.place(), thing::title(app, item));
    let author = thing::author(item);
    let beginning = thing::beginning(item);
    let meta = classed("p", "meta")
        .child(meta::author(app, author))
        .child(meta::time(app, &item.since, Default::default()));
    classed("li", "card")
        .child(urgency(app, item))
        .child(heading(app, 1, title.attr("dir", "auto")))
        .child((!beginning.is_empty()).then(|| classed("p", "text").attr("dir", "auto").child(beginning)))
        .child(meta)
}

/// For what it waits, and by when it should be done.
pub fn urgency(app: App, item: &QueueItem) -> Tag {
    let now = now();
    let is_late = item.due < now;
    let due = match is_late {
        true => {
            let days = days_between(&item.due, &now).unwrap_or_default().max(1);
            let words = app.language.count("steward.late", days as u32);
            classed("span", "late").child(words)
        }
        false => {
            let day = app.language.day(&item.due);
            let words = app.language.say_with("steward.due", &[("date", &day)]);
            classed("span", "small").child(words)
        }
    };
    classed("p", "urgency")
        .child(tag("b").child(app.say(reason_key(item.waiting_for))))
        .child(" · ")
        .child(due)
}
