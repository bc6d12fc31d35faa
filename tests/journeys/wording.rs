//! Words with a few marks: seen beforehand, drawn as they were meant, and never more than words.

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use samskab_protocol::comment::Comment;
use samskab_protocol::create::{CreateComment, CreateContribution, Guest};
use samskab_protocol::text::Format;
use samskab_tests::browser::NARROW;
use samskab_tests::journeys;
use samskab_tests::page;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;
use serde_json::json;

use crate::debating::read_on;

journeys![
    draws_lists_quotes_links_and_emphasis_as_they_were_meant,
    shows_beforehand_what_a_comment_will_look_like,
    shows_an_idea_before_it_is_sent_as_it_will_look,
    mentions_somebody_in_the_debate_by_keyboard_alone,
    puts_a_name_only_where_it_was_begun.in_chromium(),
    draws_marks_that_mean_harm_as_words,
];

const DEBATE: &str = "lys-eller-moerke-paa-aastien";
const MARKED: &str =
    "Vi *mangler*:\n- **lys**\n- [bænke](https://egeby.example/b)\n\n> Hvorfor?\n\nhttps://a.example/x.";

async fn draws_lists_quotes_links_and_emphasis_as_they_were_meant(stage: &mut Stage<'_>) -> Result<()> {
    let widget = open_debate(stage).await?;
    read_on(&widget, stage.backend.comments(DEBATE).await?.len()).await?;
    widget.see("Lamperne tænder 40 meter foran dig.").await?;
    for (selector, words) in [
        (".prose ul > li > strong", "40 meter foran dig"),
        (".prose ol > li", "Odderen går på land efter mørkets frembrud."),
        (".prose em", "fra stemmeværket til søen"),
        (
            ".prose blockquote > p",
            "Det kunne være delingen: lys fra broen til stemmeværket, mørke derfra.",
        ),
        (
            ".prose a[href^='https://www.egeby.example/']",
            "hvordan de virker",
        ),
    ] {
        see_drawn(&widget, selector, words).await?;
    }
    // Where a link leads is said, and nobody is recommended by it.
    widget.see("hvordan de virker (www.egeby.example)").await?;
    let rel = "return root.querySelector('.prose a[href^=\"https:\"]').rel";
    ensure!(widget.ask::<String>(rel, ().into()).await? == "nofollow noopener ugc");
    see_drawn(&widget, ".prose .mention", "@Bo A.").await
}

async fn shows_beforehand_what_a_comment_will_look_like(stage: &mut Stage<'_>) -> Result<()> {
    let widget = open_debate(stage).await?;
    widget.press(&da("comment.add")).await?;
    widget.see(&da("marks.help")).await?;
    widget.fill(&da("comment.label"), MARKED).await?;
    let look = "const look = root.querySelector('details.look > summary'); look.click(); return true";
    widget.ask::<bool>(look, ().into()).await?;
    for (selector, words) in DRAWN {
        see_drawn(&widget, &format!(".look {selector}"), words).await?;
    }
    // It follows what is typed.
    widget.fill(&da("comment.label"), "\n\n**Tak**").await?;
    see_drawn(&widget, ".look strong", "Tak").await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("comment.send")).await?;
    for (selector, words) in DRAWN {
        see_drawn(&widget, &format!(".comment > .prose {selector}"), words).await?;
    }
    let stored = newest(stage).await?;
    let body = stored.body.context("no words were stored")?;
    ensure!(
        body.format == Format::Markup && body.value == format!("{MARKED}\n\n**Tak**"),
        "stored: {body:?}"
    );
    stage.browser.reload().await?;
    see_drawn(&widget, ".comment > .prose strong", "Tak").await?;
    // Whoever corrects it sees the same beforehand.
    widget.press(&da("edit.comment")).await?;
    widget.see(&da("marks.help")).await?;
    ensure!(widget.ask::<bool>(look, ().into()).await?);
    for (selector, words) in DRAWN {
        see_drawn(&widget, &format!(".look {selector}"), words).await?;
    }
    Ok(())
}

const DRAWN: [(&str, &str); 5] = [
    ("em", "mangler"),
    ("li > strong", "lys"),
    ("li > a[href='https://egeby.example/b']", "bænke"),
    ("blockquote > p", "Hvorfor?"),
    ("a[href='https://a.example/x']", "https://a.example/x"),
];

