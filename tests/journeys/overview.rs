//! What goes on now: who works with whom, what is missing, and how to find it.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::author::Role;
use samskab_protocol::project::{Openness, Project};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};
use serde_json::json;

use crate::finding::choose;

journeys![
    sees_who_works_with_whom_on_what_and_what_is_missing.in_chromium(),
    sees_a_citizens_own_project_beside_the_municipalitys_and_who_joined_it.in_chromium(),
    sees_who_shared_a_project_and_a_story.in_chromium(),
    chooses_among_projects_and_sees_them_on_a_map,
    comes_back_to_what_was_chosen_and_to_the_map.in_chromium(),
    reads_the_first_page_of_many_projects_and_goes_on.in_chromium(),
];

async fn sees_who_works_with_whom_on_what_and_what_is_missing(stage: &mut Stage<'_>) -> Result<()> {
    let projects = stage.backend.projects().await?;
    let widget = stage.open_at("/projects").await?;
    for project in &projects {
        let mut parts = vec![project.title.clone(), project.summary.clone()];
        parts.extend(project.partners.first().map(|one| one.name.clone()));
        parts.extend(project.needs.first().cloned());
        see_card(&widget, &parts).await?;
    }
    // Those in which nothing is decided yet stand first.
    let ranks = |project: &Project| match project.openness {
        Openness::Open => 0,
        Openness::Framed => 1,
        _ => 2,
    };
    ensure!(
        projects.is_sorted_by_key(ranks),
        "the most open ones are not first"
    );
    let titles = widget.texts(".project-card > :first-child").await?;
    let told: Vec<_> = projects.iter().map(|project| project.title.clone()).collect();
    ensure!(titles == told, "the page has {titles:?}");
    widget.see(&da("projects.order")).await?;
    widget.fits_its_width().await
}

async fn sees_a_citizens_own_project_beside_the_municipalitys_and_who_joined_it(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let projects = stage.backend.projects().await?;
    let begun_by = |project: &&Project, role| project.initiator.as_ref().is_some_and(|one| one.role == role);
    let own = projects.iter().find(|one| begun_by(one, Role::Association));
    let own = own.context("no project is the citizens' own")?;
    let joined = own.partners.iter().find(|one| one.role == Role::Staff);
    let joined = joined.context("the municipality has not joined")?;
    let widget = stage.open_at("/projects").await?;
    let initiator = own.initiator.as_ref().context("nobody began it")?;
    see_card(
        &widget,
        &[own.title.clone(), initiator.name.clone(), joined.name.clone()],
    )
    .await?;
    let same = "return new Set([...root.querySelectorAll('.project-card')].map((card) => card.className + getComputedStyle(card).backgroundColor)).size === 1";
    widget.wait_until("all cards alike", same, ().into()).await?;
    widget.follow(&own.title).await?;
    widget.see(&joined.name).await?;
    widget
        .see(joined.brings.as_deref().context("it brings nothing")?)
        .await
}

async fn sees_who_shared_a_project_and_a_story(stage: &mut Stage<'_>) -> Result<()> {
    for (place, shared_by) in [
        (
            "/projects/en-aa-man-kan-gaa-langs",
            "Grundejerforeningen Åbrinkens egen side",
        ),
        ("/ideas/stolen-uden-navn", "Nordby Kommune"),
    ] {
        let widget = stage.open_at(place).await?;
        widget.see(&[&da("idea.source"), " ", shared_by].concat()).await?;
        let link = widget.find(Kind::Link, shared_by).await?;
        let address = link.attr("href").await?.context("it leads nowhere")?;
        ensure!(address.starts_with("https://"), "it leads to {address}");
    }
    Ok(())
}

