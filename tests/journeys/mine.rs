//! What is one's own: drafts, what was sent, the private link, one's data, and a device that keeps nothing (C2, S1.6).

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_tests::browser::{Browser, NARROW};
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::page::wait;
use samskab_tests::stage::Stage;
use samskab_tests::visitor::Visitor;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};
use serde_json::Value;

use crate::acts::{BENCHES, see_receipt, write};

journeys![
    keeps_several_drafts_and_goes_on_with_the_one_that_is_chosen.in_chromium(),
    deletes_a_draft_and_has_it_back.in_chromium(),
    reads_the_other_drafts_where_one_is_damaged.in_chromium(),
    says_so_where_the_device_keeps_nothing_and_loses_nothing_while_the_page_is_open,
    finds_what_was_sent_with_its_number_and_its_promise_also_without_network.in_chromium(),
    comes_back_by_a_private_link_on_another_device.in_chromium(),
    declines_a_private_link_and_nothing_is_kept.in_chromium(),
    takes_ones_data_along_and_has_it_erased.in_chromium(),
    is_forgotten_by_the_device.in_chromium(),
    is_told_why_something_was_taken_off_the_page_and_appeals.in_chromium(),
];

async fn keeps_several_drafts_and_goes_on_with_the_one_that_is_chosen(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas/new").await?;
    widget
        .fill(&da("idea.problem.ask"), "Huller i cykelstien")
        .await?;
    widget.follow(&da("nav.projects")).await?;
    widget.see(&da("projects.title")).await?;
    stage.browser.back().await?;
    widget.see(&da("draft.found")).await?;
    widget.press(&da("draft.anew")).await?;
    widget.see_value(&da("idea.problem.ask"), "").await?;
    widget
        .fill(&da("idea.problem.ask"), "Mørkt ved stationen")
        .await?;
    widget.follow(&da("nav.mine")).await?;
    widget.see("Huller i cykelstien").await?;
    widget.see("Mørkt ved stationen").await?;
    // The one that was last written in stands first.
    let titles = widget.texts(".card :is(h3, h4)").await?;
    ensure!(
        titles == ["Mørkt ved stationen", "Huller i cykelstien"],
        "the drafts stand there as {titles:?}"
    );
    let second = "[...root.querySelectorAll('.card')][1].querySelector('a').click()";
    widget.ask::<()>(second, Value::Null).await?;
    widget
        .see_value(&da("idea.problem.ask"), "Huller i cykelstien")
        .await
}

async fn deletes_a_draft_and_has_it_back(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas/new").await?;
    widget.fill(&da("idea.problem.ask"), "Huller").await?;
    widget.follow(&da("nav.mine")).await?;
    widget.press(&da("draft.delete")).await?;
    widget.see(&da_with("mine.deleted", "Huller")).await?;
    ensure!(drafts(&widget).await? == 0, "what was deleted is still kept");
    widget.press(&da("mine.undo")).await?;
    widget.find(Kind::Link, &da("draft.resume")).await?;
    stage.browser.reload().await?;
    widget.follow(&da("draft.resume")).await?;
    widget.see_value(&da("idea.problem.ask"), "Huller").await?;
    widget.follow(&da("nav.mine")).await?;
    widget.press(&da("draft.delete")).await?;
    stage.browser.reload().await?;
    widget.see(&da("mine.none")).await
}

async fn reads_the_other_drafts_where_one_is_damaged(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas/new").await?;
    widget.fill(&da("idea.problem.ask"), "Huller").await?;
    let damage = "
        const name = Object.keys(localStorage).find((name) => name.startsWith('samskab:draft:'));
        const shelf = name.slice(0, name.indexOf(' ') + 1);
        localStorage[`${shelf}idea~00000000`] = '{\"fields\":';
        localStorage[`${shelf}idea~00000001`] = 'null';
        localStorage[`${shelf}poem~00000002`] = '{\"fields\":{\"/verse\":\"En bænk\"},\"rhymes\":[1],\"sending\":null}';
        localStorage[name.replace('draft', 'mine').split(' ')[0]] = '[7,{\"reference\":1}]'";
    widget.ask::<()>(damage, Value::Null).await?;
    stage.browser.reload().await?;
    widget.see_value(&da("idea.problem.ask"), "Huller").await?;
    widget.follow(&da("nav.mine")).await?;
    widget.see("Huller").await?;
    widget.see("En bænk").await?;
    ensure!(drafts(&widget).await? == 4, "a draft was thrown away");
    Ok(())
}

