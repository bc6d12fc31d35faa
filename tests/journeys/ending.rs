//! The end of a project: what was learned, what was expected and what came of it, whether people were heard, and their
//! stories.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::evaluation::Evaluation;
use samskab_protocol::project::{Project, ProjectState};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};
use serde_json::json;

use crate::ranking::{A_WHILE, goes_on_before_the_answer};

journeys![
    reads_at_the_end_what_was_learned_and_whether_it_went_as_expected.in_chromium(),
    sees_on_the_path_who_answers_still_and_that_nothing_more_comes.in_chromium(),
    says_at_the_end_whether_one_was_heard.in_chromium(),
];

async fn reads_at_the_end_what_was_learned_and_whether_it_went_as_expected(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let (project, widget) = ended(stage).await?;
    let learned = project.learned.as_ref().context("nothing was learned")?;
    for text in [&learned.citizens, &learned.staff] {
        widget
            .see(&text.as_ref().context("one side says nothing")?.value)
            .await?;
    }
    let expected = stage.backend.expectations(&project.id).await?;
    ensure!(!expected.is_empty(), "nobody expected anything");
    for one in expected {
        widget.see(&one.text.context("no words")?.value).await?;
        widget.see(&one.reply.context("no reply")?.text.value).await?;
        widget
            .see(&one.outcome.context("it is not told how it came")?.text.value)
            .await?;
    }
    let path = format!("/contributions?project={}&kind=story", project.id);
    let stories = stage.backend.page::<Contribution>(&path).await?;
    let story = stories.first().context("nobody tells a story")?;
    widget.find(Kind::Link, &story.title).await?;
    // Nothing is offered that is no longer taken.
    ensure!(
        !widget.has(Kind::Button, &da("expect.add")).await?,
        "one can still expect something"
    );
    widget.fits_its_width().await
}

async fn sees_on_the_path_who_answers_still_and_that_nothing_more_comes(stage: &mut Stage<'_>) -> Result<()> {
    let (project, widget) = ended(stage).await?;
    let who = project.responsible.as_ref().context("nobody is responsible")?;
    let committee = who.committee.as_deref().context("no committee")?;
    let has = [
        da_with("path.has", &who.office),
        da_with("responsible.committee", committee),
    ];
    let script = "
        const words = tidy(readable(root.querySelector('.way')));
        return arguments[1].every((part) => words.includes(tidy(part)))";
    widget
        .wait_until("who answers on its path", script, json!(has))
        .await?;
    let followed_up = "return root.querySelectorAll('.path [aria-current=step]').length === 1";
    widget.wait_until("today", followed_up, ().into()).await?;
    // Once its last phase is over, and no meeting is to come, today stands at the end.
    stage.network.amend("first=project", |service| {
        let project = &mut service["first"]["project"];
        project["events"] = json!([]);
        for phase in project["phases"].as_array_mut().into_iter().flatten() {
            phase["state"] = json!("past");
        }
    });
    let widget = stage
        .open(&format!("one.html?again#samskab=/projects/{}", project.id))
        .await?;
    widget
        .wait_until("who answers on its path", script, json!(has))
        .await?;
    let at_the_end = "return root.querySelector('.path > :last-child').ariaCurrent === 'step'";
    widget.wait_until("today", at_the_end, ().into()).await?;
    widget.see_no_more(&da("card.next")).await
}

async fn says_at_the_end_whether_one_was_heard(stage: &mut Stage<'_>) -> Result<()> {
    let (project, widget) = ended(stage).await?;
    let path = format!("/projects/{}/evaluation", project.id);
    let before: Evaluation = stage.backend.one(&path).await?;
    widget
        .see(&da_with(
            "evaluation.participants",
            &before.participants.to_string(),
        ))
        .await?;
    for question in &before.questions {
        widget.see(&question.text["da"]).await?;
    }
    // Whoever this device is not known as is told who can answer.
    widget.see(&da("evaluation.who")).await?;
    sign_up(&widget, &project).await?;
    stage.browser.reload().await?;
    widget.press(&da("evaluation.send")).await?;
    widget.see(&da("err.choice.empty")).await?;
    let choose = "
        const fields = [...root.querySelectorAll('.act fieldset')];
        fields.forEach((field, at) => field.querySelectorAll('input')[at === 0 ? 4 : 2].click());
        return fields.length === 2";
    widget.wait_until("two questions", choose, ().into()).await?;
    stage.network.fail(Method::PUT, "/evaluation", A_WHILE);
    widget.press(&da("evaluation.send")).await?;
    goes_on_before_the_answer(stage, &widget, "evaluation project:").await?;
    stage.network.mend();
    stage.browser.back().await?;
    // Answers that are sent again take the place of the earlier ones.
    widget.wait_until("two questions", choose, ().into()).await?;
    widget.press(&da("evaluation.send")).await?;
    widget.see(&da("evaluation.sent")).await?;
    widget
        .see(&da_with(
            "evaluation.participants",
            &(before.participants + 1).to_string(),
        ))
        .await?;
    let after: Evaluation = stage.backend.one(&path).await?;
    ensure!(
        after.questions[0].answers[4] == before.questions[0].answers[4] + 1
            && after.questions[1].answers[2] == before.questions[1].answers[2] + 1,
        "the backend has {:?}",
        after.questions
    );
    Ok(())
}

/// Whoever signs up for one of its meetings takes part.
async fn sign_up(widget: &Widget<'_>, project: &Project) -> Result<()> {
    let open = project
        .events
        .iter()
        .find(|event| event.registration.is_some_and(|room| room.open));
    let event = open.context("nobody can sign up for anything")?;
    widget
        .press(&[&da("seat.take"), ": ", &event.title].concat())
        .await?;
    widget.see(&da("seat.taken")).await
}

/// A project that has ended, opened.
pub async fn ended<'a>(stage: &'a Stage<'_>) -> Result<(Project, Widget<'a>)> {
    let projects = stage.backend.projects().await?;
    let project = projects.into_iter().find(|one| one.state == ProjectState::Closed);
    let project = project.context("no project has ended")?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    widget.see(&project.title).await?;
    Ok((project, widget))
}
