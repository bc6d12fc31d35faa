//! A project as an agreement: what it is about, what one can move, who answers, what comes next, and what was decided.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::project::Project;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};
use serde_json::json;

journeys![
    opens_a_project_with_its_frame_phases_events_and_decisions,
    knows_in_a_minute_what_a_project_is_about_and_what_comes_next.in_chromium(),
    sees_who_is_with_it_who_is_missing_and_what_was_tried.in_chromium(),
    reads_what_a_task_committee_was_asked_and_what_the_council_replied.in_chromium(),
    finds_what_belongs_to_a_project_and_what_a_decision_answers.in_chromium(),
    takes_part_where_the_project_says.in_chromium(),
];

async fn opens_a_project_with_its_frame_phases_events_and_decisions(stage: &mut Stage<'_>) -> Result<()> {
    let projects = stage.backend.projects().await?;
    let widget = stage.open_at("/ideas").await?;
    widget.follow(&da("nav.projects")).await?;
    for project in &projects {
        widget.see(&project.title).await?;
        widget.see(&project.summary).await?;
    }

    let complete = projects.iter().find(|project| {
        !project.decisions.is_empty() && !project.events.is_empty() && !project.phases.is_empty()
    });
    let project = complete.context("no project has phases, events and decisions")?;
    widget.follow(&project.title).await?;
    widget.see(&da("frame.open")).await?;
    widget.see(&da("frame.given")).await?;
    for point in project.influence.open.iter().chain(&project.influence.given) {
        widget.see(point).await?;
    }
    let interest = project.interest.as_ref().context("no interest")?;
    widget.see(&interest.value).await?;
    let responsible = project.responsible.as_ref().context("nobody is responsible")?;
    widget.see(&responsible.office).await?;
    for phase in &project.phases {
        widget.see(&phase.title).await?;
    }
    for event in &project.events {
        widget.see(&event.title).await?;
    }
    for decision in &project.decisions {
        widget.see(&decision.by).await?;
        widget.see(&decision.outcome.value).await?;
        widget.see(&decision.reasons.value).await?;
        for part in [&decision.weighed, &decision.cost].into_iter().flatten() {
            widget.see(&part.value).await?;
        }
        for paper in [&decision.agenda, &decision.link].into_iter().flatten() {
            widget.find(Kind::Link, &paper.title).await?;
        }
    }
    widget.follow(&da("projects.back")).await?;
    widget.see(&da("projects.title")).await
}

async fn knows_in_a_minute_what_a_project_is_about_and_what_comes_next(stage: &mut Stage<'_>) -> Result<()> {
    let (project, widget) = open(stage, |project| {
        project.answers.is_some_and(|told| told.answered > 0)
    })
    .await?;
    let current = "return tidy(readable(root.querySelector('.path [aria-current=step]')))";
    let now: String = widget.ask(current, ().into()).await?;
    let phase = project.phases.iter().find(|phase| now.starts_with(&phase.title));
    ensure!(phase.is_some(), "today is marked at “{now}”");
    let who = project.responsible.as_ref().context("nobody is responsible")?;
    let days = who.answer_days.context("no answer is promised")?;
    let record = project.answers.context("nothing is counted")?;
    let rate = da("answers.rate")
        .replace("{x}", &record.answered.to_string())
        .replace("{y}", &record.received.to_string());
    let early = project.days_to_decision.context("no days to the decision")?;
    // In the order in which it is asked for: what, how far, what next, what I can move, who answers and how well.
    let order = [
        project.title.clone(),
        project.summary.clone(),
        da("path.now"),
        da_with("path.has", &who.office),
        da("card.next"),
        da("frame.open"),
        da("frame.given"),
        da("frame.responsible"),
        da_with("responsible.days", &days.to_string()),
        da_with("numbers.early.due", &early.to_string()),
        rate,
        da("frame.mission"),
        da("join.title"),
    ];
    let script = "
        const words = tidy(readable(root));
        let from = 0;
        return arguments[1].every((part) => { const at = words.indexOf(tidy(part), from); from = at + 1; return at >= 0; })";
    widget
        .wait_until("all of it in this order", script, json!(order))
        .await?;
    let beside = "
        const [open, given] = root.querySelectorAll('.influence > div');
        return Math.abs(open.getBoundingClientRect().top - given.getBoundingClientRect().top) < 2";
    stage.browser.resize((1280, 800)).await?;
    widget
        .wait_until("what is open beside what is given", beside, ().into())
        .await?;
    stage.browser.resize((390, 844)).await?;
    let below = format!("return !(() => {{ {beside} }})()");
    widget
        .wait_until("what is given below what is open", &below, ().into())
        .await?;
    widget.fits_its_width().await
}

