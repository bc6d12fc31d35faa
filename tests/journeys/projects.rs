//! Following projects.

use anyhow::{Context, Result};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::words::da;

journeys![opens_a_project_with_its_frame_phases_events_and_decisions];

async fn opens_a_project_with_its_frame_phases_events_and_decisions(stage: &mut Stage<'_>) -> Result<()> {
    let projects = stage.backend.projects().await?;
    let widget = stage.open_at("/ideas").await?;
    widget.follow(&da("nav.projects")).await?;
    for project in &projects {
        widget.see(&project.title).await?;
        widget.see(&project.summary).await?;
    }

    let complete = projects.iter().find(|project| {
        !project.decisions.is_empty() && !project.events.is_empty() && !project.phases.is_empty()
    });
    let project = complete.context("no project has phases, events and decisions")?;
    widget.follow(&project.title).await?;
    widget.see(&da("frame.open")).await?;
    widget.see(&da("frame.given")).await?;
    for point in project.influence.open.iter().chain(&project.influence.given) {
        widget.see(point).await?;
    }
    let interest = project.interest.as_ref().context("no interest")?;
    widget.see(&interest.value).await?;
    let responsible = project.responsible.as_ref().context("nobody is responsible")?;
    widget.see(&responsible.office).await?;
    for phase in &project.phases {
        widget.see(&phase.title).await?;
    }
    for event in &project.events {
        widget.see(&event.title).await?;
    }
    for decision in &project.decisions {
        widget.see(&decision.outcome.value).await?;
        widget.see(&decision.reasons.value).await?;
    }
    widget.follow(&da("projects.back")).await?;
    widget.see(&da("projects.title")).await
}
