//! Priorities: one's own order, by buttons and by hand, and everybody's together.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::priorities::Priorities;
use samskab_protocol::project::Project;
use samskab_protocol::service::CountsVisibility;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::page;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};
use serde_json::{Value, json};

journeys![
    puts_options_in_order_by_buttons_and_sees_how_divided_people_are,
    moves_an_option_by_hand,
    finds_an_order_again_until_it_is_sent.in_chromium(),
    sees_the_result_only_after_an_order_of_ones_own_where_that_is_the_rule.in_chromium(),
];

/// How long an answer takes while somebody goes on elsewhere.
pub const A_WHILE: Fault = Fault::DelayAnswer(Duration::from_millis(1500));

async fn puts_options_in_order_by_buttons_and_sees_how_divided_people_are(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let project = ranked(stage, CountsVisibility::Always).await?;
    let before = together(stage, &project).await?;
    let many = before.participants.context("nobody is counted")?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    widget.see(&da("rank.title")).await?;
    widget
        .see(&da_with("rank.participants", &many.to_string()))
        .await?;
    widget.see(&da("rank.method")).await?;
    // Not the winner alone: how many put each option where.
    let standing = &before.result.as_ref().context("no result")?[0];
    let spread: Vec<_> = standing
        .spread
        .iter()
        .chain([&standing.unplaced])
        .map(u32::to_string)
        .collect();
    let shown = "return [...root.querySelectorAll('.result > li:first-child .spread b')].map((one) => one.textContent).join() === arguments[1].join()";
    widget.wait_until("the spread", shown, json!(spread)).await?;
    widget.press(&da("rank.send")).await?;
    widget.see(&da("rank.none")).await?;
    let [first, second, third, ..] = project.options.as_slice() else {
        anyhow::bail!("too few options");
    };
    for (number, option) in [(1, third), (2, first), (3, second)] {
        let choose = da_with("rank.choose", &number.to_string());
        widget.press(&[&choose, ": ", &option.title].concat()).await?;
    }
    widget.press(&da_with("rank.up", &second.title)).await?;
    widget.press(&da_with("rank.remove", &first.title)).await?;
    see_order(&widget, &[&third.title, &second.title]).await?;
    widget.press(&da("rank.send")).await?;
    widget.see(&da("rank.sent")).await?;
    widget
        .see(&da_with("rank.participants", &(many + 1).to_string()))
        .await?;
    // It is one's own from then on, and another one takes its place.
    stage.browser.reload().await?;
    see_order(&widget, &[&third.title, &second.title]).await?;
    widget.press(&da_with("rank.down", &third.title)).await?;
    widget.press(&da("rank.send")).await?;
    widget.see(&da("rank.sent")).await?;
    let after = together(stage, &project).await?;
    ensure!(
        after.participants == Some(many + 1),
        "{:?} are counted",
        after.participants
    );
    widget.fits_its_width().await
}

async fn moves_an_option_by_hand(stage: &mut Stage<'_>) -> Result<()> {
    let project = ranked(stage, CountsVisibility::Always).await?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    for (number, option) in project.options.iter().take(2).enumerate() {
        let choose = da_with("rank.choose", &(number + 1).to_string());
        widget.press(&[&choose, ": ", &option.title].concat()).await?;
    }
    // The last of all to the top, as a finger does it.
    let option = project.options.last().context("no options")?;
    let drag = "
        const item = [...root.querySelectorAll('.lists li')].find((one) => readable(one).includes(arguments[1]));
        const handle = item?.querySelector('.handle');
        if (!handle) return false;
        const from = handle.getBoundingClientRect(), top = root.querySelector('.ordered').getBoundingClientRect().top;
        const point = (type, y) => handle.dispatchEvent(new PointerEvent(type,
            { pointerId: 1, clientX: from.left + 5, clientY: y, bubbles: true, cancelable: true, composed: true }));
        point('pointerdown', from.top + 5);
        point('pointermove', (from.top + top) / 2);
        point('pointermove', top - 2);
        point('pointerup', top - 2);
        return true";
    widget
        .wait_until("a handle to drag by", drag, json!(option.title))
        .await?;
    see_order(
        &widget,
        &[
            &option.title,
            &project.options[0].title,
            &project.options[1].title,
        ],
    )
    .await?;
    let said: Value = json!(
        da("rank.moved")
            .replace("{title}", &option.title)
            .replace("{n}", "1")
    );
    let spoken = "return [...root.querySelectorAll('.ordering [role=status]')].some((one) => one.textContent.includes(arguments[1]))";
    widget.wait_until("it to be said", spoken, said).await
}

