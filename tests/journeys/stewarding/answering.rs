//! Answering what waits, and telling how far it has come, each with its reason.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::project::Project;
use samskab_protocol::trail::StepKind;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::da;
use serde_json::{Value, json};

use super::{ANSWER, OFFICE, choose, come_in, first_case, press_field};

journeys![
    answers_with_a_template_once_and_is_shown_the_next.in_chromium(),
    tells_a_step_with_its_reason.in_chromium(),
    finds_the_project_that_takes_it_up_among_many.in_chromium(),
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

async fn finds_the_project_that_takes_it_up_among_many(stage: &mut Stage<'_>) -> Result<()> {
    stage.backend.put_up(30).await?;
    let projects: Vec<Project> = stage.backend.page("/projects?q=nummer%2027").await?;
    let [project] = projects.as_slice() else {
        anyhow::bail!("{} projects have that number", projects.len())
    };
    let widget = come_in(stage, "/steward/queue/due_soon").await?;
    let case = first_case(&widget).await?;
    widget.follow(&case).await?;
    widget.press(&da("steward.do.step")).await?;
    // Two forms offer them, and they are read once.
    let both = "return named(root, 'field', arguments[1]).length === 2";
    let label = da("steward.project.find");
    widget
        .wait_until("a field to search in, twice", both, label.as_str().into())
        .await?;
    let lists = "return performance.getEntriesByType('resource')
        .filter((one) => one.name.includes('/projects?')).length";
    let count: usize = widget.ask(lists, Value::Null).await?;
    ensure!(count == 1, "the projects were read {count} times");
    let look = "
        const [label, words] = arguments[1];
        const field = named(root, 'field', label)[1];
        field.value = words;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.closest('form').requestSubmit()";
    widget.ask::<()>(look, json!([label, "xyzzy"])).await?;
    widget.see(&da("steward.project.unknown")).await?;
    widget.ask::<()>(look, json!([label, "nummer 27"])).await?;
    widget
        .see(
            da("steward.project.found")
                .split(" / ")
                .next()
                .unwrap_or_default(),
        )
        .await?;
    let take = "
        const [label, id] = arguments[1];
        const field = named(root, 'field', label)[1];
        field.value = id;
        field.dispatchEvent(new Event('change', { bubbles: true }))";
    let taken = da("steward.project.taken");
    widget.ask::<()>(take, json!([taken, project.id])).await?;
    // What was chosen is called by its name also after others were looked for, and when one comes back.
    stage.browser.reload().await?;
    let shown = "return [...root.querySelectorAll('select')].some((one) =>
        one.selectedOptions[0]?.textContent === arguments[1])";
    widget
        .wait_until("the chosen project", shown, project.title.as_str().into())
        .await?;
    press_field(&widget, "steward.step.understood").await?;
    let words = "Det hører sammen med resten af Torvet.";
    widget.fill(&da("steward.step.text"), words).await?;
    widget.press(&da("steward.step.send")).await?;
    widget.see(&da("steward.step.done")).await?;
    let path = format!("/contributions?project={}", project.id);
    let taken: Vec<Contribution> = stage.backend.page(&path).await?;
    let titles: Vec<_> = taken.iter().map(|one| &one.title).collect();
    ensure!(titles == [&case], "{titles:?}");
    Ok(())
}
