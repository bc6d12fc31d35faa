//! Texts that want to be more than text.

pub mod debating;
pub mod writing;

use anyhow::{Context, Result, ensure};
use samskab_protocol::contribution::Kind;
use samskab_protocol::create::{CreateComment, CreateContribution, Guest};
use samskab_tests::browser::NARROW;
use samskab_tests::journeys;
use samskab_tests::page;
use samskab_tests::stage::Stage;

use crate::finding::search;

journeys![
    shows_text_that_wants_to_run_as_text,
    holds_words_that_never_end,
    keeps_reversed_writing_inside_its_own_line
];

const SCRIPT: &str = "<script>window.hacked = 1</script><img src=x onerror=\"window.hacked = 2\">{{1}}${1}";
const LINK: &str = "<a href=\"javascript:window.hacked=3\">klik</a> javascript:window.hacked=3";

async fn shows_text_that_wants_to_run_as_text(stage: &mut Stage<'_>) -> Result<()> {
    let id = store(stage, SCRIPT, LINK, SCRIPT, "<b onclick=alert(1)>Karen</b>").await?;
    let widget = stage.open_at("/ideas").await?;
    search(&widget, "window.hacked").await?;
    widget.see(SCRIPT).await?;
    let widget = stage.open_at(&format!("/ideas/{id}")).await?;
    for text in [SCRIPT, LINK, "<b onclick=alert(1)>Karen</b>"] {
        widget.see(text).await?;
    }
    widget
        .wait_until(
            "the comment",
            "return !!root.querySelector('.comment')",
            ().into(),
        )
        .await?;
    let script = "return window.hacked === undefined && !root.querySelector('script, img, b[onclick], a[href^=\"javascript\"]')";
    ensure!(
        widget.ask::<bool>(script, ().into()).await?,
        "text has become markup"
    );
    let troubles = page::troubles(&stage.browser).await?;
    ensure!(troubles.is_empty(), "the page saw {troubles:#?}");
    Ok(())
}

async fn holds_words_that_never_end(stage: &mut Stage<'_>) -> Result<()> {
    let limits = stage.backend.service().await?.limits;
    let endless = |count: u32| "å".repeat(count as usize);
    let id = store(
        stage,
        &endless(limits.title_max),
        &endless(limits.body_max),
        &endless(limits.comment_max),
        &endless(limits.name_max),
    )
    .await?;
    for place in ["/ideas".to_owned(), format!("/ideas/{id}")] {
        let widget = stage.open_at(&place).await?;
        widget.see(&endless(limits.title_max)).await?;
        widget.fits_its_width().await.context(place.clone())?;
        stage.browser.resize(NARROW).await?;
        widget.fits_its_width().await.context(place)?;
    }
    Ok(())
}

async fn keeps_reversed_writing_inside_its_own_line(stage: &mut Stage<'_>) -> Result<()> {
    let reversed = "\u{202E}nerak\u{202E}";
    let id = store(stage, reversed, "\u{202E}tsket", "\u{202E}ravs", reversed).await?;
    for place in ["/ideas".to_owned(), format!("/ideas/{id}")] {
        let widget = stage.open_at(&place).await?;
        widget.see(reversed.trim_end_matches('\u{202E}')).await?;
        let script = "
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), open = [];
            while (walker.nextNode()) {
                if (!walker.currentNode.data.includes('\\u202E')) continue;
                let element = walker.currentNode.parentElement;
                const style = () => getComputedStyle(element);
                while (element && style().display === 'inline' && !/isolate|plaintext/.test(style().unicodeBidi))
                    element = element.parentElement;
                // A line of its own ends the reversal; a line shared with other words does not.
                const shared = element && !/isolate|plaintext/.test(style().unicodeBidi)
                    && tidy(element.textContent) !== tidy(walker.currentNode.data);
                if (shared) open.push(describe(element));
            }
            return open";
        let open: Vec<String> = widget.ask(script, ().into()).await?;
        ensure!(open.is_empty(), "reversal runs on in {place}: {open:?}");
    }
    Ok(())
}

/// Stores an idea with a comment and returns its id.
async fn store(stage: &Stage<'_>, title: &str, text: &str, comment: &str, name: &str) -> Result<String> {
    let author = Some(Guest {
        name: name.into(),
        ..Guest::default()
    });
    let idea = CreateContribution {
        kind: Kind::Idea,
        title: title.into(),
        problem: Some(text.into()),
        body: text.into(),
        author: author.clone(),
        ..CreateContribution::default()
    };
    stage
        .backend
        .store("contributions", &idea, "malice-contribution")
        .await?;
    let ideas = stage.backend.contributions("idea").await?;
    let stored = ideas
        .into_iter()
        .find(|idea| idea.title == title)
        .context("the idea was not stored as it is")?;
    let comment = CreateComment {
        subject: format!("contribution:{}", stored.id),
        body: comment.into(),
        author,
        ..CreateComment::default()
    };
    stage
        .backend
        .store("comments", &comment, "malice-comment")
        .await?;
    Ok(stored.id)
}
