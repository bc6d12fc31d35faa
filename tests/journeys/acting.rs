//! What one can do with something beside reading and answering: once, honestly, and so that others see what they should.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::contribution::{Contribution, ContributionState, StatusCategory};
use samskab_protocol::expectation::ExpectationState;
use samskab_protocol::project::{Project, ProjectState};
use samskab_tests::accessibility::check;
use samskab_tests::browser::{NARROW, PHONE};
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};

use crate::acts::{BENCHES, see_receipt, write};
use crate::finding::search;

journeys![
    supports_an_idea_once_however_often_one_presses,
    is_one_person_though_two_acts_are_pressed_at_once.in_chromium(),
    is_told_why_an_act_came_to_nothing.in_chromium(),
    offers_what_one_has_and_finds_it_there,
    takes_an_offer_back.in_chromium(),
    says_what_one_expects_of_a_project_and_reads_what_is_replied.in_chromium(),
    reports_what_should_not_stand_here,
    passes_on_an_address_that_leads_there,
    corrects_a_text_while_that_is_allowed,
    loses_nothing_where_the_text_was_changed_elsewhere.in_chromium(),
    withdraws_a_text_which_is_gone_for_everybody.in_chromium(),
    says_whether_one_feels_answered_and_nobody_else_is_asked.in_chromium(),
    has_no_barriers_where_one_acts.in_chromium(),
    has_no_barriers_where_one_acts_in_the_dark
        .in_chromium()
        .in_the_dark(),
];

const WORDS: &str = "Vi har brug for dem hver dag.";

async fn supports_an_idea_once_however_often_one_presses(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, before) = supported_idea(stage).await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.see(&da_with("support.n", &before.to_string())).await?;
    let more = da_with("support.n", &(before + 1).to_string());

    // By the keyboard, and once more on the same button before it is exchanged.
    widget.find(Kind::Button, &da("support.idea")).await?;
    let twice = "
        const button = named(root, 'button', arguments[1])[0];
        button.focus();
        button.click();
        button.click();
        return true";
    ensure!(
        widget.ask::<bool>(twice, da("support.idea").into()).await?,
        "nothing to press"
    );
    widget.see(&da("support.idea.on")).await?;
    widget.see(&more).await?;
    let focus = "return root.activeElement?.textContent.includes(arguments[1])";
    widget
        .wait_until(
            "the focus on what has become of it",
            focus,
            da("support.idea.on").into(),
        )
        .await?;
    sent(stage, &Method::PUT, "/reactions/", 1).await?;
    ensure!(
        count(stage, &idea).await? == Some(before + 1),
        "the backend counts otherwise"
    );

    stage.browser.reload().await?;
    widget.see(&da("support.idea.on")).await?;
    widget.see(&more).await?;
    widget.press(&da("support.off")).await?;
    widget.find(Kind::Button, &da("support.idea")).await?;
    widget.see(&da_with("support.n", &before.to_string())).await?;
    sent(stage, &Method::DELETE, "/reactions/", 1).await?;
    ensure!(count(stage, &idea).await? == Some(before), "it is still counted");
    Ok(())
}

async fn is_one_person_though_two_acts_are_pressed_at_once(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, _) = supported_idea(stage).await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.find(Kind::Button, &da("follow")).await?;
    let both = "
        for (const name of arguments[1]) named(root, 'button', name)[0].click();
        return true";
    let names = serde_json::json!([da("support.idea"), da("follow")]);
    ensure!(widget.ask::<bool>(both, names).await?, "nothing to press");
    widget.see(&da("support.idea.on")).await?;
    widget.see(&da("follow.on")).await?;
    sent(stage, &Method::PUT, "/follows/", 1).await?;
    sent(stage, &Method::PUT, "/reactions/", 1).await?;
    sent(stage, &Method::POST, "/participants", 1).await?;
    stage.browser.reload().await?;
    widget.see(&da("support.idea.on")).await?;
    widget.see(&da("follow.on")).await
}

