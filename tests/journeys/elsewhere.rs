//! What a backend takes elsewhere, or not at all: a plain link, or nothing (A5).

use anyhow::{Context, Result, ensure};
use samskab_protocol::contribution::{Contribution, StatusCategory};
use samskab_protocol::project::{Project, ProjectState};
use samskab_protocol::service::{CLASS_PREFIX, WELL_KNOWN};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;
use serde_json::{Value, json};

use crate::acts::{drawn, look};

journeys![
    is_led_elsewhere_or_offered_nothing_where_the_backend_says_so.in_chromium(),
    is_offered_nothing_of_what_the_backend_does_not_claim.in_chromium(),
];

const ADDRESS: &str = "https://egeby.example/";

/// What people can do: what the protocol calls it, on which places, and the keys of the link and of what is native.
const ACTS: &[(&str, &[At], &str, &str)] = &[
    ("contribute", &[At::Ideas], "idea.new.elsewhere", "idea.new"),
    (
        "contribute",
        &[At::Debates],
        "debate.new.elsewhere",
        "debate.new.question",
    ),
    ("contribute", &[At::Project], "", "project.write"),
    ("support", &[At::Idea], "support.elsewhere", "support.idea"),
    ("follow", &[At::Idea], "follow.elsewhere", "follow"),
    ("follow", &[At::Project], "follow.elsewhere", "follow.project"),
    ("offer", &[At::Idea, At::Project], "offer.elsewhere", "offer.add"),
    ("expect", &[At::Project], "expect.elsewhere", "expect.add"),
    (
        "subscribe",
        &[At::Idea, At::Project],
        "subscribe.elsewhere",
        "subscribe",
    ),
    ("report", &[At::Idea], "report.elsewhere", "report"),
    ("comment", &[At::Idea], "comment.elsewhere", "comment.add"),
];

/// Where one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Ideas,
    Debates,
    Idea,
    Project,
}

async fn is_led_elsewhere_or_offered_nothing_where_the_backend_says_so(stage: &mut Stage<'_>) -> Result<()> {
    // As it is: all can be done here.
    see_all(stage, |_, link, native| (!link, native)).await?;

    stage.network.amend(WELL_KNOWN, |service| {
        for (name, action) in service["actions"].as_object_mut().into_iter().flatten() {
            *action = json!({ "mode": "external", "url": format!("{ADDRESS}{name}") });
        }
    });
    see_all(stage, |key, link, native| (link != key.is_empty(), !native)).await?;
    // An old link to a composer leads on, and takes no text that nobody would store.
    let widget = stage.open_at("/ideas/new").await?;
    widget.find(Kind::Link, &da("idea.new.elsewhere")).await?;
    ensure!(
        widget.count("textarea").await? == 0,
        "it takes what nobody stores"
    );
    look(stage, "a composer that leads elsewhere").await?;

    for actions in [
        // An address that could run is none.
        json!({ "mode": "external", "url": "javascript:window.hacked=1" }),
        json!({ "mode": "none" }),
        Value::Null,
    ] {
        stage.network.mend();
        stage.network.amend(WELL_KNOWN, move |service| {
            for (_, action) in service["actions"].as_object_mut().into_iter().flatten() {
                *action = actions.clone();
            }
        });
        see_all(stage, |_, link, native| (!link, !native)).await?;
    }
    stage
        .open_at("/ideas/new")
        .await?
        .see(&da("compose.not_taken"))
        .await?;
    // Not even the list of what can be done.
    stage.network.mend();
    stage.network.amend(WELL_KNOWN, |service| {
        service.as_object_mut().map(|service| service.remove("actions"));
    });
    see_all(stage, |_, link, native| (!link, !native)).await
}