async fn sees_who_is_with_it_who_is_missing_and_what_was_tried(stage: &mut Stage<'_>) -> Result<()> {
    let missing = |project: &Project| project.stakeholders.iter().any(|one| !one.present);
    let undated = |project: &Project| {
        project
            .experiments
            .iter()
            .any(|one| one.starts_at.is_none() && one.ends_at.is_none())
            && project
                .phases
                .iter()
                .any(|one| one.starts_at.is_none() && one.ends_at.is_none())
    };
    let (project, widget) = open(stage, |project| missing(project) && undated(project)).await?;
    for item in &project.stakeholders {
        widget.see(&item.name).await?;
        widget.see(item.stake.as_deref().unwrap_or_default()).await?;
    }
    // Those who are missing stand below a heading of their own.
    let absent: Vec<_> = project
        .stakeholders
        .iter()
        .filter(|one| !one.present)
        .map(|one| &one.name)
        .collect();
    let script = "
        const heading = named(root, 'heading', arguments[1][0])[0];
        const words = tidy(readable(heading.parentElement));
        return arguments[1][1].every((name) => words.includes(name))";
    widget
        .wait_until(
            "those who are missing",
            script,
            json!([da("stake.missing"), absent]),
        )
        .await?;
    for partner in &project.partners {
        widget.see(&partner.name).await?;
        widget.see(partner.brings.as_deref().unwrap_or_default()).await?;
    }
    for need in &project.needs {
        widget.see(need).await?;
    }
    widget
        .see(&project.join.as_ref().context("no way to join")?.value)
        .await?;
    for tried in &project.experiments {
        widget.see(&tried.what).await?;
        if let Some(showed) = &tried.showed {
            widget.see(&showed.value).await?;
        }
    }
    // Where no day is told there is no room kept for one.
    let said = "
        return [...root.querySelectorAll('.events > li > .meta > span, .trail .small')].every((part) => {
            const words = tidy(readable(part));
            return words !== '' && !words.endsWith('·');
        })";
    widget.wait_until("no room for days", said, ().into()).await
}

async fn reads_what_a_task_committee_was_asked_and_what_the_council_replied(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let (project, widget) = open(stage, |project| project.mandate.is_some()).await?;
    let mandate = project.mandate.context("no mandate")?;
    widget.see(&mandate.task.value).await?;
    for member in &mandate.members {
        widget.see(&member.name).await?;
    }
    let reply = mandate.council_reply.context("the council has not replied")?;
    widget.see(&reply.by).await?;
    let recommended = mandate.recommendation.context("nothing is recommended")?;
    for part in [recommended.value, reply.text.value]
        .iter()
        .flat_map(|text| text.split("\n\n"))
    {
        widget.see(part).await?;
    }
    widget
        .find(Kind::Link, &reply.link.context("no minutes")?.title)
        .await?;
    Ok(())
}

async fn finds_what_belongs_to_a_project_and_what_a_decision_answers(stage: &mut Stage<'_>) -> Result<()> {
    let answers = |project: &Project| project.decisions.iter().any(|one| !one.answers.is_empty());
    let (project, widget) = open(stage, answers).await?;
    let place = format!("one.html?again#samskab=/projects/{}", project.id);
    for kind in ["question,dilemma", "idea,barrier", "story"] {
        let path = format!("/contributions?project={}&kind={kind}", project.id);
        for item in stage.backend.page::<Contribution>(&path).await? {
            widget.find(Kind::Link, &item.title).await?;
        }
    }
    let decision = project.decisions.iter().find(|one| !one.answers.is_empty());
    let decision = decision.context("no decision answers anything")?;
    let id = decision.answers[0].trim_start_matches("contribution:");
    let answered = stage.backend.contribution(id).await?;
    let link = "return [...root.querySelectorAll('.decision .linked a')].find((link) => tidy(link.textContent) === arguments[1])?.click() ?? true";
    widget.see(&da("decision.answers")).await?;
    widget
        .wait_until("a link to what it answers", link, json!(answered.title))
        .await?;
    // It is shown there too: when, by whom, and the minutes.
    widget.find(Kind::Heading, &answered.title).await?;
    widget.see(&da("step.decided")).await?;
    widget.see(&decision.by).await?;
    names_as_many_as_come(stage, &place).await
}

