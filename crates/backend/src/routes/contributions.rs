//! Contributions: lists of them, and each one.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::identifier::Ref;
use samskab_protocol::later::Later;
use samskab_protocol::limits::PAGE_DEFAULT;
use samskab_protocol::page::{Page, PageInfo, Total};

use super::answer::{reply, reply_one};
use super::parameters::{Id, Parameters, link};
use super::{choice, network};
use crate::app::App;
use crate::clock;
use crate::faults::Fault;
use crate::order::{self, Order, pick_page};
use crate::problem::{Misunderstanding, Refusal};
use crate::veil::veil_contribution;
use crate::voices;

const SEED_MAX: usize = 64;
/// Contributions that are shown to somebody who writes.
const SIMILAR_MAX: usize = 5;
/// Contributions that are looked at for that, of all kinds.
const RANKED: usize = 50;
/// Letters of a text that count for that.
const TEXT_MAX: usize = 5000;

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

/// `GET /contributions/similar?text=`: so that somebody who writes can join what is there already (C3).
pub async fn similar(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let kinds = parameters.words("kind");
    let text: String = parameters
        .text("text")
        .unwrap_or("")
        .chars()
        .take(TEXT_MAX)
        .collect();
    let ranked = app.store.rank_similar(&text, RANKED).await?;
    let ids: Vec<String> = ranked.into_iter().map(|(id, _)| id).collect();
    let mut items = app.store.read_contributions(&ids).await?;
    items.retain(|item| kinds.is_empty() || kinds.iter().any(|kind| kind == item.kind.as_str()));
    items.truncate(SIMILAR_MAX);
    items.iter_mut().for_each(|item| show_on_card(&app, item));
    reply(&headers, &Page::whole(items))
}

/// A page of the list that the parameters describe.
pub async fn read_page(app: &App, parameters: &Parameters) -> Result<Page<Contribution>, Refusal> {
    let order = match parameters.text("order") {
        None => Order::LeastHeard,
        Some(word) => Order::parse(word)
            .filter(|order| order::is_offered(*order, app.counts))
            .ok_or_else(|| Refusal::InvalidRequest(Misunderstanding::Order(word.to_owned())))?,
    };
    let seed = order.is_seeded().then(|| choose_seed(app, parameters));
    let mut described = choice::describe(parameters);
    described.push(("order", order.as_str().to_owned()));
    described.push(("seed", seed.clone().unwrap_or_default()));
    let list = link("contributions".into(), &described);
    let after = parameters.position(&list)?;
    let limit = parameters.number("limit", PAGE_DEFAULT, 1..=app.limits.page_max);

    let candidates = app
        .store
        .find_contributions(&choice::read_filter(parameters)?)
        .await?;
    let total = u32::try_from(candidates.len()).unwrap_or(u32::MAX);
    let mut voices = voices::weigh(&candidates);
    if let (true, Some(voices)) = (Fault::VoicesWrong.is_on(), &mut voices) {
        voices.share = 0.0;
    }
    let seed_text = seed.as_deref().unwrap_or("");
    let (ids, next) = pick_page(candidates, order, seed_text, after.as_ref(), limit as usize);
    let mut items = app.store.read_contributions(&ids).await?;
    items.iter_mut().for_each(|item| show_on_card(app, item));
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
            order: Some(match parameters.text("order") {
                None if Fault::OrderUndeclared.is_on() => "by-mood".into(),
                _ => order.as_str().into(),
            }),
            seed: seed.filter(|_| !Fault::SeedNotTold.is_on()),
            voices: voices.as_ref().map_or_else(Later::default, Later::of),
        },
        total: Some(Total {
            value: total,
            exact: true,
        }),
    })
}

/// One contribution for somebody who opens it.
pub async fn open(app: &App, id: &str) -> Result<Contribution, Refusal> {
    let found = app.store.read_contribution(id).await?;
    let mut contribution = found.and_then(veil_contribution).ok_or(Refusal::NotFound)?;
    app.attention.note(id);
    app.store.add_links(&mut contribution).await?;
    app.dress_contribution(&mut contribution);
    contribution.shared_at = network::read_contribution_shared_at(app, &contribution).await?;
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
fn show_on_card(app: &App, contribution: &mut Contribution) {
    app.dress_contribution(contribution);
    contribution.problem = None;
    contribution.body = None;
    contribution.dilemma = None;
    contribution.story = None;
    contribution.affected.clear();
    contribution.attachments = Later::default();
    for step in &mut contribution.trail {
        step.text = None;
        step.link = None;
    }
}
