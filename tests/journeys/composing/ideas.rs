//! What belongs to an idea beside its text: what one offers, what it builds on, what is too private, and the rules.

use anyhow::{Context, Result, ensure};
use samskab_protocol::contribution::Kind as Sort;
use samskab_tests::journeys;
use samskab_tests::page::wait;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};
use serde_json::json;

use super::{NAME, begin_idea, send, sign};
use crate::acts::{BENCHES, look, pass_over};

journeys![
    offers_time_together_with_an_idea.in_chromium(),
    builds_on_an_idea_that_is_similar.in_chromium(),
    is_warned_of_what_looks_private.in_chromium(),
    reads_the_rules_before_the_first_post.in_chromium(),
];

async fn offers_time_together_with_an_idea(stage: &mut Stage<'_>) -> Result<()> {
    let widget = begin_idea(stage).await?;
    widget
        .fill(&da("others.affected"), "Naboerne\nÆldrerådet")
        .await?;
    tick(&widget, &da("offer.time")).await?;
    widget.fill(&da("offer.more"), "To lørdage").await?;
    tick(&widget, &da("offer.tools")).await?;
    look(stage, "what one offers").await?;
    widget.press(&da("continue")).await?;
    pass_over(&widget, "compose.place").await?;
    sign(&widget).await?;
    for words in ["Naboerne", "Ældrerådet", "To lørdage", &da("offer.tools")] {
        widget.see(words).await?;
    }
    look(stage, "the last look at an idea with offers").await?;
    let sent = send(stage, &widget, "submit", Sort::Idea, BENCHES.title).await?;
    ensure!(
        sent.affected == ["Naboerne", "Ældrerådet"],
        "affected: {:?}",
        sent.affected
    );
    // They go after the idea, each by itself.
    let offered = async || stage.backend.offers(&format!("contribution:{}", sent.id)).await;
    let offers = wait(&stage.browser, "both offers", async || {
        let offers = offered().await?;
        Ok((offers.len() == 2).then_some(offers))
    })
    .await?;
    let words: Vec<_> = offers
        .iter()
        .map(|offer| {
            let text = offer.text.as_ref().map_or("", |text| text.value.as_str());
            (offer.resource.as_str(), text)
        })
        .collect();
    let tools = da("offer.tools");
    ensure!(
        words == [("time", "To lørdage"), ("tools", &tools)],
        "offered: {words:?}"
    );
    Ok(())
}

async fn builds_on_an_idea_that_is_similar(stage: &mut Stage<'_>) -> Result<()> {
    let ideas = stage.backend.contributions("idea").await?;
    let other = ideas.into_iter().next().context("there is no idea")?;
    let widget = stage.open_at("/ideas/new").await?;
    widget.fill(&da("idea.problem.ask"), &other.title).await?;
    widget.see(&da("similar.title")).await?;
    let open = "
        const found = [...root.querySelectorAll('.similar details')].find((one) => one.textContent.includes(arguments[1]));
        if (found) found.open = true;
        return !!found";
    widget
        .wait_until("the similar idea", open, other.title.as_str().into())
        .await?;
    look(stage, "a similar idea").await?;
    widget.see(&other.summary).await?;
    // Joining beats posting a twin: it is supported without leaving what one writes.
    widget.press(&da("support.idea")).await?;
    widget.see(&da("support.idea.on")).await?;
    widget.press(&da("similar.build")).await?;
    widget.see(&da("similar.built")).await?;
    widget.press(&da("continue")).await?;
    widget.fill(&da("idea.body"), BENCHES.body).await?;
    widget.fill(&da("idea.title"), BENCHES.title).await?;
    widget.press(&da("continue")).await?;
    pass_over(&widget, "compose.others").await?;
    pass_over(&widget, "compose.place").await?;
    sign(&widget).await?;
    widget.see(&da("sources.title")).await?;
    widget.find(Kind::Link, &other.title).await?;
    let sent = send(stage, &widget, "submit", Sort::Idea, BENCHES.title).await?;
    let sources: Vec<_> = sent.based_on.iter().map(|source| &source.id).collect();
    ensure!(sources == [&other.id], "it builds on {sources:?}");
    let other = stage.backend.contribution(&other.id).await?;
    ensure!(
        other.built_on_by.iter().any(|one| one.id == sent.id),
        "the other one does not know"
    );
    Ok(())
}

async fn is_warned_of_what_looks_private(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas/new").await?;
    let problem = da("idea.problem.ask");
    widget.fill(&problem, "Ring til mig på 22 33 44 55").await?;
    widget.see(&da("warn.phone")).await?;
    widget.fill(&problem, " eller karen@example.org").await?;
    widget.see(&da("warn.email")).await?;
    widget.fill(&problem, " – jeg er 010203-1234.").await?;
    widget.see(&da("warn.identity")).await?;
    let script = "
        const field = named(root, 'field', arguments[1][0])[0];
        const about = field.getAttribute('aria-describedby').split(' ').map((id) => root.getElementById(id));
        return about.some((element) => tidy(readable(element)) === arguments[1][1])";
    widget
        .wait_until(
            "the field to say so",
            script,
            json!([problem, da("warn.identity")]),
        )
        .await?;
    look(stage, "a warning").await?;
    // It is a warning and no refusal.
    widget.press(&da("continue")).await?;
    widget.see(&da("compose.idea")).await
}

async fn reads_the_rules_before_the_first_post(stage: &mut Stage<'_>) -> Result<()> {
    let widget = begin_idea(stage).await?;
    pass_over(&widget, "compose.others").await?;
    pass_over(&widget, "compose.place").await?;
    sign(&widget).await?;
    widget.see(&da("conduct.abuse")).await?;
    send(stage, &widget, "submit", Sort::Idea, BENCHES.title).await?;
    // Who has written once finds them folded.
    let widget = stage.open_at("/debate").await?;
    widget.follow(&da("debate.new.question")).await?;
    widget.fill(&da("question.title"), "Hvornår kommer de?").await?;
    widget.press(&da("continue")).await?;
    widget.fill(&da("question.body"), "Vi venter.").await?;
    widget.press(&da("continue")).await?;
    widget.see(&da_with("who.known", NAME)).await?;
    widget.see_value(&da("name"), NAME).await?;
    widget.press(&da("continue")).await?;
    widget.see(&da("conduct.title")).await?;
    let is_open = "return root.querySelector('.conduct').open";
    ensure!(
        !widget.ask::<bool>(is_open, ().into()).await?,
        "the rules are not folded"
    );
    Ok(())
}

async fn tick(widget: &Widget<'_>, label: &str) -> Result<()> {
    Ok(widget.find(Kind::Field, label).await?.click().await?)
}
