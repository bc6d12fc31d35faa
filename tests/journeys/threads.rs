//! Finding one's way in a debate: to one comment, to the newest, to the answer, to what is one's own or unread.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::comment::Comment;
use samskab_protocol::create::{CreateComment, Guest};
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};
use serde_json::json;

use crate::live;
use crate::mishaps::reading::press_beginning;

journeys![
    opens_a_link_at_one_comment_with_what_it_answers,
    goes_to_a_comment_that_is_there_without_losing_the_place,
    jumps_to_the_newest_the_answer_and_ones_own,
    finds_ones_own_reply_in_the_whole_debate_after_writing_it_in_a_line.in_chromium(),
    goes_to_what_was_pressed_first_while_that_is_on_its_way.in_chromium(),
    finds_the_answer_where_the_backend_answers_with_all.in_chromium(),
    goes_through_what_is_unread_and_keeps_nothing_unasked,
    folds_a_branch_away,
    hears_a_thread_that_makes_sense.in_chromium(),
];

/// The longest debate of the demo.
const STREET: &str = "biler-i-storegade";

async fn opens_a_link_at_one_comment_with_what_it_answers(stage: &mut Stage<'_>) -> Result<()> {
    let comments = stage.backend.comments(STREET).await?;
    let deepest = comments
        .iter()
        .max_by_key(|one| one.depth)
        .context("no comments")?;
    let widget = stage.open_at(&place_of(&deepest.id)).await?;
    arrives_at(&widget, &deepest.id).await?;
    let above = "return [...root.querySelectorAll('.comment[id^=above-]')].map((one) => one.id.slice(6))";
    let above: Vec<String> = widget.ask(above, ().into()).await?;
    ensure!(
        above == line_above(&comments, deepest),
        "above it stand {above:?}"
    );
    ensure!(
        widget.count(".whole").await? == 0,
        "the whole debate is drawn as well"
    );
    widget.fits_its_width().await?;

    widget.follow(&da("line.whole")).await?;
    widget.see_count(".whole", 1).await?;
    widget.see_count(".line", 0).await?;
    let on_title = "return focused().classList.contains('debate-title')";
    widget
        .wait_until("the focus on the debate's title", on_title, ().into())
        .await?;
    stage.browser.back().await?;
    arrives_at(&widget, &deepest.id).await?;
    // One that is gone is told, with the way to the others.
    let widget = stage.open_at(&place_of("never")).await?;
    widget.see(&da("err.read.gone")).await?;
    widget.follow(&da("line.whole")).await?;
    widget.see_count(".whole", 1).await
}

async fn goes_to_a_comment_that_is_there_without_losing_the_place(stage: &mut Stage<'_>) -> Result<()> {
    let widget = open_whole(stage).await?;
    let ids = "return [...root.querySelectorAll('.whole .comment')].map((one) => one.id.slice(8))";
    let ids: Vec<String> = widget.ask(ids, ().into()).await?;
    let drawn = ids.last().context("no comments")?;
    // The small link at the moment is the comment's own address.
    let press = "root.getElementById(`comment-${arguments[1]}`).querySelector('.when').click(); return true";
    ensure!(widget.ask::<bool>(press, json!(drawn)).await?);
    arrives_at(&widget, drawn).await?;
    ensure!(stage.browser.address().await?.ends_with(&place_of(drawn)));
    let there: Vec<String> = widget
        .ask(
            "return [...root.querySelectorAll('.whole .comment')].map((one) => one.id.slice(8))",
            ().into(),
        )
        .await?;
    ensure!(there == ids, "the debate was drawn anew");
    widget.see_count(".line", 0).await
}

