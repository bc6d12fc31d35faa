//! A backend that is nothing but files, in another language than the widget: `tests/backends/files`.

use anyhow::{Context, Result, ensure};
use samskab_protocol::comment::Comment;
use samskab_protocol::contribution::{Contribution, Kind as Of};
use samskab_protocol::project::Project;
use samskab_protocol::service::Service;
use samskab_protocol::trail::StepKind;
use samskab_tests::files::Files;
use samskab_tests::journeys;
use samskab_tests::page::troubles;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;
use serde_json::json;

journeys![
    reads_ideas_and_questions_from_files.in_chromium(),
    is_led_elsewhere_where_files_take_nothing.in_chromium(),
    opens_an_idea_from_files_with_its_trail.in_chromium(),
    reads_the_debate_of_a_file_as_a_tree.in_chromium(),
    follows_projects_from_files.in_chromium(),
];

const TITLE: &str = ".cards > .card :is(h2, h3, h4)";

async fn reads_ideas_and_questions_from_files(stage: &mut Stage<'_>) -> Result<()> {
    let files = serve(stage).await?;
    let pages: Vec<Vec<Contribution>> = files.pages("contributions").await?;
    ensure!(pages.len() > 1, "the list has a single page");

    let widget = stage.open_at("/ideas").await?;
    see_pages(&widget, &pages, Of::Idea).await?;
    // The widget has no words in the backend's language; those that the backend has are shown all the same.
    let service: Service = files.read("service").await?;
    let newest = service.orderings.iter().find(|order| order.id == "newest");
    let explanation = newest.and_then(|order| order.explanation.get("nb"));
    widget
        .see(explanation.context("the order is not explained")?)
        .await?;
    for idea in pages.iter().flatten().filter(|one| one.kind == Of::Idea) {
        widget.see(&idea.summary).await?;
    }
    for button in [da("finder.open"), da("map.show")] {
        ensure!(!widget.has(Kind::Button, &button).await?, "“{button}” is offered");
    }

    widget.follow(&da("nav.debate")).await?;
    widget.see(&da("debate.title")).await?;
    see_pages(&widget, &pages, Of::Question).await?;
    nothing_is_wrong(stage).await
}

async fn is_led_elsewhere_where_files_take_nothing(stage: &mut Stage<'_>) -> Result<()> {
    let files = serve(stage).await?;
    let service: Service = files.read("service").await?;
    let url = service.actions.contribute.url.context("no address to write at")?;
    let widget = stage.open_at("/ideas").await?;
    let link = widget.find(Kind::Link, &da("idea.new.elsewhere")).await?;
    let leads = link.attr("href").await?;
    ensure!(leads.as_ref() == Some(&url), "it leads to {leads:?}");

    let idea = debated(&files).await?;
    widget.follow(&idea.title).await?;
    widget.see(&da("comment.closed")).await?;
    let writing = widget.count("textarea, input").await?;
    ensure!(writing == 0, "{writing} fields take what nobody stores");
    nothing_is_wrong(stage).await
}

async fn opens_an_idea_from_files_with_its_trail(stage: &mut Stage<'_>) -> Result<()> {
    let files = serve(stage).await?;
    let idea = debated(&files).await?;
    let widget = stage.open_at("/ideas").await?;
    widget.follow(&idea.title).await?;
    for text in [&idea.problem, &idea.body].into_iter().flatten() {
        widget.see(&text.value).await?;
    }
    let answered = idea.trail.iter().find(|step| step.step == StepKind::Answered);
    let answer = answered
        .and_then(|step| step.text.as_ref())
        .context("no answer")?;
    widget.see(&da("step.answered")).await?;
    widget.see(&answer.value).await?;
    let project = idea.project.as_ref().context("no project")?;
    widget.follow(&project.title).await?;
    widget.see(&da("frame.open")).await?;

    // What the backend does not know, and words that the widget does not know, are no trouble.
    let all = files.pages::<Contribution>("contributions").await?.concat();
    let strange = all
        .iter()
        .filter(|one| one.author.is_none() || one.status.label.is_some());
    for listed in strange {
        let one: Contribution = files.read(&format!("contributions/{}", listed.id)).await?;
        let widget = stage.open_at(&format!("/ideas/{}", one.id)).await?;
        widget.see(&one.body.context("no body")?.value).await?;
        if one.author.is_none() {
            widget.see(&da("author.unknown")).await?;
        }
        if let Some(label) = one.status.label {
            widget.see(&label).await?;
        }
    }
    nothing_is_wrong(stage).await
}

