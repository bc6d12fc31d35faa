//! Answering what waits, and telling how far it has come, each with its reason.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::trail::StepKind;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::da;

use super::{ANSWER, OFFICE, choose, come_in, first_case, press_field};

journeys![
    answers_with_a_template_once_and_is_shown_the_next.in_chromium(),
    tells_a_step_with_its_reason.in_chromium(),
];

async fn answers_with_a_template_once_and_is_shown_the_next(stage: &mut Stage<'_>) -> Result<()> {
    let widget = come_in(stage, "/steward").await?;
    let case = first_case(&widget).await?;
    widget.follow(&case).await?;
    // What is missing stands beside the field.
    widget.press(&da("steward.answer.send")).await?;
    widget.see(&da("err.text.empty")).await?;
    widget.press(&da("steward.template.insert")).await?;
    widget
        .see_value(&da("steward.answer.body"), &da("steward.template.yes"))
        .await?;
    // What everybody begins with is not sent before it is filled in.
    widget.press(&da("steward.answer.send")).await?;
    widget.see(&da("steward.template.blank")).await?;
    let field = widget.find(Kind::Field, &da("steward.answer.body")).await?;
    field.clear().await?;
    field.send_keys(ANSWER).await?;
    widget.press(&da("steward.template.keep")).await?;
    widget.see(&da("steward.template.kept")).await?;
    choose(&widget, &da("steward.status"), "planned").await?;
    // Nothing is lost by going away, and an answer that is lost on the way is not given twice.
    stage.browser.reload().await?;
    widget.see_value(&da("steward.answer.body"), ANSWER).await?;
    stage.network.fail(Method::POST, "/answers", Fault::LoseAnswer);
    widget.press(&da("steward.answer.send")).await?;
    widget.see(&da("err.offline")).await?;
    stage.network.mend();
    widget.press(&da("steward.answer.send")).await?;
    widget.see(&da("steward.answer.done")).await?;
    let next = "
        const heading = tidy(root.querySelector('.case .view-heading')?.textContent ?? '');
        return heading !== '' && heading !== arguments[1]";
    widget
        .wait_until("the next one", next, case.as_str().into())
        .await?;
    // The template is there for the next one.
    widget.press(&da("steward.template.insert")).await?;
    widget.see_value(&da("steward.answer.body"), ANSWER).await?;
    // Everyone reads it, once, in the name of the office.
    let ideas = stage.backend.contributions("idea").await?;
    let id = &ideas
        .iter()
        .find(|idea| idea.title == case)
        .context("no such idea")?
        .id;
    let answered = stage.backend.contribution(id).await?;
    let answers: Vec<_> = answered
        .trail
        .iter()
        .filter(|step| step.step == StepKind::Answered && step.at.is_some())
        .collect();
    ensure!(answers.len() == 1, "{} answers", answers.len());
    ensure!(answers[0].by.as_deref() == Some(OFFICE), "{:?}", answers[0].by);
    ensure!(
        answered.status.category.as_str() == "planned",
        "{:?}",
        answered.status
    );
    let widget = stage.open_at(&format!("/ideas/{id}")).await?;
    widget.see(ANSWER).await?;
    widget.see(OFFICE).await
}

async fn tells_a_step_with_its_reason(stage: &mut Stage<'_>) -> Result<()> {
    let widget = come_in(stage, "/steward/queue/due_soon").await?;
    let case = first_case(&widget).await?;
    widget.follow(&case).await?;
    widget.press(&da("steward.do.step")).await?;
    widget.press(&da("steward.step.send")).await?;
    widget.see(&da("err.choice.empty")).await?;
    press_field(&widget, "steward.step.understood").await?;
    widget.press(&da("steward.step.send")).await?;
    widget.see(&da("err.text.empty")).await?;
    let words = "I vil kunne gå hele vejen uden at krydse banen.";
    widget.fill(&da("steward.step.text"), words).await?;
    widget.press(&da("steward.step.send")).await?;
    widget.see(&da("steward.step.done")).await?;
    let widget = stage.open_at("/steward/queue/due_soon").await?;
    widget.follow(&case).await?;
    widget.see(words).await?;
    widget.follow(&da("steward.seen")).await?;
    widget.see(words).await
}