async fn is_told_why_an_act_came_to_nothing(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, before) = supported_idea(stage).await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    let faults = [
        (Fault::LoseRequest, "err.act.offline"),
        (Fault::Answer(500), "err.act.server"),
        (Fault::Answer(503), "err.act.readonly"),
        (Fault::Answer(429), "err.act.busy"),
        (Fault::Answer(401), "err.act.unknown"),
    ];
    let acts = [
        ("support.idea", "/reactions/"),
        ("follow", "/follows/"),
        // Being somebody comes first, and can fail as well.
        ("support.idea", "/participants"),
    ];
    for (act, part) in acts.into_iter().rev() {
        let method = if part == "/participants" {
            Method::POST
        } else {
            Method::PUT
        };
        for (fault, sentence) in faults {
            stage.network.fail(method.clone(), part, fault);
            widget.press(&da(act)).await?;
            widget
                .see(&da(sentence))
                .await
                .with_context(|| format!("{act} by {part} under {fault:?}"))?;
            widget.find(Kind::Button, &da(act)).await?;
            widget.see(&da_with("support.n", &before.to_string())).await?;
            stage.network.mend();
        }
    }
    ensure!(
        count(stage, &idea).await? == Some(before),
        "something was counted"
    );
    // What could not be known is done again, and counts once.
    stage.network.fail(Method::PUT, "/reactions/", Fault::LoseAnswer);
    widget.press(&da("support.idea")).await?;
    widget.see(&da("err.act.offline")).await?;
    stage.network.mend();
    widget.press(&da("support.idea")).await?;
    widget.see(&da("support.idea.on")).await?;
    widget
        .see(&da_with("support.n", &(before + 1).to_string()))
        .await?;
    ensure!(count(stage, &idea).await? == Some(before + 1), "it counts twice");

    // Taking it back can fail as well, and then it still stands.
    stage
        .network
        .fail(Method::DELETE, "/reactions/", Fault::Answer(500));
    widget.press(&da("support.off")).await?;
    widget.see(&da("err.act.server")).await?;
    widget.see(&da("support.idea.on")).await
}

async fn offers_what_one_has_and_finds_it_there(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, _) = supported_idea(stage).await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.press(&da("offer.add")).await?;
    widget.see(&da("priv.offer")).await?;
    widget.press(&da("offer.send")).await?;
    widget.see(&da("err.choice.empty")).await?;
    widget.see(&da("err.name.empty")).await?;
    choose(&widget, "resource.time").await?;
    widget.fill(&da("offer.text"), WORDS).await?;
    stage.browser.reload().await?;
    // What was begun is there again, in its place.
    widget.see_value(&da("offer.text"), WORDS).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("offer.send")).await?;
    widget.see(&da("offered.title")).await?;
    see_in(&widget, ".offers", WORDS).await?;
    sent(stage, &Method::POST, "/offers", 1).await?;
    stage.browser.reload().await?;
    see_in(&widget, ".offers", WORDS).await?;
    see_in(&widget, ".offers", "Karen Prøve").await
}

async fn takes_an_offer_back(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, _) = supported_idea(stage).await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.press(&da("offer.add")).await?;
    choose(&widget, "resource.tools").await?;
    widget.fill(&da("offer.text"), WORDS).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("offer.send")).await?;
    see_in(&widget, ".offers", WORDS).await?;
    stage.browser.reload().await?;
    widget.press(&da("back.ask")).await?;
    widget.see(&da("back.sure")).await?;
    check(&stage.browser, stage.tools, "taking an offer back").await?;
    stage.network.fail(Method::DELETE, "/offers/", Fault::Answer(500));
    widget.press(&da("withdraw.yes")).await?;
    widget.see(&da("err.act.server")).await?;
    see_in(&widget, ".offers", WORDS).await?;
    stage.network.mend();
    widget.press(&da("withdraw.yes")).await?;
    widget.see(&da("back.done")).await?;
    widget.see_no_more(WORDS).await?;
    stage.browser.reload().await?;
    widget.find(Kind::Button, &da("share")).await?;
    widget.see_no_more(WORDS).await
}

async fn says_what_one_expects_of_a_project_and_reads_what_is_replied(stage: &mut Stage<'_>) -> Result<()> {
    let project = project_with_correction(stage).await?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    widget.press(&da("follow.project")).await?;
    widget.see(&da("follow.project.on")).await?;
    sent(stage, &Method::PUT, "/follows/project", 1).await?;
    widget.press(&da("expect.add")).await?;
    widget.see(&da("priv.expect")).await?;
    widget.press(&da("expect.send")).await?;
    widget.see(&da("err.text.empty")).await?;
    check(&stage.browser, stage.tools, "an expectation").await?;
    widget.fill(&da("expect.text"), WORDS).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("expect.send")).await?;
    see_in(&widget, ".offers", WORDS).await?;
    sent(stage, &Method::POST, "/expectations", 1).await?;
    stage.browser.reload().await?;
    see_in(&widget, ".offers", WORDS).await?;
    // What others expect, and what the municipality says to it.
    see_in(&widget, ".offers", &da("expect.stated")).await?;
    see_in(&widget, ".offers", &da("expect.corrected")).await?;
    widget.see(&da("follow.project.on")).await?;
    for size in [PHONE, NARROW] {
        stage.browser.resize(size).await?;
        widget.fits_its_width().await?;
    }
    Ok(())
}

