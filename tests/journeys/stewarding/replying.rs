//! Replying to what people expect and to what they offer, and telling each minority what a decision says to it.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::expectation::{Expectation, ExpectationState};
use samskab_protocol::heard::Summary;
use samskab_protocol::offer::{Offer, OfferState};
use samskab_protocol::project::ProjectState;
use samskab_protocol::queue::QueueItem;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::words::{da, da_with};

use super::{OFFICE, come_in, first_case, press_field};

journeys![
    confirms_what_somebody_expects_with_a_word_and_once.in_chromium(),
    thanks_for_what_was_offered_in_the_name_of_the_office.in_chromium(),
    learns_from_the_queue_of_what_is_offered_and_expected.in_chromium(),
    answers_each_minority_of_what_was_heard_by_name.in_chromium(),
];

async fn confirms_what_somebody_expects_with_a_word_and_once(stage: &mut Stage<'_>) -> Result<()> {
    let (project, expected) = unanswered(stage).await?;
    let name = expected.author.context("nobody expects it")?.name;
    let widget = come_in(stage, &format!("/steward/projects/{project}")).await?;
    widget.press(&da("steward.do.expectations")).await?;
    widget.press(&da_with("steward.reply.to", &name)).await?;
    // Neither a state without a word nor a word without a state.
    widget.press(&da("steward.reply.send")).await?;
    widget.see(&da("err.choice.empty")).await?;
    widget.see(&da("err.text.empty")).await?;
    press_field(&widget, "steward.expect.confirmed").await?;
    let words = "Det står i indstillingen, punkt 4.";
    widget.fill(&da("steward.reply.text"), words).await?;
    stage
        .network
        .fail(Method::PATCH, "/expectations", Fault::LoseAnswer);
    widget.press(&da("steward.reply.send")).await?;
    widget.see(&da("err.offline")).await?;
    stage.network.mend();
    let before = read(stage, &expected.id).await?;
    widget.press(&da("steward.reply.send")).await?;
    widget.see(&da("steward.reply.done")).await?;
    let after = read(stage, &expected.id).await?;
    ensure!(after.state == ExpectationState::Confirmed, "{after:?}");
    ensure!(after == before, "it was replied to twice: {before:?}, {after:?}");
    let reply = after.reply.context("it has no reply")?;
    ensure!(reply.by == OFFICE, "{reply:?}");
    let widget = stage.open_at(&format!("/projects/{project}")).await?;
    widget.see(words).await
}

async fn thanks_for_what_was_offered_in_the_name_of_the_office(stage: &mut Stage<'_>) -> Result<()> {
    let ideas = stage.backend.contributions("idea").await?;
    let mut fresh = None;
    for idea in &ideas {
        let offers = stage.backend.offers(&format!("contribution:{}", idea.id)).await?;
        let is_fresh = |offer: &Offer| offer.state == OfferState::Offered;
        fresh = fresh.or(offers.into_iter().find(is_fresh).map(|offer| (idea, offer)));
    }
    let (idea, offer) = fresh.context("nobody offers anything")?;
    let name = offer.author.context("nobody offers it")?.name;
    let place = format!("/steward/case/due_soon/contribution:{}", idea.id);
    let widget = come_in(stage, &place).await?;
    widget.press(&da("steward.do.offers")).await?;
    widget.press(&da_with("steward.reply.to", &name)).await?;
    press_field(&widget, "steward.offer.thanked").await?;
    let words = "Tak! Vi ringer, når vi ved, hvor posten skal stå.";
    widget.fill(&da("steward.reply.text"), words).await?;
    widget.press(&da("steward.reply.send")).await?;
    widget.see(&da("steward.reply.done")).await?;
    // What became of it since can be told in its stead.
    widget.press(&da_with("steward.reply.again", &name)).await?;
    widget.see_value(&da("steward.reply.text"), words).await?;
    press_field(&widget, "steward.offer.used").await?;
    widget.press(&da("steward.reply.send")).await?;
    widget.see(&da("offer.used")).await?;
    let offers = stage.backend.offers(&format!("contribution:{}", idea.id)).await?;
    let now = offers.into_iter().find(|one| one.id == offer.id);
    let now = now.context("it is gone")?;
    ensure!(now.state == OfferState::Used, "{now:?}");
    ensure!(
        now.reply
            .as_ref()
            .is_some_and(|reply| reply.by == OFFICE && reply.text.value == words),
        "{now:?}"
    );
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.see(words).await
}

