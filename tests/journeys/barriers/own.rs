//! What is one's own, in each of its states.

use anyhow::{Context, Result};
use http::Method;
use samskab_protocol::moderation::ModerationAction;
use samskab_protocol::project::{PhaseState, ProjectState};
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, en};

use super::Say;
use crate::acts::{BENCHES, drawn, fill_all, look};

journeys![
    has_no_barriers_in_what_is_ones_own.in_chromium(),
    has_no_barriers_in_what_is_ones_own_in_the_dark
        .in_chromium()
        .in_the_dark(),
];

async fn has_no_barriers_in_what_is_ones_own(stage: &mut Stage<'_>) -> Result<()> {
    stage.backend.read_first().await?;
    see_own(stage, "one.html", da).await
}

async fn has_no_barriers_in_what_is_ones_own_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    stage.backend.read_first().await?;
    see_own(stage, "english.html", en).await
}

/// Looks at what is one's own with everything in it: drafts, what waits and what came back, what was sent, what is
/// read first, refused and hidden with a reason, what one follows, and the questions.
async fn see_own(stage: &Stage<'_>, page: &str, say: Say) -> Result<()> {
    let look = async |view: &str| look(stage, view).await;
    let widget = stage.open(&format!("{page}#samskab=/mine")).await?;
    widget.see(&say("mine.none")).await?;
    look("nothing of one's own").await?;
    fill_own(stage, page, say).await?;
    for key in [
        "withheld.pending",
        "withheld.refused",
        "withheld.hidden",
        "mine.waiting",
        "mine.drafts",
        "err.refused",
        "mine.sent",
        "mine.marked",
    ] {
        widget.see(&say(key)).await?;
    }
    drawn(&widget).await?;
    look("what is one's own").await?;
    widget.press(&say("appeal.open")).await?;
    widget.press(&say("appeal.send")).await?;
    widget.see(&say("err.text.empty")).await?;
    look("an appeal with an error").await?;
    widget
        .fill(&say("appeal.label"), "Der er ingen butik der.")
        .await?;
    widget.press(&say("appeal.send")).await?;
    widget.see(&say("appeal.received")).await?;
    widget.press(&say("draft.delete")).await?;
    widget.find(Kind::Button, &say("mine.undo")).await?;
    widget.press(&say("data.export")).await?;
    widget.see(&say("data.exported")).await?;
    widget.press(&say("data.erase")).await?;
    widget.see(&say("data.erase.ask")).await?;
    widget.press(&say("data.forget")).await?;
    widget.see(&say("data.forget.ask")).await?;
    look("the questions").await?;
    stage.network.fail(Method::GET, "/me", Fault::LoseRequest);
    stage.browser.reload().await?;
    widget.see(&say("mine.stale")).await?;
    look("what the device remembers").await?;
    stage.network.mend();

    // Coming by a private link.
    let secret = "
        const list = Object.entries(localStorage).find(([name]) => name.startsWith('samskab:mine:'))[1];
        return JSON.parse(list).findLast((sent) => sent.secret).secret";
    let secret: String = widget.ask(secret, ().into()).await?;
    widget.ask::<()>("localStorage.clear()", ().into()).await?;
    let widget = stage.open(&format!("{page}?9#samskab=/mine/{secret}")).await?;
    widget.find(Kind::Button, &say("arrive.yes")).await?;
    look("a private link").await?;
    let widget = stage.open(&format!("{page}?10#samskab=/mine/{secret}x")).await?;
    widget.see(&say("arrive.gone")).await?;
    look("a private link that opens nothing").await
}

/// Leaves something in every state; ends at one's own.
async fn fill_own(stage: &Stage<'_>, page: &str, say: Say) -> Result<()> {
    use ModerationAction::{Accepted, Hidden, Refused};
    let widget = stage.open(&format!("{page}?1#samskab=/ideas")).await?;
    let mut ids = Vec::new();
    for title in ["Synlig", "Skjult", "Afvist", "Venter"] {
        widget.follow(&say("nav.ideas")).await?;
        compose(&widget, title, say).await?;
        let address = stage.browser.address().await?;
        ids.push(address.rsplit('/').next().context("no address")?.to_owned());
    }
    let [seen, hidden, refused, _] = ids.as_slice() else {
        anyhow::bail!("not all were sent");
    };
    let reason = "Idéen omtaler en bestemt butik.";
    for (id, actions) in [
        (seen, &[Accepted][..]),
        (hidden, &[Accepted, Hidden]),
        (refused, &[Refused]),
    ] {
        for action in actions {
            stage.backend.moderate(id, *action, "3", reason).await?;
        }
    }
    // A comment that waits for the network, on what one follows too.
    let widget = stage.open(&format!("{page}?2#samskab=/ideas/{seen}")).await?;
    // Once it is known whose it is, the row is drawn for its author.
    widget.find(Kind::Button, &say("withdraw")).await?;
    widget.press(&say("follow")).await?;
    widget.see(&say("follow.on")).await?;
    widget.press(&say("comment.add")).await?;
    widget
        .fill(&say("comment.label"), "Det ville hjælpe mange.")
        .await?;
    stage.network.fail(Method::POST, "/comments", Fault::LoseRequest);
    widget.press(&say("comment.send")).await?;
    widget.see(&say("wait.offline")).await?;

    // What a project does not take comes back with the reason.
    let projects = stage.backend.projects().await?;
    let strict = projects.iter().find(|project| {
        let mut now = project
            .phases
            .iter()
            .filter(|phase| phase.state == PhaseState::Current);
        project.state == ProjectState::Open && now.any(|phase| !phase.accepts.is_empty())
    });
    let strict = &strict.context("every project takes everything")?.id;
    let widget = stage
        .open(&format!("{page}?3#samskab=/projects/{strict}/new/story"))
        .await?;
    drawn(&widget).await?;
    while !widget.has(Kind::Button, &say("submit.story")).await? {
        fill_all(&widget, "En historie om det").await?;
        let heading = widget.texts(".view-heading").await?.concat();
        widget.press(&say("continue")).await?;
        let on = "return tidy(root.querySelector('.view-heading')?.textContent) !== arguments[1]";
        widget.wait_until("the next screen", on, heading.into()).await?;
    }
    widget.press(&say("submit.story")).await?;
    widget.see(&say("err.refused")).await?;

    widget.follow(&say("nav.ideas")).await?;
    widget.follow(&say("idea.new")).await?;
    widget
        .fill(&say("idea.problem.ask"), "Huller i cykelstien")
        .await?;
    widget.follow(&say("nav.mine")).await
}

/// Writes an idea and sends it.
async fn compose(widget: &Widget<'_>, title: &str, say: Say) -> Result<()> {
    widget.follow(&say("idea.new")).await?;
    widget.fill(&say("idea.problem.ask"), BENCHES.problem).await?;
    widget.press(&say("continue")).await?;
    widget.fill(&say("idea.body"), BENCHES.body).await?;
    widget.fill(&say("idea.title"), title).await?;
    widget.press(&say("continue")).await?;
    for heading in ["compose.others", "compose.place"] {
        widget.see(&say(heading)).await?;
        widget.follow(&say("skip")).await?;
    }
    widget.see(&say("compose.who")).await?;
    if widget.value(&say("name")).await?.is_empty() {
        widget.fill(&say("name"), BENCHES.name).await?;
    }
    widget.press(&say("continue")).await?;
    widget.press(&say("submit")).await?;
    widget.see(&say("sent.heading")).await
}
