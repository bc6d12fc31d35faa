//! News by e-mail (C5): asked for in the widget, begun and ended from the mailbox.

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use http::Method;
use samskab_protocol::project::ProjectState;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::page::{wait, wait_until};
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::{da, da_with};
use serde_json::json;

use crate::keyboard::steps::{focus_is_inside, go_to, write};

journeys![gets_news_of_a_project_by_mail_and_ends_them_again,];

const AMIRA: &str = "amira@eksempel.dk";

async fn gets_news_of_a_project_by_mail_and_ends_them_again(stage: &mut Stage<'_>) -> Result<()> {
    let projects = stage.backend.projects().await?;
    let open = projects
        .iter()
        .find(|project| project.state == ProjectState::Open);
    let project = open.context("no project is open")?;
    let place = format!("/projects/{}", project.id);
    let widget = stage.open_at(&place).await?;
    widget.press(&da("subscribe")).await?;
    // Who sees the address, what for, and how it ends stands there before it is sent.
    widget.see(&da("priv.subscribe")).await?;
    write(&widget, &da("subscribe.email"), "amira").await?;
    go_to(&widget, Kind::Button, &da("subscribe.send"), Key::Enter).await?;
    widget.see(&da("err.email")).await?;
    widget.fill(&da("subscribe.email"), "@eksempel.dk").await?;
    // The answer is lost on its way: it goes on by itself, and counts once.
    stage
        .network
        .fail(Method::POST, "/subscriptions", Fault::LoseAnswer);
    go_to(&widget, Kind::Button, &da("subscribe.send"), Key::Enter).await?;
    widget.see(&da("wait.offline")).await?;
    stage.network.mend();
    stage.browser.come_online().await?;
    widget.see(&da_with("subscribe.next", AMIRA)).await?;
    focus_is_inside(&widget).await?;
    let kept = "return JSON.stringify(Object.entries(localStorage))";
    let kept: String = widget.ask(kept, ().into()).await?;
    ensure!(!kept.contains(AMIRA), "the device keeps the address: {kept}");

    let asked = mails(stage, 1).await?.remove(0);
    stage.browser.goto(asked.links()[0]).await?;
    press(stage, "Ja, send mig nyt").await?;
    read(stage, "Du er med").await?;
    stage
        .backend
        .decide_on(&project.id, "Byrådet", "Der kommer flere bænke.")
        .await?;
    let news = mails(stage, 2).await?.remove(1);
    ensure!(
        news.to == AMIRA && news.subject.contains(&project.title),
        "{news:?}"
    );
    ensure!(
        news.text.contains("Beslutning\nByrådet: Der kommer flere bænke."),
        "{}",
        news.text
    );
    // From the mail one comes to the project, and to the end.
    let [page, end] = news.links()[..] else {
        anyhow::bail!("{}", news.text);
    };
    ensure!(page.ends_with(&place), "{page}");
    stage.browser.goto(end).await?;
    press(stage, "Stop mails om det her").await?;
    read(stage, "Du får ikke flere mails om det her").await?;
    stage.browser.goto(end).await?;
    read(stage, "Linket gælder ikke længere").await
}

/// What is in the post box once there is so much, and no more.
async fn mails(stage: &Stage<'_>, count: usize) -> Result<Vec<samskab_postbox::Mail>> {
    let all = wait(&stage.browser, "a mail", async || {
        let all = stage.backend.mails();
        Ok((all.len() >= count).then_some(all))
    });
    let all = all.await?;
    ensure!(all.len() == count, "{all:#?}");
    Ok(all)
}

/// Presses a button of a plain page.
async fn press(stage: &Stage<'_>, words: &str) -> Result<()> {
    let script = "const button = [...document.querySelectorAll('button')].find((one) => one.textContent === arguments[0]);
        button?.click();
        return !!button";
    wait_until(&stage.browser, words, script, vec![json!(words)]).await
}

/// Waits until a plain page says so in its heading.
async fn read(stage: &Stage<'_>, words: &str) -> Result<()> {
    let script = "return document.querySelector('h1')?.textContent === arguments[0]";
    wait_until(&stage.browser, words, script, vec![json!(words)]).await
}