async fn learns_from_the_queue_of_what_is_offered_and_expected(stage: &mut Stage<'_>) -> Result<()> {
    let widget = come_in(stage, "/steward").await?;
    for (reason, answer, words) in [
        (
            "offered",
            "steward.offer.thanked",
            "Tak! Vi ringer, når vi ved mere.",
        ),
        ("expected", "steward.expect.confirmed", "Ja, det kan I regne med."),
    ] {
        widget.follow(&da(&format!("steward.{reason}"))).await?;
        let count: Vec<QueueItem> = waiting(stage, reason).await?;
        ensure!(!count.is_empty(), "nothing is {reason}");
        widget.see_count(".card", count.len()).await?;
        let first = first_case(&widget).await?;
        widget.follow(&first).await?;
        // It is answered there, and the next one follows; after the last one comes the queue.
        press_field(&widget, answer).await?;
        widget.fill(&da("steward.reply.text"), words).await?;
        widget.press(&da("steward.reply.send")).await?;
        widget.see(&da("steward.reply.done")).await?;
        match count.get(1) {
            Some(next) => widget.see(&words_of(next)).await?,
            None => widget.see(&da("steward.none")).await?,
        }
        let left = waiting(stage, reason).await?;
        ensure!(left.len() == count.len() - 1, "{} are left", left.len());
        widget.follow(&da("steward.queue")).await?;
    }
    Ok(())
}

/// What waits in the queue for one thing.
async fn waiting(stage: &Stage<'_>, reason: &str) -> Result<Vec<QueueItem>> {
    let token = stage.backend.appoint(OFFICE).await?;
    stage.backend.queue(reason, &token).await
}

fn words_of(item: &QueueItem) -> String {
    let expected = item.expectation.as_ref().and_then(|one| one.text.as_ref());
    let offered = item.offer.as_ref().and_then(|one| one.text.as_ref());
    expected
        .or(offered)
        .map(|text| text.value.clone())
        .unwrap_or_default()
}

async fn answers_each_minority_of_what_was_heard_by_name(stage: &mut Stage<'_>) -> Result<()> {
    let mut found = None;
    for project in stage.backend.projects().await? {
        let path = format!("/summaries?subject=project:{}", project.id);
        let heard: Vec<Summary> = stage.backend.page(&path).await?;
        let told = heard.into_iter().find(|one| !one.minorities.is_empty());
        let decided = (!project.decisions.is_empty()).then_some(project);
        found = found.or(decided.zip(told));
    }
    let (project, heard) = found.context("no decided project has a minority")?;
    let minority = &heard.minorities[0];
    let name = minority.held_by.as_ref().unwrap_or(&minority.position);
    let widget = come_in(stage, &format!("/steward/projects/{}", project.id)).await?;
    widget.press(&da("steward.do.minorities")).await?;
    widget.see(&minority.reasons[0]).await?;
    let words = "Vi har hørt jer. Varerne kan stadig køres ind før klokken 10.";
    widget
        .fill(&da_with("steward.minority.answer", name), words)
        .await?;
    let send = "
        const field = [...root.querySelectorAll('textarea')].find((one) => one.value === arguments[1]);
        field.closest('.act').querySelector('.button.first').click()";
    widget.ask::<()>(send, words.into()).await?;
    widget.see(&da("steward.minority.done")).await?;
    let now: Summary = stage.backend.one(&format!("/summaries/{}", heard.id)).await?;
    let answer = now.minorities[0].answer.as_ref().context("it has no answer")?;
    ensure!(answer.text.value == words, "{answer:?}");
    ensure!(answer.by == project.decisions[0].by, "{answer:?}");
    ensure!(now.points == heard.points, "{:?}", now.points);
    let phase = project
        .phases
        .iter()
        .find(|one| Some(&one.id) == heard.phase.as_ref());
    let title = phase.map_or(&project.title, |phase| &phase.title);
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    widget.press(&[&da("heard.show"), ": ", title].concat()).await?;
    widget.see(words).await
}

/// Something that is expected of an open project, and that nobody has replied to.
async fn unanswered(stage: &Stage<'_>) -> Result<(String, Expectation)> {
    for project in stage.backend.projects().await? {
        let expected = stage.backend.expectations(&project.id).await?;
        let stated = expected
            .into_iter()
            .find(|one| one.state == ExpectationState::Stated);
        if let Some(stated) = stated.filter(|_| project.state == ProjectState::Open) {
            return Ok((project.id, stated));
        }
    }
    anyhow::bail!("everything that is expected has been replied to")
}

async fn read(stage: &Stage<'_>, id: &str) -> Result<Expectation> {
    stage.backend.one(&format!("/expectations/{id}")).await
}
