//! How one keeps up with a project: its papers and feeds, and the project on paper.

use anyhow::{Context, Result, ensure};
use samskab_protocol::heard::Summary;
use samskab_protocol::project::Project;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::{da, da_with};
use serde_json::json;

journeys![keeps_up_with_a_project_and_takes_it_along_on_paper.in_chromium()];

async fn keeps_up_with_a_project_and_takes_it_along_on_paper(stage: &mut Stage<'_>) -> Result<()> {
    let (project, heard) = summed_up_with_a_minority(stage).await?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    for link in &project.links {
        widget.find(Kind::Link, &link.title).await?;
    }
    widget
        .see(&da_with(
            "more.case",
            project.case_number.as_deref().context("no number")?,
        ))
        .await?;
    for (key, beginning) in [("more.feed", "<?xml"), ("more.calendar", "BEGIN:VCALENDAR")] {
        let link = widget.find(Kind::Link, &da(key)).await?;
        let address = link.attr("href").await?.context("a link without an address")?;
        let file = stage.backend.read_bytes(&address).await?;
        ensure!(
            file.starts_with(beginning.as_bytes()),
            "{address} is something else"
        );
    }
    // What was heard is folded, and stands on paper with the minority and what people said to it.
    widget.see_no_more(&heard.points[0]).await?;
    let minority = &heard.minorities[0];
    let mut words = vec![heard.points[0].as_str(), &minority.position, &minority.reasons[0]];
    let responses = heard.responses.iter().filter_map(|one| one.text.as_ref());
    words.extend(responses.map(|text| text.value.as_str()));
    ensure!(words.len() > 3, "nobody said anything to it");
    let read = format!("/summaries/{}", heard.id);
    let is_read = |stage: &Stage<'_>| stage.network.passed().iter().any(|one| one.path.contains(&read));
    ensure!(
        !is_read(stage),
        "who wants no paper has fetched what is for paper"
    );
    // The browser is asked to print once all of it is there.
    let prints = "
        window.printed = [];
        window.print = () => window.printed.push([...root.querySelectorAll('.on-paper')].map((part) => tidy(part.textContent)).join(' '));
        return true";
    widget.wait_until("a printer", prints, ().into()).await?;
    widget.press(&da("more.print")).await?;
    let drawn = "return window.printed.length === 1 && arguments[1].every((part) => window.printed[0].includes(tidy(part)))";
    widget
        .wait_until("it to be printed with what was heard", drawn, json!(words))
        .await?;
    ensure!(is_read(stage), "nothing was asked for it");
    // On paper stands the project and no button.
    let paper = "
        const rules = root.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
        const printed = rules.filter((rule) => rule.media?.mediaText === 'print').flatMap((rule) => [...rule.cssRules]);
        const hidden = printed.filter((rule) => rule.style.display === 'none').map((rule) => rule.selectorText).join(', ');
        const unfolded = printed.some((rule) => rule.selectorText === '.on-paper' && rule.style.display === 'block');
        const left = [...root.querySelectorAll('button, input, textarea')].filter((one) => !one.closest(hidden));
        const missing = ['.prose', '.heard', '.minorities', '.response'].filter((part) =>
            [...root.querySelectorAll(part)].every((one) => one.closest(hidden)));
        return unfolded && left.length === 0 && missing.length === 0";
    widget.wait_until("no button on paper", paper, ().into()).await
}

/// A project, and something heard in it that has a minority and to which people have said something.
async fn summed_up_with_a_minority(stage: &Stage<'_>) -> Result<(Project, Summary)> {
    for project in stage.backend.projects().await? {
        let path = format!("/summaries?subject=project:{}", project.id);
        let heard: Vec<Summary> = stage.backend.page(&path).await?;
        for found in heard.iter().filter(|one| !one.minorities.is_empty()) {
            let whole: Summary = stage.backend.one(&format!("/summaries/{}", found.id)).await?;
            let is_answered = whole.responses.iter().any(|one| one.text.is_some());
            if is_answered && !project.links.is_empty() {
                return Ok((project, whole));
            }
        }
    }
    anyhow::bail!("no project was summed up like that")
}