async fn says_so_where_the_device_keeps_nothing_and_loses_nothing_while_the_page_is_open(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let widget = stage.open_at("/ideas/new").await?;
    widget.see(&da("idea.problem.ask")).await?;
    let fill = "for (let size = 1 << 20; size; size >>= 1) {
        for (let at = 0; ; at++) try { localStorage[`full-${size}-${at}`] = 'x'.repeat(size); } catch { break; }
    }";
    widget.ask::<()>(fill, Value::Null).await?;
    ensure!(!warns(&widget).await?, "it warns though nothing is written");
    widget.fill(&da("idea.problem.ask"), "Huller").await?;
    widget.see(&da("draft.refused")).await?;
    ensure!(warns(&widget).await?, "it lets the page be left without a word");
    widget.follow(&da("nav.mine")).await?;
    widget.see("Huller").await?;
    widget.follow(&da("draft.resume")).await?;
    widget.see_value(&da("idea.problem.ask"), "Huller").await?;
    widget.press(&da("draft.delete")).await?;
    widget.see_value(&da("idea.problem.ask"), "").await?;
    ensure!(!warns(&widget).await?, "it warns though nothing is left");
    // What is kept by the page alone can be sent as well.
    widget.follow(&da("nav.ideas")).await?;
    write(&widget, &BENCHES).await?;
    widget.press(&da("submit")).await?;
    see_receipt(&widget, &BENCHES).await?;
    ensure!(
        stage.backend.count_ideas(BENCHES.title).await? == 1,
        "the backend has not exactly one"
    );
    Ok(())
}

async fn finds_what_was_sent_with_its_number_and_its_promise_also_without_network(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let widget = send(stage).await?;
    let sent = stage.backend.contributions("idea").await?;
    let sent = sent.into_iter().find(|idea| idea.title == BENCHES.title);
    let number = sent.and_then(|idea| idea.reference).context("it has no number")?;
    widget.follow(&da("nav.mine")).await?;
    widget.see(&da("mine.sent")).await?;
    widget.see(&number).await?;
    widget.see(&da("answer.due").replace("{date}", "")).await?;
    widget.see(&da("status.received")).await?;
    stage.network.fail(Method::GET, "/me", Fault::LoseRequest);
    widget.follow(&da("nav.ideas")).await?;
    widget.follow(&da("nav.mine")).await?;
    widget.see(&da("mine.stale")).await?;
    widget.see(&number).await?;
    stage.network.mend();
    widget.press(&da("again")).await?;
    widget.see(&da("status.received")).await
}

async fn comes_back_by_a_private_link_on_another_device(stage: &mut Stage<'_>) -> Result<()> {
    let widget = send(stage).await?;
    let link = copy(&widget).await?;
    let other = Visitor::admit(stage).await?;
    arrive(stage, &other.browser, &link).await?;
    other.leave().await
}

async fn arrive(stage: &Stage<'_>, other: &Browser, link: &str) -> Result<()> {
    other.goto(link).await?;
    let widget = Widget::new(other, 0);
    widget.see(&da_with("arrive.whose", BENCHES.name)).await?;
    let secret = link.rsplit('/').next().unwrap_or_default();
    ensure!(
        !other.address().await?.contains(secret),
        "the secret stands in the address bar"
    );
    ensure!(
        kept(&widget).await?.is_empty(),
        "something was kept before anybody said yes"
    );
    let asked = stage.network.passed().into_iter();
    ensure!(
        asked.clone().all(|request| !request.path.contains(secret)),
        "the secret stands in an address that was asked"
    );
    widget.press(&da("arrive.yes")).await?;
    widget.see(&da("mine.sent")).await?;
    widget.see(BENCHES.title).await?;
    other.reload().await?;
    widget.see(BENCHES.title).await?;
    widget.see_no_more(&da("arrive.yes")).await
}

async fn declines_a_private_link_and_nothing_is_kept(stage: &mut Stage<'_>) -> Result<()> {
    let widget = send(stage).await?;
    let link = copy(&widget).await?;
    widget.ask::<()>("localStorage.clear()", Value::Null).await?;
    stage.open("english.html").await?;
    stage.browser.goto(&link).await?;
    widget.press(&da("arrive.no")).await?;
    widget.see_no_more(&da("arrive.no")).await?;
    ensure!(
        kept(&widget).await?.is_empty(),
        "something was kept though the answer was no"
    );
    // A link that opens nothing any more says so.
    stage.open("english.html").await?;
    stage.browser.goto(&format!("{}x", link)).await?;
    widget.see(&da("arrive.gone")).await
}