async fn shows_an_idea_before_it_is_sent_as_it_will_look(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas/new").await?;
    widget.see(&da("marks.help")).await?;
    widget.fill(&da("idea.problem.ask"), MARKED).await?;
    let widget = stage.open_at("/ideas/new/check").await?;
    for (selector, words) in DRAWN {
        see_drawn(&widget, &format!(".preview {selector}"), words).await?;
    }
    Ok(())
}

async fn mentions_somebody_in_the_debate_by_keyboard_alone(stage: &mut Stage<'_>) -> Result<()> {
    let widget = open_debate(stage).await?;
    widget.press(&da("comment.add")).await?;
    widget.fill(&da("comment.label"), "Enig, @natur").await?;
    let group = "Naturvennerne i Egeby";
    widget.see_count(".mentioning .chip", 1).await?;
    let said = "return readable(root.querySelector('.mentioning [role=status]')) !== ''";
    widget
        .wait_until("how many there are to be said", said, ().into())
        .await?;
    // The choice comes right after the field, and one goes on behind the name.
    stage.browser.press(&[Key::Tab, Key::Enter]).await?;
    stage.browser.type_text("har ret.").await?;
    let words = format!("Enig, @{group} har ret.");
    widget.see_value(&da("comment.label"), &words).await?;
    widget.see_count(".mentioning .chip", 0).await?;
    // Escape leaves what was typed as it is.
    stage.browser.type_text(" @").await?;
    widget.see_count(".mentioning .chip", 6).await?;
    stage.browser.press(&[Key::Tab, Key::Escape]).await?;
    stage.browser.press(&[Key::Backspace, Key::Backspace]).await?;
    widget.see_value(&da("comment.label"), &words).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("comment.send")).await?;
    see_drawn(&widget, ".comment > .prose > p", &words).await?;
    see_drawn(&widget, ".comment > .prose .mention", &format!("@{group}")).await?;
    let body = newest(stage).await?.body.context("no words were stored")?;
    ensure!(body.value == words, "stored: {body:?}");
    Ok(())
}

async fn puts_a_name_only_where_it_was_begun(stage: &mut Stage<'_>) -> Result<()> {
    let widget = open_debate(stage).await?;
    widget.press(&da("comment.add")).await?;
    let words = "På broen: enig, @natur";
    widget.fill(&da("comment.label"), words).await?;
    widget.see_count(".mentioning .chip", 1).await?;
    // Somebody goes back to the beginning before choosing.
    stage.browser.press(&[Key::Home, Key::Tab, Key::Enter]).await?;
    widget.see_count(".mentioning .chip", 0).await?;
    widget.see_value(&da("comment.label"), words).await
}

async fn draws_marks_that_mean_harm_as_words(stage: &mut Stage<'_>) -> Result<()> {
    let limits = stage.backend.service().await?.limits;
    let most = limits.comment_max as usize;
    let script = "<script>window.hacked=1</script><img src=x onerror='window.hacked=2'>";
    let texts = [
        format!("- **{script}**\n- *{script}*\n\n> {script}\n\n[{script}](https://a.example)"),
        "[klik](javascript:window.hacked=3) [klik](JAVASCRIPT:x) [k](data:text/html,x) https://bank.example@ond.example"
            .to_owned(),
        format!("**{}**", "å".repeat(most - 4)),
        format!("https://a.example/{}", "a".repeat(900)),
        format!("[{}](https://a.example)", "å".repeat(150)),
        "> ".repeat(most / 2 - 2) + "dybt",
        "*".repeat(most),
        "[\u{202E}kilk](https://a.example/\u{202E}x) **\u{202E}tsket** 👩‍👩‍👧‍👦🏳️‍🌈\u{200B}\u{FEFF}".to_owned(),
        "- \u{202E}a\n- \u{200D}b\n\n@\u{202E}x".to_owned(),
    ];
    let id = store(stage, &texts).await?;
    let widget = stage.open_at(&format!("/ideas/{id}")).await?;
    widget.see_count(".comment", texts.len()).await?;
    is_harmless(&widget).await?;
    stage.browser.resize(NARROW).await?;
    widget.fits_its_width().await?;
    // The same beforehand, from the field.
    widget.press(&da("comment.add")).await?;
    let paste = "
        const field = root.querySelector('.reply textarea');
        field.value = arguments[1];
        field.dispatchEvent(new Event('input', {bubbles: true}));
        root.querySelector('details.look').open = true;
        return true";
    widget.find(Kind::Field, &da("comment.label")).await?;
    for text in &texts {
        widget.ask::<bool>(paste, json!(text)).await?;
        let drawn = "return !!root.querySelector('.look .prose')";
        widget.wait_until("the look", drawn, ().into()).await?;
        is_harmless(&widget).await?;
        widget.fits_its_width().await?;
    }
    let troubles = page::troubles(&stage.browser).await?;
    ensure!(troubles.is_empty(), "the page saw {troubles:#?}");
    Ok(())
}

