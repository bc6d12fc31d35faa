//! Staff look through what waits: all of it that will be public, in queues of any length, and out when their token ends.

use anyhow::{Context, Result, ensure};
use samskab_protocol::contribution::Kind as Sort;
use samskab_protocol::create::{CreateContribution, Guest};
use samskab_protocol::kinds::{NewDilemma, NewSide};
use samskab_protocol::report::{CreateReport, ReportReason};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::da;
use serde_json::Value;

use crate::stewarding::{OFFICE, come_in, enter, press_field};

journeys![
    sees_the_sides_and_the_picture_of_what_nobody_else_can_see_yet,
    works_through_a_queue_of_several_pages_until_the_token_ends.in_chromium(),
    lets_stand_what_breaks_no_rule.in_chromium(),
];

const ALT: &str = "En skitse af et lavt hegn";
const PICTURE: &[u8] = include_bytes!("../../crates/backend/seed/pictures/skitse-af-hegn.png");

/// Stores a dilemma with a picture, which waits to be read through.
pub async fn store_what_waits(stage: &mut Stage<'_>) -> Result<()> {
    stage.backend.read_first().await?;
    let side = |label: &str, argument: &str| NewSide {
        label: label.into(),
        arguments: vec![argument.into()],
    };
    let dilemma = CreateContribution {
        kind: Sort::Dilemma,
        title: "Hegn eller udsigt?".into(),
        body: "Begge dele kan ikke lade sig gøre.".into(),
        dilemma: Some(NewDilemma {
            tension: "Børnene skal være trygge, og vandet skal kunne ses.".into(),
            sides: vec![
                side("Et hegn", "Ingen falder i."),
                side("Ingen hegn", "Åen er byens ansigt."),
            ],
        }),
        affected: vec!["Roklubben".into()],
        topics: vec!["Rosport".into()],
        author: Some(Guest {
            name: "Karen Prøve".into(),
            ..Guest::default()
        }),
        lang: Some("da".into()),
        ..CreateContribution::default()
    };
    stage.backend.store_with_picture(dilemma, PICTURE, ALT).await
}

async fn sees_the_sides_and_the_picture_of_what_nobody_else_can_see_yet(stage: &mut Stage<'_>) -> Result<()> {
    store_what_waits(stage).await?;
    let widget = come_in(stage, "/steward/queue/pending").await?;
    widget.follow("Hegn eller udsigt?").await?;
    for words in [
        "Børnene skal være trygge, og vandet skal kunne ses.",
        "Et hegn",
        "Åen er byens ansigt.",
        "Roklubben",
        "Rosport",
        ALT,
    ] {
        widget.see(words).await?;
    }
    let drawn = "return root.querySelector('.album canvas')?.width === 800";
    widget.wait_until("the picture", drawn, Value::Null).await?;
    widget.fits_its_width().await
}

async fn works_through_a_queue_of_several_pages_until_the_token_ends(stage: &mut Stage<'_>) -> Result<()> {
    stage.backend.read_first().await?;
    stage.backend.fill_up(22).await?;
    // A backend may give fewer at once than this one does.
    stage.network.amend("/.well-known/samskab", |service| {
        service["limits"]["page_max"] = 5.into();
    });
    let token = stage.backend.appoint(OFFICE).await?;
    let widget = stage.open_at("/steward/queue/pending").await?;
    enter(&widget, &token).await?;
    widget.press(&da("more")).await?;
    let next = "return tidy(root.activeElement?.textContent ?? '') === arguments[1]";
    widget
        .wait_until("the focus on the next one", next, "Idé nummer 21".into())
        .await?;
    // Whatever its place in the queue, it can be dealt with, and the one after it is next.
    widget.follow("Idé nummer 21").await?;
    widget.press(&da("steward.accept")).await?;
    widget.see(&da("steward.accept.done")).await?;
    widget.find(Kind::Heading, "Idé nummer 22").await?;
    stage.backend.revoke(&token).await?;
    stage.browser.reload().await?;
    widget.see(&da("steward.token.gone")).await?;
    widget.find(Kind::Button, &da("steward.enter")).await?;
    let other = stage.backend.appoint(OFFICE).await?;
    enter(&widget, &other).await?;
    widget.find(Kind::Heading, "Idé nummer 22").await?;
    Ok(())
}

async fn lets_stand_what_breaks_no_rule(stage: &mut Stage<'_>) -> Result<()> {
    let ideas = stage.backend.contributions("idea").await?;
    let idea = ideas.first().context("there is no idea")?;
    let report = CreateReport {
        subject: format!("contribution:{}", idea.id),
        reason: ReportReason::Spam,
        text: None,
        lang: None,
    };
    stage.backend.store("reports", &report, "a-report").await?;
    let widget = come_in(stage, "/steward/queue/reported").await?;
    widget.follow(&idea.title).await?;
    press_field(&widget, "steward.act.hidden").await?;
    widget.find(Kind::Field, &da("steward.rule")).await?;
    press_field(&widget, "steward.act.kept").await?;
    widget.see_no_more(&da("steward.rule.words")).await?;
    ensure!(
        !widget.has(Kind::Field, &da("steward.rule")).await?,
        "a rule is asked for"
    );
    widget
        .fill(&da("steward.reason"), "Idéen reklamerer ikke for noget.")
        .await?;
    widget.press(&da("steward.act.send")).await?;
    widget.see(&da("steward.act.done")).await?;
    ensure!(
        stage.backend.count_ideas(&idea.title).await? == 1,
        "it does not stand"
    );
    Ok(())
}