async fn jumps_to_the_newest_the_answer_and_ones_own(stage: &mut Stage<'_>) -> Result<()> {
    let comments = stage.backend.comments(STREET).await?;
    let by_time = |one: &&Comment| (one.created_at.clone(), one.id.clone());
    let widget = open_whole(stage).await?;
    widget.press(&da("jump.newest")).await?;
    let newest = comments
        .iter()
        .filter(|one| one.body.is_some())
        .max_by_key(by_time);
    arrives_at(&widget, &newest.context("no comments")?.id).await?;
    let mut official: Vec<_> = comments.iter().filter(|one| one.official).collect();
    official.sort_by_key(by_time);
    ensure!(
        official.len() > 1,
        "the municipality has written too little for this"
    );
    // Pressed again, it goes on to the one before.
    for answer in official.iter().rev().take(2) {
        widget.press(&da("jump.official")).await?;
        arrives_at(&widget, &answer.id).await?;
    }
    ensure!(
        !widget.has(Kind::Button, &da("jump.own")).await?,
        "nothing is one's own yet"
    );

    let widget = open_whole(stage).await?;
    widget.press(&da("comment.add")).await?;
    write(&widget, "Jeg cykler der hver dag.").await?;
    let own = own_comment(stage).await?;
    stage.browser.reload().await?;
    widget.press(&da("jump.own")).await?;
    arrives_at(&widget, &own.id).await
}

async fn finds_ones_own_reply_in_the_whole_debate_after_writing_it_in_a_line(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let (short, comments) = live::debate(stage).await?;
    let top = comments.first().context("no comments")?;
    let words = "Det har du ret i.";
    let widget = stage.open_at(&format!("/debate/{short}/{}", top.id)).await?;
    arrives_at(&widget, &top.id).await?;
    press_beginning(&widget, "reply").await?;
    write(&widget, words).await?;
    widget.follow(&da("line.whole")).await?;
    stands_once_in_the_whole_debate(&widget, words).await?;

    // One that is drawn already, without what was answered.
    let comments = stage.backend.comments(STREET).await?;
    let deepest = comments.iter().max_by_key(|one| one.depth);
    let deepest = &deepest.context("no comments")?.id;
    let words = "Det har du også ret i.";
    let widget = open_whole(stage).await?;
    let go = "location.hash = location.hash + `/${arguments[1]}`; return true";
    ensure!(widget.ask::<bool>(go, json!(deepest)).await?);
    arrives_at(&widget, deepest).await?;
    widget.see_count(".line", 1).await?;
    press_beginning(&widget, "reply").await?;
    // The name is known by now.
    widget.fill(&da("comment.label"), words).await?;
    widget.press(&da("comment.send")).await?;
    widget.see(words).await?;
    widget.follow(&da("line.whole")).await?;
    stands_once_in_the_whole_debate(&widget, words).await
}

async fn goes_to_what_was_pressed_first_while_that_is_on_its_way(stage: &mut Stage<'_>) -> Result<()> {
    let comments = stage.backend.comments(STREET).await?;
    let newest = comments
        .iter()
        .filter(|one| one.body.is_some())
        .max_by_key(|one| (one.created_at.clone(), one.id.clone()));
    let newest = newest.context("no comments")?;
    ensure!(!newest.official, "the newest is the municipality's as well");
    let widget = open_whole(stage).await?;
    let delay = Fault::Delay(std::time::Duration::from_secs(2));
    stage.network.fail(Method::GET, "order=newest", delay);
    widget.press(&da("jump.newest")).await?;
    widget.press(&da("jump.official")).await?;
    arrives_at(&widget, &newest.id).await
}

async fn finds_the_answer_where_the_backend_answers_with_all(stage: &mut Stage<'_>) -> Result<()> {
    let comments = stage.backend.comments(STREET).await?;
    let official = comments.iter().filter(|one| one.official);
    let answer = official.max_by_key(|one| (one.created_at.clone(), one.id.clone()));
    let answer = answer.context("the municipality has written nothing")?;
    let base = stage.backend.service().await?.base;
    let all = format!("{base}/comments?layout=flat&order=newest&limit=20&subject=contribution%3A{STREET}");
    // Whatever stands on the first page, the municipality's is not among it.
    stage.network.amend("official=true", move |page| {
        for item in page["items"].as_array_mut().into_iter().flatten() {
            item["official"] = false.into();
        }
        page["page"]["next"] = all.clone().into();
    });
    let widget = open_whole(stage).await?;
    widget.press(&da("jump.official")).await?;
    arrives_at(&widget, &answer.id).await
}