async fn finds_an_order_again_until_it_is_sent(stage: &mut Stage<'_>) -> Result<()> {
    let project = ranked(stage, CountsVisibility::Always).await?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    let option = &project.options[1].title;
    widget
        .press(&[&da_with("rank.choose", "1"), ": ", option].concat())
        .await?;
    widget.see(&da("draft.saved")).await?;
    widget.follow(&da("nav.mine")).await?;
    widget.see(&da("what.ranking")).await?;
    widget.see(&project.title).await?;
    widget.follow(&da("draft.resume")).await?;
    see_order(&widget, &[option]).await?;
    // One that is empty again is no draft.
    widget.press(&da_with("rank.remove", option)).await?;
    see_no_draft(&widget, "ranking project:").await?;
    let [first, second, ..] = project.options.as_slice() else {
        anyhow::bail!("too few options");
    };
    for (number, option) in [(1, first), (2, second)] {
        let choose = da_with("rank.choose", &number.to_string());
        widget.press(&[&choose, ": ", &option.title].concat()).await?;
    }
    // What is moved while an order is on its way is another one, which has not been sent.
    stage.network.fail(Method::PUT, "/priorities", A_WHILE);
    let busy = "return named(root, 'button', arguments[1]).length === 1";
    widget.press(&da("rank.send")).await?;
    widget.press(&da_with("rank.up", &second.title)).await?;
    widget
        .wait_until("the order to arrive", busy, json!(da("rank.send")))
        .await?;
    ensure!(
        !widget.text().await?.contains(&da("rank.sent")),
        "it is said to be sent"
    );
    see_order(&widget, &[&second.title, &first.title]).await?;
    widget.press(&da("rank.send")).await?;
    goes_on_before_the_answer(stage, &widget, "ranking project:").await
}

/// Goes on elsewhere before the answer has come: what has arrived is no draft any more, and nothing breaks.
pub async fn goes_on_before_the_answer(stage: &Stage<'_>, widget: &Widget<'_>, draft: &str) -> Result<()> {
    widget.follow(&da("nav.projects")).await?;
    see_no_draft(widget, draft).await?;
    let troubles = page::troubles(&stage.browser).await?;
    ensure!(troubles.is_empty(), "the page saw {troubles:#?}");
    Ok(())
}

async fn sees_the_result_only_after_an_order_of_ones_own_where_that_is_the_rule(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let project = ranked(stage, CountsVisibility::AfterOwnReaction).await?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    widget.see(&da("rank.hidden.own")).await?;
    ensure!(widget.count(".result").await? == 0, "the result is told before");
    let option = &project.options[0].title;
    widget
        .press(&[&da_with("rank.choose", "1"), ": ", option].concat())
        .await?;
    widget.press(&da("rank.send")).await?;
    widget.see(&da("rank.result")).await?;
    widget.find(Kind::Heading, &da("rank.result")).await?;
    // It comes with one's order alone; the same one, sent again, brings it again.
    stage.browser.reload().await?;
    widget.see(&da("rank.hidden.sent")).await?;
    widget.press(&da("rank.send")).await?;
    widget.see(&da("rank.result")).await?;
    let together = together(stage, &project).await?;
    ensure!(together.open, "it is over");
    see_closed(stage, &project, "2100-01-01T00:00:00Z", "rank.not_now").await?;
    see_closed(stage, &project, "2001-01-01T00:00:00Z", "rank.over").await
}

/// Where nothing can be put in order, one reads why, and what there is to choose from.
async fn see_closed(stage: &Stage<'_>, project: &Project, end: &'static str, why: &str) -> Result<()> {
    stage.network.mend();
    stage.network.amend("/priorities", move |found| {
        found["open"] = json!(false);
        found["rules"]["closes_at"] = json!(end);
    });
    stage.browser.reload().await?;
    let widget = stage.widget(0);
    widget.see(&da(why)).await?;
    for option in &project.options {
        widget.see(&option.title).await?;
    }
    widget.see_no_more(&da("rank.send")).await
}

async fn see_no_draft(widget: &Widget<'_>, draft: &str) -> Result<()> {
    let is_forgotten = "return !Object.keys(localStorage).some((name) => name.includes(arguments[1]))";
    widget
        .wait_until("the draft to be forgotten", is_forgotten, draft.into())
        .await
}

/// A project whose options can be put in order now, by this rule.
pub async fn ranked(stage: &Stage<'_>, rule: CountsVisibility) -> Result<Project> {
    for project in stage.backend.projects().await? {
        let rules = project.ranking.as_ref();
        if !project.options.is_empty() && rules.is_some_and(|rules| rules.counts_visibility == rule) {
            return Ok(project);
        }
    }
    anyhow::bail!("no project has such options")
}

async fn together(stage: &Stage<'_>, project: &Project) -> Result<Priorities> {
    stage
        .backend
        .one(&format!("/projects/{}/priorities", project.id))
        .await
}

/// Waits until one's own order is this one.
pub async fn see_order(widget: &Widget<'_>, titles: &[&str]) -> Result<()> {
    let script = "return [...root.querySelectorAll('.ordered .option b')].map((one) => tidy(one.textContent)).join('|') === arguments[1].join('|')";
    widget.wait_until("this order", script, json!(titles)).await
}