async fn chooses_among_projects_and_sees_them_on_a_map(stage: &mut Stage<'_>) -> Result<()> {
    let projects = stage.backend.projects().await?;
    let widget = stage.open_at("/projects").await?;
    widget.see_count(".project-card", projects.len()).await?;
    widget.press(&da("finder.open")).await?;
    let topic = projects
        .iter()
        .flat_map(|one| &one.topics)
        .next()
        .context("no topics")?
        .clone();
    let area = projects
        .iter()
        .flat_map(|one| &one.areas)
        .next()
        .context("no areas")?
        .clone();
    type Fits<'a> = Box<dyn Fn(&Project) -> bool + 'a>;
    let fits: [(&str, &str, Fits<'_>); 6] = [
        (
            "choose.openness",
            "framed",
            Box::new(|one| one.openness == Openness::Framed),
        ),
        (
            "finder.kind",
            "policy",
            Box::new(|one| one.kind.as_str() == "policy"),
        ),
        (
            "finder.topic",
            &topic,
            Box::new(|one| one.topics.contains(&topic)),
        ),
        ("finder.area", &area, Box::new(|one| one.areas.contains(&area))),
        (
            "project.begun",
            "association",
            Box::new(|one| {
                one.initiator
                    .as_ref()
                    .is_some_and(|by| by.role == Role::Association)
            }),
        ),
        (
            "choose.state",
            "closed",
            Box::new(|one| one.state.as_str() == "closed"),
        ),
    ];
    for (key, value, fit) in fits {
        let wanted: Vec<_> = projects.iter().filter(|one| fit(one)).collect();
        ensure!(
            !wanted.is_empty() && wanted.len() < projects.len(),
            "{key} tells nothing apart"
        );
        choose(&widget, key, value).await?;
        widget.see_count(".project-card", wanted.len()).await?;
        for project in &wanted {
            widget.see(&project.title).await?;
        }
        // What is chosen can be shared and gone back to.
        let address = stage.browser.address().await?;
        ensure!(address.contains('?'), "{address} does not say what is chosen");
        widget.press(&da("finder.reset")).await?;
        widget.see_count(".project-card", projects.len()).await?;
    }
    widget.press(&da("map.show")).await?;
    let placed = projects
        .iter()
        .filter(|one| one.place.as_ref().is_some_and(|place| place.point.is_some()));
    let placed: Vec<_> = placed.collect();
    ensure!(placed.len() > 1, "no projects have a place");
    widget
        .see(&da_with("map.sight", &placed.len().to_string()))
        .await?;
    let follow = "
        const link = [...root.querySelectorAll('.map-results a')].find((link) => link.textContent === arguments[1]);
        link?.click();
        return !!link";
    widget
        .wait_until("a link in words", follow, json!(placed[0].title))
        .await?;
    widget.see(&da("frame.open")).await
}

async fn comes_back_to_what_was_chosen_and_to_the_map(stage: &mut Stage<'_>) -> Result<()> {
    let projects = stage.backend.projects().await?;
    let framed = projects.iter().filter(|one| one.openness == Openness::Framed);
    let framed: Vec<_> = framed.collect();
    let followed = framed.last().context("no project has a frame")?;
    let widget = stage.open_at("/projects").await?;
    widget.press(&da("finder.open")).await?;
    choose(&widget, "choose.openness", "framed").await?;
    widget.see_count(".project-card", framed.len()).await?;
    widget.press(&da("map.show")).await?;
    let as_left = "
        const [address, value, title, titles] = arguments[1];
        const cards = [...root.querySelectorAll('.project-card > :first-child')];
        return location.href === address
            && root.querySelector('#choose-openness')?.value === value
            && named(root, 'button', title).length === 1
            && JSON.stringify(cards.map((card) => tidy(card.textContent))) === JSON.stringify(titles)";
    let titles: Vec<_> = framed.iter().map(|one| one.title.clone()).collect();
    let left = json!([stage.browser.address().await?, "framed", da("map.hide"), titles]);
    widget
        .wait_until("what was chosen", as_left, left.clone())
        .await?;
    for by_link in [true, false] {
        widget.follow(&followed.title).await?;
        widget.see(&da("frame.open")).await?;
        match by_link {
            true => widget.follow(&da("projects.back")).await?,
            false => stage.browser.back().await?,
        }
        widget
            .wait_until("what was chosen, as it was left", as_left, left.clone())
            .await?;
        // The keyboard goes on where it was.
        let focused = "return tidy(root.activeElement?.textContent ?? '') === arguments[1]";
        widget
            .wait_until("the focus where it was", focused, json!(followed.title))
            .await?;
    }
    Ok(())
}

async fn reads_the_first_page_of_many_projects_and_goes_on(stage: &mut Stage<'_>) -> Result<()> {
    let there = stage.backend.projects().await?.len();
    stage.backend.put_up(40).await?;
    let widget = stage.open_at("/projects").await?;
    widget.see_count(".project-card", 20).await?;
    widget
        .see(&da_with("projects.count", &(there + 40).to_string()))
        .await?;
    ensure!(
        stage.network.count(Method::GET, "/projects") <= 1,
        "more than a page is fetched"
    );
    widget.press(&da("more")).await?;
    widget.see_count(".project-card", 40).await?;
    widget.press(&da("more")).await?;
    widget.see_count(".project-card", there + 40).await
}

/// Waits for a card in which all of this stands.
async fn see_card(widget: &Widget<'_>, parts: &[String]) -> Result<()> {
    let script = "return [...root.querySelectorAll('.project-card')].some((card) => {
        const words = tidy(readable(card));
        return arguments[1].every((part) => words.includes(tidy(part)));
    })";
    widget
        .wait_until(&format!("a card with {parts:?}"), script, json!(parts))
        .await
}