/// A decision that answers many names ten at most, and says how many more; also where one of them is lost on the way.
async fn names_as_many_as_come(stage: &Stage<'_>, place: &str) -> Result<()> {
    let many: Vec<Contribution> = stage.backend.page("/contributions?limit=12").await?;
    let all: Vec<_> = many
        .iter()
        .map(|one| format!("contribution:{}", one.id))
        .collect();
    let lost: &'static str = format!("/contributions/{}", many[0].id).leak();
    stage.network.fail(Method::GET, lost, Fault::LoseRequest);
    stage.network.amend("first=project", move |service| {
        let decisions = &mut service["first"]["project"]["decisions"];
        for decision in decisions.as_array_mut().into_iter().flatten() {
            decision["answers"] = json!(all);
        }
    });
    let widget = stage.open(place).await?;
    let named = "
        const list = root.querySelector('.decision .linked');
        return list?.querySelectorAll('a').length === 9 && tidy(readable(list)).endsWith(arguments[1])";
    widget
        .wait_until("nine and three more", named, json!(da_with("card.more", "3")))
        .await
}

async fn takes_part_where_the_project_says(stage: &mut Stage<'_>) -> Result<()> {
    const ELSEWHERE: &str = "https://example.org/elsewhere";
    let projects = stage.backend.projects().await?;
    let project = projects
        .iter()
        .find(|one| one.takes("offer") && one.takes("expectation") && one.actions.is_empty());
    let id = project
        .context("no project takes offers and expectations")?
        .id
        .clone();
    let widget = stage.open_at(&format!("/projects/{id}")).await?;
    for native in ["follow.project", "offer.add", "expect.add"] {
        widget.find(Kind::Button, &da(native)).await?;
    }
    widget.find(Kind::Link, &da("project.write")).await?;
    stage.network.amend("first=project", |service| {
        let actions = json!({
            "contribute": {"mode": "external", "url": ELSEWHERE},
            "offer": {"mode": "external", "url": ELSEWHERE},
            "expect": {"mode": "none"},
            "follow": {"mode": "none"},
        });
        service["first"]["project"]["actions"] = actions;
    });
    let widget = stage
        .open(&format!("one.html?again#samskab=/projects/{id}"))
        .await?;
    for linked in ["project.write.elsewhere", "offer.elsewhere"] {
        let link = widget.find(Kind::Link, &da(linked)).await?;
        ensure!(
            link.attr("href").await?.as_deref() == Some(ELSEWHERE),
            "{linked} leads elsewhere"
        );
    }
    for (kind, gone) in [
        (Kind::Button, "follow.project"),
        (Kind::Button, "offer.add"),
        (Kind::Button, "expect.add"),
        (Kind::Link, "project.write"),
    ] {
        let has = widget
            .texts(if kind == Kind::Link { "a" } else { "button" })
            .await?;
        ensure!(!has.contains(&da(gone)), "{gone} can still be done here");
    }
    stage.network.mend();
    leads_to_where_a_project_takes_contributions(stage, &projects).await
}

/// A seeded project in which one writes somewhere else leads there by a plain link.
async fn leads_to_where_a_project_takes_contributions(stage: &Stage<'_>, projects: &[Project]) -> Result<()> {
    let elsewhere = |project: &&Project| {
        project
            .actions
            .get("contribute")
            .is_some_and(|way| way.url.is_some())
    };
    let project = projects.iter().find(elsewhere);
    let project = project.context("no project takes contributions elsewhere")?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    let link = widget.find(Kind::Link, &da("project.write.elsewhere")).await?;
    ensure!(
        link.attr("href").await? == project.actions["contribute"].url,
        "it leads somewhere else"
    );
    ensure!(
        !widget.has(Kind::Link, &da("project.write")).await?,
        "one can write to it here"
    );
    // All else can be done here.
    widget.find(Kind::Button, &da("offer.add")).await?;
    Ok(())
}

/// Opens the first project that is as wanted.
async fn open<'a>(stage: &'a Stage<'_>, wanted: impl Fn(&Project) -> bool) -> Result<(Project, Widget<'a>)> {
    let projects = stage.backend.projects().await?;
    let project = projects.into_iter().find(|project| wanted(project));
    let project = project.context("no project is like that")?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    widget.see(&project.title).await?;
    Ok((project, widget))
}
