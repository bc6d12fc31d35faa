//! Finding what one looks for in a list: orders, filters, search, and a link that says what was chosen.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use samskab_protocol::contribution::Contribution;
use samskab_tests::journeys;
use samskab_tests::page::wait;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;
use serde_json::Value;

use crate::acts::{look, stand_at, stand_nowhere};

journeys![
    chooses_an_order_that_says_what_it_does_and_keeps_it_over_a_reload.in_chromium(),
    narrows_a_list_down_by_what_the_backend_answers.in_chromium(),
    opens_a_link_that_says_what_was_chosen_and_takes_it_back.in_chromium(),
    finds_barriers_and_stories_in_a_list.in_chromium(),
    is_told_what_to_change_where_nothing_is_found.in_chromium(),
    finds_what_is_near_and_is_told_where_that_cannot_be_known.in_chromium(),
    is_told_how_much_the_most_active_have_written.in_chromium(),
];

const TITLE: &str = ".cards > .card :is(h2, h3, h4)";

/// Opens the choices, if they are not, and searches.
pub async fn search(widget: &Widget<'_>, words: &str) -> Result<()> {
    if !widget.has(Kind::Field, &da("search")).await? {
        widget.press(&da("finder.open")).await?;
    }
    let field = widget.find(Kind::Field, &da("search")).await?;
    field.clear().await?;
    field.send_keys(words).await?;
    widget.press(&da("search.go")).await
}

/// Chooses a value in a field of the open choices.
pub async fn choose(widget: &Widget<'_>, key: &str, value: &str) -> Result<()> {
    let select = widget.find(Kind::Field, &da(key)).await?;
    Ok(select.select_by_value(value).await?)
}

async fn chooses_an_order_that_says_what_it_does_and_keeps_it_over_a_reload(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let orderings = stage.backend.service().await?.orderings;
    let on_lists = |on: &Vec<String>| on.iter().any(|on| on == "contribution");
    let usual = orderings
        .iter()
        .find(|order| order.default && on_lists(&order.on));
    let usual = usual.context("no order is the usual one")?;
    ensure!(
        !usual.signals.iter().any(|signal| signal == "support"),
        "what most people support comes first without being asked for"
    );
    let widget = stage.open_at("/ideas").await?;
    widget.see(&usual.explanation["da"]).await?;
    widget.press(&da("finder.open")).await?;
    let field = widget.find(Kind::Field, &da("finder.order")).await?;
    for order in orderings.iter().filter(|order| on_lists(&order.on)) {
        let value = if order.default { "" } else { &order.id };
        field.select_by_value(value).await?;
        widget.see(&order.explanation["da"]).await?;
        let wanted = first_titles(stage, &format!("kind=idea&order={}", order.id)).await?;
        see_in_order(&widget, &wanted).await?;
    }
    field.select_by_value("newest").await?;
    let newest = first_titles(stage, "kind=idea&order=newest").await?;
    see_in_order(&widget, &newest).await?;
    let address = stage.browser.address().await?;
    ensure!(address.ends_with("#samskab=/ideas?order=newest"), "{address}");
    stage.browser.reload().await?;
    see_in_order(&widget, &newest).await
}

