//! Writing what is not only an idea: each kind asks what fits it, and shows before it is sent what becomes public.

use anyhow::{Context, Result, ensure};
use samskab_protocol::contribution::{Contribution, Kind as Sort};
use samskab_protocol::kinds::Ground;
use samskab_tests::accessibility::check;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};
use serde_json::json;

use crate::acts::{BENCHES, pass_over};

journeys![
    asks_a_question.in_chromium(),
    shares_a_dilemma_with_three_sides,
    tells_of_a_barrier_without_knowing_the_rule.in_chromium(),
    tells_a_story_that_belongs_to_a_project.in_chromium(),
    offers_time_together_with_an_idea.in_chromium(),
    builds_on_an_idea_that_is_similar.in_chromium(),
    is_warned_of_what_looks_private.in_chromium(),
    reads_the_rules_before_the_first_post.in_chromium(),
    says_where_it_is_by_position_and_by_name,
    holds_hostile_words_in_every_field_of_every_kind.in_chromium(),
];

const NAME: &str = "Karen Prøve";

async fn asks_a_question(stage: &mut Stage<'_>) -> Result<()> {
    let title = "Hvem passer bænkene i skoven?";
    let widget = stage.open_at("/debate").await?;
    widget.follow(&da("debate.new.question")).await?;
    // What is missing is said in words that fit.
    widget.press(&da("continue")).await?;
    widget.see(&da("question.title.empty")).await?;
    widget.fill(&da("question.title"), title).await?;
    look(stage, "the question").await?;
    widget.press(&da("continue")).await?;
    widget
        .fill(&da("question.body"), "To af dem er knækket, og ingen svarer.")
        .await?;
    look(stage, "the details").await?;
    widget.press(&da("continue")).await?;
    sign(&widget).await?;
    look(stage, "the last look at a question").await?;
    let sent = send(stage, &widget, "submit.question", Sort::Question, title).await?;
    ensure!(
        sent.body.is_some_and(|body| body.value.contains("knækket")),
        "the details are lost"
    );
    Ok(())
}

async fn shares_a_dilemma_with_three_sides(stage: &mut Stage<'_>) -> Result<()> {
    let title = "Lys på stien";
    let widget = stage.open_at("/debate").await?;
    widget.follow(&da("debate.new.dilemma")).await?;
    widget.fill(&da("dilemma.title"), title).await?;
    let tension = "Lys gør trygt. Mørke er godt for flagermusene.";
    widget.fill(&da("dilemma.tension"), tension).await?;
    look(stage, "the tension").await?;
    widget.press(&da("continue")).await?;
    widget.see(&da("compose.sides")).await?;
    widget.press(&da("continue")).await?;
    widget.see(&da("dilemma.side.empty")).await?;
    widget.press(&da("dilemma.side.more")).await?;
    for (number, (label, arguments)) in [
        ("Lys", "Man kan se, hvem der kommer.\nFlere cykler."),
        ("Mørke", "Flagermusene bliver."),
        ("Lys til klokken ti", "Begge dele, lidt."),
    ]
    .into_iter()
    .enumerate()
    {
        fill_nth(&widget, &da("dilemma.side.name"), number, label).await?;
        fill_nth(&widget, &da("dilemma.side.for"), number, arguments).await?;
    }
    look(stage, "the sides").await?;
    widget.press(&da("continue")).await?;
    sign(&widget).await?;
    widget.see("Flere cykler.").await?;
    look(stage, "the last look at a dilemma").await?;
    let sent = send(stage, &widget, "submit.dilemma", Sort::Dilemma, title).await?;
    let dilemma = sent.dilemma.context("it is no dilemma")?;
    let sides: Vec<_> = dilemma
        .sides
        .iter()
        .map(|side| (side.label.as_str(), side.arguments.len()))
        .collect();
    ensure!(
        sides == [("Lys", 2), ("Mørke", 1), ("Lys til klokken ti", 1)],
        "the sides are {sides:?}"
    );
    ensure!(dilemma.tension.value == tension, "the tension is lost");
    Ok(())
}

