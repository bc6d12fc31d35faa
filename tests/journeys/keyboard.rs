//! By keyboard alone: everything is reached by Tab, pressed by Enter or Space, and the focus is never lost.

pub mod steps;

use anyhow::{Context, Result, bail, ensure};
use fantoccini::key::Key;
use samskab_protocol::service::CountsVisibility;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};

use self::steps::{arrive, focus_is_inside, go_to, is_on, is_seen, write, write_before, write_next};
use crate::acts::{BENCHES, drawn, see_receipt};
use crate::meeting::meeting;
use crate::ranking::{ranked, see_order};

journeys![
    sends_an_idea_by_keyboard_alone,
    sends_a_dilemma_and_a_barrier_by_keyboard_alone.in_chromium(),
    throws_a_draft_away_and_has_it_back_by_keyboard_alone,
    replies_by_keyboard_alone,
    reads_on_by_keyboard_alone,
    joins_a_meeting_and_orders_priorities_by_keyboard_alone,
    answers_all_that_is_late_by_keyboard_alone.in_chromium(),
];

async fn sends_an_idea_by_keyboard_alone(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open("one.html").await?;
    widget.see(&da("ideas.title")).await?;
    go_to(&widget, Kind::Link, &da("idea.new"), Key::Enter).await?;
    arrive(&widget, &da("idea.new")).await?;
    // What is missing is said, and the focus goes to where it can be put right.
    go_to(&widget, Kind::Button, &da("continue"), Key::Enter).await?;
    widget.see(&da("err.problem.empty")).await?;
    focus_is_inside(&widget).await?;
    write(&widget, &da("idea.problem.ask"), BENCHES.problem).await?;
    go_to(&widget, Kind::Button, &da("continue"), Key::Enter).await?;
    arrive(&widget, &da("compose.idea")).await?;
    write(&widget, &da("idea.body"), BENCHES.body).await?;
    write(&widget, &da("idea.title"), BENCHES.title).await?;
    go_to(&widget, Kind::Button, &da("continue"), Key::Space).await?;
    arrive(&widget, &da("compose.others")).await?;
    go_to(&widget, Kind::Link, &da("skip"), Key::Enter).await?;
    arrive(&widget, &da("compose.place")).await?;
    go_to(&widget, Kind::Link, &da("skip"), Key::Enter).await?;
    arrive(&widget, &da("compose.who")).await?;
    write(&widget, &da("name"), BENCHES.name).await?;
    go_to(&widget, Kind::Button, &da("continue"), Key::Enter).await?;
    arrive(&widget, &da("check.heading")).await?;
    go_to(&widget, Kind::Button, &da("submit"), Key::Enter).await?;
    see_receipt(&widget, &BENCHES).await?;
    focus_is_inside(&widget).await?;
    ensure!(
        stage.backend.count_ideas(BENCHES.title).await? == 1,
        "the backend has not exactly one"
    );
    Ok(())
}

async fn joins_a_meeting_and_orders_priorities_by_keyboard_alone(stage: &mut Stage<'_>) -> Result<()> {
    let (project, event) = meeting(stage, |taken, seats| taken < seats).await?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    drawn(&widget).await?;
    let name = |key: &str| [&da(key), ": ", &event.title].concat();
    go_to(&widget, Kind::Button, &name("seat.take"), Key::Space).await?;
    widget.see(&da("seat.taken")).await?;
    focus_is_inside(&widget).await?;

    let project = ranked(stage, CountsVisibility::Always).await?;
    let widget = stage
        .open(&format!("one.html?2#samskab=/projects/{}", project.id))
        .await?;
    drawn(&widget).await?;
    let [first, second, ..] = project.options.as_slice() else {
        bail!("too few options");
    };
    for (number, option) in [("1", second), ("2", first)] {
        let choose = [&da_with("rank.choose", number), ": ", &option.title].concat();
        go_to(&widget, Kind::Button, &choose, Key::Enter).await?;
        focus_is_inside(&widget).await?;
    }
    see_order(&widget, &[&second.title, &first.title]).await?;
    go_to(
        &widget,
        Kind::Button,
        &da_with("rank.up", &first.title),
        Key::Space,
    )
    .await?;
    see_order(&widget, &[&first.title, &second.title]).await?;
    go_to(&widget, Kind::Button, &da("rank.send"), Key::Enter).await?;
    widget.see(&da("rank.sent")).await?;
    focus_is_inside(&widget).await
}