async fn takes_ones_data_along_and_has_it_erased(stage: &mut Stage<'_>) -> Result<()> {
    let widget = send(stage).await?;
    widget.follow(&da("nav.mine")).await?;
    let catch = "
        const own = URL.createObjectURL;
        URL.createObjectURL = (file) => { file.text().then((text) => { window.taken = text; }); return own.call(URL, file); }";
    widget.ask::<()>(catch, Value::Null).await?;
    widget.press(&da("data.export")).await?;
    widget.see(&da("data.exported")).await?;
    let taken = "return !!window.taken && JSON.parse(window.taken).contributions.some((one) => one.title === arguments[1])";
    widget
        .wait_until("the file with the idea", taken, BENCHES.title.into())
        .await?;
    widget.press(&da("data.erase")).await?;
    widget.see(&da("data.erase.ask")).await?;
    widget.press(&da("data.no")).await?;
    widget.see_no_more(&da("data.erase.ask")).await?;
    widget.press(&da("data.erase")).await?;
    stage.network.fail(Method::DELETE, "/me", Fault::LoseRequest);
    widget.press(&da("data.erase.yes")).await?;
    widget.see(&da("err.offline")).await?;
    stage.network.mend();
    widget.press(&da("data.erase.yes")).await?;
    widget.see(&da("data.erased")).await?;
    widget.see_no_more(BENCHES.title).await?;
    ensure!(
        stage.backend.count_ideas(BENCHES.title).await? == 0,
        "the idea is still there"
    );
    let secrets = "return Object.values(localStorage).filter((text) => text.includes('secret\":\"')).length";
    ensure!(
        widget.ask::<usize>(secrets, Value::Null).await? == 0,
        "a secret is still kept"
    );
    Ok(())
}

async fn is_forgotten_by_the_device(stage: &mut Stage<'_>) -> Result<()> {
    let widget = send(stage).await?;
    widget.follow(&da("nav.ideas")).await?;
    widget.follow(&da("idea.new")).await?;
    widget.fill(&da("idea.problem.ask"), "Huller").await?;
    widget.follow(&da("nav.mine")).await?;
    widget.press(&da("data.forget")).await?;
    widget.press(&da("data.forget.yes")).await?;
    widget.see(&da("data.forgotten")).await?;
    widget.see(&da("mine.none")).await?;
    ensure!(
        kept(&widget).await?.is_empty(),
        "still kept: {:?}",
        kept(&widget).await?
    );
    ensure!(
        stage.backend.count_ideas(BENCHES.title).await? == 1,
        "what was sent should stay"
    );
    Ok(())
}

async fn is_told_why_something_was_taken_off_the_page_and_appeals(stage: &mut Stage<'_>) -> Result<()> {
    let widget = send(stage).await?;
    let sent = stage.backend.contributions("idea").await?;
    let sent = sent.into_iter().find(|idea| idea.title == BENCHES.title);
    let (rule, reason) = ("3. Ingen reklame", "Idéen omtaler en bestemt butik.");
    stage
        .backend
        .hide(&sent.context("it is not there")?.id, rule, reason)
        .await?;
    widget.follow(&da("nav.mine")).await?;
    widget.see(&da("withheld.hidden")).await?;
    widget.see(reason).await?;
    widget.see(rule).await?;
    widget.press(&da("appeal.open")).await?;
    widget.press(&da("appeal.send")).await?;
    widget.see(&da("err.text.empty")).await?;
    widget
        .fill(&da("appeal.label"), "Der er ingen butik på stien.")
        .await?;
    stage.browser.resize(NARROW).await?;
    widget.fits_its_width().await?;
    widget.press(&da("appeal.send")).await?;
    widget.see(&da("appeal.received")).await?;
    stage.browser.reload().await?;
    widget.see(&da("appeal.received")).await
}

/// Sends an idea.
async fn send<'a>(stage: &'a Stage<'_>) -> Result<Widget<'a>> {
    let widget = stage.open_at("/ideas").await?;
    write(&widget, &BENCHES).await?;
    widget.press(&da("submit")).await?;
    see_receipt(&widget, &BENCHES).await?;
    Ok(widget)
}

/// Copies the private link from the receipt.
async fn copy(widget: &Widget<'_>) -> Result<String> {
    let catch = "Object.defineProperty(navigator, 'clipboard', { configurable: true, value: {
        writeText: (text) => { window.copied = text; return Promise.resolve(); } } })";
    widget.ask::<()>(catch, Value::Null).await?;
    widget.press(&da("link.copy")).await?;
    widget.see(&da("link.copied")).await?;
    wait(widget.browser, "a copied link", async || {
        widget
            .ask::<Option<String>>("return window.copied ?? null", Value::Null)
            .await
    })
    .await
}

/// How many drafts the device keeps.
async fn drafts(widget: &Widget<'_>) -> Result<usize> {
    let names = kept(widget).await?;
    Ok(names
        .iter()
        .filter(|name| name.starts_with("samskab:draft:"))
        .count())
}

/// Names of what the device keeps.
async fn kept(widget: &Widget<'_>) -> Result<Vec<String>> {
    widget.ask("return Object.keys(localStorage)", Value::Null).await
}

/// Whether the page asks before it is left.
async fn warns(widget: &Widget<'_>) -> Result<bool> {
    let script = "
        const leaving = new Event('beforeunload', { cancelable: true });
        dispatchEvent(leaving);
        return leaving.defaultPrevented";
    widget.ask(script, Value::Null).await
}
