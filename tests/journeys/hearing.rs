//! What was heard: by whom it was asked, who speaks for which side, where people stand, and whether they find themselves
//! in what the municipality has written down.

use anyhow::{Context, Result, ensure};
use samskab_protocol::comment::Alignment;
use samskab_protocol::contribution::{Contribution, Kind as Sort};
use samskab_protocol::event::Registration;
use samskab_protocol::heard::Summary;
use samskab_protocol::project::Project;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};

journeys![
    reads_what_was_heard_and_what_the_decision_says_to_the_minority,
    confirms_what_was_heard_and_corrects_it_later,
    finds_a_correction_again_that_was_not_sent,
    speaks_for_a_side_and_is_read_beside_its_arguments,
    says_where_one_stands_or_does_not,
    sees_that_it_is_the_municipality_who_asks,
    reads_in_a_phase_of_a_project_what_was_heard_and_confirms_it.in_chromium(),
];

const WORDS: &str = "Vi sagde det på en anden måde, den aften vi stod der.";

async fn reads_what_was_heard_and_what_the_decision_says_to_the_minority(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let (idea, heard) = summed_up(stage, "idea").await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.see(&heard.title).await?;
    for point in &heard.points {
        widget.see(point).await?;
    }
    ensure!(!heard.minorities.is_empty(), "it has no minority");
    for minority in &heard.minorities {
        widget.see(&minority.position).await?;
        widget
            .see(minority.held_by.as_deref().context("nobody holds it")?)
            .await?;
        for reason in &minority.reasons {
            widget.see(reason).await?;
        }
        let answer = minority.answer.as_ref().context("no decision answers it")?;
        widget.see(&answer.text.value).await?;
        widget.see(&answer.by).await?;
    }
    // It opens the debate: no comment stands above it.
    let first =
        "return !!(root.querySelector('.heard').compareDocumentPosition(root.querySelector('.comment')) & 4)";
    widget
        .wait_until("what was heard above the comments", first, ().into())
        .await?;
    let whole: Summary = stage.backend.one(&format!("/summaries/{}", heard.id)).await?;
    let response = whole.responses.iter().find_map(|one| one.text.as_ref());
    let response = &response.context("nobody has written anything")?.value;
    widget.see_no_more(response).await?;
    widget.press(&da("heard.read")).await?;
    widget.see(response).await?;
    widget.fits_its_width().await
}

async fn confirms_what_was_heard_and_corrects_it_later(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, heard) = summed_up(stage, "idea").await?;
    let place = format!("/ideas/{}", idea.id);
    let widget = stage.open_at(&place).await?;
    // Whoever has not taken part is told who can.
    widget.see(&da("heard.who")).await?;
    take_part(&widget).await?;
    widget.press(&da("heard.open")).await?;
    widget.press(&da("heard.send")).await?;
    widget.see(&da("err.choice.empty")).await?;
    choose(&widget, &da("heard.yes")).await?;
    widget.press(&da("heard.send")).await?;
    widget.see(&da("heard.thanks")).await?;
    widget
        .see(&da_with("heard.confirmed", &(heard.confirmed + 1).to_string()))
        .await?;
    // Another answer takes the place of the first one.
    stage.browser.reload().await?;
    widget.press(&da("heard.open")).await?;
    choose(&widget, &da("heard.no")).await?;
    widget.press(&da("heard.send")).await?;
    widget.see(&da("err.text.empty")).await?;
    widget.fill(&da("heard.text"), WORDS).await?;
    widget.press(&da("heard.send")).await?;
    widget.see(&da("heard.thanks")).await?;
    widget.see(WORDS).await?;
    let after: Summary = stage.backend.one(&format!("/summaries/{}", heard.id)).await?;
    ensure!(
        (after.confirmed, after.corrected) == (heard.confirmed, heard.corrected + 1),
        "{} confirm it and {} correct it",
        after.confirmed,
        after.corrected
    );
    Ok(())
}

async fn finds_a_correction_again_that_was_not_sent(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, _) = summed_up(stage, "idea").await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    take_part(&widget).await?;
    widget.press(&da("heard.open")).await?;
    choose(&widget, &da("heard.no")).await?;
    widget.fill(&da("heard.text"), WORDS).await?;
    widget.see(&da("draft.saved")).await?;
    widget.follow(&da("nav.mine")).await?;
    widget.see(&da("what.response")).await?;
    widget.follow(&da("draft.resume")).await?;
    widget.see(&da("draft.found")).await?;
    widget.see_value(&da("heard.text"), WORDS).await?;
    let chosen = "return named(root, 'field', arguments[1])[0]?.checked === true";
    widget
        .wait_until("the answer that was chosen", chosen, da("heard.no").into())
        .await
}