/// Ten answers in ten minutes: what was said once is at hand for the next, after each one stands at the next, and the
/// pointer is not needed.
async fn answers_all_that_is_late_by_keyboard_alone(stage: &mut Stage<'_>) -> Result<()> {
    let token = stage.backend.appoint("Plan og Byg").await?;
    let widget = stage.open("one.html#samskab=/steward").await?;
    widget.see(&da("steward.token")).await?;
    write(&widget, &da("steward.token"), &token).await?;
    widget.browser.press(&[Key::Enter]).await?;
    arrive(&widget, &da("steward.queue")).await?;
    go_to(&widget, Kind::Link, &da("steward.overdue"), Key::Enter).await?;
    let drawn = "return root.querySelectorAll('.card').length > 1";
    widget.wait_until("what is late", drawn, ().into()).await?;
    let late = "return root.querySelectorAll('.card').length";
    let late: usize = widget.ask(late, ().into()).await?;
    let first = first_title(&widget).await?;
    go_to(&widget, Kind::Link, &first, Key::Enter).await?;
    ensure!(late >= 3, "only {late} are late");
    let words = "Tak. Vi gør det i foråret, fordi jorden er for våd før påske.";
    let mut here = first;
    for number in 0..late {
        arrive(&widget, &here).await?;
        if number == 0 {
            write(&widget, &da("steward.answer.body"), words).await?;
            go_to(&widget, Kind::Button, &da("steward.template.keep"), Key::Enter).await?;
            widget.see(&da("steward.template.kept")).await?;
        } else {
            // The one that was kept last stands first.
            go_to(&widget, Kind::Field, &da("steward.template"), Key::Home).await?;
            go_to(&widget, Kind::Button, &da("steward.template.insert"), Key::Enter).await?;
        }
        widget.see_value(&da("steward.answer.body"), words).await?;
        widget.browser.press_with(Key::Control, Key::Enter).await?;
        widget.see(&da("steward.answer.done")).await?;
        let next = "
            const heading = tidy(root.querySelector('.view-heading')?.textContent ?? '');
            return heading !== '' && heading !== arguments[1]";
        widget.wait_until("the next one", next, here.into()).await?;
        here = widget.texts(".view-heading").await?.concat();
    }
    widget.see(&da("steward.none")).await
}

async fn first_title(widget: &Widget<'_>) -> Result<String> {
    let titles = widget.texts(".card a").await?;
    titles.into_iter().next().context("nothing waits")
}