async fn goes_through_what_is_unread_and_keeps_nothing_unasked(stage: &mut Stage<'_>) -> Result<()> {
    let widget = open_whole(stage).await?;
    widget.press(&da("jump.newest")).await?;
    let kept = "return Object.keys(localStorage)";
    let names: Vec<String> = widget.ask(kept, ().into()).await?;
    ensure!(names.is_empty(), "{names:?} is kept though nobody asked for it");
    widget.follow(&da("line.whole")).await?;

    widget.press(&da("jump.remember")).await?;
    widget.see(&da("jump.remembered")).await?;
    for (number, words) in ["Det første nye.", "Det andet nye."].into_iter().enumerate() {
        // Of what came in the same second nobody can tell which was first.
        tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
        let new = CreateComment {
            subject: format!("contribution:{STREET}"),
            body: words.into(),
            author: Some(Guest {
                name: "Jens Prøve".into(),
                ..Guest::default()
            }),
            ..CreateComment::default()
        };
        stage
            .backend
            .store("comments", &new, &format!("unread-{number}"))
            .await?;
    }
    stage.browser.reload().await?;
    for (label, words) in [
        ("Næste ulæste (2)", "Det første nye."),
        ("Næste ulæste (1)", "Det andet nye."),
    ] {
        widget.press(label).await?;
        let on_it = "return focused().ariaCurrent === 'true' && readable(focused()).includes(arguments[1])";
        widget
            .wait_until("the unread comment", on_it, json!(words))
            .await?;
    }
    widget.see(&da("jump.read")).await?;
    stage.browser.reload().await?;
    widget.see(&da("jump.read")).await
}

async fn folds_a_branch_away(stage: &mut Stage<'_>) -> Result<()> {
    let widget = open_whole(stage).await?;
    let first = "
        const fold = root.querySelector('.whole .fold'), branch = fold.closest('.comment');
        const reply = branch.querySelector('ol .comment');
        return [branch.id, reply.id.slice(8), nameOf(fold), fold.getAttribute('aria-expanded')]";
    let (branch, reply, label, state): (String, String, String, String) =
        widget.ask(first, ().into()).await?;
    ensure!(label.ends_with("svar") && state == "true", "{label} is {state}");
    let press = "root.getElementById(arguments[1]).querySelector('.fold').click(); return true";
    ensure!(widget.ask::<bool>(press, json!(branch)).await?);
    let is_folded = "
        const branch = root.getElementById(arguments[1][0]), fold = branch.querySelector('.fold');
        return nameOf(fold) === arguments[1][2] && fold.getAttribute('aria-expanded') === 'false'
            && !isVisible(root.getElementById(`comment-${arguments[1][1]}`))";
    widget
        .wait_until(
            "the branch to be folded away",
            is_folded,
            json!([branch, reply, label]),
        )
        .await?;
    // A link into it opens it.
    let go = "location.hash = location.hash + `/${arguments[1]}`; return true";
    ensure!(widget.ask::<bool>(go, json!(reply)).await?);
    arrives_at(&widget, &reply).await
}

/// What stands in the place of a comment.
const GONE: [&str; 3] = ["gone.withdrawn", "gone.hidden", "gone.deleted"];

