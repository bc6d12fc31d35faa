//! Sending, and every request that it takes: texts, which are kept until they arrive, and presses, which leave
//! everything as it was.

pub mod debating;

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::page::wait;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};

use super::{BROKEN, BUSY, CLOSED, LATE, LOST, Mishap, UNANSWERED, UNKNOWN};
use crate::acts::{BENCHES, Idea, write};

journeys![
    sends_everything_once_though_requests_were_lost.in_chromium(),
    sends_everything_once_though_answers_were_lost.in_chromium(),
    sends_everything_once_though_it_takes_twenty_seconds
        .in_chromium()
        .mostly_waiting(),
    sends_everything_once_after_too_many_requests.in_chromium(),
    sends_everything_once_after_the_backend_has_failed.in_chromium(),
    sends_everything_once_after_the_backend_was_closed.in_chromium(),
    sends_everything_once_though_it_was_not_known.in_chromium(),
];

async fn sends_everything_once_though_requests_were_lost(stage: &mut Stage<'_>) -> Result<()> {
    send_everything(stage, LOST).await
}

async fn sends_everything_once_though_answers_were_lost(stage: &mut Stage<'_>) -> Result<()> {
    send_everything(stage, UNANSWERED).await
}

async fn sends_everything_once_though_it_takes_twenty_seconds(stage: &mut Stage<'_>) -> Result<()> {
    send_everything(stage, LATE).await
}

async fn sends_everything_once_after_too_many_requests(stage: &mut Stage<'_>) -> Result<()> {
    send_everything(stage, BUSY).await
}

async fn sends_everything_once_after_the_backend_has_failed(stage: &mut Stage<'_>) -> Result<()> {
    send_everything(stage, BROKEN).await
}

async fn sends_everything_once_after_the_backend_was_closed(stage: &mut Stage<'_>) -> Result<()> {
    send_everything(stage, CLOSED).await
}

async fn sends_everything_once_though_it_was_not_known(stage: &mut Stage<'_>) -> Result<()> {
    send_everything(stage, UNKNOWN).await
}

/// One act, and the request that it makes.
struct Act {
    /// What is pressed to send it, by its key.
    press: &'static str,
    method: Method,
    /// What the request's address holds.
    part: &'static str,
    /// What is done before.
    begin: Begin,
    /// What was typed, and must be there for as long as it has not arrived.
    typed: &'static [&'static str],
    /// What the page says once it has arrived, by its key or in these words.
    sign: Sign,
    /// Where the backend has it, below its base, with the words that stand there exactly once.
    stored: Option<(&'static str, &'static str)>,
}

