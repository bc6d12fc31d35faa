//! What waits, the most urgent at the top, and the ways to see one sort of it alone (S1.2, S1.6).

use leptos::prelude::*;
use samskab_protocol::page::Page;
use samskab_protocol::queue::{QueueItem, Waiting};

use super::account;
use super::frame::{REASONS, reason_key};
use super::path::{Case, Room};
use super::thing;
use crate::app::App;
use crate::backend::client::Sent;
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::language::{days_between, now};
use crate::parts::failure::loaded;
use crate::parts::heading::{heading, view_heading};
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, button, classed, live, tag};
use crate::parts::meta;

/// Draws it.
pub fn queue(app: App, only: Option<Waiting>) -> AnyView {
    let first = path(only, 20);
    all(vec![
        view_heading(app, app.say("steward.queue")).view(),
        filters(app, only).view(),
        page(app, only, first, true),
    ])
}

/// Where what waits is asked for.
pub fn path(only: Option<Waiting>, limit: u32) -> String {
    let limit = limit.to_string();
    match only {
        Some(only) => ["/queue?limit=", &limit, "&waiting_for=", only.as_str()].concat(),
        None => ["/queue?limit=", &limit].concat(),
    }
}

/// Asks for a part of what waits.
pub async fn ask(app: App, path: String) -> Result<Page<QueueItem>, Failure> {
    let secret = account::secret(app);
    app.client.look(&path, Sent::by(&secret)).await?.read()
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

fn page(app: App, only: Option<Waiting>, path: String, is_first: bool) -> AnyView {
    let page: Loading<Page<QueueItem>> = waiting_for();
    let fetch = move || load(page, ask(app, path.clone()));
    fetch();
    loaded(app, page, fetch, move |page| items(app, only, page, is_first))
}

fn items(app: App, only: Option<Waiting>, page: &Page<QueueItem>, is_first: bool) -> AnyView {
    let total = page.total.map_or(page.items.len() as u32, |total| total.value);
    let count = is_first.then(|| {
        let words = match total {
            0 => app.say("steward.none"),
            total => app.language.count("steward.count", total),
        };
        classed("p", "small").attr("role", "status").child(words)
    });
    let cards = page.items.iter().map(|item| card(app, only, item).view());
    let list = classed("ol", "cards")
        .attr("role", "list")
        .child(cards.collect::<Vec<_>>());
    let base = app.with_service(|service| service.base.trim_end_matches('/').to_owned());
    let next = page.page.next.as_deref();
    let next = next.and_then(|next| next.strip_prefix(&base)).map(str::to_owned);
    let rest = next.map(|next| {
        let asked = RwSignal::new(false);
        live(move || match asked.get() {
            true => self::page(app, only, next.clone(), false),
            false => button("button", app.say("more"), move |_| asked.set(true)).view(),
        })
    });
    all(vec![count.view(), list.view(), rest.view()])
}

fn card(app: App, only: Option<Waiting>, item: &QueueItem) -> Tag {
    let case = Room::Case(Case {
        reason: item.waiting_for,
        subject: item.subject.clone(),
        queue: only,
    });
    let title = link(app, "", case.place(), thing::title(app, item));
    let author = thing::author(item);
    let meta = classed("p", "meta")
        .child(meta::author(app, author))
        .child(meta::time(app, &item.since, Default::default()));
    classed("li", "card")
        .child(urgency(app, item))
        .child(heading(app, 1, title.attr("dir", "auto")))
        .child(
            classed("p", "text")
                .attr("dir", "auto")
                .child(thing::beginning(item)),
        )
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
