//! Where it cannot run: a plain link that works, and a sentence that says why. Never a blank box.

use anyhow::{Result, ensure};
use http::Method;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::page::{self, troubles};
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;

journeys![
    offers_a_link_in_a_browser_without_webassembly,
    offers_a_link_where_the_page_forbids_webassembly,
    offers_a_link_and_another_try_where_the_program_is_missing,
    says_so_while_the_backend_is_down_and_goes_on_once_it_is_back,
    says_so_where_a_list_cannot_be_had_and_tries_again.in_chromium(),
    says_so_where_a_later_part_of_the_program_is_missing,
    offers_a_link_after_a_fault_in_the_program,
];

/// What stands on the fallback's link and button; `embed.js` has these words itself.
const LINK: &str = "Åbn idéer og debat på en almindelig side";
const AGAIN: &str = "Prøv igen";
const BLOCKED: &str = "fordi browseren eller hjemmesiden ikke tillader det";
const LOST: &str = "kunne ikke hentes lige nu";
const STOPPED: &str = "Der skete en fejl";

async fn offers_a_link_in_a_browser_without_webassembly(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open("no-wasm.html").await?;
    widget.see(BLOCKED).await?;
    link_works(stage, &widget).await?;
    only_warned(stage).await
}

async fn offers_a_link_where_the_page_forbids_webassembly(stage: &mut Stage<'_>) -> Result<()> {
    stage
        .site
        .set_policy(|policy| policy.replace(" 'wasm-unsafe-eval'", ""));
    let widget = stage.open("one.html").await?;
    widget.see(BLOCKED).await?;
    link_works(stage, &widget).await?;
    only_warned(stage).await
}

async fn offers_a_link_and_another_try_where_the_program_is_missing(stage: &mut Stage<'_>) -> Result<()> {
    stage.site.lose(".wasm");
    let widget = stage.open("one.html").await?;
    widget.see(LOST).await?;
    link_works(stage, &widget).await?;
    only_warned(stage).await?;
    stage.site.restore();
    widget.press(AGAIN).await?;
    widget.see(&da("ideas.title")).await
}

async fn says_so_while_the_backend_is_down_and_goes_on_once_it_is_back(stage: &mut Stage<'_>) -> Result<()> {
    stage.backend.stop().await?;
    stage.open("one.html").await?;
    let widget = stage.widget(0);
    widget.see(&da("err.read.offline")).await?;
    ensure!(
        widget.has(Kind::Link, &da("err.plain")).await?,
        "there is no plain link"
    );
    no_errors(stage).await?;
    stage.backend.start().await?;
    stage.network.lead_to(stage.backend.port());
    let widget = stage.widget(0);
    widget.press(&da("again")).await?;
    widget.see(&da("ideas.title")).await?;
    widget
        .wait_until("ideas", "return !!root.querySelector('.card')", ().into())
        .await
}

async fn says_so_where_a_list_cannot_be_had_and_tries_again(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    widget.see(&da("ideas.title")).await?;
    stage.network.fail(Method::GET, "/projects", Fault::Answer(500));
    widget.follow(&da("nav.projects")).await?;
    widget.see(&da("err.read.server")).await?;
    stage.network.mend();
    stage.network.fail(Method::GET, "/projects", Fault::LoseRequest);
    widget.press(&da("again")).await?;
    widget.see(&da("err.read.offline")).await?;
    stage.network.mend();
    widget.press(&da("again")).await?;
    widget
        .wait_until("projects", "return !!root.querySelector('.card')", ().into())
        .await
}

/// What draws projects and what one writes with come when they are asked for.
async fn says_so_where_a_later_part_of_the_program_is_missing(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    widget.see(&da("ideas.title")).await?;
    stage.site.lose(".wasm");
    for (way, sign) in [
        ("nav.projects", "projects.title"),
        ("idea.new", "idea.problem.ask"),
    ] {
        widget.follow(&da("nav.ideas")).await?;
        widget.follow(&da(way)).await?;
        widget.find(Kind::Button, &da("again")).await?;
        widget.find(Kind::Link, &da("err.plain")).await?;
        stage.site.restore();
        widget.press(&da("again")).await?;
        widget.see(&da(sign)).await?;
        stage.site.lose(".wasm");
    }
    no_errors(stage).await
}

/// A trap inside the program cannot be ordered, so the page takes a function away, once, that it must have.
async fn offers_a_link_after_a_fault_in_the_program(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas/new").await?;
    widget.fill(&da("idea.problem.ask"), "Huller").await?;
    widget.see(&da("draft.saved")).await?;
    let sabotage = "
        const owners = [[Document.prototype, 'createElement'], [Node.prototype, 'cloneNode']];
        const own = owners.map(([owner, name]) => owner[name]);
        for (const [owner, name] of owners) owner[name] = () => {
            owners.forEach(([owner, name], at) => { owner[name] = own[at]; });
            throw new Error('taken away');
        }";
    stage.browser.run(sabotage, vec![]).await?;
    widget.follow(&da("nav.projects")).await?;
    widget.see(STOPPED).await?;
    widget.find(Kind::Link, LINK).await?;

    // The page is what it was, and so is the text.
    let widget = stage.open_at("/ideas/new").await?;
    stage.browser.reload().await?;
    widget.see_value(&da("idea.problem.ask"), "Huller").await
}

/// Follows the fallback's link: it leads to the backend's plain page.
async fn link_works(stage: &Stage<'_>, widget: &Widget<'_>) -> Result<()> {
    let link = widget.find(Kind::Link, LINK).await?;
    let address = link.prop("href").await?.unwrap_or_default();
    ensure!(
        address.starts_with(&stage.network.origin()),
        "the link leads to {address}"
    );
    let answer = stage
        .backend
        .read_page(address.trim_start_matches(&stage.network.origin()))
        .await?;
    ensure!(
        answer.contains("<h1") && answer.contains("</html>"),
        "the plain page is no page: {answer}"
    );
    Ok(())
}

async fn no_errors(stage: &Stage<'_>) -> Result<()> {
    let troubles = troubles(&stage.browser).await?;
    let errors: Vec<_> = troubles
        .iter()
        .filter(|trouble| !trouble.starts_with("warn: samskab: "))
        .collect();
    ensure!(errors.is_empty(), "the page saw {errors:#?}");
    Ok(())
}

/// One warning for the webmaster, and no error that nobody caught. A policy's own report is not ours.
async fn only_warned(stage: &Stage<'_>) -> Result<()> {
    page::wait(&stage.browser, "one warning and nothing else", async || {
        let troubles = troubles(&stage.browser).await?;
        let ours: Vec<_> = troubles
            .iter()
            .filter(|trouble| !trouble.starts_with("policy: "))
            .collect();
        ensure!(
            ours.len() == 1 && ours[0].starts_with("warn: samskab: "),
            "the page saw {ours:#?}"
        );
        Ok(Some(()))
    })
    .await
}
