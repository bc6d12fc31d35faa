//! Contributions: lists of them, and each one.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::identifier::Ref;
use samskab_protocol::limits::PAGE_DEFAULT;
use samskab_protocol::page::{Page, PageInfo, Total};

use super::answer::{reply, reply_one};
use super::parameters::{Id, Parameters, link};
use crate::app::App;
use crate::clock;
use crate::faults::Fault;
use crate::order::{Order, pick_page};
use crate::problem::{Misunderstanding, Refusal};
use crate::store::contributions::Filter;
use crate::store::search::read_search;

const SEED_MAX: usize = 64;
const SEARCH_MAX: usize = 200;

/// `GET /contributions`
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    reply(&headers, &read_page(&app, &parameters).await?)
}

/// `GET /contributions/{id}`
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let version = app
        .store
        .read_version(&Ref::contribution(&id))
        .await?
        .unwrap_or_default();
    let contribution = match open(&app, &id).await {
        Err(Refusal::NotFound) if Fault::NotFoundAsSuccess.is_on() => return reply(&headers, &()),
        found => found?,
    };
    reply_one(&headers, &contribution, version)
}

/// A page of the list that the parameters describe.
pub async fn read_page(app: &App, parameters: &Parameters) -> Result<Page<Contribution>, Refusal> {
    let order = match parameters.text("order") {
        None => Order::LeastHeard,
        Some(word) => Order::parse(word)
            .ok_or_else(|| Refusal::InvalidRequest(Misunderstanding::Order(word.to_owned())))?,
    };
    let seed = order.is_seeded().then(|| choose_seed(app, parameters));
    let search: String = parameters
        .text("q")
        .unwrap_or("")
        .chars()
        .take(SEARCH_MAX)
        .collect();
    let mut described = vec![
        ("kind", parameters.words("kind").join(",")),
        ("status", parameters.words("status").join(",")),
        ("project", parameters.text("project").unwrap_or("").to_owned()),
        ("q", search.clone()),
        ("order", order.as_str().to_owned()),
        ("seed", seed.clone().unwrap_or_default()),
    ];
    let list = link("contributions".into(), &described);
    let after = parameters.position(&list)?;
    let limit = parameters.number("limit", PAGE_DEFAULT, 1..=app.limits.page_max);

    let filter = Filter {
        kinds: parameters.words("kind"),
        statuses: parameters.words("status"),
        project: parameters.text("project").map(str::to_owned),
        words: read_search(&search),
    };
    let candidates = app.store.find_contributions(&filter).await?;
    let total = u32::try_from(candidates.len()).unwrap_or(u32::MAX);
    let seed_text = seed.as_deref().unwrap_or("");
    let (ids, next) = pick_page(candidates, order, seed_text, after.as_ref(), limit as usize);
    let mut items = app.store.read_contributions(&ids).await?;
    for item in &mut items {
        app.dress_contribution(item);
        shorten(item);
    }
    if Fault::PopularityAsDefault.is_on() && parameters.text("order").is_none() {
        items.sort_by_key(|item| std::cmp::Reverse(item.counts.by_reaction.support));
    }
    let next = next.map(|position| {
        described.push(("limit", limit.to_string()));
        described.push(("cursor", position.to_cursor(&list)));
        link(app.address("/contributions"), &described)
    });
    Ok(Page {
        items,
        page: PageInfo {
            next,
            order: Some(order.as_str().into()),
            seed: seed.filter(|_| !Fault::SeedNotTold.is_on()),
        },
        total: Some(Total {
            value: total,
            exact: true,
        }),
    })
}

/// One contribution for somebody who opens it.
pub async fn open(app: &App, id: &str) -> Result<Contribution, Refusal> {
    let mut contribution = app.store.read_contribution(id).await?.ok_or(Refusal::NotFound)?;
    app.attention.note(id);
    app.dress_contribution(&mut contribution);
    Ok(contribution)
}

/// Without a seed everyone gets the one of the day, so that neighbors see the same order.
fn choose_seed(app: &App, parameters: &Parameters) -> String {
    match parameters.text("seed") {
        Some(seed) => seed.chars().take(SEED_MAX).collect(),
        None => clock::today(&app.settings.timezone),
    }
}

/// Lists hold the summary alone.
fn shorten(contribution: &mut Contribution) {
    contribution.problem = None;
    contribution.body = None;
    for step in &mut contribution.trail {
        step.text = None;
        step.link = None;
    }
}
