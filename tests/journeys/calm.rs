//! Somebody reads and types while fifty others write: nothing under their eyes moves, nothing typed is touched, and all
//! of it is there when they ask for it.
//!
//! It takes ten seconds; `SAMSKAB_CALM_SECONDS=60` gives the others a minute. What was measured is left beside the
//! pictures, in `target/journeys`.

use std::env;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use samskab_protocol::comment::Comment;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::words::{da, da_with};
use serde::Deserialize;
use serde_json::Value;

use crate::debating::read_on;
use crate::live::{debate, open, post, see_each_once};

journeys![reads_and_types_while_fifty_others_write];

const OTHERS: usize = 50;
const BEGUN: &str = "Jeg synes, at vi skal vente og se.";
/// What is typed on and on.
const MORE: &str = " Og så ved vi mere til foråret.";
/// Where the words are that somebody selects, to write them anew.
const SELECTED: (u32, u32) = (4, 9);
/// How long one key may take to be seen, for nineteen of twenty: several browsers share the machine's cores.
const AT_LONGEST: f64 = 200.0;

/// What a person would have noticed.
#[derive(Debug, Deserialize)]
struct Seen {
    /// How many things were looked at, in each frame.
    watched: usize,
    frames: usize,
    /// How far any of them has moved, in CSS pixels.
    moved: f64,
    /// How often the focus has left the field.
    left: usize,
    selection: (u32, u32),
    /// What the button has said, one after the other.
    told: Vec<String>,
    /// What a screen reader has read out.
    said: Vec<String>,
    /// Milliseconds from a key to the picture that shows it.
    keys: Vec<f64>,
}

async fn reads_and_types_while_fifty_others_write(stage: &mut Stage<'_>) -> Result<()> {
    let (debate, comments) = debate(stage).await?;
    let widget = open(stage, &debate).await?;
    // In the midst of the debate: some of it is above, some below.
    let answered = comments.iter().skip(comments.len() / 3);
    let answered = answered
        .filter(|one| one.body.is_some())
        .find_map(|one| one.author.as_ref());
    let name = &answered.context("nobody to answer")?.name;
    widget.press(&da_with("reply", name)).await?;
    widget.fill(&da("comment.label"), BEGUN).await?;
    widget.see(&da("draft.saved")).await?;
    let watched: usize = widget.ask(WATCH, da("comment.label").into()).await?;
    ensure!(watched > 2, "only {watched} things are in sight");

    let seconds = match env::var("SAMSKAB_CALM_SECONDS") {
        Ok(seconds) => seconds.parse()?,
        Err(_) => 10,
    };
    let time = Duration::from_secs(seconds);
    let (posted, typed) = tokio::join!(
        write_around(stage, &debate, &comments, time),
        type_on(stage, time)
    );
    let (lasted, typed) = (posted?, typed?);
    widget.see(&da_with("live.new", &OTHERS.to_string())).await?;
    let seen: Seen = widget.ask("return window.calm()", Value::Null).await?;
    let slowest = slowest_but_one_in_twenty(&seen.keys).context("no key was seen")?;
    stage.keep_text(
        &format!("calm-{}", stage.browser.engine),
        &format!(
            "{OTHERS} others wrote in {lasted:.1?}. {} things in sight were looked at in {} frames and moved {} px at \
             most; the focus left {} times. {} keys took {slowest:.0} ms at p95. The button said {:?}.\n",
            seen.watched,
            seen.frames,
            seen.moved,
            seen.left,
            seen.keys.len(),
            seen.told,
        ),
    )?;
    ensure!(seen.moved < 1.0, "something moved by {} px", seen.moved);
    ensure!(seen.left == 0, "the focus left the field");
    ensure!(seen.selection == SELECTED, "{:?} is selected", seen.selection);
    ensure!(slowest < AT_LONGEST, "a key took {slowest} ms");
    let counted: Vec<usize> = seen.told.iter().filter_map(|told| number_in(told)).collect();
    ensure!(
        counted.is_sorted() && counted.last() == Some(&OTHERS),
        "the button counted {counted:?}"
    );
    ensure!(seen.said == [da("live.said")], "said was {:?}", seen.said);
    widget.see_value(&da("comment.label"), &typed).await?;

    widget.press(&da_with("live.new", &OTHERS.to_string())).await?;
    see_each_once(&widget, OTHERS).await?;
    let focused = "return !!root.activeElement?.closest('[data-late]')";
    widget
        .wait_until("the focus on what is new", focused, Value::Null)
        .await?;
    let gone = "return !root.querySelector('.news button')";
    widget.wait_until("the button to go", gone, Value::Null).await?;
    widget.see_value(&da("comment.label"), &typed).await?;
    widget.fits_its_width().await?;
    // Whatever is loaded after that brings none of them again.
    read_on(&widget, comments.len() + OTHERS).await?;
    see_each_once(&widget, OTHERS).await?;
    stage.browser.reload().await?;
    read_on(&widget, comments.len() + OTHERS).await?;
    see_each_once(&widget, OTHERS).await
}