async fn sends_a_dilemma_and_a_barrier_by_keyboard_alone(stage: &mut Stage<'_>) -> Result<()> {
    let (dilemma, barrier) = ("Lys på stien", "Haven får intet vand");
    let widget = stage.open("one.html#samskab=/debate").await?;
    widget.see(&da("debate.title")).await?;
    go_to(&widget, Kind::Link, &da("debate.new.dilemma"), Key::Enter).await?;
    arrive(&widget, &da("compose.tension")).await?;
    write(&widget, &da("dilemma.title"), dilemma).await?;
    write(
        &widget,
        &da("dilemma.tension"),
        "Lys gør trygt, mørke gavner dyr.",
    )
    .await?;
    go_to(&widget, Kind::Button, &da("continue"), Key::Enter).await?;
    arrive(&widget, &da("compose.sides")).await?;
    // A side more: the focus goes to it, since one asked for it to be filled in.
    go_to(&widget, Kind::Button, &da("dilemma.side.more"), Key::Space).await?;
    focus_is_inside(&widget).await?;
    let third = "
        const side = [...root.querySelectorAll('.side')].at(-1);
        return root.querySelectorAll('.side').length === 3 && side.contains(focused())";
    widget
        .wait_until("the focus on the third side", third, ().into())
        .await?;
    write_next(&widget, "Lys til klokken ti").await?;
    write_next(&widget, "Begge dele, lidt.").await?;
    for (label, text) in [
        (da("dilemma.side.for"), "Flagermusene bliver."),
        (da("dilemma.side.name"), "Mørke"),
        (da("dilemma.side.for"), "Man kan se, hvem der kommer."),
        (da("dilemma.side.name"), "Lys"),
    ] {
        write_before(&widget, &label, text).await?;
    }
    go_to(&widget, Kind::Button, &da("continue"), Key::Enter).await?;
    arrive(&widget, &da("compose.who")).await?;
    write(&widget, &da("name"), BENCHES.name).await?;
    go_to(&widget, Kind::Button, &da("continue"), Key::Enter).await?;
    arrive(&widget, &da("check.heading")).await?;
    go_to(&widget, Kind::Button, &da("submit.dilemma"), Key::Enter).await?;
    widget.see(&da("sent.heading")).await?;
    focus_is_inside(&widget).await?;

    go_back_to(&widget, Kind::Link, &da("nav.ideas"), Key::Enter).await?;
    arrive(&widget, &da("ideas.title")).await?;
    go_to(&widget, Kind::Link, &da("new.other"), Key::Enter).await?;
    arrive(&widget, &da("choose.title")).await?;
    go_to(&widget, Kind::Link, &da("choose.barrier"), Key::Enter).await?;
    arrive(&widget, &da("compose.stop")).await?;
    write(&widget, &da("barrier.body"), "Vi må ikke bruge brandhanen.").await?;
    write(&widget, &da("barrier.title"), barrier).await?;
    go_to(&widget, Kind::Button, &da("continue"), Key::Enter).await?;
    arrive(&widget, &da("compose.ground")).await?;
    // One Tab into the choice, arrows within it.
    let on_choice = "return focused().type === 'radio'";
    while !widget.ask::<bool>(on_choice, ().into()).await? {
        widget.browser.press(&[Key::Tab]).await?;
        is_seen(&widget).await?;
    }
    let before: String = widget.ask("return focused().id", ().into()).await?;
    widget.browser.press(&[Key::Up]).await?;
    let other = "return focused().type === 'radio' && focused().checked && focused().id !== arguments[1]";
    widget.wait_until("another choice", other, before.into()).await?;
    let ground = "return focused().id.split('-').at(-1)";
    let ground: String = widget.ask(ground, ().into()).await?;
    go_to(&widget, Kind::Button, &da("continue"), Key::Enter).await?;
    arrive(&widget, &da("compose.place")).await?;
    // The map by its buttons, and the pin where its cross is.
    go_to(&widget, Kind::Button, &da("place.pin"), Key::Enter).await?;
    widget.find(Kind::Button, &da("map.closer")).await?;
    go_to(&widget, Kind::Button, &da("map.closer"), Key::Enter).await?;
    go_to(&widget, Kind::Button, &da("map.set"), Key::Space).await?;
    widget.see(&da("map.chosen")).await?;
    go_to(&widget, Kind::Button, &da("continue"), Key::Enter).await?;
    arrive(&widget, &da("compose.who")).await?;
    go_to(&widget, Kind::Button, &da("continue"), Key::Enter).await?;
    arrive(&widget, &da("check.heading")).await?;
    go_to(&widget, Kind::Button, &da("submit.barrier"), Key::Enter).await?;
    widget.see(&da("sent.heading")).await?;
    focus_is_inside(&widget).await?;

    let stored = async |kind: &str, title: &str| -> Result<_> {
        let mut all = stage.backend.contributions(kind).await?.into_iter();
        let id = all.find(|one| one.title == title).context("it is not stored")?.id;
        stage.backend.contribution(&id).await
    };
    let sides = stored("dilemma", dilemma)
        .await?
        .dilemma
        .context("no dilemma")?
        .sides;
    ensure!(sides.len() == 3, "it has {} sides", sides.len());
    let barrier = stored("barrier", barrier).await?;
    ensure!(
        barrier.place.is_some_and(|place| place.point.is_some()),
        "it is nowhere"
    );
    let at = barrier.barrier.context("no barrier")?.ground;
    ensure!(at.as_str() == ground, "it stops at {at:?} and not at {ground}");
    Ok(())
}

