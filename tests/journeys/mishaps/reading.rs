//! Reading, and every request that it takes.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_tests::journeys;
use samskab_tests::page::{troubles, wait};
use samskab_tests::stage::Stage;
use samskab_tests::widget::Widget;
use samskab_tests::words::da;

use super::{BROKEN, BUSY, CLOSED, LATE, LOST, Mishap, UNANSWERED, UNKNOWN};
use crate::live::post;

journeys![
    reads_on_after_requests_were_lost.in_chromium(),
    reads_on_after_answers_were_lost.in_chromium(),
    reads_what_comes_after_twenty_seconds
        .in_chromium()
        .mostly_waiting(),
    reads_on_after_too_many_requests.in_chromium(),
    reads_on_after_the_backend_has_failed.in_chromium(),
    reads_on_after_the_backend_was_closed.in_chromium(),
    reads_on_though_nobody_is_known.in_chromium(),
];

async fn reads_on_after_requests_were_lost(stage: &mut Stage<'_>) -> Result<()> {
    read_everything(stage, LOST).await
}

async fn reads_on_after_answers_were_lost(stage: &mut Stage<'_>) -> Result<()> {
    read_everything(stage, UNANSWERED).await
}

async fn reads_what_comes_after_twenty_seconds(stage: &mut Stage<'_>) -> Result<()> {
    read_everything(stage, LATE).await
}

async fn reads_on_after_too_many_requests(stage: &mut Stage<'_>) -> Result<()> {
    read_everything(stage, BUSY).await
}

async fn reads_on_after_the_backend_has_failed(stage: &mut Stage<'_>) -> Result<()> {
    read_everything(stage, BROKEN).await
}

async fn reads_on_after_the_backend_was_closed(stage: &mut Stage<'_>) -> Result<()> {
    read_everything(stage, CLOSED).await
}

async fn reads_on_though_nobody_is_known(stage: &mut Stage<'_>) -> Result<()> {
    read_everything(stage, UNKNOWN).await
}

/// One request that reading takes.
struct Request {
    /// What its address holds, which no other of the same step does.
    part: &'static str,
    /// The step that asks.
    step: Step,
    /// A selector that finds something only once the answer is there.
    sign: &'static str,
}

/// What a reader does.
enum Step {
    /// Comes to the page.
    Arrive,
    /// Follows a link of the navigation, by its key.
    Go(&'static str),
    /// Opens the first card.
    OpenFirst,
    /// Follows a link from elsewhere to a place.
    Come(&'static str),
    /// Follows a link to a debate, and opens the first replies that are not there.
    OpenReplies(&'static str),
    /// Presses the button that begins with the words under this key.
    Press(&'static str),
}

/// One after the other, each from where the one before has led.
const REQUESTS: [Request; 13] = [
    Request {
        part: "/.well-known/samskab",
        step: Step::Arrive,
        sign: ".card",
    },
    Request {
        part: "cursor=",
        step: Step::Press("more"),
        sign: ".start ~ .card",
    },
    Request {
        part: "/contributions/",
        step: Step::OpenFirst,
        sign: ".trail",
    },
    Request {
        part: "/projects",
        step: Step::Go("nav.projects"),
        sign: ".card",
    },
    Request {
        part: "/projects/",
        step: Step::OpenFirst,
        sign: "article, .frame",
    },
    Request {
        part: "kind=question",
        step: Step::Go("nav.debate"),
        sign: ".card",
    },
    Request {
        part: "/comments?",
        step: Step::Come("/ideas/varmestue-i-den-gamle-skole"),
        sign: ".comment",
    },
    Request {
        part: "cursor=",
        step: Step::Press("comments.more"),
        sign: ".start ~ li .comment",
    },
    Request {
        part: "/context",
        step: Step::Come("/debate/biler-i-storegade/storegade-27"),
        sign: ".comment[aria-current]",
    },
    Request {
        part: "order=newest",
        step: Step::Press("jump.newest"),
        sign: ".comment[aria-current]:not(#comment-storegade-27)",
    },
    Request {
        part: "/replies",
        step: Step::OpenReplies("/debate/biler-i-storegade"),
        sign: "#comment-storegade-04",
    },
    Request {
        part: "/summaries?",
        step: Step::Come("/debate/lys-eller-moerke-paa-aastien"),
        sign: ".heard",
    },
    Request {
        part: "kind=idea",
        step: Step::Go("nav.ideas"),
        sign: ".card",
    },
];

async fn read_everything(stage: &mut Stage<'_>, mishap: Mishap) -> Result<()> {
    let seeded = stage.backend.contributions("idea").await?.len();
    stage.backend.fill_up(45usize.saturating_sub(seeded)).await?;
    // More than one page of them.
    for number in 1..=21 {
        post(stage, "varmestue-i-den-gamle-skole", None, number).await?;
    }
    let widget = stage.widget(0);
    for request in &REQUESTS {
        read(stage, &widget, request, mishap)
            .await
            .with_context(|| format!("a request with “{}”", request.part))?;
    }
    let errors: Vec<_> = troubles(&stage.browser)
        .await?
        .into_iter()
        .filter(|trouble| !trouble.starts_with("warn: samskab: "))
        .collect();
    ensure!(errors.is_empty(), "the page saw {errors:#?}");
    Ok(())
}

async fn read(stage: &Stage<'_>, widget: &Widget<'_>, request: &Request, mishap: Mishap) -> Result<()> {
    stage.network.fail(Method::GET, request.part, mishap.fault);
    match request.step {
        Step::Arrive => _ = stage.open("one.html").await?,
        Step::Come(place) => _ = stage.open_at(place).await?,
        Step::Go(key) => widget.follow(&da(key)).await?,
        Step::OpenFirst => {
            let title = widget.texts(".cards > .card :is(h2, h3, h4)").await?;
            widget.follow(title.first().context("an empty list")?).await?
        }
        Step::OpenReplies(place) => {
            stage.open_at(place).await?;
            press_beginning(widget, "replies.show").await?;
        }
        Step::Press(key) => press_beginning(widget, key).await?,
    }
    if let Some(sentence) = mishap.sentence_for_readers() {
        widget.see(&sentence).await?;
        stage.network.mend();
        widget.press(&da("again")).await?;
    }
    let sign = "return !!root.querySelector(arguments[1])";
    widget.wait_until(request.sign, sign, request.sign.into()).await?;
    stage.network.mend();
    Ok(())
}

/// Presses the first button that begins with the words under a key, up to where something is filled in.
pub async fn press_beginning(widget: &Widget<'_>, key: &str) -> Result<()> {
    let words = da(key);
    let words = words.split('{').next().unwrap_or_default();
    let script = "return [...root.querySelectorAll('button')].filter(isVisible)
        .map((button) => tidy(readable(button))).find((words) => words.startsWith(tidy(arguments[1]))) ?? ''";
    let whole = wait(widget.browser, "the button", async || {
        let whole: String = widget.ask(script, words.into()).await?;
        Ok(Some(whole).filter(|whole| !whole.is_empty()))
    });
    let whole = whole.await.with_context(|| format!("“{words}…”"))?;
    widget.press(&whole).await
}