/// What is in sight is looked at in each frame, by where it lies there.
const WATCH: &str = "
    const field = named(root, 'field', arguments[1])[0];
    const inSight = (element) => {
        const box = element.getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight;
    };
    const things = [field, ...root.querySelectorAll('.comment > .head, .comment > .prose')];
    const watched = things.filter((element) => isVisible(element) && inSight(element));
    const spots = () => watched.map((element) => element.getBoundingClientRect().top);
    const first = spots(), keys = [], told = [], said = [];
    let frames = 0, moved = 0, left = 0;
    requestAnimationFrame(function look() {
        frames += 1;
        spots().forEach((spot, at) => { moved = Math.max(moved, Math.abs(spot - first[at])); });
        requestAnimationFrame(look);
    });
    field.addEventListener('blur', () => { left += 1; });
    field.addEventListener('keydown', (event) => requestAnimationFrame(() => {
        // A message comes after the frame has been drawn.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => keys.push(performance.now() - event.timeStamp);
        port2.postMessage(null);
    }));
    const news = root.querySelector('.news'), status = news.querySelector('[role=status]');
    new MutationObserver(() => {
        const words = tidy(status.textContent), label = tidy(news.querySelector('button')?.textContent);
        if (words && words !== said.at(-1)) said.push(words);
        if (label && label !== told.at(-1)) told.push(label);
    }).observe(news, { childList: true, subtree: true, characterData: true });
    window.calm = () => ({
        watched: watched.length, frames, moved, left, told, said, keys,
        selection: [field.selectionStart, field.selectionEnd],
    });
    return watched.length";

/// Others answer everywhere: above, in sight, below, each other, and nobody. Gives back how long they took.
async fn write_around(
    stage: &Stage<'_>,
    debate: &str,
    comments: &[Comment],
    time: Duration,
) -> Result<Duration> {
    let begun = Instant::now();
    for number in 1..=OTHERS {
        let parent = comments.get(number % (comments.len() + 1));
        let parent = parent.filter(|one| one.body.is_some());
        post(stage, debate, parent, number).await?;
        let next = time.mul_f64(number as f64 / OTHERS as f64);
        tokio::time::sleep(next.saturating_sub(begun.elapsed())).await;
    }
    Ok(begun.elapsed())
}

/// Types key after key, and then selects what is to be written anew, while the others go on. Gives back what was typed.
async fn type_on(stage: &Stage<'_>, time: Duration) -> Result<String> {
    let begun = Instant::now();
    let mut typed = BEGUN.to_owned();
    let mut keys = MORE.chars().cycle();
    while begun.elapsed() < time.mul_f64(0.7) {
        let key = keys.next().unwrap_or(' ').to_string();
        stage.browser.type_text(&key).await?;
        typed += &key;
        tokio::time::sleep(Duration::from_millis(120)).await;
    }
    let widget = stage.widget(0);
    let select = "root.activeElement.setSelectionRange(...arguments[1]); return null";
    widget
        .ask::<()>(select, serde_json::json!([SELECTED.0, SELECTED.1]))
        .await?;
    Ok(typed)
}

fn slowest_but_one_in_twenty(times: &[f64]) -> Option<f64> {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times
        .get((times.len() * 95).div_ceil(100).saturating_sub(1))
        .copied()
}

fn number_in(words: &str) -> Option<usize> {
    words.split(' ').find_map(|word| word.parse().ok())
}