async fn speaks_for_a_side_and_is_read_beside_its_arguments(stage: &mut Stage<'_>) -> Result<()> {
    let dilemmas = stage.backend.contributions("dilemma").await?;
    let fullest = dilemmas.iter().max_by_key(|one| one.counts.comments);
    let id = &fullest.context("there is no dilemma")?.id;
    let whole = stage.backend.contribution(id).await?;
    let sides = whole.dilemma.context("a dilemma without sides")?.sides;
    let side = sides.last().context("no side")?;
    let widget = stage.open_at(&format!("/debate/{id}")).await?;
    for argument in &side.arguments {
        widget.see(argument).await?;
    }
    widget.see(&da("dilemma.both")).await?;
    // Whoever sees a third way speaks for none of the sides.
    let another = da("stance.another");
    for (choice, words, shown) in [
        (&another, "Der er en tredje vej.", another.clone()),
        (&side.label, WORDS, da_with("side.for", &side.label)),
    ] {
        widget.press(&da("comment.add")).await?;
        widget.fill(&da("comment.label"), words).await?;
        choose(&widget, choice).await?;
        widget.fill(&da("name"), "Karen Prøve").await?;
        widget.press(&da("comment.send")).await?;
        see_beside(&widget, words, &shown).await?;
    }
    stage.browser.reload().await?;
    widget.see(&side.label).await?;
    // The last of the buttons belongs to the last of the sides.
    let press = "
        const buttons = named(root, 'button', arguments[1]);
        buttons.at(-1)?.click();
        return buttons.length > 1";
    widget
        .wait_until("a button for each side", press, da("side.voices").into())
        .await?;
    let voice = "return [...root.querySelectorAll('.voice')].some((one) => tidy(readable(one)).includes(arguments[1]))";
    widget
        .wait_until("it beside its arguments", voice, WORDS.into())
        .await?;
    widget.fits_its_width().await
}

async fn says_where_one_stands_or_does_not(stage: &mut Stage<'_>) -> Result<()> {
    let ideas = stage.backend.contributions("idea").await?;
    let quiet = ideas.iter().find(|idea| idea.counts.comments == Some(0));
    let id = quiet.context("all ideas have comments")?.id.clone();
    let widget = stage.open_at(&format!("/ideas/{id}")).await?;
    for (choice, words) in [(Some("stance.another"), WORDS), (None, "Jeg lytter bare.")] {
        widget.press(&da("comment.add")).await?;
        widget.fill(&da("comment.label"), words).await?;
        match choice {
            Some(choice) => {
                choose(&widget, &da(choice)).await?;
                widget.fill(&da("name"), "Karen Prøve").await?;
            }
            // Nobody has to, and nothing is chosen beforehand.
            None => widget.see(&da("stance.none")).await?,
        }
        widget.press(&da("comment.send")).await?;
        widget.see(words).await?;
    }
    see_beside(&widget, WORDS, &da("stance.another")).await?;
    let stored = stage.backend.comments(&id).await?;
    let positions: Vec<_> = stored.iter().map(|one| one.alignment).collect();
    ensure!(
        positions == [Some(Alignment::AnotherWay), None],
        "the backend has {positions:?}"
    );
    Ok(())
}

async fn sees_that_it_is_the_municipality_who_asks(stage: &mut Stage<'_>) -> Result<()> {
    let debates = stage.backend.contributions("question").await?;
    let asked = debates.iter().find(|one| one.official);
    let asked = asked.context("the municipality asks nothing")?;
    let widget = stage.open_at("/debate").await?;
    let mark = "return [...root.querySelectorAll('.card')].some((card) => {
        const words = tidy(readable(card));
        return arguments[1].every((part) => words.includes(part));
    })";
    let card = serde_json::json!([da("kind.asked"), asked.title]);
    widget.wait_until("its mark on the card", mark, card).await?;
    widget.follow(&asked.title).await?;
    let office = &asked.author.as_ref().context("nobody asks")?.name;
    widget.see(&da_with("question.asker", office)).await?;
    widget.find(Kind::Heading, &asked.title).await?;
    widget.see(&da("kind.asked")).await?;
    let other = debates
        .iter()
        .find(|one| !one.official && one.kind == Sort::Question);
    let other = other.context("nobody else asks anything")?;
    let widget = stage.open_at(&format!("/debate/{}", other.id)).await?;
    widget.see(&other.title).await?;
    widget.see_no_more(&da("kind.asked")).await
}

