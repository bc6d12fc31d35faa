//! Everything that is sent from within a debate, beside the comment on its subject: an answer, a correction, a report,
//! what is taken back, and an objection.

use anyhow::{Context, Result};
use http::Method;
use samskab_protocol::moderation::ModerationAction;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;

use super::{Act, Begin, Sign, deliver};
use crate::live::post;
use crate::mishaps::reading::press_beginning;
use crate::mishaps::{BROKEN, BUSY, CLOSED, LATE, LOST, Mishap, UNANSWERED, UNKNOWN};
use crate::own_comments::sent_id;

journeys![
    debates_once_though_requests_were_lost.in_chromium(),
    debates_once_though_answers_were_lost.in_chromium(),
    debates_once_though_it_takes_twenty_seconds
        .in_chromium()
        .mostly_waiting(),
    debates_once_after_too_many_requests.in_chromium(),
    debates_once_after_the_backend_has_failed.in_chromium(),
    debates_once_after_the_backend_was_closed.in_chromium(),
    debates_once_though_it_was_not_known.in_chromium(),
];

async fn debates_once_though_requests_were_lost(stage: &mut Stage<'_>) -> Result<()> {
    debate(stage, LOST).await
}

async fn debates_once_though_answers_were_lost(stage: &mut Stage<'_>) -> Result<()> {
    debate(stage, UNANSWERED).await
}

async fn debates_once_though_it_takes_twenty_seconds(stage: &mut Stage<'_>) -> Result<()> {
    debate(stage, LATE).await
}

async fn debates_once_after_too_many_requests(stage: &mut Stage<'_>) -> Result<()> {
    debate(stage, BUSY).await
}

async fn debates_once_after_the_backend_has_failed(stage: &mut Stage<'_>) -> Result<()> {
    debate(stage, BROKEN).await
}

async fn debates_once_after_the_backend_was_closed(stage: &mut Stage<'_>) -> Result<()> {
    debate(stage, CLOSED).await
}

async fn debates_once_though_it_was_not_known(stage: &mut Stage<'_>) -> Result<()> {
    debate(stage, UNKNOWN).await
}

const IDEA: &str = "varmestue-i-den-gamle-skole";
const STORED: &str = "comments?layout=flat&subject=";

const ANSWER: &str = "Det ser jeg også, når jeg går forbi.";
const CORRECTION: &str = " Især om aftenen.";
const REPORT: &str = "Der står en andens telefonnummer.";
const OBJECTION: &str = "Jeg har ikke nævnt nogen ved navn.";

const ANSWERED: Act = Act {
    press: "comment.send",
    method: Method::POST,
    part: "/comments",
    begin: Begin::There,
    typed: &[ANSWER],
    sign: Sign::Words(ANSWER),
    stored: Some((STORED, ANSWER)),
};
const CORRECTED: Act = Act {
    press: "edit.send",
    method: Method::PATCH,
    part: "/comments/",
    begin: Begin::There,
    typed: &[CORRECTION],
    sign: Sign::Closed("edit.send"),
    stored: Some((STORED, CORRECTION)),
};
const REPORTED: Act = Act {
    press: "report.send",
    method: Method::POST,
    part: "/reports",
    begin: Begin::Choice("report.comment", "report.privacy", &[("report.text", REPORT)]),
    typed: &[REPORT],
    sign: Sign::Key("report.sent"),
    stored: None,
};
const OBJECTED: Act = Act {
    press: "appeal.send",
    method: Method::POST,
    part: "/appeal",
    begin: Begin::Form(Some("appeal.open"), &[("appeal.label", OBJECTION)]),
    typed: &[OBJECTION],
    sign: Sign::Key("appeal.received"),
    stored: None,
};
const TAKEN_BACK: Act = Act {
    press: "withdraw.yes",
    method: Method::DELETE,
    part: "/comments/",
    begin: Begin::Form(Some("withdraw"), &[]),
    typed: &[],
    sign: Sign::Key("gone.withdrawn"),
    stored: None,
};

async fn debate(stage: &Stage<'_>, mishap: Mishap) -> Result<()> {
    // Two of somebody else's: one is answered, one reported.
    for number in 1..=2 {
        post(stage, IDEA, None, number).await?;
    }
    let widget = stage.open_at(&format!("/ideas/{IDEA}")).await?;
    answer(&widget).await?;
    carry_out(stage, &ANSWERED, mishap).await?;
    correct(stage, &widget, mishap).await?;
    carry_out(stage, &CORRECTED, mishap).await?;
    carry_out(stage, &REPORTED, mishap).await?;
    carry_out(stage, &TAKEN_BACK, mishap).await?;

    answer(&widget).await?;
    widget.press(&da("comment.send")).await?;
    widget.see(ANSWER).await?;
    let id = sent_id(&widget).await?;
    let (rule, reason) = ("2. Tal om sagen", "Den handler om en nabo.");
    stage
        .backend
        .decide(&id, ModerationAction::Hidden, rule, reason)
        .await?;
    stage.browser.reload().await?;
    carry_out(stage, &OBJECTED, mishap).await
}

async fn carry_out(stage: &Stage<'_>, act: &Act, mishap: Mishap) -> Result<()> {
    let what = || format!("{} {}", act.method, act.part);
    super::begin(stage, &stage.widget(0), act, IDEA)
        .await
        .with_context(what)?;
    deliver(stage, act, IDEA, mishap).await.with_context(what)
}

async fn answer(widget: &Widget<'_>) -> Result<()> {
    press_beginning(widget, "reply").await?;
    widget.fill(&da("comment.label"), ANSWER).await?;
    if widget.value(&da("name")).await?.is_empty() {
        widget.fill(&da("name"), "Karen Prøve").await?;
    }
    Ok(())
}

/// Opens the form for a correction, which first reads how the comment stands there now.
async fn correct(stage: &Stage<'_>, widget: &Widget<'_>, mishap: Mishap) -> Result<()> {
    widget.find(Kind::Button, &da("edit.comment")).await?;
    stage.network.fail(Method::GET, "/comments/", mishap.fault);
    widget.press(&da("edit.comment")).await?;
    if let Some(sentence) = mishap.sentence_for_readers() {
        widget.see(&sentence).await?;
        stage.network.mend();
        widget.press(&da("again")).await?;
    }
    widget.fill(&da("comment.label"), CORRECTION).await?;
    stage.network.mend();
    Ok(())
}
