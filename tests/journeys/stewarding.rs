//! Staff in the widget: in with a token, answer, moderate and tell what was decided, each with its reason and in the name
//! of an office.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::contribution::Kind as Sort;
use samskab_protocol::create::{CreateContribution, Guest};
use samskab_protocol::heard::Summary;
use samskab_protocol::project::{Project, ProjectState};
use samskab_protocol::report::{CreateReport, ReportReason};
use samskab_protocol::trail::StepKind;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;
use serde_json::Value;

journeys![
    gets_in_with_a_stewards_token_and_out_again,
    answers_with_a_template_once_and_is_shown_the_next.in_chromium(),
    tells_a_step_with_its_reason.in_chromium(),
    publishes_and_refuses_what_waited_to_be_read.in_chromium(),
    hides_what_was_reported_and_another_steward_decides_the_appeal.in_chromium(),
    writes_what_was_heard_with_a_minority.in_chromium(),
    tells_a_decision_with_its_reasons_which_stands_on_what_it_answers.in_chromium(),
    opens_a_project_only_with_interest_influence_and_office.in_chromium(),
];

const OFFICE: &str = "Plan og Byg";
const ANSWER: &str = "Vi sætter to lamper op i uge 12, fordi busserne kører der efter mørkets frembrud.";

async fn gets_in_with_a_stewards_token_and_out_again(stage: &mut Stage<'_>) -> Result<()> {
    let token = stage.backend.appoint(OFFICE).await?;
    let guest: Value = stage
        .backend
        .create("participants", &serde_json::json!({}), "a-guest")
        .await?;
    let guest = guest["secret"].as_str().context("a guest without a secret")?;
    let widget = stage.open_at("/steward").await?;
    for (typed, sentence) in [
        ("", "steward.token.empty"),
        ("mxyzptlk.0", "steward.token.wrong"),
        (guest, "steward.token.resident"),
    ] {
        let field = widget.find(Kind::Field, &da("steward.token")).await?;
        field.clear().await?;
        // WebKit's driver does not know how to type nothing.
        if !typed.is_empty() {
            field.send_keys(typed).await?;
        }
        widget.press(&da("steward.enter")).await?;
        widget.see(&da(sentence)).await?;
        ensure!(kept(&widget).await? == 0, "a token is kept that opens nothing");
    }
    enter(&widget, &token).await?;
    widget.see(OFFICE).await?;
    // It is kept on this device, and nowhere in the address.
    stage.browser.reload().await?;
    widget.see(OFFICE).await?;
    ensure!(
        !stage.browser.address().await?.contains(&token),
        "the address tells it"
    );
    // Once it opens nothing any more, that is said, and what is written stays.
    let case = first_case(&widget).await?;
    widget.follow(&case).await?;
    widget.fill(&da("steward.answer.body"), ANSWER).await?;
    stage.backend.revoke(&token).await?;
    widget.press(&da("steward.answer.send")).await?;
    widget.see(&da("steward.err.token")).await?;
    widget.see_value(&da("steward.answer.body"), ANSWER).await?;
    widget.press(&da("steward.leave")).await?;
    widget.find(Kind::Button, &da("steward.enter")).await?;
    ensure!(kept(&widget).await? == 0, "the token is still there");
    let other = stage.backend.appoint("Byens Rum").await?;
    enter(&widget, &other).await?;
    widget.see_value(&da("steward.answer.body"), ANSWER).await
}

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

async fn publishes_and_refuses_what_waited_to_be_read(stage: &mut Stage<'_>) -> Result<()> {
    stage.backend.read_first().await?;
    for title in ["En bænk ved skolen", "Køb min cykel"] {
        store(stage, title).await?;
    }
    let widget = come_in(stage, "/steward/queue/pending").await?;
    widget.follow("En bænk ved skolen").await?;
    widget.see(&da("steward.accept.reason")).await?;
    widget.press(&da("steward.accept")).await?;
    widget.see(&da("steward.accept.done")).await?;
    // The other one is next, and is not taken without a rule and a reason.
    widget.find(Kind::Heading, "Køb min cykel").await?;
    widget.press(&da("steward.refuse")).await?;
    widget.press(&da("steward.refuse.send")).await?;
    widget.see(&da("err.choice.empty")).await?;
    choose(&widget, &da("steward.rule"), "spam").await?;
    widget
        .fill(&da("steward.reason"), "Her kan man ikke sælge noget.")
        .await?;
    widget.press(&da("steward.refuse.send")).await?;
    widget.see(&da("steward.act.done")).await?;
    ensure!(
        stage.backend.count_ideas("En bænk ved skolen").await? == 1,
        "it is not published"
    );
    ensure!(
        stage.backend.count_ideas("Køb min cykel").await? == 0,
        "it is published"
    );
    // A stranger reads in the log what was refused, why and by which rule, and not the words.
    let widget = stage.open_at("/log").await?;
    widget.see(&da("log.refused")).await?;
    widget.see("Her kan man ikke sælge noget.").await?;
    widget.see(&da("conduct.spam")).await?;
    widget.see_no_more("Køb min cykel").await?;
    widget.fits_its_width().await
}