async fn reads_the_debate_of_a_file_as_a_tree(stage: &mut Stage<'_>) -> Result<()> {
    let files = serve(stage).await?;
    let idea = debated(&files).await?;
    let comments = debate(&files, &idea.id).await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.see_count(".comment", comments.len()).await?;
    widget.see_count(".comment.gone", 1).await?;
    widget.see(&da("gone.withdrawn")).await?;
    widget.see_count(".comment.official", 1).await?;
    // Each with the one below which it stands.
    let places = "
        const words = (comment) => tidy(comment?.querySelector(':scope > .prose, :scope.gone > .head > .small')?.textContent);
        return [...root.querySelectorAll('.comment')]
            .map((comment) => [words(comment), words(comment.parentElement.closest('.comment'))])";
    let mut shown: Vec<[String; 2]> = widget.ask(places, json!(null)).await?;
    let find = |id| comments.iter().find(|other| Some(&other.id) == id);
    let mut wanted: Vec<[String; 2]> = comments
        .iter()
        .map(|comment| [words(Some(comment)), words(find(comment.parent.as_ref()))])
        .collect();
    shown.sort();
    wanted.sort();
    ensure!(shown == wanted, "{shown:#?} instead of {wanted:#?}");
    nothing_is_wrong(stage).await
}

async fn follows_projects_from_files(stage: &mut Stage<'_>) -> Result<()> {
    let files = serve(stage).await?;
    let listed = files.pages::<Project>("projects").await?.concat();
    let widget = stage.open_at("/ideas").await?;
    for listed in &listed {
        widget.follow(&da("nav.projects")).await?;
        widget.see(&listed.summary).await?;
        widget.follow(&listed.title).await?;
        let project: Project = files.read(&format!("projects/{}", listed.id)).await?;
        let office = project.responsible.context("nobody is responsible")?.office;
        let phases = project.phases.iter().map(|phase| &phase.title);
        let events = project.events.iter().map(|event| &event.title);
        let decided = project.decisions.iter().map(|decision| &decision.reasons.value);
        for words in phases.chain(events).chain(decided).chain([&office]) {
            widget.see(words).await?;
        }
    }
    nothing_is_wrong(stage).await
}

/// Lets the network lead to the files.
async fn serve(stage: &Stage<'_>) -> Result<Files> {
    let files = Files::serve(&stage.tools.root, stage.network.origin()).await?;
    stage.network.lead_to(files.port());
    Ok(files)
}

/// The idea with the longest debate.
async fn debated(files: &Files) -> Result<Contribution> {
    let ideas = files.pages::<Contribution>("contributions").await?.concat();
    let longest = ideas.iter().max_by_key(|idea| idea.counts.comments);
    let id = &longest.context("no ideas")?.id;
    files.read(&format!("contributions/{id}")).await
}

async fn debate(files: &Files, id: &str) -> Result<Vec<Comment>> {
    Ok(files
        .pages(&format!("comments/contribution/{id}"))
        .await?
        .concat())
}

/// What stands in the place of a comment.
fn words(comment: Option<&Comment>) -> String {
    comment.map_or_else(String::new, |comment| match &comment.body {
        Some(body) => body.value.clone(),
        None => da("gone.withdrawn"),
    })
}

/// Page after page shows what is of this kind, in the order of the files, and nothing else.
async fn see_pages(widget: &Widget<'_>, pages: &[Vec<Contribution>], kind: Of) -> Result<()> {
    let mut wanted: Vec<&str> = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        if number > 0 {
            widget.press(&da("more")).await?;
        }
        let fitting = page.iter().filter(|one| one.kind == kind);
        wanted.extend(fitting.map(|one| one.title.as_str()));
        widget.see_count(TITLE, wanted.len()).await?;
    }
    let shown = widget.texts(TITLE).await?;
    ensure!(shown == wanted, "{shown:?} instead of {wanted:?}");
    ensure!(
        !widget.has(Kind::Button, &da("more")).await?,
        "there is more after everything"
    );
    Ok(())
}

async fn nothing_is_wrong(stage: &Stage<'_>) -> Result<()> {
    let troubles = troubles(&stage.browser).await?;
    ensure!(troubles.is_empty(), "the page saw {troubles:#?}");
    Ok(())
}