enum Begin {
    /// Nothing: it is begun already.
    There,
    /// Write an idea up to the last screen.
    Idea,
    /// Open somebody else's idea.
    Other,
    /// Press this, if anything, and fill in these fields.
    Form(Option<&'static str>, &'static [(&'static str, &'static str)]),
    /// Press this, choose this, and fill in these fields.
    Choice(
        &'static str,
        &'static str,
        &'static [(&'static str, &'static str)],
    ),
    /// Open what was sent first.
    Own(&'static str),
}

enum Sign {
    /// These words, under a key.
    Key(&'static str),
    /// These words.
    Words(&'static str),
    /// The form is gone.
    Closed(&'static str),
}

const COMMENT: &str = "Min nabo på 84 går der hver dag.";
const OFFER: &str = "Jeg kan grave en lørdag i maj.";
const REPORT: &str = "Der står en andens telefonnummer.";
const CORRECTION: &str = "Der var også nogen, der ville have skygge.";
const EDIT: &str = " Og en fjerde ved broen.";

/// One after the other, each from where the one before has led.
const ACTS: [Act; 10] = [
    // Before anything is sent: somebody becomes somebody by this.
    Act {
        press: "support.idea",
        method: Method::POST,
        part: "/participants",
        begin: Begin::Other,
        typed: &[],
        sign: Sign::Key("support.idea.on"),
        stored: None,
    },
    Act {
        press: "support.off",
        method: Method::DELETE,
        part: "/reactions/",
        begin: Begin::Form(None, &[]),
        typed: &[],
        sign: Sign::Key("support.idea"),
        stored: None,
    },
    Act {
        press: "support.idea",
        method: Method::PUT,
        part: "/reactions/",
        begin: Begin::Form(None, &[]),
        typed: &[],
        sign: Sign::Key("support.idea.on"),
        stored: None,
    },
    Act {
        press: "follow",
        method: Method::PUT,
        part: "/follows/",
        begin: Begin::Form(None, &[]),
        typed: &[],
        sign: Sign::Key("follow.on"),
        stored: None,
    },
    Act {
        press: "comment.send",
        method: Method::POST,
        part: "/comments",
        begin: Begin::Form(
            Some("comment.add"),
            &[("comment.label", COMMENT), ("name", "Karen Prøve")],
        ),
        typed: &[COMMENT],
        sign: Sign::Words(COMMENT),
        stored: Some(("comments?layout=flat&subject=", COMMENT)),
    },
    Act {
        press: "heard.send",
        method: Method::POST,
        part: "/responses",
        begin: Begin::Choice("heard.open", "heard.no", &[("heard.text", CORRECTION)]),
        typed: &[CORRECTION],
        sign: Sign::Key("heard.thanks"),
        stored: Some(("summaries?subject=", "\"corrected\":1")),
    },
    Act {
        press: "offer.send",
        method: Method::POST,
        part: "/offers",
        begin: Begin::Choice("offer.add", "resource.time", &[("offer.text", OFFER)]),
        typed: &[OFFER],
        sign: Sign::Words(OFFER),
        stored: Some(("offers?subject=", OFFER)),
    },
    Act {
        press: "report.send",
        method: Method::POST,
        part: "/reports",
        begin: Begin::Choice("report", "report.privacy", &[("report.text", REPORT)]),
        typed: &[REPORT],
        sign: Sign::Key("report.sent"),
        stored: None,
    },
    Act {
        press: "submit",
        method: Method::POST,
        part: "/contributions",
        begin: Begin::Idea,
        typed: &[BENCHES.problem, BENCHES.body, BENCHES.title],
        sign: Sign::Key("sent.heading"),
        stored: Some(("contributions?limit=100&q=", BENCHES.title)),
    },
    Act {
        press: "edit.send",
        method: Method::PATCH,
        part: "/contributions/",
        begin: Begin::Own("edit"),
        typed: &[EDIT],
        sign: Sign::Closed("edit.send"),
        stored: None,
    },
];

async fn send_everything(stage: &mut Stage<'_>, mishap: Mishap) -> Result<()> {
    let ideas = stage.backend.contributions("idea").await?;
    let other = ideas.first().context("there are no ideas")?.id.clone();
    stage.backend.sum_up(&other, "Det har vi hørt").await?;
    for act in &ACTS {
        send(stage, act, &other, mishap)
            .await
            .with_context(|| format!("{} {}", act.method, act.part))?;
    }
    Ok(())
}

async fn send(stage: &Stage<'_>, act: &Act, other: &str, mishap: Mishap) -> Result<()> {
    let widget = stage.widget(0);
    begin(stage, &widget, act, other).await?;
    deliver(stage, act, other, mishap).await
}

async fn deliver(stage: &Stage<'_>, act: &Act, other: &str, mishap: Mishap) -> Result<()> {
    let widget = stage.widget(0);
    // What is on its way from before takes no second press.
    widget.see_count("[aria-disabled=true]", 0).await?;
    let before = stage.network.passed().len();
    stage.network.fail(act.method.clone(), act.part, mishap.fault);
    widget.press(&da(act.press)).await?;
    if let Some(sentences) = mishap.sentences_for_writers() {
        see_one_of(&widget, &sentences).await?;
        for typed in act.typed {
            still_there(&widget, typed).await?;
        }
        stage.network.mend();
        // What waits goes by itself; a press does not make it go twice.
        if widget.has(Kind::Button, &da(act.press)).await? {
            widget.press(&da(act.press)).await?;
        }
    }
    match act.sign {
        Sign::Key(key) => widget.see(&da(key)).await?,
        Sign::Words(words) => widget.see(words).await?,
        Sign::Closed(key) => {
            let gone = async || {
                let is_there = widget.has(Kind::Button, &da(key)).await?;
                let is_busy = widget.has(Kind::Button, &da("sending")).await?;
                Ok((!is_there && !is_busy).then_some(()))
            };
            wait(&stage.browser, "the form to close", gone).await?;
        }
    }
    stage.network.mend();
    let passed = stage.network.passed().split_off(before);
    let mut keys: Vec<_> = passed
        .iter()
        .filter(|passed| passed.method == act.method && passed.path.contains(act.part))
        .filter_map(|passed| passed.key.clone())
        .collect();
    keys.dedup();
    // What was refused has not arrived: the next attempt is a new one.
    let refused = matches!(mishap.fault, Fault::Answer(401));
    ensure!(
        refused || keys.len() <= 1,
        "it was sent under several keys: {keys:?}"
    );
    if let Some((path, words)) = act.stored {
        let path = match path.strip_suffix("subject=") {
            Some(_) => format!("{path}contribution:{other}"),
            None => path.replace("&q=", ""),
        };
        let times = stage.backend.count(&path, words).await?;
        ensure!(times == 1, "the backend has it {times} times");
    }
    Ok(())
}

async fn begin(stage: &Stage<'_>, widget: &Widget<'_>, act: &Act, other: &str) -> Result<()> {
    let fields = match act.begin {
        Begin::Idea => {
            stage.open_at("/ideas").await?;
            let idea = Idea { name: "", ..BENCHES };
            return write(widget, &idea).await;
        }
        Begin::There => &[][..],
        Begin::Other => {
            stage.open_at(&format!("/ideas/{other}")).await?;
            &[][..]
        }
        Begin::Own(key) => {
            widget.press(&da(key)).await?;
            &[("idea.proposal", EDIT)][..]
        }
        Begin::Form(key, fields) => {
            if let Some(key) = key {
                widget.press(&da(key)).await?;
            }
            fields
        }
        Begin::Choice(key, choice, fields) => {
            widget.press(&da(key)).await?;
            widget.find(Kind::Field, &da(choice)).await?.click().await?;
            fields
        }
    };
    for (label, text) in fields {
        widget.fill(&da(label), text).await?;
    }
    Ok(())
}

async fn see_one_of(widget: &Widget<'_>, sentences: &[String]) -> Result<()> {
    let script = "return arguments[1].some((sentence) => tidy(readable(root)).includes(tidy(sentence)))";
    widget
        .wait_until(&format!("one of {sentences:?}"), script, sentences.into())
        .await
}

/// Whether something typed can still be read, on the page or in a field.
async fn still_there(widget: &Widget<'_>, typed: &str) -> Result<()> {
    let script = "return tidy(readable(root)).includes(tidy(arguments[1]))
        || [...root.querySelectorAll('input, textarea')].some((field) => field.value.includes(arguments[1]))";
    ensure!(
        widget.ask::<bool>(script, typed.into()).await?,
        "“{typed}” is gone"
    );
    Ok(())
}

impl Mishap {
    /// What may be said to somebody who wanted to send something, in Danish; `None` where it arrives all the same.
    fn sentences_for_writers(self) -> Option<Vec<String>> {
        let keys = self.told_to_writers;
        let say = |key: &&str| da_with(key, "1").replace(" / ", "");
        (!keys.is_empty()).then(|| keys.iter().map(say).collect())
    }
}
