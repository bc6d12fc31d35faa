//! The list of ideas, and the list of questions and dilemmas.

use leptos::prelude::*;
use samskab_protocol::contribution::{Contribution, StatusCategory};
use samskab_protocol::page::Page;
use samskab_protocol::service::Mode;

use super::card::card;
use super::filters::filters;
use crate::app::{App, KeptList};
use crate::backend::client::encode;
use crate::backend::load::{Load, Loading, load};
use crate::drafts::writing::has_draft;
use crate::parts::failure::loaded;
use crate::parts::heading::view_heading;
use crate::parts::link::link;
use crate::parts::more::more;
use crate::route::{Place, Step};

/// Which contributions a list holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Collection {
    /// Ideas.
    Ideas,
    /// Questions and dilemmas.
    Debates,
}

/// What a list is narrowed down to.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this status.
    pub status: Option<StatusCategory>,
    /// Only what has these words.
    pub words: String,
}

impl Collection {
    /// The place of one of its contributions.
    pub fn place(self, id: String) -> Place {
        match self {
            Collection::Ideas => Place::Idea(id),
            Collection::Debates => Place::Debate(id),
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
    let filter = RwSignal::new(Filter::default());
    let page: Loading<Page<Contribution>> = RwSignal::new_local(Load::Waiting);
    let url = move || filter.with(|filter| collection.url(app, filter));
    let fetch = move || load(page, app.client.get(untrack(url)));

    match come_back(app, &untrack(url), page) {
        true => {}
        false => match app.take_first().contributions {
            Some(first) => {
                keep(app, untrack(url), &first, 0);
                page.set(Load::Ready(first));
            }
            None => fetch(),
        },
    }
    let narrowed = Effect::watch(move || filter.get(), move |_, _, _| fetch(), false);
    on_cleanup(move || {
        narrowed.stop();
        leave(app);
    });

    let results =
        move || page.with(|page| loaded(app, page, fetch, |page| results(app, collection, page, url)));
    let (title, lead) = match collection {
        Collection::Ideas => ("ideas.title", "ideas.lead"),
        Collection::Debates => ("debate.title", "debate.lead"),
    };
    view! {
        {view_heading(app, app.say(title))}
        <p class="lead">{app.say(lead)}</p>
        {invitation(app, collection)}
        {filters(app, filter)}
        <div class="results">{results}</div>
    }
    .into_any()
}

/// The way to write an idea, and back to one that was begun.
fn invitation(app: App, collection: Collection) -> AnyView {
    let action = app.with_service(|service| service.actions.contribute.clone());
    match (collection, action.mode, action.url) {
        (Collection::Ideas, Mode::Native, _) => {
            let draft = has_draft(app, super::compose::SUBJECT).then(|| {
                view! { <p class="small">{app.say("draft.found")}" "{link(app, "", Place::NewIdea(Step::Problem), app.say("draft.resume"))}</p> }
            });
            view! { {link(app, "button first wide", Place::NewIdea(Step::Problem), app.say("idea.new"))}{draft} }.into_any()
        }
        (Collection::Ideas, Mode::External, Some(url)) => {
            view! { <a class="button first wide" href=url>{app.say("idea.new.elsewhere")}</a> }.into_any()
        }
        _ => ().into_any(),
    }
}

fn results(
    app: App,
    collection: Collection,
    page: &Page<Contribution>,
    url: impl Fn() -> String + Send + 'static,
) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="empty" role="status">{app.say("search.none")}</p> }.into_any();
    }
    view! {
        {order(app, page)}
        <ol class="cards">{items(app, collection, page, 0, untrack(url))}</ol>
    }
    .into_any()
}

/// Why the list is in this order, in the backend's own sentence (S1.3).
fn order(app: App, page: &Page<Contribution>) -> AnyView {
    let explanation = app.with_service(|service| {
        let ordering = service
            .orderings
            .iter()
            .find(|ordering| Some(&ordering.id) == page.page.order.as_ref())?;
        Some(app.language.choose(&ordering.explanation))
    });
    let count = page
        .total
        .map(|total| app.language.count("list.count", total.value));
    view! { <p class="small order"><span role="status">{count}</span>" "{explanation}</p> }.into_any()
}

/// The items of a page, and the way to the next one.
fn items(app: App, collection: Collection, page: &Page<Contribution>, before: usize, url: String) -> AnyView {
    let cards: Vec<_> = page
        .items
        .iter()
        .map(|contribution| card(app, collection, contribution))
        .collect();
    let shown = before + page.items.len();
    let rest = page.page.next.clone().map(|next| {
        let label = match page.total {
            Some(total) => {
                let (x, y) = (shown.to_string(), total.value.to_string());
                [
                    app.say("more"),
                    " (".into(),
                    app.language.say_with("more.status", &[("x", &x), ("y", &y)]),
                    ")".into(),
                ]
                .concat()
            }
            None => app.say("more"),
        };
        more(app, label, next, move |page| {
            keep(app, url.clone(), page, shown);
            items(app, collection, page, shown, url.clone())
        })
    });
    (cards, rest).into_any()
}

/// Joins a page to what is kept of the list. A moving order may show an item again: it is kept once.
fn keep(app: App, url: String, page: &Page<Contribution>, before: usize) {
    app.kept.update_value(|kept| match kept {
        Some(kept) if kept.url == url && before > 0 => {
            kept.page.page = page.page.clone();
            kept.page.items.extend(page.items.iter().cloned());
        }
        _ => {
            *kept = Some(KeptList {
                url,
                page: page.clone(),
                scroll: 0.0,
            })
        }
    });
}

/// Notes where the reader is in the list.
fn leave(app: App) {
    app.kept.try_update_value(|kept| {
        if let Some(kept) = kept {
            kept.scroll = window().scroll_y().unwrap_or_default();
        }
    });
}

/// Shows the kept list again, at the place where the reader left it.
fn come_back(app: App, url: &str, page: Loading<Page<Contribution>>) -> bool {
    let kept = app
        .kept
        .with_value(|kept| kept.clone())
        .filter(|kept| kept.url == url);
    let Some(kept) = kept else { return false };
    page.set(Load::Ready(kept.page));
    request_animation_frame(move || window().scroll_to_with_x_and_y(0.0, kept.scroll));
    true
}
