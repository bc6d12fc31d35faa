//! The demo's own pages, as a visitor of the invented municipality sees them.

use anyhow::{Result, ensure};
use samskab_tests::accessibility::check;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Widget;
use samskab_tests::words::{da, en};

journeys![
    reads_on_the_demos_page_and_uses_its_own_links,
    reads_two_languages_on_the_demos_second_page,
    has_no_barriers_and_no_errors_on_the_demos_pages.in_chromium(),
    has_no_barriers_and_no_errors_on_the_demos_pages_in_the_dark
        .in_chromium()
        .in_the_dark(),
];

async fn reads_on_the_demos_page_and_uses_its_own_links(stage: &mut Stage<'_>) -> Result<()> {
    let widget = visit(stage, "/").await?;
    widget.see(&da("ideas.title")).await?;
    widget.follow(&da("nav.projects")).await?;
    widget.see(&da("projects.title")).await?;
    stage
        .browser
        .run("document.querySelector('a[href=\"#kontakt\"]').click()", vec![])
        .await?;
    ensure!(
        stage.browser.address().await?.ends_with("/#kontakt"),
        "the page's own link does not work"
    );
    widget.see(&da("projects.title")).await?;
    widget.fits_its_width().await
}

async fn reads_two_languages_on_the_demos_second_page(stage: &mut Stage<'_>) -> Result<()> {
    let danish = visit(stage, "/demo/to-visninger.html").await?;
    let english = stage.widget(1);
    danish.see(&da("ideas.title")).await?;
    english.see(&en("projects.title")).await?;
    english.follow(&en("nav.ideas")).await?;
    english.see(&en("ideas.title")).await?;
    danish.see(&da("ideas.title")).await?;
    danish.fits_its_width().await
}

async fn has_no_barriers_and_no_errors_on_the_demos_pages(stage: &mut Stage<'_>) -> Result<()> {
    for path in ["/", "/demo/to-visninger.html"] {
        visit(stage, path).await?;
        let settled = "return [...document.querySelectorAll('samskab-widget')].every((host) =>
            host.shadowRoot?.querySelector('nav') && !host.shadowRoot.querySelector('[aria-busy], .waiting'))";
        samskab_tests::page::wait_until(&stage.browser, "the page to be drawn", settled, vec![]).await?;
        check(&stage.browser, stage.tools, path).await?;
        let console = stage.browser.console().await?;
        ensure!(console.is_empty(), "the console of {path} says {console:#?}");
    }
    Ok(())
}

async fn has_no_barriers_and_no_errors_on_the_demos_pages_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    has_no_barriers_and_no_errors_on_the_demos_pages(stage).await
}

async fn visit<'a>(stage: &'a Stage<'_>, path: &str) -> Result<Widget<'a>> {
    stage.browser.goto(&stage.site.address(path)).await?;
    Ok(stage.widget(0))
}