async fn tells_of_a_barrier_without_knowing_the_rule(stage: &mut Stage<'_>) -> Result<()> {
    let title = "Haven får intet vand";
    let widget = stage.open_at("/ideas").await?;
    widget.follow(&da("new.other")).await?;
    widget.see(&da("choose.title")).await?;
    look(stage, "the choice of kinds").await?;
    widget.follow(&da("choose.barrier")).await?;
    widget
        .fill(&da("barrier.body"), "Vi må ikke bruge brandhanen.")
        .await?;
    widget.fill(&da("barrier.title"), title).await?;
    widget.press(&da("continue")).await?;
    widget.see(&da("barrier.ground")).await?;
    look(stage, "the ground").await?;
    widget.press(&da("continue")).await?;
    widget.fill(&da("place.ask"), "Fælleshaven").await?;
    widget.press(&da("continue")).await?;
    sign(&widget).await?;
    for words in [&da("ground.unknown"), "Fælleshaven"] {
        widget.see(words).await?;
    }
    look(stage, "the last look at a barrier").await?;
    let sent = send(stage, &widget, "submit.barrier", Sort::Barrier, title).await?;
    let ground = sent.barrier.map(|barrier| barrier.ground);
    ensure!(ground == Some(Ground::Unknown), "it stops at {ground:?}");
    let place = sent.place.map(|place| place.name);
    ensure!(place.as_deref() == Some("Fælleshaven"), "it is at {place:?}");
    Ok(())
}