/// Reads the first twenty comments as a screen reader is told of them.
async fn hears_a_thread_that_makes_sense(stage: &mut Stage<'_>) -> Result<()> {
    let widget = open_whole(stage).await?;
    let parts = "
        const thread = [...root.querySelectorAll('.whole .thread')].find(isVisible);
        const all = [thread, ...thread.querySelectorAll('ol, li, article, h3, h4, h5, button, a, p')];
        const twentieth = [...root.querySelectorAll('.whole .comment')][20];
        const end = twentieth ? all.indexOf(twentieth.parentElement) : all.length;
        const depth = (element) => (element === thread ? 0
            : 1 + depth(element.parentElement.closest('ol, li, article, h3, h4, h5, p')));
        return all.slice(0, end).filter(isVisible)
            .map((element) => [element, depth(element), tidy(element.matches('p') ? readable(element) : '')])";
    let parts: Vec<(serde_json::Value, usize, String)> = widget.ask(parts, ().into()).await?;
    let mut heard = String::new();
    let mut articles = Vec::new();
    for (element, depth, words) in parts {
        let (role, label) = stage.browser.spoken(element).await?;
        ensure!(
            !label.is_empty() || !["article", "button", "link", "heading"].contains(&role.as_str()),
            "a {role} has no name after:\n{heard}"
        );
        if role == "article" {
            articles.push(label.clone());
        }
        let line = [role, label, words].join(" ");
        heard.push_str(&format!("{}{}\n", "  ".repeat(depth), line.trim_end()));
    }
    stage.keep_text("thread-as-heard", &heard)?;
    ensure!(
        articles.len() == 20,
        "{} comments are articles:\n{heard}",
        articles.len()
    );
    let comments = stage.backend.comments(STREET).await?;
    let named = |label: &String| {
        let by = |one: &Comment| {
            one.author
                .as_ref()
                .is_some_and(|author| label.contains(&author.name))
        };
        comments.iter().any(by) || GONE.iter().any(|gone| *label == da(gone))
    };
    ensure!(
        articles.iter().all(named),
        "a comment does not say whose it is:\n{heard}"
    );
    let of_reply = da("reply.to");
    let of_reply = of_reply.split('{').next().unwrap_or_default();
    let told = articles.iter().filter(|label| label.contains(of_reply)).count();
    let gone = articles
        .iter()
        .filter(|label| GONE.iter().any(|gone| **label == da(gone)));
    let at_top = heard
        .lines()
        .filter(|line| line.trim_start().starts_with("heading "));
    ensure!(
        told + gone.count() + at_top.count() == articles.len(),
        "a reply does not say whom it answers:\n{heard}"
    );
    for role in ["list", "listitem", "heading", "link", "button"] {
        ensure!(heard.contains(role), "there is no {role}:\n{heard}");
    }
    Ok(())
}

async fn stands_once_in_the_whole_debate(widget: &Widget<'_>, words: &str) -> Result<()> {
    let script = "
        const all = [...root.querySelectorAll('.whole .comment .prose')].filter(isVisible);
        return all.filter((one) => tidy(one.textContent) === arguments[1]).length === 1";
    widget
        .wait_until(&format!("“{words}” once"), script, json!(words))
        .await
}

/// Goes to the longest debate of the demo, and waits for its comments.
async fn open_whole<'a>(stage: &'a Stage<'_>) -> Result<Widget<'a>> {
    // The same address would not be loaded anew.
    stage.open("one.html").await?;
    let widget = stage.open_at(&format!("/debate/{STREET}")).await?;
    let read = "return !!root.querySelector('.whole .comment')";
    widget.wait_until("the comments", read, ().into()).await?;
    Ok(widget)
}

/// Waits until the focus is on a comment that is marked and in sight.
pub async fn arrives_at(widget: &Widget<'_>, id: &str) -> Result<()> {
    let script = "
        const comment = root?.getElementById(`comment-${arguments[1]}`), box = comment?.getBoundingClientRect();
        return !!comment && focused() === comment && comment.ariaCurrent === 'true' && isVisible(comment)
            && box.top > -1 && box.top < innerHeight";
    widget
        .wait_until(
            &format!("the comment {id} with the focus on it"),
            script,
            json!(id),
        )
        .await
}

fn place_of(comment: &str) -> String {
    format!("/debate/{STREET}/{comment}")
}

/// Ids of what a comment answers, the one at the top first.
fn line_above(comments: &[Comment], comment: &Comment) -> Vec<String> {
    let mut line: Vec<String> = Vec::new();
    let mut parent = comment.parent.clone();
    while let Some(id) = parent {
        parent = comments
            .iter()
            .find(|one| one.id == id)
            .and_then(|one| one.parent.clone());
        line.insert(0, id);
    }
    line
}

async fn write(widget: &Widget<'_>, words: &str) -> Result<()> {
    widget.fill(&da("comment.label"), words).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("comment.send")).await?;
    widget.see(words).await?;
    widget
        .find(Kind::Button, &da_with("reply", "Karen Prøve"))
        .await?;
    Ok(())
}

async fn own_comment(stage: &Stage<'_>) -> Result<Comment> {
    let mut comments = stage.backend.comments(STREET).await?.into_iter();
    let by_karen = |one: &Comment| {
        one.author
            .as_ref()
            .is_some_and(|author| author.name == "Karen Prøve")
    };
    comments.rfind(by_karen).context("it was not stored")
}
