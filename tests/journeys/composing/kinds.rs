//! A question, a dilemma, a barrier, a story: each by its own questions (S2.4, S3.3, S3.5, S4.5).

use anyhow::{Context, Result, ensure};
use samskab_protocol::contribution::Kind as Sort;
use samskab_protocol::kinds::Ground;
use samskab_protocol::project::{PhaseState, Project, ProjectState};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;
use serde_json::json;

use super::{send, sign};
use crate::acts::{drawn, pass_over};

journeys![
    asks_a_question.in_chromium(),
    shares_a_dilemma_with_three_sides,
    tells_of_a_barrier_without_knowing_the_rule.in_chromium(),
    tells_a_story_that_belongs_to_a_project.in_chromium(),
];

async fn asks_a_question(stage: &mut Stage<'_>) -> Result<()> {
    let title = "Hvem passer bænkene i skoven?";
    let widget = stage.open_at("/debate").await?;
    widget.follow(&da("debate.new.question")).await?;
    // What is missing is said in words that fit.
    widget.press(&da("continue")).await?;
    widget.see(&da("question.title.empty")).await?;
    widget.fill(&da("question.title"), title).await?;
    widget.press(&da("continue")).await?;
    widget
        .fill(&da("question.body"), "To af dem er knækket, og ingen svarer.")
        .await?;
    widget.press(&da("continue")).await?;
    sign(&widget).await?;
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
    widget.press(&da("continue")).await?;
    sign(&widget).await?;
    widget.see("Flere cykler.").await?;
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
    widget.follow(&da("choose.barrier")).await?;
    widget
        .fill(&da("barrier.body"), "Vi må ikke bruge brandhanen.")
        .await?;
    widget.fill(&da("barrier.title"), title).await?;
    widget.press(&da("continue")).await?;
    widget.see(&da("barrier.ground")).await?;
    widget.press(&da("continue")).await?;
    widget.fill(&da("place.ask"), "Fælleshaven").await?;
    widget.press(&da("continue")).await?;
    sign(&widget).await?;
    for words in [&da("ground.unknown"), "Fælleshaven"] {
        widget.see(words).await?;
    }
    let sent = send(stage, &widget, "submit.barrier", Sort::Barrier, title).await?;
    let ground = sent.barrier.map(|barrier| barrier.ground);
    ensure!(ground == Some(Ground::Unknown), "it stops at {ground:?}");
    let place = sent.place.map(|place| place.name);
    ensure!(place.as_deref() == Some("Fælleshaven"), "it is at {place:?}");
    Ok(())
}

async fn tells_a_story_that_belongs_to_a_project(stage: &mut Stage<'_>) -> Result<()> {
    let title = "Den dag ingen kom";
    // A project in a phase that takes ideas alone offers nothing else.
    let projects = stage.backend.projects().await?;
    let open = |project: &&Project| project.state == ProjectState::Open;
    let choosy = |project: &&Project| accepts(project).is_some_and(|accepts| !accepts.is_empty());
    let strict = projects.iter().filter(open).find(choosy);
    let strict = strict.context("every project takes everything")?;
    let widget = stage.open_at(&format!("/projects/{}", strict.id)).await?;
    widget.follow(&da("project.write")).await?;
    widget.see(&strict.title).await?;
    widget.find(Kind::Link, &da("choose.idea")).await?;
    ensure!(
        !widget.has(Kind::Link, &da("choose.story")).await?,
        "it offers what the project refuses"
    );
    // One that has ended asks for nothing more.
    let ended = projects
        .iter()
        .find(|project| project.state == ProjectState::Closed);
    let ended = ended.context("no project has ended")?;
    let widget = stage.open_at(&format!("/projects/{}", ended.id)).await?;
    widget.see(&ended.title).await?;
    drawn(&widget).await?;
    ensure!(
        !widget.has(Kind::Link, &da("project.write")).await?,
        "it asks for more though it has ended"
    );

    let project = projects.iter().filter(open).find(|project| !choosy(project));
    let project = project.context("no open project takes everything")?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    widget.follow(&da("project.write")).await?;
    widget.see(&project.title).await?;
    widget.follow(&da("choose.story")).await?;
    widget.fill(&da("story.body"), "Vi dækkede op til tres.").await?;
    widget.fill(&da("story.title"), title).await?;
    widget.press(&da("continue")).await?;
    widget
        .fill(&da("story.learned"), "Spørg, hvornår folk kan.")
        .await?;
    widget.press(&da("continue")).await?;
    pass_over(&widget, "compose.pictures").await?;
    sign(&widget).await?;
    let sent = send(stage, &widget, "submit.story", Sort::Story, title).await?;
    let learned = sent.story.map(|story| story.learned.value);
    ensure!(
        learned.as_deref() == Some("Spørg, hvornår folk kan."),
        "learned: {learned:?}"
    );
    let belongs = sent.project.map(|found| found.id);
    ensure!(belongs.as_ref() == Some(&project.id), "it belongs to {belongs:?}");
    Ok(())
}

/// What the phase that goes on takes.
fn accepts(project: &Project) -> Option<&Vec<String>> {
    let now = project
        .phases
        .iter()
        .find(|phase| phase.state == PhaseState::Current);
    now.map(|phase| &phase.accepts)
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
