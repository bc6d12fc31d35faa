//! Reading through, taking off the page, and deciding what somebody objects to: by a rule, with a reason, for all to see.

use anyhow::{Context, Result, ensure};
use samskab_protocol::contribution::Kind as Sort;
use samskab_protocol::create::{CreateContribution, Guest};
use samskab_protocol::report::{CreateReport, ReportReason};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;
use serde_json::Value;

use super::{choose, come_in, enter, press_field};

journeys![
    publishes_and_refuses_what_waited_to_be_read.in_chromium(),
    hides_what_was_reported_and_another_steward_decides_the_appeal.in_chromium(),
];

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

async fn decide_appeal(widget: &Widget<'_>) -> Result<()> {
    press_field(widget, "steward.appeal.upheld").await?;
    widget
        .fill(&da("steward.reason"), "Hækken står på kommunens jord.")
        .await?;
    widget.press(&da("steward.appeal.send")).await
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