async fn is_offered_nothing_of_what_the_backend_does_not_claim(stage: &mut Stage<'_>) -> Result<()> {
    let idea = offered_idea(stage).await?;
    let offers = stage.backend.offers(&format!("contribution:{}", idea.id)).await?;
    let words = offers.iter().find_map(|offer| offer.text.clone());
    let words = words.context("nothing is offered in words")?.value;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.see(&words).await?;
    stage.network.amend(WELL_KNOWN, |service| {
        let claims =
            ["contributions", "comments", "service"].map(|class| json!(format!("{CLASS_PREFIX}{class}")));
        service["conformsTo"] = json!(claims);
        service["orderings"] = json!([]);
    });
    let asked = stage.network.passed().len();
    let widget = stage
        .open(&format!("one.html?small#samskab=/ideas/{}", idea.id))
        .await?;
    widget.see(&idea.title).await?;
    widget.find(Kind::Button, &da("share")).await?;
    drawn(&widget).await?;
    widget.see_no_more(&words).await?;
    let widget = stage.open("one.html?small#samskab=/ideas").await?;
    widget.press(&da("finder.open")).await?;
    widget.find(Kind::Field, &da("filter.status")).await?;
    for (kind, key) in [
        (Kind::Button, "map.show"),
        (Kind::Field, "search"),
        (Kind::Field, "finder.order"),
        (Kind::Link, "nav.projects"),
    ] {
        ensure!(!widget.has(kind, &da(key)).await?, "“{key}” is offered");
    }
    look(stage, "the choices of a small backend").await?;
    let widget = stage.open("one.html?small#samskab=/ideas/new").await?;
    widget.fill(&da("idea.problem.ask"), &idea.title).await?;
    widget.see(&da("draft.saved")).await?;
    let passed = stage.network.passed();
    let asked: Vec<_> = passed[asked..].iter().map(|one| one.path.as_str()).collect();
    for part in ["/offers", "/me/state", "/similar", "/map?", "/expectations"] {
        ensure!(
            !asked.iter().any(|path| path.contains(part)),
            "{part} is asked for though nobody claims it"
        );
    }
    Ok(())
}

/// Looks at every act: `judge` is told the link's key, whether there is such a link, and whether it can be done here, and
/// says whether each of them is as it should be.
async fn see_all(stage: &Stage<'_>, judge: fn(&str, bool, bool) -> (bool, bool)) -> Result<()> {
    let idea = offered_idea(stage).await?;
    let projects = stage.backend.projects().await?;
    let open = |project: &&Project| project.state == ProjectState::Open && project.actions.is_empty();
    let project = projects.iter().find(open).context("no project is open")?;
    for (at, place) in [
        (At::Ideas, "/ideas".to_owned()),
        (At::Debates, "/debate".to_owned()),
        (At::Idea, format!("/ideas/{}", idea.id)),
        (At::Project, format!("/projects/{}", project.id)),
    ] {
        let widget = stage.open(&format!("one.html?{at:?}#samskab={place}")).await?;
        if let At::Idea | At::Project = at {
            widget.find(Kind::Button, &da("share")).await?;
        }
        drawn(&widget).await?;
        for (name, _, link, native) in ACTS.iter().filter(|(_, places, ..)| places.contains(&at)) {
            let is_linked = !link.is_empty() && leads(&widget, name, link).await?;
            let is_native = widget.has(Kind::Button, &da(native)).await?
                || widget.texts("a").await?.contains(&da(native));
            let (link_stands, native_stands) = judge(link, is_linked, is_native);
            ensure!(link_stands, "“{name}” at {at:?}: there is a link: {is_linked}");
            ensure!(
                native_stands,
                "“{name}” at {at:?}: it can be done here: {is_native}"
            );
        }
        let harmless = "return !root.querySelector('a[href^=\"javascript\" i]')";
        ensure!(widget.ask::<bool>(harmless, ().into()).await?, "a link could run");
    }
    Ok(())
}

/// Whether there is a link with these words; it must lead to the address of this act.
async fn leads(widget: &Widget<'_>, name: &str, key: &str) -> Result<bool> {
    if !widget.has(Kind::Link, &da(key)).await? {
        return Ok(false);
    }
    let link = widget.find(Kind::Link, &da(key)).await?;
    let address = link.attr("href").await?;
    ensure!(
        address == Some(format!("{ADDRESS}{name}")),
        "“{key}” leads to {address:?}"
    );
    Ok(true)
}

/// An idea to which something is offered, and that can still be supported.
async fn offered_idea(stage: &Stage<'_>) -> Result<Contribution> {
    for idea in stage.backend.contributions("idea").await? {
        let is_open = idea.status.category == StatusCategory::Received;
        let offers = stage.backend.offers(&format!("contribution:{}", idea.id)).await?;
        if is_open && offers.iter().any(|offer| offer.text.is_some()) {
            return Ok(idea);
        }
    }
    anyhow::bail!("nothing is offered to any idea")
}
