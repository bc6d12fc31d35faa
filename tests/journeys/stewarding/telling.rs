//! Telling what was heard and what was decided.

use anyhow::{Context, Result, ensure};
use samskab_protocol::heard::Summary;
use samskab_protocol::project::ProjectState;
use samskab_protocol::trail::StepKind;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::da;

use super::{OFFICE, choose, come_in, open_project, set_day};

journeys![
    writes_what_was_heard_with_a_minority.in_chromium(),
    tells_a_decision_with_its_reasons_which_stands_on_what_it_answers.in_chromium(),
    ends_a_project_with_what_both_sides_learned.in_chromium(),
];

async fn writes_what_was_heard_with_a_minority(stage: &mut Stage<'_>) -> Result<()> {
    let (widget, project) = open_project(stage, "steward.do.heard").await?;
    let phase = &project.phases[0];
    choose(
        &widget,
        &da("steward.heard.of"),
        &format!("project:{} {}", project.id, phase.id),
    )
    .await?;
    widget.fill(&da("steward.heard.title"), "Mødet på torvet").await?;
    widget
        .fill(&da("steward.heard.points"), "Bænke ved åen.\nMindre støj.")
        .await?;
    // A minority is not named without its reasons.
    widget.press(&da("steward.heard.more")).await?;
    widget
        .fill(&da("steward.heard.position"), "Lad åen være.")
        .await?;
    widget.press(&da("steward.heard.send")).await?;
    widget.see(&da("err.text.empty")).await?;
    widget
        .fill(&da("steward.heard.reasons"), "Fuglene ruger der.")
        .await?;
    widget.press(&da("steward.heard.send")).await?;
    widget.see(&da("steward.heard.done")).await?;
    let path = format!("/summaries?subject=project:{}", project.id);
    let all: Vec<Summary> = stage.backend.page(&path).await?;
    let told = all.iter().find(|one| one.title == "Mødet på torvet");
    let told = told.context("it is not there")?;
    ensure!(
        told.points == ["Bænke ved åen.", "Mindre støj."],
        "{:?}",
        told.points
    );
    ensure!(told.phase.as_ref() == Some(&phase.id), "{:?}", told.phase);
    ensure!(told.by.as_deref() == Some(OFFICE), "{:?}", told.by);
    ensure!(
        told.minorities[0].reasons == ["Fuglene ruger der."],
        "{:?}",
        told.minorities
    );
    Ok(())
}

async fn tells_a_decision_with_its_reasons_which_stands_on_what_it_answers(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let ideas = stage.backend.contributions("idea").await?;
    let idea = ideas.iter().find(|idea| idea.project.is_some());
    let idea = idea.context("nothing belongs to a project")?;
    let project = idea.project.as_ref().context("no project")?;
    let widget = come_in(stage, &format!("/steward/projects/{}", project.id)).await?;
    widget.press(&da("steward.do.decision")).await?;
    widget.press(&da("steward.decision.send")).await?;
    widget.see(&da("err.text.empty")).await?;
    widget
        .fill(&da("steward.decision.by"), "Udvalget for Teknik og Miljø")
        .await?;
    widget
        .fill(
            &da("steward.decision.outcome"),
            "Der bygges to trin ned til vandet.",
        )
        .await?;
    set_day(&widget, "steward.decision.at", "2026-11-20").await?;
    widget.find(Kind::Field, &idea.title).await?.click().await?;
    // No decision without its reasons.
    widget.press(&da("steward.decision.send")).await?;
    widget.see(&da("err.text.empty")).await?;
    widget
        .fill(&da("steward.decision.reasons"), "Det koster mindst og når flest.")
        .await?;
    widget.press(&da("steward.decision.send")).await?;
    widget.see(&da("steward.decision.done")).await?;
    let decided = stage.backend.contribution(&idea.id).await?;
    let step = decided
        .trail
        .iter()
        .rfind(|step| step.step == StepKind::Decided && step.at.is_some());
    let step = step.context("it does not stand on what it answers")?;
    ensure!(
        step.by.as_deref() == Some("Udvalget for Teknik og Miljø"),
        "{:?}",
        step.by
    );
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.see("Der bygges to trin ned til vandet.").await
}

async fn ends_a_project_with_what_both_sides_learned(stage: &mut Stage<'_>) -> Result<()> {
    let (widget, project) = open_project(stage, "steward.do.learned").await?;
    let citizens = "At det hjælper at komme tidligt.";
    let staff = "At vi skal vise tallene, før vi spørger.";
    // One side alone is not what was learned.
    widget.fill(&da("steward.learned.staff"), staff).await?;
    widget.press(&da("steward.learned.send")).await?;
    widget.see(&da("err.text.empty")).await?;
    widget.fill(&da("steward.learned.citizens"), citizens).await?;
    widget.press(&da("steward.learned.send")).await?;
    widget.see(&da("steward.learned.done")).await?;
    let projects = stage.backend.projects().await?;
    let now = projects.iter().find(|one| one.id == project.id);
    let now = now.context("it is gone")?;
    ensure!(now.state == ProjectState::Closed, "{:?}", now.state);
    ensure!(now.interest == project.interest, "the rest is not as it was");
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    widget.see(citizens).await?;
    widget.see(staff).await
}
