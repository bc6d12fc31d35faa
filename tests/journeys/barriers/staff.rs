//! Where staff work, with what is wrong in it, and the public log.

use anyhow::{Result, ensure};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::{da, en};

use super::Say;
use crate::acts::{drawn, look as look_at};
use crate::sifting::store_what_waits;

journeys![
    has_no_barriers_for_staff,
    has_no_barriers_for_staff_in_the_dark.in_chromium().in_the_dark(),
];

async fn has_no_barriers_for_staff(stage: &mut Stage<'_>) -> Result<()> {
    work(stage, "one.html", da).await
}

async fn has_no_barriers_for_staff_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    work(stage, "english.html", en).await
}

async fn work(stage: &mut Stage<'_>, page: &str, say: Say) -> Result<()> {
    let look = async |view: &str| look_at(stage, view).await;
    let token = stage.backend.appoint("Plan og Byg").await?;
    let widget = stage.open(&format!("{page}?1#samskab=/steward")).await?;
    widget.press(&say("steward.enter")).await?;
    widget.see(&say("steward.token.empty")).await?;
    look("the way in for staff").await?;
    widget.fill(&say("steward.token"), &token).await?;
    widget.press(&say("steward.enter")).await?;
    widget.find(Kind::Button, &say("steward.leave")).await?;
    drawn(&widget).await?;
    look("what waits").await?;
    let title = "return root.querySelector('.card a').click()";
    widget.ask::<()>(title, ().into()).await?;
    widget.find(Kind::Button, &say("steward.answer.send")).await?;
    for task in ["steward.do.step", "steward.do.heard", "steward.do.moderate"] {
        widget.press(&say(task)).await?;
    }
    widget.press(&say("steward.heard.more")).await?;
    widget.press(&say("steward.answer.send")).await?;
    widget.see(&say("err.text.empty")).await?;
    look("a case with every form").await?;
    let widget = stage
        .open(&format!("{page}?4#samskab=/steward/find/xyzzy"))
        .await?;
    widget.see(&say("steward.find.none")).await?;
    look("nothing found for staff").await?;
    let widget = stage.open(&format!("{page}?5#samskab=/steward/find")).await?;
    widget.see_count(".cards .card", 20).await?;
    look("what staff find").await?;
    store_what_waits(stage).await?;
    let look = async |view: &str| look_at(stage, view).await;
    for (number, reason) in ["reported", "appealed", "pending", "offered"].iter().enumerate() {
        let place = format!("{page}?1{number}#samskab=/steward/queue/{reason}");
        let widget = stage.open(&place).await?;
        drawn(&widget).await?;
        let title = "const [first] = root.querySelectorAll('.card a'); first?.click(); return !!first";
        ensure!(widget.ask::<bool>(title, ().into()).await?, "nothing is {reason}");
        widget.find(Kind::Link, &say("steward.back")).await?;
        drawn(&widget).await?;
        look(&format!("a case that is {reason}")).await?;
    }
    let project = &stage.backend.projects().await?[0].id;
    let place = format!("{page}?2#samskab=/steward/projects/{project}");
    let widget = stage.open(&place).await?;
    for task in [
        "steward.do.expectations",
        "steward.do.event",
        "steward.do.events",
        "steward.do.decision",
        "steward.do.minorities",
        "steward.do.frame",
        "steward.do.learned",
    ] {
        widget.press(&say(task)).await?;
    }
    let replies = "return [...root.querySelectorAll('.card button')].map((press) => press.click()).length";
    widget
        .wait_until(
            "what people expect",
            &replies.replace("return", "return 0 <"),
            ().into(),
        )
        .await?;
    widget.find(Kind::Button, &say("steward.reply.send")).await?;
    widget.press(&say("steward.decision.send")).await?;
    widget.see(&say("err.text.empty")).await?;
    look("the frame of a project, and a decision").await?;
    let widget = stage.open(&format!("{page}?3#samskab=/log")).await?;
    widget.see(&say("log.lead")).await?;
    drawn(&widget).await?;
    look("the public log").await
}
