//! Offering what one has, and saying what one expects (S4.2, S4.4).

use anyhow::Result;
use http::Method;
use samskab_protocol::expectation::ExpectationState;
use samskab_protocol::project::{Project, ProjectState};
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::da;

use super::{WORDS, choose, see_in, sent, supported_idea};
use crate::acts::look;

journeys![
    offers_what_one_has_and_finds_it_there.in_chromium(),
    takes_an_offer_back.in_chromium(),
    says_what_one_expects_of_a_project_and_reads_what_is_replied.in_chromium(),
];

async fn offers_what_one_has_and_finds_it_there(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, _) = supported_idea(stage).await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.press(&da("offer.add")).await?;
    widget.see(&da("priv.offer")).await?;
    widget.press(&da("offer.send")).await?;
    widget.see(&da("err.choice.empty")).await?;
    widget.see(&da("err.name.empty")).await?;
    choose(&widget, "resource.time").await?;
    widget.fill(&da("offer.text"), WORDS).await?;
    stage.browser.reload().await?;
    // What was begun is there again, in its place.
    widget.see_value(&da("offer.text"), WORDS).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("offer.send")).await?;
    widget.see(&da("offered.title")).await?;
    see_in(&widget, ".offers", WORDS).await?;
    sent(stage, &Method::POST, "/offers", 1).await?;
    stage.browser.reload().await?;
    see_in(&widget, ".offers", WORDS).await?;
    see_in(&widget, ".offers", "Karen Prøve").await
}

async fn takes_an_offer_back(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, _) = supported_idea(stage).await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.press(&da("offer.add")).await?;
    choose(&widget, "resource.tools").await?;
    widget.fill(&da("offer.text"), WORDS).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("offer.send")).await?;
    see_in(&widget, ".offers", WORDS).await?;
    stage.browser.reload().await?;
    widget.press(&da("back.ask")).await?;
    widget.see(&da("back.sure")).await?;
    look(stage, "taking an offer back").await?;
    stage.network.fail(Method::DELETE, "/offers/", Fault::Answer(500));
    widget.press(&da("withdraw.yes")).await?;
    widget.see(&da("err.act.server")).await?;
    see_in(&widget, ".offers", WORDS).await?;
    stage.network.mend();
    widget.press(&da("withdraw.yes")).await?;
    widget.see(&da("back.done")).await?;
    widget.see_no_more(WORDS).await?;
    stage.browser.reload().await?;
    widget.find(Kind::Button, &da("share")).await?;
    widget.see_no_more(WORDS).await
}

async fn says_what_one_expects_of_a_project_and_reads_what_is_replied(stage: &mut Stage<'_>) -> Result<()> {
    let project = project_with_correction(stage).await?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    widget.press(&da("follow.project")).await?;
    widget.see(&da("follow.project.on")).await?;
    sent(stage, &Method::PUT, "/follows/project", 1).await?;
    widget.press(&da("expect.add")).await?;
    widget.see(&da("priv.expect")).await?;
    widget.press(&da("expect.send")).await?;
    widget.see(&da("err.text.empty")).await?;
    look(stage, "an expectation").await?;
    widget.fill(&da("expect.text"), WORDS).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("expect.send")).await?;
    see_in(&widget, ".offers", WORDS).await?;
    sent(stage, &Method::POST, "/expectations", 1).await?;
    stage.browser.reload().await?;
    see_in(&widget, ".offers", WORDS).await?;
    // What others expect, and what the municipality says to it.
    see_in(&widget, ".offers", &da("expect.stated")).await?;
    see_in(&widget, ".offers", &da("expect.corrected")).await?;
    widget.see(&da("follow.project.on")).await?;
    look(stage, "what is expected of a project").await
}

/// An open project of which somebody expects what the municipality has corrected.
async fn project_with_correction(stage: &Stage<'_>) -> Result<Project> {
    for project in stage.backend.projects().await? {
        let expected = stage.backend.expectations(&project.id).await?;
        let is_corrected = expected
            .iter()
            .any(|one| one.state == ExpectationState::Corrected);
        if project.state == ProjectState::Open && is_corrected {
            return Ok(project);
        }
    }
    anyhow::bail!("nothing that is expected of an open project is corrected")
}