async fn tells_a_story_that_belongs_to_a_project(stage: &mut Stage<'_>) -> Result<()> {
    let title = "Den dag ingen kom";
    let project = stage.backend.projects().await?.into_iter().next();
    let project = project.context("there is no project")?;
    let widget = stage.open_at(&format!("/projects/{}/new", project.id)).await?;
    widget.follow(&da("choose.story")).await?;
    widget.fill(&da("story.body"), "Vi dækkede op til tres.").await?;
    widget.fill(&da("story.title"), title).await?;
    widget.press(&da("continue")).await?;
    widget
        .fill(&da("story.learned"), "Spørg, hvornår folk kan.")
        .await?;
    look(stage, "what was learned").await?;
    widget.press(&da("continue")).await?;
    pass_over(&widget, "compose.pictures").await?;
    sign(&widget).await?;
    look(stage, "the last look at a story").await?;
    let sent = send(stage, &widget, "submit.story", Sort::Story, title).await?;
    let learned = sent.story.map(|story| story.learned.value);
    ensure!(
        learned.as_deref() == Some("Spørg, hvornår folk kan."),
        "learned: {learned:?}"
    );
    let belongs = sent.project.map(|found| found.id);
    ensure!(belongs == Some(project.id), "it belongs to {belongs:?}");
    Ok(())
}

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
    let offers = samskab_tests::page::wait(&stage.browser, "both offers", async || {
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

async fn says_where_it_is_by_position_and_by_name(stage: &mut Stage<'_>) -> Result<()> {
    let widget = begin_idea(stage).await?;
    pass_over(&widget, "compose.others").await?;
    widget.see(&da("place.ask")).await?;
    // The device's answer is not the widget's: what it does with it is.
    let refuse = "
        navigator.geolocation.getCurrentPosition = (found, failed) => failed({ code: 1, message: '' });
        return null";
    widget.ask::<()>(refuse, ().into()).await?;
    widget.press(&da("place.here")).await?;
    widget.see(&da("place.refused")).await?;
    look(stage, "a position that was refused").await?;
    let tell = "
        const coords = { longitude: 9.402118, latitude: 56.451999 };
        navigator.geolocation.getCurrentPosition = (found) => found({ coords, timestamp: 0 });
        return null";
    widget.ask::<()>(tell, ().into()).await?;
    widget.press(&da("place.here")).await?;
    widget.see("56.4520, 9.4021").await?;
    widget.fill(&da("place.ask"), "Ved åen").await?;
    look(stage, "a position").await?;
    stage.browser.reload().await?;
    widget.see("56.4520, 9.4021").await?;
    widget.press(&da("continue")).await?;
    sign(&widget).await?;
    let sent = send(stage, &widget, "submit", Sort::Idea, BENCHES.title).await?;
    let place = sent.place.context("it is nowhere")?;
    let point = place.point.map(|point| (point.longitude, point.latitude));
    ensure!(
        place.name == "Ved åen" && point == Some((9_402_100, 56_452_000)),
        "it is at {} {point:?}",
        place.name
    );
    Ok(())
}

async fn holds_hostile_words_in_every_field_of_every_kind(stage: &mut Stage<'_>) -> Result<()> {
    let endless = "å".repeat(10_000);
    let hostile = [
        "<script>window.hacked = 1</script><img src=x onerror=\"window.hacked = 2\">{name}",
        "\u{202E}nerak\u{202E} 👩‍👩‍👧‍👦🏳️‍🌈 \u{200B}\u{200D}\u{FEFF}",
        // As long as every field takes it, and longer than any does.
        &endless[..160],
        endless.as_str(),
    ];
    stage.browser.resize(samskab_tests::browser::NARROW).await?;
    let places = [
        "/ideas/new",
        "/new/question",
        "/new/dilemma",
        "/new/barrier",
        "/new/story",
    ];
    for (place, words) in places
        .iter()
        .flat_map(|place| hostile.iter().map(move |words| (place, words)))
    {
        let widget = stage.open_at(place).await?;
        widget.find(Kind::Button, &da("continue")).await?;
        for _ in 0..6 {
            fill_all(&widget, words).await?;
            let view = || format!("{place} with {}", words.chars().take(20).collect::<String>());
            widget.fits_its_width().await.with_context(view)?;
            if widget.has(Kind::Button, &da("continue")).await? {
                widget.press(&da("continue")).await?;
            }
            widget.fits_its_width().await.with_context(view)?;
            if too_long(&widget).await? {
                break;
            }
        }
        let harmless = "return window.hacked === undefined && !root.querySelector('script, img')";
        ensure!(
            widget.ask::<bool>(harmless, ().into()).await?,
            "{place}: text has become markup"
        );
        // The next words begin on a sheet of their own.
        let forget = "localStorage.clear(); history.replaceState(null, '', '#contact'); return null";
        widget.ask::<()>(forget, ().into()).await?;
    }
    Ok(())
}

async fn too_long(widget: &Widget<'_>) -> Result<bool> {
    Ok(widget.count(".summary").await? > 0)
}

async fn fill_all(widget: &Widget<'_>, words: &str) -> Result<()> {
    let script = "
        for (const box of root.querySelectorAll('.compose input[type=checkbox]')) if (!box.checked) box.click();
        for (const field of root.querySelectorAll('.compose :is(textarea, input[type=text])')) {
            field.value = arguments[1];
            field.dispatchEvent(new Event('input', { bubbles: true }));
        }
        return null";
    widget.ask::<()>(script, words.into()).await
}

/// Writes an idea up to the screen that asks whom it affects.
async fn begin_idea<'a>(stage: &'a Stage<'_>) -> Result<Widget<'a>> {
    let widget = stage.open_at("/ideas").await?;
    widget.follow(&da("idea.new")).await?;
    widget.fill(&da("idea.problem.ask"), BENCHES.problem).await?;
    widget.press(&da("continue")).await?;
    widget.fill(&da("idea.body"), BENCHES.body).await?;
    widget.fill(&da("idea.title"), BENCHES.title).await?;
    widget.press(&da("continue")).await?;
    widget.see(&da("compose.others")).await?;
    Ok(widget)
}

/// Says who one is, and goes on to the last look.
async fn sign(widget: &Widget<'_>) -> Result<()> {
    widget.see(&da("compose.who")).await?;
    widget.fill(&da("name"), NAME).await?;
    widget.press(&da("continue")).await?;
    widget.see(&da("check.heading")).await
}

/// Sends what stands on the last screen, and brings what the backend has of it.
async fn send(
    stage: &Stage<'_>,
    widget: &Widget<'_>,
    button: &str,
    sort: Sort,
    title: &str,
) -> Result<Contribution> {
    widget.see(title).await?;
    widget.press(&da(button)).await?;
    widget.see(&da("sent.heading")).await?;
    let all = stage.backend.contributions(sort.as_str()).await?;
    let mut sent = all.into_iter().filter(|one| one.title == title);
    let id = sent.next().context("it was not stored")?.id;
    ensure!(sent.next().is_none(), "it was stored twice");
    stage.backend.contribution(&id).await
}

async fn look(stage: &Stage<'_>, view: &str) -> Result<()> {
    check(&stage.browser, stage.tools, view).await?;
    stage.widget(0).fits_its_width().await.context(view.to_owned())
}

async fn tick(widget: &Widget<'_>, label: &str) -> Result<()> {
    Ok(widget.find(Kind::Field, label).await?.click().await?)
}

/// Fills in one of several fields that have the same label.
async fn fill_nth(widget: &Widget<'_>, label: &str, number: usize, text: &str) -> Result<()> {
    let script = "
        const field = named(root, 'field', arguments[1][0])[arguments[1][1]];
        field.value = arguments[1][2];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return null";
    widget.ask::<()>(script, json!([label, number, text])).await
}
