//! The list of ideas, and the list of questions and dilemmas.

use leptos::prelude::*;
use samskab_protocol::contribution::{Contribution, Kind};
use samskab_protocol::page::Page;

use super::card::card;
use super::contribution::contribution_chunk;
use super::filters::{Filter, filters};
use super::kept::{come_back, keep, leave};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::compose::invitation::{invite_debates, invite_ideas};
use crate::parts::chunk::ahead;
use crate::parts::failure::loaded;
use crate::parts::heading::view_heading;
use crate::parts::markup::{Content, Tag, all, classed, nothing, tag};
use crate::parts::more::more;
use crate::route::Place;

/// Which contributions a list holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Collection {
    /// Ideas.
    Ideas,
    /// Questions and dilemmas.
    Debates,
}

impl Collection {
    /// The place of one of its contributions.
    pub fn place(self, id: String) -> Place {
        match self {
            Collection::Ideas => Place::Idea(id),
            Collection::Debates => Place::Debate(id),
        }
    }

    /// Whether a contribution belongs here. Not every backend can choose by kind.
    fn holds(self, contribution: &Contribution) -> bool {
        match self {
            Collection::Ideas => contribution.kind == Kind::Idea,
            Collection::Debates => matches!(contribution.kind, Kind::Question | Kind::Dilemma),
        }
    }

    fn url(self, app: App, filter: &Filter) -> String {
        let kinds = match self {
            Collection::Ideas => "idea",
            Collection::Debates => "question,dilemma",
        };
        let mut path = ["/contributions?kind=", kinds].concat();
        if let Some(status) = filter.status {
            path.extend(["&status=", status.as_str()]);
        }
        if !filter.words.is_empty() {
            path.extend(["&q=", &encode(&filter.words)]);
        }
        app.client.url(&path)
    }
}

/// Draws a list, from where the reader left it if they come back.
pub fn list(app: App, collection: Collection) -> AnyView {
    let kept = app
        .kept
        .with_value(|kept| kept.clone())
        .filter(|kept| kept.collection == collection);
    let filter = RwSignal::new(kept.as_ref().map(|kept| kept.filter.clone()).unwrap_or_default());
    let page: Loading<Page<Contribution>> = waiting_for();
    let fetch = move || {
        load(
            page,
            app.client
                .get(filter.with_untracked(|filter| collection.url(app, filter))),
        )
    };
    let mut followed = kept.as_ref().and_then(|kept| kept.followed.clone());
    match (kept, app.take_first().take("contributions")) {
        (Some(kept), _) => page.set(Load::Ready(kept.page)),
        (None, Some(first)) => page.set(Load::Ready(first)),
        (None, None) => fetch(),
    }
    let narrowed = Effect::watch(move || filter.track(), move |(), _, _| fetch(), false);
    ahead(app, contribution_chunk);
    on_cleanup(move || {
        narrowed.stop();
        leave(app);
    });

    let (title, lead) = match collection {
        Collection::Ideas => ("ideas.title", "ideas.lead"),
        Collection::Debates => ("debate.title", "debate.lead"),
    };
    let found = loaded(app, page, fetch, move |page| {
        keep(app, collection, filter, page, 0);
        results(app, collection, page, filter, followed.take())
    });
    all(vec![
        view_heading(app, app.say(title)).view(),
        classed("p", "lead").child(app.say(lead)).view(),
        match collection {
            Collection::Ideas => invite_ideas(app),
            Collection::Debates => invite_debates(app),
        },
        app.with_service(|service| service.claims("search"))
            .then(|| filters(app, filter))
            .view(),
        classed("p", "unseen")
            .attr("role", "status")
            .live(move || announce(app, page, filter))
            .view(),
        classed("div", "results").child(found).view(),
    ])
}

/// What those who do not see the list hear of it: that it is on its way, and how much came.
fn announce(app: App, page: Loading<Page<Contribution>>, filter: RwSignal<Filter>) -> AnyView {
    page.with(|page| match page {
        Load::Waiting(_) => app.say("waiting").view(),
        Load::Ready(page) if page.items.is_empty() => app.say(none_key(filter)).view(),
        Load::Ready(page) => count(app, page).view(),
        Load::Failed(_) => nothing(),
    })
}

/// Why a list is empty: nothing was found, or nothing has come yet.
fn none_key(filter: RwSignal<Filter>) -> &'static str {
    if filter.with_untracked(|filter| *filter == Filter::default()) {
        "list.none"
    } else {
        "search.none"
    }
}

fn results(
    app: App,
    collection: Collection,
    page: &Page<Contribution>,
    filter: RwSignal<Filter>,
    followed: Option<String>,
) -> AnyView {
    let none = !page.items.iter().any(|item| collection.holds(item));
    if none && page.page.next.is_none() {
        return classed("p", "empty").child(app.say(none_key(filter))).view();
    }
    let cards = classed("ol", "cards")
        .attr("role", "list")
        .child(items(app, collection, page, 0, filter, followed));
    all(vec![order(app, page).view(), cards.view()])
}

/// How many there are, and why they are in this order, in the backend's own sentence (S1.3).
fn order(app: App, page: &Page<Contribution>) -> Tag {
    let explanation = app.with_service(|service| {
        let ordering = service
            .orderings
            .iter()
            .find(|ordering| Some(&ordering.id) == page.page.order.as_ref())?;
        Some(app.language.choose(&ordering.explanation))
    });
    classed("p", "small order")
        .child(tag("span").child(count(app, page)))
        .child(" ")
        .child(explanation)
}

/// How many there are; nothing where the backend has counted other kinds along.
fn count(app: App, page: &Page<Contribution>) -> Option<String> {
    let total = page
        .total
        .filter(|_| app.with_service(|service| !service.files))?;
    Some(app.language.count("list.count", total.value))
}

/// The items of a page, and the way to the next one.
fn items(
    app: App,
    collection: Collection,
    page: &Page<Contribution>,
    before: usize,
    filter: RwSignal<Filter>,
    followed: Option<String>,
) -> AnyView {
    let mut items: Vec<_> = page
        .items
        .iter()
        .filter(|contribution| collection.holds(contribution))
        .map(|contribution| {
            let card = card(app, collection, contribution);
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
            let (x, y) = (shown.to_string(), total.value.to_string());
            app.language.say_with("more.status", &[("x", &x), ("y", &y)])
        });
        let label = match status {
            Some(status) => [app.say("more"), " (".into(), status, ")".into()].concat(),
            None => app.say("more"),
        };
        let draw = move |page: &Page<Contribution>| {
            keep(app, collection, filter, page, shown);
            self::items(app, collection, page, shown, filter, None)
        };
        items.push(more(app, label, next, Box::new(draw)));
    }
    all(items)
}