async fn reports_what_should_not_stand_here(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, _) = supported_idea(stage).await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.press(&da("report")).await?;
    widget.see(&da("priv.report")).await?;
    widget.press(&da("report.send")).await?;
    widget.see(&da("err.choice.empty")).await?;
    choose(&widget, "report.privacy").await?;
    widget.press(&da("report.send")).await?;
    widget.see(&da("report.sent")).await?;
    widget.see(&da("report.next")).await?;
    sent(stage, &Method::POST, "/reports", 1).await?;
    widget.press(&da("close")).await?;
    widget.see_no_more(&da("report.next")).await
}

async fn passes_on_an_address_that_leads_there(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, _) = supported_idea(stage).await?;
    let widget = stage.open_at("/ideas").await?;
    search(&widget, &idea.title).await?;
    widget.follow(&idea.title).await?;
    widget.find(Kind::Button, &da("share")).await?;
    // As on a device that can neither share nor copy: then the address stands there to be copied by hand.
    let poor = "
        for (const name of ['share', 'clipboard']) Object.defineProperty(navigator, name, { value: undefined });
        return true";
    ensure!(widget.ask::<bool>(poor, ().into()).await?, "the page is gone");
    widget.press(&da("share")).await?;
    widget.see(&da("share.shown")).await?;
    let address = widget.value(&da("share.shown")).await?;
    stage.browser.goto("about:blank").await?;
    stage.browser.goto(&address).await?;
    widget.see(&idea.title).await?;
    widget.see(&da("trail.title")).await
}

async fn corrects_a_text_while_that_is_allowed(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    let id = send_idea(stage, &widget).await?;
    widget.press(&da("edit")).await?;
    widget.see_value(&da("edit.headline"), BENCHES.title).await?;
    widget.see_value(&da("idea.proposal"), BENCHES.body).await?;
    widget.fill(&da("idea.proposal"), &format!(" {WORDS}")).await?;
    for (fault, sentence) in [
        (Fault::LoseRequest, "err.offline"),
        (Fault::Answer(500), "err.server"),
        (Fault::Answer(429), "err.busy"),
        (Fault::Answer(401), "err.act.unknown"),
    ] {
        stage.network.fail(Method::PATCH, "/contributions/", fault);
        widget.press(&da("edit.send")).await?;
        widget.see(&da(sentence)).await?;
        stage.network.mend();
    }
    // Nothing is lost by going away either.
    stage.browser.reload().await?;
    let corrected = format!("{} {WORDS}", BENCHES.body);
    widget.see_value(&da("idea.proposal"), &corrected).await?;
    widget.press(&da("edit.send")).await?;
    widget.see(&corrected).await?;
    widget
        .see(da("edited").split('{').next().unwrap_or_default())
        .await?;
    ensure!(widget.count(".act").await? == 0, "the form is still open");
    ensure!(
        body(&stage.backend.contribution(&id).await?) == corrected,
        "it is not stored"
    );
    stage.browser.reload().await?;
    widget.see(&corrected).await
}

async fn loses_nothing_where_the_text_was_changed_elsewhere(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    let id = send_idea(stage, &widget).await?;
    widget.press(&da("edit")).await?;
    widget.fill(&da("idea.proposal"), &format!(" {WORDS}")).await?;
    // The same person, with the same secret, in another tab.
    let elsewhere = "
        const [url, body] = arguments[1];
        const list = Object.entries(localStorage).find(([name]) => name.startsWith('samskab:mine:'))[1];
        const secret = JSON.parse(list).findLast((sent) => sent.secret).secret;
        const request = new XMLHttpRequest();
        request.open('PATCH', url, false);
        request.setRequestHeader('authorization', `Guest ${secret}`);
        request.setRequestHeader('content-type', 'application/json');
        request.setRequestHeader('if-match', '*');
        request.send(JSON.stringify({ body }));
        return request.status === 200";
    let base = stage.backend.service().await?.base;
    let arguments = serde_json::json!([
        format!("{base}/contributions/{id}"),
        "Fem bænke ville være bedre."
    ]);
    ensure!(
        widget.ask::<bool>(elsewhere, arguments).await?,
        "it cannot be changed elsewhere"
    );
    widget.press(&da("edit.send")).await?;
    widget.see(&da("edit.changed")).await?;
    widget.see("Fem bænke ville være bedre.").await?;
    let own = format!("{} {WORDS}", BENCHES.body);
    widget.see_value(&da("idea.proposal"), &own).await?;
    check(&stage.browser, stage.tools, "two versions").await?;
    widget.press(&da("edit.send")).await?;
    widget.see_no_more(&da("edit.changed")).await?;
    widget.see(&own).await?;
    ensure!(
        body(&stage.backend.contribution(&id).await?) == own,
        "it is not stored"
    );
    Ok(())
}

