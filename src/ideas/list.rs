//! The list of ideas, and the list of questions and dilemmas.

use leptos::prelude::*;
use samskab_protocol::contribution::{Contribution, Kind};
use samskab_protocol::page::Page;

use super::card::card;
use super::contribution::contribution_chunk;
use super::finder::finder;
use super::kept::{keep, leave};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::compose::invitation::{invite_debates, invite_ideas};
use crate::debate::debate_chunk;
use crate::parts::choosing::{By, chosen};
use crate::parts::chunk::ahead;
use crate::parts::failure::loaded;
use crate::parts::focus::come_back;
use crate::parts::heading::view_heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, nothing, tag};
use crate::parts::more::more;
use crate::route::Place;
use crate::route::narrowing::Narrowing;

/// Which contributions a list holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Collection {
    /// Ideas.
    Ideas,
    /// Questions and dilemmas.
    Debates,
}

impl Collection {
    /// The place of the whole list.
    pub fn room(self) -> Place {
        match self {
            Collection::Ideas => Place::Ideas,
            Collection::Debates => Place::Debates,
        }
    }

    fn kinds(self) -> &'static str {
        match self {
            Collection::Ideas => "idea",
            Collection::Debates => "question,dilemma",
        }
    }

    /// Whether a contribution belongs here. A backend of files cannot choose by kind.
    fn holds(self, app: App, contribution: &Contribution) -> bool {
        let kind = contribution.kind.as_str();
        app.with_service(|service| !service.files) || self.kinds().split(',').any(|known| known == kind)
    }

    /// The parameters by which the backend is asked for what the list holds.
    pub fn query(self, by: &Narrowing) -> String {
        let asked = match by.get("kind") {
            "" => by.clone().with("kind", self.kinds()),
            EVERY_KIND => by.clone().with("kind", ""),
            _ => by.clone(),
        };
        asked.text(encode)
    }
}

/// The word for contributions of all kinds.
pub const EVERY_KIND: &str = "all";

/// Draws a list as its place says, from where the reader left it if they come back.
pub fn list(app: App, collection: Collection) -> AnyView {
    let by = chosen(app);
    let kept = app
        .kept
        .with_value(|kept| kept.clone())
        .filter(|kept| kept.collection == collection && kept.by == by.get_untracked());
    let page: Loading<Page<Contribution>> = waiting_for();
    let fetch = move || {
        let query = by.with_untracked(|by| collection.query(by));
        let url = app.client.url(&["/contributions?", &query].concat());
        load(page, app.client.get(url));
    };
    let mut followed = kept.as_ref().and_then(|kept| kept.followed.clone());
    match (kept, app.take_first().take("contributions")) {
        (Some(kept), _) => page.set(Load::Ready(kept.page)),
        (None, Some(first)) => page.set(Load::Ready(first)),
        (None, None) => fetch(),
    }
    let narrow = move |_: &(), _: Option<&()>, _| {
        // The list is the same view: whoever narrows it down stays where they are.
        app.take_arrival();
        fetch();
    };
    let narrowed = Effect::watch(move || by.track(), narrow, false);
    ahead(app, contribution_chunk);
    ahead(app, debate_chunk);
    on_cleanup(move || {
        narrowed.stop();
        leave(app);
    });

    let (title, lead) = match collection {
        Collection::Ideas => ("ideas.title", "ideas.lead"),
        Collection::Debates => ("debate.title", "debate.lead"),
    };
    let found = loaded(app, page, fetch, move |page| {
        keep(app, collection, by, page, 0);
        results(app, collection, page, by, followed.take())
    });
    all(vec![
        view_heading(app, app.say(title)).view(),
        classed("p", "lead").child(app.say(lead)).view(),
        match collection {
            Collection::Ideas => invite_ideas(app),
            Collection::Debates => invite_debates(app),
        },
        finder(app, collection, by),
        classed("p", "unseen")
            .attr("role", "status")
            .live(move || announce(app, page, by))
            .view(),
        classed("div", "results").child(found).view(),
    ])
}

/// What those who do not see the list hear of it: that it is on its way, and how much came.
fn announce(app: App, page: Loading<Page<Contribution>>, by: By) -> AnyView {
    page.with(|page| match page {
        Load::Waiting(_) => app.say("waiting").view(),
        Load::Ready(page) if page.items.is_empty() => app.say(none_key(by)).view(),
        Load::Ready(page) => count(app, page, by).view(),
        Load::Failed(_) => nothing(),
    })
}

