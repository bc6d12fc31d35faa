//! Living in a stranger's page: two at a time, moved, removed, included twice, under hostile styles.

use anyhow::{Result, ensure};
use fantoccini::key::Key;
use samskab_tests::journeys;
use samskab_tests::page::{self, troubles};
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::{da, en};

journeys![
    shows_two_widgets_that_know_nothing_of_each_other,
    keeps_what_was_typed_when_the_page_moves_it,
    leaves_no_trace_when_it_is_removed_and_works_when_it_is_put_back,
    does_not_mind_being_included_twice,
    looks_the_same_under_hostile_styles,
    keeps_the_pages_shortcuts_away_from_what_is_typed,
    takes_another_view_and_another_language_by_attribute,
    is_dark_for_who_prefers_it_and_light_where_the_page_wants_it.in_the_dark(),
];

async fn shows_two_widgets_that_know_nothing_of_each_other(stage: &mut Stage<'_>) -> Result<()> {
    let danish = stage.open("two.html").await?;
    let english = stage.widget(1);
    danish.see(&da("ideas.title")).await?;
    english.see(&en("projects.title")).await?;
    english.follow(&en("nav.ideas")).await?;
    english.see(&en("ideas.title")).await?;
    danish.follow(&da("nav.debate")).await?;
    danish.see(&da("debate.title")).await?;
    english.see(&en("ideas.title")).await?;

    // Their places stand side by side in the page's address.
    let address = stage.browser.address().await?;
    ensure!(
        address.ends_with("#projects=/ideas&samskab=/debate"),
        "the address is {address}"
    );
    stage.browser.back().await?;
    danish.see(&da("ideas.title")).await?;
    english.see(&en("ideas.title")).await?;
    stage.browser.reload().await?;
    english.see(&en("ideas.title")).await?;
    ensure!(
        english.count("h3").await? > 0 && english.count("h2").await? == 0,
        "the headings are too high"
    );
    nothing_is_wrong(stage).await
}

async fn keeps_what_was_typed_when_the_page_moves_it(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open("two.html#samskab=/ideas/new").await?;
    widget.fill(&da("idea.problem.ask"), "Huller i vejen").await?;
    let marked = "root.querySelector('textarea').dataset.same = 'yes'; return null";
    widget.ask::<()>(marked, ().into()).await?;
    let move_it = "document.querySelector('#aside').append(document.querySelector('samskab-widget'))";
    stage.browser.run(move_it, vec![]).await?;

    let moved = stage.widget(1);
    moved.see_value(&da("idea.problem.ask"), "Huller i vejen").await?;
    let same = "return root.querySelector('textarea').dataset.same === 'yes'";
    ensure!(
        moved.ask::<bool>(same, ().into()).await?,
        "the field was drawn anew"
    );
    moved.fill(&da("idea.problem.ask"), " og på stien").await?;
    moved.press(&da("continue")).await?;
    moved.see(&da("compose.idea")).await?;
    nothing_is_wrong(stage).await
}

async fn leaves_no_trace_when_it_is_removed_and_works_when_it_is_put_back(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let widget = stage.open("traces.html").await?;
    widget.see(&da("ideas.title")).await?;
    ensure!(
        !traces(stage).await?.is_empty(),
        "the page does not notice listeners: this journey would prove nothing"
    );
    widget.follow(&da("idea.new")).await?;
    widget.fill(&da("idea.problem.ask"), "Huller").await?;
    widget.follow(&da("nav.debate")).await?;
    widget.see(&da("debate.title")).await?;
    for _ in 0..3 {
        let remove = "window.removed = document.querySelector('samskab-widget'); removed.remove()";
        stage.browser.run(remove, vec![]).await?;
        page::wait(&stage.browser, "no traces", async || {
            let left = traces(stage).await?;
            ensure!(left.is_empty(), "left behind: {left:?}");
            Ok(Some(()))
        })
        .await?;
        let empty = "return removed.shadowRoot.childNodes.length === 0";
        ensure!(
            stage.browser.run(empty, vec![]).await? == true,
            "the removed element is not empty"
        );
        stage
            .browser
            .run("document.querySelector('main').append(removed)", vec![])
            .await?;
        widget.see(&da("debate.title")).await?;
    }
    widget.follow(&da("nav.ideas")).await?;
    widget.see(&da("ideas.title")).await?;
    nothing_is_wrong(stage).await
}

async fn does_not_mind_being_included_twice(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open("twice.html").await?;
    widget.see(&da("ideas.title")).await?;
    let widgets = "return document.querySelectorAll('samskab-widget').length";
    ensure!(
        stage.browser.run(widgets, vec![]).await? == 1,
        "there is more than one widget"
    );
    widget.see_count("nav.places", 1).await?;
    widget.follow(&da("nav.projects")).await?;
    widget.see(&da("projects.title")).await?;
    nothing_is_wrong(stage).await
}