async fn withdraws_a_text_which_is_gone_for_everybody(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    let id = send_idea(stage, &widget).await?;
    widget.press(&da("withdraw")).await?;
    widget.see(&da("withdraw.what")).await?;
    widget.press(&da("withdraw.no")).await?;
    widget.see_no_more(&da("withdraw.what")).await?;
    let back = "return root.activeElement?.textContent === arguments[1]";
    widget
        .wait_until("the focus back on what opened it", back, da("withdraw").into())
        .await?;
    widget.press(&da("withdraw")).await?;
    stage
        .network
        .fail(Method::DELETE, "/contributions/", Fault::Answer(500));
    widget.press(&da("withdraw.yes")).await?;
    widget.see(&da("err.act.server")).await?;
    stage.network.mend();
    widget.press(&da("withdraw.yes")).await?;
    widget.see(&da("state.withdrawn")).await?;
    widget.see_no_more(BENCHES.body).await?;
    let left = stage.backend.contribution(&id).await?;
    ensure!(
        left.state == ContributionState::Withdrawn && left.body.is_none(),
        "its words are left"
    );
    stage.browser.reload().await?;
    widget.see(&da("state.withdrawn")).await?;
    ensure!(
        !widget.has(Kind::Button, &da("support.idea")).await?,
        "what is gone can be supported"
    );
    check(&stage.browser, stage.tools, "withdrawn").await
}

async fn says_whether_one_feels_answered_and_nobody_else_is_asked(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    let id = send_idea(stage, &widget).await?;
    ensure!(
        !widget.has(Kind::Button, &da("verdict.send")).await?,
        "nothing has been answered"
    );
    stage
        .backend
        .answer(&id, "Vej og Park", "Vi sætter to bænke op til foråret.")
        .await?;
    stage.browser.reload().await?;
    widget.see("Vi sætter to bænke op til foråret.").await?;
    widget.see(&da("verdict.ask")).await?;
    widget.press(&da("verdict.send")).await?;
    widget.see(&da("err.choice.empty")).await?;
    choose(&widget, "verdict.no").await?;
    widget.fill(&da("verdict.reason"), WORDS).await?;
    stage.network.fail(Method::PUT, "/verdict", Fault::Answer(500));
    widget.press(&da("verdict.send")).await?;
    widget.see(&da("err.server")).await?;
    widget.see_value(&da("verdict.reason"), WORDS).await?;
    stage.network.mend();
    widget.press(&da("verdict.send")).await?;
    widget.see(&da("verdict.not_answered")).await?;
    see_in(&widget, ".verdict", WORDS).await?;

    // Somebody else reads it, and is asked nothing.
    let stranger = "localStorage.clear(); return true";
    ensure!(widget.ask::<bool>(stranger, ().into()).await?, "the page is gone");
    stage.browser.reload().await?;
    see_in(&widget, ".verdict", WORDS).await?;
    widget.find(Kind::Button, &da("support.idea")).await?;
    for key in ["verdict.send", "edit", "withdraw"] {
        ensure!(
            !widget.has(Kind::Button, &da(key)).await?,
            "a stranger is offered “{key}”"
        );
    }
    Ok(())
}

async fn has_no_barriers_where_one_acts(stage: &mut Stage<'_>) -> Result<()> {
    look(stage).await
}

async fn has_no_barriers_where_one_acts_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    look(stage).await
}