async fn narrows_a_list_down_by_what_the_backend_answers(stage: &mut Stage<'_>) -> Result<()> {
    let ideas = stage.backend.contributions("idea").await?;
    let topic = most_used(ideas.iter().flat_map(|idea| idea.topics.iter()))?;
    let area = most_used(ideas.iter().flat_map(|idea| idea.areas.iter()))?;
    let widget = stage.open_at("/ideas").await?;
    widget.press(&da("finder.open")).await?;
    for (key, name, value) in [
        ("finder.topic", "topic", topic.as_str()),
        ("finder.area", "area", area.as_str()),
        ("filter.status", "status", "planned"),
        ("finder.role", "role", "association"),
        ("finder.kind", "kind", "barrier"),
    ] {
        choose(&widget, key, value).await?;
        let kind = if name == "kind" { "" } else { "kind=idea&" };
        let query = format!("{kind}{name}={}", urlencoding(value));
        let wanted = first_titles(stage, &query).await?;
        ensure!(!wanted.is_empty(), "the demo has nothing with {name}={value}");
        see_in_order(&widget, &wanted).await?;
        let asked = stage.network.passed().into_iter().filter(|passed| {
            passed.path.contains("/contributions?") && passed.path.contains(&format!("{name}="))
        });
        ensure!(asked.count() > 0, "the backend was not asked for {name}");
        widget.see(&format!("{} (1)", da("finder.open"))).await?;
        choose(&widget, key, "").await?;
        widget.see_no_more(&format!("{} (1)", da("finder.open"))).await?;
    }
    search(&widget, "bænk").await?;
    let wanted = first_titles(stage, "kind=idea&q=b%C3%A6nk").await?;
    ensure!(
        !wanted.is_empty() && wanted.len() < ideas.len(),
        "“bænk” tells nothing apart"
    );
    see_in_order(&widget, &wanted).await?;
    widget.fits_its_width().await?;
    // Words that were taken back do not come again with the next press.
    widget.press(&da("finder.reset")).await?;
    let whole = first_titles(stage, "kind=idea").await?;
    see_in_order(&widget, &whole).await?;
    widget.see_value(&da("search"), "").await?;
    widget.press(&da("search.go")).await?;
    let address = stage.browser.address().await?;
    ensure!(!address.contains("q="), "{address}");
    see_in_order(&widget, &whole).await
}

async fn opens_a_link_that_says_what_was_chosen_and_takes_it_back(stage: &mut Stage<'_>) -> Result<()> {
    let place = "/ideas?kind=story&order=oldest";
    let stories = first_titles(stage, "kind=story&order=oldest").await?;
    let widget = stage.open_at(place).await?;
    see_in_order(&widget, &stories).await?;
    widget.see(&format!("{} (2)", da("finder.open"))).await?;
    let title = stories.first().context("there are no stories")?;
    widget.follow(title).await?;
    widget.see(&da("trail.title")).await?;
    // The way back leads to the list as it was, and not to another one.
    widget.follow(&da("ideas.back")).await?;
    see_in_order(&widget, &stories).await?;

    let chip = format!("{}: {}", da("finder.kind"), da("kind.story"));
    let remove = da("finder.remove").replace("{name}", &chip);
    widget.press(&remove).await?;
    widget.see(&format!("{} (1)", da("finder.open"))).await?;
    see_in_order(&widget, &first_titles(stage, "kind=idea&order=oldest").await?).await?;
    let on_button = "return focused()?.id === 'finder'";
    widget
        .wait_until("the focus on the button", on_button, ().into())
        .await?;
    widget.press(&da("finder.reset")).await?;
    see_in_order(&widget, &first_titles(stage, "kind=idea").await?).await?;
    stage.browser.back().await?;
    see_in_order(&widget, &first_titles(stage, "kind=idea&order=oldest").await?).await
}

async fn finds_barriers_and_stories_in_a_list(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    widget.press(&da("finder.open")).await?;
    choose(&widget, "finder.kind", "all").await?;
    let wanted = first_titles(stage, "").await?;
    see_in_order(&widget, &wanted).await?;
    for kind in ["barrier", "story"] {
        choose(&widget, "finder.kind", kind).await?;
        see_in_order(&widget, &first_titles(stage, &format!("kind={kind}")).await?).await?;
    }
    choose(&widget, "finder.kind", "all").await?;
    see_in_order(&widget, &wanted).await?;
    let kinds: BTreeSet<String> = widget.texts(".cards > .card .kind").await?.into_iter().collect();
    ensure!(kinds.len() > 2, "the cards do not say what they are: {kinds:?}");
    Ok(())
}

async fn is_told_what_to_change_where_nothing_is_found(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas?q=xyzzy").await?;
    widget.see(&da("search.none")).await?;
    widget.follow(&da("list.whole")).await?;
    see_in_order(&widget, &first_titles(stage, "kind=idea").await?).await
}

