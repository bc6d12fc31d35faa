//! Real debates, imported from another city's system: one of 592 comments, and one that is 25 comments deep.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use samskab_protocol::comment::CommentState;
use samskab_tests::accessibility::check;
use samskab_tests::backend::Backend;
use samskab_tests::browser::{NARROW, PHONE};
use samskab_tests::journey::Outcome;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};

use crate::debating::read_on;
use crate::keyboard::steps::go_to;
use crate::threads::arrives_at;

journeys![
    reads_a_debate_of_592_comments.in_chromium(),
    reads_a_debate_that_is_25_comments_deep.in_chromium(),
    opens_20000_comments_with_no_more_than_20.in_chromium(),
    opens_real_debates_at_any_comment.in_chromium(),
];

const NO_DATA: &str = "there is no ../shared/data beside the checkout";

async fn reads_a_debate_of_592_comments(stage: &mut Stage<'_>) -> Result<Outcome> {
    read(stage, "1419", 592, 8).await
}

async fn reads_a_debate_that_is_25_comments_deep(stage: &mut Stage<'_>) -> Result<Outcome> {
    let outcome = read(stage, "50", 89, 24).await?;
    if let Outcome::Arrived = outcome {
        check(&stage.browser, stage.tools, "a deep debate on a narrow page").await?;
        answer_the_deepest_by_keyboard(stage).await?;
    }
    Ok(outcome)
}

/// Follows a link to the comment that lies deepest, and answers it without a mouse on a page of 320 px.
async fn answer_the_deepest_by_keyboard(stage: &Stage<'_>) -> Result<()> {
    let comments = stage.backend.comments("madrid-50").await?;
    let deepest = comments.iter().max_by_key(|comment| comment.depth);
    let deepest = deepest.context("no comments")?;
    stage.open("one.html").await?;
    let widget = stage.open_at(&format!("/ideas/madrid-50/{}", deepest.id)).await?;
    arrives_at(&widget, &deepest.id).await?;
    let author = deepest.author.as_ref().context("nobody wrote it")?;
    go_to(&widget, Kind::Button, &da_with("reply", &author.name), Key::Enter).await?;
    let on_field = "return focused().localName === 'textarea' && isVisible(focused())";
    widget
        .wait_until("the focus in the reply", on_field, ().into())
        .await?;
    widget.fits_its_width().await?;
    check(&stage.browser, stage.tools, "an answer deep in a debate").await
}

/// Madrid's proposals with their comments, where they are at hand.
async fn import(stage: &Stage<'_>) -> Result<Option<Backend>> {
    let data = stage.tools.root.join("../shared/data/decide-madrid-2019");
    if !data.exists() {
        return Ok(None);
    }
    let mapping = "crates/backend/mappings/decide-madrid.toml";
    let mapping = stage.tools.root.join(mapping);
    let imported = Backend::import(&stage.tools.backend, stage.network.origin(), &mapping, &data);
    imported.await.map(Some)
}

/// Reads all of one proposal's debate, which has so many comments and is so deep below its first ones.
async fn read(stage: &mut Stage<'_>, proposal: &str, written: usize, depth: u32) -> Result<Outcome> {
    let Some(imported) = import(stage).await? else {
        return Ok(Outcome::Skipped(NO_DATA.into()));
    };
    stage.exchange_backend(imported);
    let id = format!("madrid-{proposal}");
    let comments = stage.backend.comments(&id).await?;
    let with_words = comments.iter().filter(|comment| comment.body.is_some()).count();
    ensure!(with_words == written, "the backend has {with_words} comments");
    let deepest = comments.iter().map(|comment| comment.depth).max();
    ensure!(deepest == Some(depth), "the backend goes to depth {deepest:?}");

    let widget = stage.open_at(&format!("/ideas/{id}")).await?;
    read_on(&widget, comments.len()).await?;
    let texts = "return root.querySelectorAll('.comment > .prose').length";
    ensure!(
        widget.ask::<usize>(texts, ().into()).await? == written,
        "some comments have no words"
    );
    // Where indents end, words say who is answered.
    let deep = comments
        .iter()
        .filter(|one| one.depth > 3 && one.body.is_some() && one.parent_author.is_some());
    widget.see_count(".comment > .answers", deep.count()).await?;
    for size in [PHONE, NARROW] {
        stage.browser.resize(size).await?;
        is_readable(&widget)
            .await
            .with_context(|| format!("at {size:?}"))?;
    }
    Ok(Outcome::Arrived)
}

/// However deep, never more than three indents, and nothing wider than the page.
async fn is_readable(widget: &Widget<'_>) -> Result<()> {
    widget.fits_its_width().await?;
    let lefts = "
        const comments = [...root.querySelectorAll('.comment > .prose')];
        return comments.map((comment) => Math.round(comment.getBoundingClientRect().left))";
    let lefts: Vec<i64> = widget.ask(lefts, ().into()).await?;
    let indents = lefts.into_iter().collect::<BTreeSet<_>>();
    ensure!((2..=4).contains(&indents.len()), "comments begin at {indents:?}");
    Ok(())
}