async fn throws_a_draft_away_and_has_it_back_by_keyboard_alone(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas/new").await?;
    widget.fill(&da("idea.problem.ask"), BENCHES.problem).await?;
    go_back_to(&widget, Kind::Link, &da("nav.mine"), Key::Enter).await?;
    arrive(&widget, &da("nav.mine")).await?;
    go_to(&widget, Kind::Button, &da("draft.delete"), Key::Enter).await?;
    widget.see(&da_with("mine.deleted", BENCHES.problem)).await?;
    focus_is_inside(&widget).await?;
    go_to(&widget, Kind::Button, &da("mine.undo"), Key::Space).await?;
    widget.find(Kind::Link, &da("draft.resume")).await?;
    focus_is_inside(&widget).await?;
    go_to(&widget, Kind::Link, &da("draft.resume"), Key::Enter).await?;
    arrive(&widget, &da("idea.new")).await?;
    widget.see_value(&da("idea.problem.ask"), BENCHES.problem).await
}

async fn replies_by_keyboard_alone(stage: &mut Stage<'_>) -> Result<()> {
    let debates = stage.backend.contributions("question,dilemma").await?;
    let debate = debates
        .into_iter()
        .max_by_key(|debate| debate.counts.comments)
        .context("there is no debate")?;
    let widget = stage.open_at(&format!("/debate/{}", debate.id)).await?;
    let read = "
        const author = root.querySelector('.thread > li > .comment > .head > .meta bdi');
        return !!author && isVisible(author)";
    widget.wait_until("the comments", read, ().into()).await?;
    let authors: Vec<String> = widget
        .texts(".thread > li > .comment > .head > .meta bdi")
        .await?;
    let author = authors.first().context("nobody has written")?;
    go_to(&widget, Kind::Button, &da_with("reply", author), Key::Space).await?;
    let on_field = "return focused().localName === 'textarea'";
    widget
        .wait_until("the focus in the reply", on_field, ().into())
        .await?;
    widget.browser.type_text("Skrevet uden mus.").await?;
    write(&widget, &da("name"), BENCHES.name).await?;
    go_to(&widget, Kind::Button, &da("comment.send"), Key::Enter).await?;
    let sent = "return [...root.querySelectorAll('.comment .prose')].some((e) => e.textContent === 'Skrevet uden mus.')";
    widget.wait_until("the reply", sent, ().into()).await?;
    focus_is_inside(&widget).await?;

    // Somebody who thinks better of it is back where they were.
    go_back_to(&widget, Kind::Button, &da("comment.add"), Key::Enter).await?;
    widget
        .wait_until("the focus in the comment", on_field, ().into())
        .await?;
    go_to(&widget, Kind::Button, &da("comment.close"), Key::Enter).await?;
    widget.find(Kind::Button, &da("comment.add")).await?;
    focus_is_inside(&widget).await
}

async fn reads_on_by_keyboard_alone(stage: &mut Stage<'_>) -> Result<()> {
    let seeded = stage.backend.contributions("idea").await?.len();
    stage.backend.fill_up(25_usize.saturating_sub(seeded)).await?;
    let widget = stage.open("one.html").await?;
    widget.see_count(".card", 20).await?;
    let card = "return [...root.querySelectorAll('.card')].findIndex((card) => card.contains(focused()))";
    // Straight to the button, as somebody goes who has read the first twenty.
    let last = "[...root.querySelectorAll('.card a')].at(-1).focus(); return null";
    widget.ask::<()>(last, ().into()).await?;
    go_to(&widget, Kind::Button, &da("more"), Key::Enter).await?;
    widget
        .wait_until(
            "more ideas",
            "return root.querySelectorAll('.card').length > 20",
            ().into(),
        )
        .await?;
    let at: i64 = widget.ask(card, ().into()).await?;
    ensure!(at == 20, "the focus is on card {at} and not on the first new one");
    go_back_to(&widget, Kind::Link, &da("nav.debate"), Key::Enter).await?;
    arrive(&widget, &da("debate.title")).await
}

/// Presses Shift and Tab until this has the focus, then a key.
async fn go_back_to(widget: &Widget<'_>, kind: Kind, name: &str, key: Key) -> Result<()> {
    for _ in 0..120 {
        if is_on(widget, kind, name).await? {
            return widget.browser.press(&[key]).await;
        }
        widget.browser.press_with_shift(Key::Tab).await?;
        is_seen(widget).await?;
    }
    bail!("“{name}” cannot be reached backwards")
}