/// Nothing has run, nothing could be pressed that runs, no element is there that nobody drew, and none lies deep.
async fn is_harmless(widget: &Widget<'_>) -> Result<()> {
    let script = "
        const known = 'P,UL,OL,LI,EM,STRONG,BLOCKQUOTE,A,BDI,SPAN';
        const depth = (element) => element.matches('.prose') ? 0 : 1 + depth(element.parentElement);
        const wrong = [];
        if (window.hacked !== undefined) wrong.push('something ran');
        for (const element of root.querySelectorAll('.prose *')) {
            if (!known.split(',').includes(element.tagName.toUpperCase())) wrong.push(element.tagName);
            if (depth(element) > 10) wrong.push('too deep');
            if (element.matches('a') && !/^https:\\/\\/a\\.example/.test(element.href)) wrong.push(element.href);
        }
        return wrong";
    let wrong: Vec<String> = widget.ask(script, ().into()).await?;
    ensure!(wrong.is_empty(), "texts have become {wrong:?}");
    Ok(())
}

/// Waits until an element that is drawn for a mark says these words and nothing else.
async fn see_drawn(widget: &Widget<'_>, selector: &str, words: &str) -> Result<()> {
    let script = "
        const found = [...root.querySelectorAll(arguments[1][0])];
        return found.some((element) => tidy(readable(element)) === tidy(arguments[1][1]))";
    widget
        .wait_until(
            &format!("“{words}” as {selector}"),
            script,
            json!([selector, words]),
        )
        .await
}

async fn open_debate<'a>(stage: &'a Stage<'_>) -> Result<Widget<'a>> {
    let widget = stage.open_at(&format!("/debate/{DEBATE}")).await?;
    let read = "return !!root.querySelector('.comment > .prose')";
    widget.wait_until("the comments", read, ().into()).await?;
    Ok(widget)
}

async fn newest(stage: &Stage<'_>) -> Result<Comment> {
    let mut comments = stage.backend.comments(DEBATE).await?;
    comments.sort_by(|one, other| one.created_at.cmp(&other.created_at));
    comments.pop().context("there are no comments")
}

/// Stores an idea with these comments, and returns its id.
async fn store(stage: &Stage<'_>, comments: &[String]) -> Result<String> {
    let author = Some(Guest {
        name: "Karen Prøve".into(),
        ..Guest::default()
    });
    let title = "Ord, der vil mere end ord";
    let idea = CreateContribution {
        title: title.into(),
        problem: comments.first().cloned(),
        body: comments.concat().chars().take(2_000).collect(),
        format: Format::Markup,
        author: author.clone(),
        ..CreateContribution::default()
    };
    stage.backend.store("contributions", &idea, "wording").await?;
    let ideas = stage.backend.contributions("idea").await?;
    let stored = ideas
        .into_iter()
        .find(|idea| idea.title == title)
        .context("it was not stored")?;
    for (at, body) in comments.iter().enumerate() {
        let comment = CreateComment {
            subject: format!("contribution:{}", stored.id),
            body: body.clone(),
            format: Format::Markup,
            author: author.clone(),
            ..CreateComment::default()
        };
        let key = format!("wording-comment-{at}");
        stage.backend.store("comments", &comment, &key).await?;
    }
    Ok(stored.id)
}