/// Opens everything that can be opened, and checks it by axe and at 320 px.
async fn look(stage: &Stage<'_>) -> Result<()> {
    let see = async |widget: &Widget<'_>, view: &str| {
        check(&stage.browser, stage.tools, view).await?;
        for size in [PHONE, NARROW] {
            stage.browser.resize(size).await?;
            widget
                .fits_its_width()
                .await
                .with_context(|| format!("{view} at {size:?}"))?;
        }
        Ok::<(), anyhow::Error>(())
    };
    let widget = stage.open_at("/ideas").await?;
    let id = send_idea(stage, &widget).await?;
    for (open, send) in [
        ("offer.add", Some("offer.send")),
        ("report", Some("report.send")),
        ("edit", None),
        ("withdraw", None),
    ] {
        widget.press(&da(open)).await?;
        widget.find(Kind::Button, &da("comment.add")).await?;
        if let Some(send) = send {
            widget.press(&da(send)).await?;
            widget.see(&da("err.choice.empty")).await?;
        }
        see(&widget, open).await?;
        widget.press(&da(open)).await?;
    }
    widget.press(&da("support.idea")).await?;
    widget.see(&da("support.idea.on")).await?;
    see(&widget, "supported").await?;
    stage
        .backend
        .answer(&id, "Vej og Park", "Vi sætter to bænke op til foråret.")
        .await?;
    stage.browser.reload().await?;
    widget.see(&da("verdict.ask")).await?;
    see(&widget, "the question whether one feels answered").await
}

/// Writes an idea, sees it as its author, and tells its id.
async fn send_idea(stage: &Stage<'_>, widget: &Widget<'_>) -> Result<String> {
    write(widget, &BENCHES).await?;
    widget.press(&da("submit")).await?;
    see_receipt(widget, &BENCHES).await?;
    widget.find(Kind::Button, &da("withdraw")).await?;
    let address = stage.browser.address().await?;
    let id = address.rsplit('/').next().context("no address")?;
    Ok(id.to_owned())
}

/// An open project of which somebody expects what the municipality has corrected.
async fn project_with_correction(stage: &Stage<'_>) -> Result<Project> {
    for project in stage.backend.projects().await? {
        let expected = stage.backend.expectations(&project.id).await?;
        let is_corrected = expected
            .iter()
            .any(|one| one.state == ExpectationState::Corrected);
        if project.state == ProjectState::Open && is_corrected {
            return Ok(project);
        }
    }
    anyhow::bail!("nothing that is expected of an open project is corrected")
}

/// An idea that can be supported, and how many do.
async fn supported_idea(stage: &Stage<'_>) -> Result<(Contribution, u32)> {
    let ideas = stage.backend.contributions("idea").await?;
    let open = |idea: &Contribution| {
        idea.status.category == StatusCategory::Received && idea.state == ContributionState::Published
    };
    let found = ideas
        .into_iter()
        .find(|idea| open(idea) && idea.counts.by_reaction.support.is_some_and(|support| support > 2));
    let idea = found.context("no idea is supported")?;
    let support = idea.counts.by_reaction.support.unwrap_or_default();
    Ok((idea, support))
}

async fn count(stage: &Stage<'_>, idea: &Contribution) -> Result<Option<u32>> {
    Ok(stage
        .backend
        .contribution(&idea.id)
        .await?
        .counts
        .by_reaction
        .support)
}

/// Waits for requests of a sort, and fails unless exactly so many have come through.
async fn sent(stage: &Stage<'_>, method: &Method, part: &str, count: usize) -> Result<()> {
    let passed = || {
        let passed = stage.network.passed();
        let ours = passed
            .iter()
            .filter(|one| one.method == *method && one.path.contains(part));
        ours.count()
    };
    for _ in 0..50 {
        if passed() >= count {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let found = passed();
    ensure!(found == count, "{found} of {method} {part} instead of {count}");
    Ok(())
}

async fn choose(widget: &Widget<'_>, key: &str) -> Result<()> {
    let choice = widget.find(Kind::Field, &da(key)).await?;
    choice.click().await?;
    Ok(())
}

async fn see_in(widget: &Widget<'_>, selector: &str, text: &str) -> Result<()> {
    let script = "return [...root.querySelectorAll(arguments[1][0])].some((part) => tidy(readable(part)).includes(arguments[1][1]))";
    let what = format!("“{text}” in `{selector}`");
    widget
        .wait_until(&what, script, serde_json::json!([selector, text]))
        .await
}

fn body(contribution: &Contribution) -> &str {
    contribution.body.as_ref().map_or("", |body| body.value.as_str())
}