async fn hides_what_was_reported_and_another_steward_decides_the_appeal(stage: &mut Stage<'_>) -> Result<()> {
    let (id, secret) = store(stage, "Naboens hæk").await?;
    let report = CreateReport {
        subject: format!("contribution:{id}"),
        reason: ReportReason::Privacy,
        text: Some("Det er min hæk.".into()),
        lang: None,
    };
    stage.backend.store("reports", &report, "a-report").await?;
    let widget = come_in(stage, "/steward/queue/reported").await?;
    widget.follow("Naboens hæk").await?;
    widget.see("Det er min hæk.").await?;
    press_field(&widget, "steward.act.hidden").await?;
    choose(&widget, &da("steward.rule"), "privacy").await?;
    widget
        .fill(&da("steward.reason"), "Det handler om en enkelt nabo.")
        .await?;
    widget.press(&da("steward.act.send")).await?;
    widget.see(&da("steward.act.done")).await?;
    let log: Vec<samskab_protocol::moderation::ModerationDecision> =
        stage.backend.page("/moderation-decisions").await?;
    let decision = log.first().context("the log is empty")?;
    stage
        .backend
        .appeal(&decision.id, &secret, "Hækken er kommunens.")
        .await?;
    // Whoever decided cannot decide again.
    let widget = stage.open_at("/steward/queue/appealed").await?;
    widget.follow("Naboens hæk").await?;
    decide_appeal(&widget).await?;
    widget.see(&da("steward.err.refused")).await?;
    widget.press(&da("steward.leave")).await?;
    let other = stage.backend.appoint("Byens Rum").await?;
    enter(&widget, &other).await?;
    widget.see("Hækken er kommunens.").await?;
    widget.press(&da("steward.appeal.send")).await?;
    widget.see(&da("steward.appeal.done")).await?;
    ensure!(
        stage.backend.count_ideas("Naboens hæk").await? == 1,
        "it is not back"
    );
    let widget = stage.open_at("/log").await?;
    widget.see(&da("log.upheld")).await?;
    widget.see(&da("log.restored")).await
}

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
    widget
        .ask::<()>(
            "const [day] = named(root, 'field', arguments[1]);
            day.value = '2026-11-20';
            day.dispatchEvent(new Event('input', { bubbles: true }))",
            da("steward.decision.at").into(),
        )
        .await?;
    press_field_named(&widget, &idea.title).await?;
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
    ensure!(
        made.influence.open == ["Tiderne", "Legepladsen"],
        "{:?}",
        made.influence
    );
    let widget = stage.open_at(&format!("/projects/{}", made.id)).await?;
    widget.see("Vi mangler plads til idræt.").await?;
    widget.see("Børn og Unge").await
}

async fn press_field_named(widget: &Widget<'_>, label: &str) -> Result<()> {
    Ok(widget.find(Kind::Field, label).await?.click().await?)
}

async fn decide_appeal(widget: &Widget<'_>) -> Result<()> {
    press_field(widget, "steward.appeal.upheld").await?;
    widget
        .fill(&da("steward.reason"), "Hækken står på kommunens jord.")
        .await?;
    widget.press(&da("steward.appeal.send")).await
}

/// Opens a place for staff and comes in with a token.
async fn come_in<'a>(stage: &'a Stage<'_>, place: &str) -> Result<Widget<'a>> {
    let token = stage.backend.appoint(OFFICE).await?;
    let widget = stage.open_at(place).await?;
    enter(&widget, &token).await?;
    Ok(widget)
}

/// Logs in.
pub async fn enter(widget: &Widget<'_>, token: &str) -> Result<()> {
    let field = widget.find(Kind::Field, &da("steward.token")).await?;
    field.clear().await?;
    field.send_keys(token).await?;
    widget.press(&da("steward.enter")).await?;
    widget.find(Kind::Button, &da("steward.leave")).await?;
    Ok(())
}

/// The title of what is most urgent.
async fn first_case(widget: &Widget<'_>) -> Result<String> {
    let drawn = "return root.querySelectorAll('.card a').length > 0";
    widget.wait_until("what waits", drawn, Value::Null).await?;
    let titles = widget.texts(".card a").await?;
    titles.into_iter().next().context("nothing waits")
}

/// How many tokens the device keeps.
async fn kept(widget: &Widget<'_>) -> Result<usize> {
    let script =
        "return Object.keys(localStorage).filter((name) => name.startsWith('samskab:steward:')).length";
    widget.ask(script, Value::Null).await
}

async fn press_field(widget: &Widget<'_>, key: &str) -> Result<()> {
    Ok(widget.find(Kind::Field, &da(key)).await?.click().await?)
}

/// Chooses in a list by the value that is sent.
async fn choose(widget: &Widget<'_>, label: &str, value: &str) -> Result<()> {
    let field = widget.find(Kind::Field, label).await?;
    Ok(field.select_by_value(value).await?)
}

/// Stores an idea as somebody unknown sends it; gives back its id and the secret.
async fn store(stage: &Stage<'_>, title: &str) -> Result<(String, String)> {
    let idea = CreateContribution {
        kind: Sort::Idea,
        title: title.into(),
        problem: Some("Der mangler noget.".into()),
        body: "Sæt det i stand.".into(),
        lang: Some("da".into()),
        author: Some(Guest {
            name: "Karen Prøve".into(),
            ..Guest::default()
        }),
        ..CreateContribution::default()
    };
    let key = format!("store-{}", title.len());
    let created: Value = stage.backend.create("contributions", &idea, &key).await?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let id = text(&created["contribution"]["id"]).context("it has no id")?;
    Ok((id, text(&created["secret"]).context("it has no secret")?))
}

/// Comes in at an open project, with one of the things that staff do there unfolded.
async fn open_project<'a>(stage: &'a Stage<'_>, task: &str) -> Result<(Widget<'a>, Project)> {
    let projects = stage.backend.projects().await?;
    let project = projects
        .into_iter()
        .find(|project| project.state == ProjectState::Open && !project.phases.is_empty())
        .context("no project is open")?;
    let widget = come_in(stage, &format!("/steward/projects/{}", project.id)).await?;
    widget.press(&da(task)).await?;
    Ok((widget, project))
}