async fn looks_the_same_under_hostile_styles(stage: &mut Stage<'_>) -> Result<()> {
    // What the page may not change, of every element, beside what every text inherits from its page.
    let look = "
        const properties = ['display', 'opacity', 'float', 'margin', 'padding', 'list-style-type', 'text-transform',
            'letter-spacing', 'border', 'appearance', 'cursor', 'font-size'];
        return [...root.querySelectorAll('*')].map((element) => {
            const style = getComputedStyle(element);
            return `${element.localName}.${element.className} ${properties.map((name) => style.getPropertyValue(name))}`;
        })";
    let widget = stage.open("one.html").await?;
    widget.see(&da("ideas.title")).await?;
    widget.see_count("textarea, .card", 20).await?;
    let plain: Vec<String> = widget.ask(look, ().into()).await?;
    let widget = stage.open("hostile.html").await?;
    widget.see(&da("ideas.title")).await?;
    widget.see_count("textarea, .card", 20).await?;
    let hostile: Vec<String> = widget.ask(look, ().into()).await?;
    ensure!(
        plain.len() == hostile.len(),
        "not the same elements: {} and {}",
        plain.len(),
        hostile.len()
    );
    let differing: Vec<_> = plain
        .iter()
        .zip(&hostile)
        .filter(|(one, other)| one != other)
        .take(3)
        .collect();
    ensure!(differing.is_empty(), "the page's styles reach in: {differing:#?}");
    widget.follow(&da("idea.new")).await?;
    widget.fill(&da("idea.problem.ask"), "Huller").await?;
    widget.see_value(&da("idea.problem.ask"), "Huller").await
}

async fn keeps_the_pages_shortcuts_away_from_what_is_typed(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open("hostile.html#samskab=/ideas/new").await?;
    widget.fill(&da("idea.problem.ask"), "snarvej /?").await?;
    let heard = async || page::ask::<Vec<String>>(&stage.browser, "return shortcuts", vec![]).await;
    ensure!(heard().await?.is_empty(), "the page heard {:?}", heard().await?);
    // Elsewhere the page's shortcuts are the page's own business.
    stage
        .browser
        .run("document.querySelector('#own').focus()", vec![])
        .await?;
    stage.browser.press(&[Key::Escape]).await?;
    ensure!(
        !heard().await?.is_empty(),
        "the page's own shortcuts no longer work"
    );
    Ok(())
}

async fn takes_another_view_and_another_language_by_attribute(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open("one.html").await?;
    widget.see(&da("ideas.title")).await?;
    let set = "document.querySelector('samskab-widget').setAttribute(arguments[0], arguments[1])";
    stage
        .browser
        .run(set, vec!["view".into(), "projects".into()])
        .await?;
    widget.see(&da("projects.title")).await?;
    stage.browser.run(set, vec!["lang".into(), "en".into()]).await?;
    widget.see(&en("projects.title")).await?;
    ensure!(
        !widget.has(Kind::Link, &da("nav.projects")).await?,
        "Danish words are left"
    );
    nothing_is_wrong(stage).await
}

async fn is_dark_for_who_prefers_it_and_light_where_the_page_wants_it(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open("one.html").await?;
    widget.see(&da("ideas.title")).await?;
    let brightness = "
        const canvas = document.createElement('canvas').getContext('2d');
        canvas.fillStyle = getComputedStyle(root.querySelector('.view-heading')).color;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
        return Math.round((red + green + blue) / 3)";
    let dark: u32 = widget.ask(brightness, ().into()).await?;
    ensure!(dark > 180, "words on a dark page have brightness {dark}");
    let set = "document.querySelector('samskab-widget').setAttribute('theme', 'light')";
    stage.browser.run(set, vec![]).await?;
    widget
        .wait_until(
            "the light theme",
            "return !!root.querySelector('[data-theme=light]')",
            ().into(),
        )
        .await?;
    widget.see(&da("ideas.title")).await?;
    let light: u32 = widget.ask(brightness, ().into()).await?;
    ensure!(light < 80, "words on a light page have brightness {light}");
    Ok(())
}

async fn traces(stage: &Stage<'_>) -> Result<Vec<String>> {
    page::ask(&stage.browser, "return listTraces()", vec![]).await
}

async fn nothing_is_wrong(stage: &Stage<'_>) -> Result<()> {
    let troubles = troubles(&stage.browser).await?;
    ensure!(troubles.is_empty(), "the page saw {troubles:#?}");
    Ok(())
}