async fn reads_in_a_phase_of_a_project_what_was_heard_and_confirms_it(stage: &mut Stage<'_>) -> Result<()> {
    let (project, heard) = summed_up_in_a_phase(stage).await?;
    let phase = project
        .phases
        .iter()
        .find(|one| Some(&one.id) == heard.phase.as_ref());
    let phase = phase.context("it sums up a phase that is not there")?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    let seat = project.events.iter().find(|event| {
        let free = |room: &Registration| room.open && room.capacity.is_none_or(|all| room.registered < all);
        event.registration.as_ref().is_some_and(free)
    });
    let seat = &seat.context("nobody can sign up for anything")?.title;
    widget.press(&[&da("seat.take"), ": ", seat].concat()).await?;
    widget.see(&da("seat.taken")).await?;
    widget
        .press(&[&da("heard.show"), ": ", &phase.title].concat())
        .await?;
    // It stands in its phase, with the minority and its reasons.
    let mut words = vec![phase.title.clone(), heard.title.clone()];
    words.extend(heard.points.iter().cloned());
    for minority in &heard.minorities {
        words.push(minority.position.clone());
        words.extend(minority.held_by.clone());
        words.extend(minority.reasons.iter().cloned());
    }
    let script = "return [...root.querySelectorAll('.trail > li')].some((phase) => {
        const words = tidy(readable(phase));
        return arguments[1].every((part) => words.includes(tidy(part)));
    })";
    widget
        .wait_until("what was heard in its phase", script, serde_json::json!(words))
        .await?;
    // Whoever has taken a seat takes part in the project, and can say whether it is right.
    widget.press(&da("heard.open")).await?;
    choose(&widget, &da("heard.yes")).await?;
    widget.press(&da("heard.send")).await?;
    widget.see(&da("err.name.empty")).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("heard.send")).await?;
    widget.see(&da("heard.thanks")).await?;
    let after: Summary = stage.backend.one(&format!("/summaries/{}", heard.id)).await?;
    ensure!(
        after.confirmed == heard.confirmed + 1,
        "{} confirm it",
        after.confirmed
    );
    widget.fits_its_width().await
}

/// A project that has been summed up in one of its phases, and has meetings to come, with what was heard.
async fn summed_up_in_a_phase(stage: &Stage<'_>) -> Result<(Project, Summary)> {
    for project in stage.backend.projects().await? {
        let path = format!("/summaries?subject=project:{}", project.id);
        let heard = stage.backend.page::<Summary>(&path).await?;
        if let Some(heard) = heard.into_iter().find(|one| one.phase.is_some()) {
            return Ok((project, heard));
        }
    }
    anyhow::bail!("no phase has been summed up")
}

/// A contribution of a kind that has been summed up, with what was heard.
async fn summed_up(stage: &Stage<'_>, kind: &str) -> Result<(Contribution, Summary)> {
    for one in stage.backend.contributions(kind).await? {
        let path = format!("/summaries?subject=contribution:{}", one.id);
        if let Some(heard) = stage.backend.page::<Summary>(&path).await?.into_iter().next() {
            return Ok((one, heard));
        }
    }
    anyhow::bail!("no {kind} has been summed up")
}

/// Comments on what is open, and is somebody who takes part from then on.
async fn take_part(widget: &Widget<'_>) -> Result<()> {
    let comment = "Jeg har været med fra begyndelsen.";
    widget.press(&da("comment.add")).await?;
    widget.fill(&da("comment.label"), comment).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("comment.send")).await?;
    widget.see_count(".reply", 0).await?;
    widget.see(comment).await
}

async fn choose(widget: &Widget<'_>, answer: &str) -> Result<()> {
    let answer = widget.find(Kind::Field, answer).await?;
    answer.click().await?;
    Ok(())
}

/// Waits until this position stands beside these words.
async fn see_beside(widget: &Widget<'_>, words: &str, position: &str) -> Result<()> {
    let script = "return [...root.querySelectorAll('.comment')].some((one) =>
        tidy(readable(one.querySelector('.prose'))).includes(arguments[1][0])
        && tidy(readable(one.querySelector('.stance'))) === tidy(arguments[1][1]))";
    let argument = serde_json::json!([words, position]);
    widget
        .wait_until("the position beside the words", script, argument)
        .await
}