async fn finds_what_is_near_and_is_told_where_that_cannot_be_known(stage: &mut Stage<'_>) -> Result<()> {
    let ideas = stage.backend.contributions("idea").await?;
    let point = ideas.iter().find_map(|idea| idea.place.as_ref()?.point);
    let (longitude, latitude) = point.context("no idea has a point")?.degrees();
    let widget = stage.open_at("/ideas").await?;
    widget.press(&da("finder.open")).await?;
    widget.see(&da("finder.near.hint")).await?;
    stand_nowhere(&widget).await?;
    widget.press(&da("finder.near")).await?;
    widget.see(&da("finder.near.failed")).await?;
    look(stage, "a place that is not told").await?;
    stand_at(&widget, longitude, latitude).await?;
    widget.press(&da("finder.near")).await?;
    let near = format!("near={latitude:.3},{longitude:.3},1500");
    let wanted = first_titles(stage, &format!("kind=idea&{near}")).await?;
    ensure!(
        !wanted.is_empty() && wanted.len() < ideas.len(),
        "nearness tells nothing apart"
    );
    see_in_order(&widget, &wanted).await?;
    widget.see_no_more(&da("finder.near.failed")).await?;
    let address = stage.browser.address().await?;
    ensure!(address.ends_with(&format!("?{near}")), "{address}");
    look(stage, "what is near").await?;
    // It is a choice like any other: a link has it, and a press takes it back.
    stage.browser.reload().await?;
    see_in_order(&widget, &wanted).await?;
    widget.press(&da("finder.reset")).await?;
    see_in_order(&widget, &first_titles(stage, "kind=idea").await?).await
}

async fn is_told_how_much_the_most_active_have_written(stage: &mut Stage<'_>) -> Result<()> {
    let service = stage.backend.service().await?;
    let path = service
        .base
        .trim_start_matches(&stage.network.origin())
        .to_owned();
    let page = stage
        .backend
        .read_page(&format!("{path}/contributions?kind=idea"))
        .await?;
    let page: Value = serde_json::from_str(&page)?;
    let voices = &page["page"]["voices"];
    let number = |name: &str| {
        voices[name]
            .as_u64()
            .with_context(|| format!("no {name} in {voices}"))
    };
    let (busiest, people) = (number("busiest")?, number("people")?);
    let share = voices["share"].as_f64().context("no share")?;
    ensure!(busiest > 1 && share > 0.0, "the demo says {voices}");
    let words = da("list.voices");
    let words = words.rsplit(" / ").next().unwrap_or(&words);
    let sentence = words
        .replace("{n}", &busiest.to_string())
        .replace("{people}", &people.to_string())
        .replace("{share}", &(share * 100.0).round().to_string());
    let widget = stage.open_at("/ideas").await?;
    widget.see(&sentence).await?;
    // Of a few people nothing is said: it would point at somebody.
    widget.press(&da("finder.open")).await?;
    choose(&widget, "finder.kind", "story").await?;
    let few = first_titles(stage, "kind=story").await?;
    see_in_order(&widget, &few).await?;
    ensure!(few.len() < 10, "many have told stories");
    let middle = words.split(['{', '}']).nth(2).context("no sentence")?;
    widget.see_no_more(middle.trim()).await
}

/// The titles on the first page of what the backend itself answers.
async fn first_titles(stage: &Stage<'_>, query: &str) -> Result<Vec<String>> {
    let page: Vec<Contribution> = stage.backend.page(&format!("/contributions?{query}")).await?;
    Ok(page.into_iter().map(|one| one.title).collect())
}

async fn see_in_order(widget: &Widget<'_>, wanted: &[String]) -> Result<()> {
    wait(widget.browser, &format!("exactly {wanted:?}"), async || {
        Ok((widget.texts(TITLE).await? == wanted).then_some(()))
    })
    .await
}

fn most_used<'a>(words: impl Iterator<Item = &'a String>) -> Result<String> {
    let words: Vec<&String> = words.collect();
    let most = words
        .iter()
        .max_by_key(|word| words.iter().filter(|other| other == word).count());
    most.map(|word| word.to_string())
        .context("nothing to tell apart by")
}

fn urlencoding(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