/// Opens debates of 20, 592 and 20,000 comments as somebody with a phone does, and compares what each takes.
async fn opens_20000_comments_with_no_more_than_20(stage: &mut Stage<'_>) -> Result<()> {
    let origin = stage.network.origin();
    let filled = Backend::fill(&stage.tools.backend, origin, 3, 20_612).await?;
    stage.exchange_backend(filled);
    let mut opened = Vec::new();
    for (id, size) in [("fill-1", 20), ("fill-0", 592), ("fill-2", 20_000)] {
        let written = stage.backend.contribution(id).await?.counts.comments;
        ensure!(written == Some(size), "{id} has {written:?} comments");
        // A page of its own: nothing of the one before is counted along.
        stage.open("one.html").await?;
        let asked = || {
            let passed = stage.network.passed().into_iter();
            passed.filter(|request| request.path.contains("comments")).count()
        };
        let before = asked();
        let widget = stage.open_at(&format!("/ideas/{id}")).await?;
        let read = "return !!root?.querySelector('.thread .comment')";
        widget.wait_until("the first comments", read, ().into()).await?;
        let nodes = "return [root.querySelectorAll('*').length, root.querySelectorAll('.comment').length]";
        let (nodes, comments): (usize, usize) = widget.ask(nodes, ().into()).await?;
        let requests = asked() - before;
        opened.push((size, nodes, comments, requests));
    }
    let told = opened.iter().map(|(size, nodes, comments, requests)| {
        format!("{size}: {comments} comments drawn, {nodes} elements, {requests} requests for more\n")
    });
    let told = told.collect::<String>();
    stage.keep_text("long-debates", &told)?;
    let [(_, few, drawn, asked), others @ ..] = &opened[..] else {
        anyhow::bail!("nothing was opened");
    };
    for (size, nodes, comments, requests) in others {
        ensure!(*comments <= 32, "{size} comments are drawn at once:\n{told}");
        let is_light = nodes * drawn * 10 <= few * comments * 13;
        ensure!(
            is_light,
            "each of {size} comments takes more elements than each of 20:\n{told}"
        );
        ensure!(
            requests <= asked,
            "{size} comments take more requests than 20:\n{told}"
        );
    }
    // From there to its very end, and to any other comment, is one step.
    let widget = stage.open_at("/ideas/fill-2").await?;
    widget.press(&da("jump.newest")).await?;
    arrives_at(&widget, "fill-2-19999").await?;
    let widget = stage.open_at("/ideas/fill-2/fill-2-12345").await?;
    arrives_at(&widget, "fill-2-12345").await
}

/// Asks for every comment that was imported in its place, and opens some of each sort.
async fn opens_real_debates_at_any_comment(stage: &mut Stage<'_>) -> Result<Outcome> {
    let Some(imported) = import(stage).await? else {
        return Ok(Outcome::Skipped(NO_DATA.into()));
    };
    stage.exchange_backend(imported);
    let mut found = 0;
    let mut chosen = Vec::new();
    for debate in stage.backend.contributions("").await? {
        let comments = stage.backend.comments(&debate.id).await?;
        for comment in comments.iter().filter(|one| one.body.is_some()) {
            let context = stage.backend.context(&comment.id).await?;
            let ids = context.ancestors.iter().map(|above| Some(&above.id));
            let line: Vec<_> = std::iter::once(None).chain(ids).collect();
            let whole = context.ancestors.iter().chain([&context.comment]);
            let parents: Vec<_> = whole.map(|one| one.parent.as_ref()).collect();
            ensure!(
                context.comment.id == comment.id
                    && context.ancestors.len() == comment.depth as usize
                    && line == parents,
                "{} does not stand in its place",
                comment.id
            );
            found += 1;
        }
        let deepest = comments.iter().max_by_key(|one| one.depth);
        let orphan = comments.iter().find(|one| {
            let answered = comments
                .iter()
                .find(|other| Some(&other.id) == one.parent.as_ref());
            answered.is_some_and(|answered| answered.state == CommentState::Missing)
        });
        let last = comments.last();
        let some = [deepest, orphan, last].into_iter().flatten();
        chosen.extend(some.map(|one| (debate.id.clone(), one.clone())));
    }
    ensure!(found == 5_633, "{found} comments were found in their places");
    chosen.retain(|(_, one)| one.body.is_some());
    chosen.sort_by_key(|(_, one)| std::cmp::Reverse(one.depth));
    // Those at the greatest depths, and every twentieth of the others.
    let (deep, others) = chosen.split_at(4);
    for (debate, comment) in deep.iter().chain(others.iter().step_by(20)) {
        let widget = stage.open_at(&format!("/ideas/{debate}/{}", comment.id)).await?;
        arrives_at(&widget, &comment.id).await?;
        widget.fits_its_width().await?;
    }
    Ok(Outcome::Arrived)
}