/// Why a list is empty: nothing was found, or nothing has come yet.
fn none_key(by: By) -> &'static str {
    match by.with_untracked(Narrowing::is_empty) {
        true => "list.none",
        false => "search.none",
    }
}

fn results(
    app: App,
    collection: Collection,
    page: &Page<Contribution>,
    by: By,
    followed: Option<String>,
) -> AnyView {
    let none = !page.items.iter().any(|item| collection.holds(app, item));
    if none && page.page.next.is_none() {
        let narrowed = by.with_untracked(|by| !by.is_empty());
        let whole = narrowed.then(|| link(app, "button", collection.room(), app.say("list.whole")));
        let why = classed("p", "empty").child(app.say(none_key(by)));
        return all(vec![why.view(), whole.view()]);
    }
    let cards = classed("ol", "cards")
        .attr("role", "list")
        .child(items(app, collection, page, 0, by, followed));
    all(vec![
        order(app, page, by).view(),
        voices(app, page).view(),
        cards.view(),
    ])
}

/// How many there are, and why they are in this order, in the backend's own sentence (S1.3).
fn order(app: App, page: &Page<Contribution>, by: By) -> Tag {
    let explanation = app.with_service(|service| {
        let ordering = service
            .orderings
            .iter()
            .find(|ordering| Some(&ordering.id) == page.page.order.as_ref())?;
        Some(app.language.choose(&ordering.explanation))
    });
    classed("p", "small order")
        .child(tag("span").child(count(app, page, by)))
        .child(" ")
        .child(explanation)
}

/// How much of all words comes from those who wrote the most of them, where the backend tells (S1.3).
fn voices(app: App, page: &Page<Contribution>) -> Option<Tag> {
    let voices = page.page.voices.read()?;
    let share = (voices.share * 100.0).round().to_string();
    let people = app.language.number(voices.people);
    let values = [("people", people.as_str()), ("share", &share)];
    let words = app.language.count_with("list.voices", voices.busiest, &values);
    Some(classed("p", "small order").child(words))
}

/// How many there are; nothing where the backend has counted other kinds along.
fn count(app: App, page: &Page<Contribution>, by: By) -> Option<String> {
    let total = page
        .total
        .filter(|_| app.with_service(|service| !service.files))?;
    let kind = by.with_untracked(|by| by.get("kind").is_empty());
    let key = match page.items.first() {
        _ if !total.exact => "list.about",
        Some(first) if kind && first.kind == Kind::Idea => "list.ideas",
        _ => "list.count",
    };
    Some(app.language.count(key, total.value))
}

/// The items of a page, and the way to the next one.
fn items(
    app: App,
    collection: Collection,
    page: &Page<Contribution>,
    before: usize,
    by: By,
    followed: Option<String>,
) -> AnyView {
    let kinds = by.with_untracked(|by| collection.query(by));
    // Where a list holds several kinds, each card says which it is.
    let is_mixed = !kinds.contains("kind=") || kinds.contains("%2C");
    let mut items: Vec<_> = page
        .items
        .iter()
        .filter(|contribution| collection.holds(app, contribution))
        .map(|contribution| {
            let card = card(app, is_mixed, contribution);
            let back = followed.as_deref() == Some(&contribution.id);
            if back {
                card.mounted(come_back).view()
            } else {
                card.view()
            }
        })
        .collect();
    let shown = before + page.items.len();
    if let Some(next) = page.page.next.clone() {
        let total = page.total.filter(|_| app.with_service(|service| !service.files));
        let status = total.map(|total| {
            let (x, y) = (
                app.language.number(shown as u32),
                app.language.number(total.value),
            );
            app.language.say_with("more.status", &[("x", &x), ("y", &y)])
        });
        let label = match status {
            Some(status) => [app.say("more"), " (".into(), status, ")".into()].concat(),
            None => app.say("more"),
        };
        let draw = move |page: &Page<Contribution>| {
            keep(app, collection, by, page, shown);
            self::items(app, collection, page, shown, by, None)
        };
        items.push(more(app, label, next, Box::new(draw)));
    }
    all(items)
}
