//! Putting a project up in its frame, and changing it beside colleagues.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::project::PhaseState;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::words::da;
use serde_json::{Value, json};

use super::{choose, come_in, open_project, rewrite};

journeys![
    opens_a_project_only_with_interest_influence_and_office.in_chromium(),
    never_undoes_what_a_colleague_has_changed_meanwhile.in_chromium(),
    is_not_offered_again_what_has_arrived.in_chromium(),
];

async fn opens_a_project_only_with_interest_influence_and_office(stage: &mut Stage<'_>) -> Result<()> {
    let widget = come_in(stage, "/steward/projects").await?;
    widget.follow(&da("steward.project.new")).await?;
    widget
        .fill(&da("steward.project.title"), "Skolegården åbner")
        .await?;
    widget
        .fill(&da("steward.project.summary"), "Skal gården være for alle?")
        .await?;
    choose(&widget, &da("steward.project.state"), "open").await?;
    // It is said beforehand, without asking the backend.
    stage.network.fail(Method::POST, "/projects", Fault::LoseRequest);
    widget.press(&da("steward.project.create")).await?;
    widget.see(&da("err.text.empty")).await?;
    let wrong = "return root.querySelectorAll('.field.wrong').length";
    let count: usize = widget.ask(wrong, Value::Null).await?;
    ensure!(count == 3, "{count} fields are wrong");
    stage.network.mend();
    for (label, text) in [
        ("steward.project.interest", "Vi mangler plads til idræt."),
        ("steward.project.movable", "Tiderne\nLegepladsen"),
        ("steward.project.office", "Børn og Unge"),
    ] {
        widget.fill(&da(label), text).await?;
    }
    // A phase without days lies where staff say.
    widget.press(&da("steward.phase.more")).await?;
    widget
        .fill(&da("steward.phase.title"), "Vi spørger i gården")
        .await?;
    choose(&widget, &da("steward.phase.state"), "current").await?;
    widget.press(&da("steward.project.create")).await?;
    widget.see(&da("steward.project.done")).await?;
    // What is changed is changed, and the rest stays.
    widget.press(&da("steward.do.frame")).await?;
    widget
        .see_value(&da("steward.project.office"), "Børn og Unge")
        .await?;
    widget.fill(&da("steward.project.days"), "14").await?;
    widget.press(&da("steward.project.save")).await?;
    widget.see(&da("steward.project.done")).await?;
    let projects = stage.backend.projects().await?;
    let made = projects.iter().find(|one| one.title == "Skolegården åbner");
    let made = made.context("it is not there")?;
    let responsible = made.responsible.as_ref().context("nobody answers")?;
    ensure!(responsible.answer_days == Some(14), "{responsible:?}");
    let [phase] = made.phases.as_slice() else {
        anyhow::bail!("{:?}", made.phases)
    };
    ensure!(phase.state == PhaseState::Current, "{phase:?}");
    ensure!(
        made.influence.open == ["Tiderne", "Legepladsen"],
        "{:?}",
        made.influence
    );
    let widget = stage.open_at(&format!("/projects/{}", made.id)).await?;
    widget.see("Vi mangler plads til idræt.").await?;
    widget.see("Børn og Unge").await
}

async fn never_undoes_what_a_colleague_has_changed_meanwhile(stage: &mut Stage<'_>) -> Result<()> {
    let (widget, project) = open_project(stage, "steward.do.frame").await?;
    let join = "Kom forbi biblioteket om torsdagen.";
    rewrite(&widget, "steward.project.join", join).await?;
    rewrite(&widget, "steward.project.days", "9").await?;
    // A colleague has changed one of the two, and something else, before it is saved.
    let theirs = json!({ "responsible": { "answer_days": 30 }, "needs": ["Folk med stiger"] });
    stage.backend.change_project(&project.id, &theirs).await?;
    widget.press(&da("steward.project.save")).await?;
    widget.see(&da("steward.err.changed")).await?;
    widget.see(&da("steward.meanwhile.stands")).await?;
    widget.see_value(&da("steward.project.join"), join).await?;
    widget.see_value(&da("steward.project.days"), "9").await?;
    widget
        .see_value(&da("steward.project.needs"), "Folk med stiger")
        .await?;
    // Nothing is saved before one has chosen, and the choice holds for a draft that is found again later.
    widget.press(&da("steward.project.save")).await?;
    widget.see(&da("steward.meanwhile.choose")).await?;
    stage
        .backend
        .change_project(&project.id, &json!({ "needs": ["Folk med bil"] }))
        .await?;
    stage.browser.reload().await?;
    widget.see(&da("steward.meanwhile")).await?;
    widget.see_value(&da("steward.project.days"), "9").await?;
    widget.press(&da("steward.meanwhile.theirs")).await?;
    widget.see_value(&da("steward.project.days"), "30").await?;
    widget.press(&da("steward.project.save")).await?;
    widget.see(&da("steward.project.done")).await?;
    let projects = stage.backend.projects().await?;
    let now = projects.iter().find(|one| one.id == project.id);
    let now = now.context("it is gone")?;
    let responsible = now.responsible.as_ref().context("nobody answers")?;
    ensure!(responsible.answer_days == Some(30), "{responsible:?}");
    ensure!(now.needs == ["Folk med bil"], "{:?}", now.needs);
    ensure!(
        now.join.as_ref().is_some_and(|text| text.value == join),
        "{:?}",
        now.join
    );
    Ok(())
}

async fn is_not_offered_again_what_has_arrived(stage: &mut Stage<'_>) -> Result<()> {
    let (widget, _) = open_project(stage, "steward.do.frame").await?;
    let join = "Kom forbi biblioteket om torsdagen.";
    rewrite(&widget, "steward.project.join", join).await?;
    stage.network.fail(Method::PATCH, "/projects", Fault::LoseAnswer);
    widget.press(&da("steward.project.save")).await?;
    widget.see(&da("err.offline")).await?;
    stage.network.mend();
    // It is there, and so there is nothing to go on with.
    stage.browser.reload().await?;
    widget.see_value(&da("steward.project.join"), join).await?;
    widget.see_no_more(&da("draft.found")).await?;
    let none = "return !Object.keys(localStorage).some((name) => name.startsWith('samskab:draft:'))";
    widget.wait_until("no draft", none, Value::Null).await
}
