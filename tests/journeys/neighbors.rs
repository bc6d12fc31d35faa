//! Several municipalities learn together: what one shares is seen at the others, with its origin (S3.4).

use anyhow::{Result, ensure};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::visitor::Visitor;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};

use crate::stewarding::{OFFICE, enter};

journeys![
    sees_what_other_municipalities_have_shared_and_goes_there_and_back.in_chromium(),
    shares_a_project_and_a_story_which_the_neighbor_sees_until_they_are_taken_back.in_chromium(),
];

/// What the neighbor shares.
const WAY_TO_SCHOOL: &str = "Skolevejen på cykel";
const BENCH: &str = "Bænken det forkerte sted";
/// What this municipality shares.
const FACES: &str = "Faste ansigter i hjemmeplejen";
/// What it may share too.
const STREET: (&str, &str) = ("/steward/projects/en-levende-storegade", "En levende Storegade");
const STORY: (&str, &str) = (
    "/steward/case/found/contribution:ni-ansigter",
    "Ni ansigter, og jeg kan dem alle",
);

async fn sees_what_other_municipalities_have_shared_and_goes_there_and_back(
    stage: &mut Stage<'_>,
) -> Result<()> {
    stage.backend.add_neighbor(&stage.site).await?;
    let widget = stage.open_at("/projects").await?;
    widget.see(&da("network.title")).await?;
    widget.see(&from("Vesterby Kommune (opfundet)")).await?;
    widget.see(BENCH).await?;
    let own = widget.texts(".card .meta b").await?;
    ensure!(
        !own.contains(&from("Egeby Kommune (opfundet)")),
        "one's own is shown too: {own:?}"
    );
    widget.fits_its_width().await?;

    // The link leads to the neighbor's own page, where all of it is.
    widget.follow(WAY_TO_SCHOOL).await?;
    let there = stage.widget(0);
    there.see("Kegler er det bedste, vi har købt.").await?;
    there.see(&da("shared")).await?;
    let address = stage.browser.address().await?;
    ensure!(
        address.contains("/demo/vesterby.html#"),
        "the link leads to {address}"
    );
    there.follow(&da("nav.projects")).await?;
    there.see(&from("Egeby Kommune (opfundet)")).await?;
    there.follow(FACES).await?;
    let back = stage.widget(0);
    back.see(&da("shared")).await?;
    let address = stage.browser.address().await?;
    ensure!(address.contains("/one.html#"), "the way back leads to {address}");
    Ok(())
}

async fn shares_a_project_and_a_story_which_the_neighbor_sees_until_they_are_taken_back(
    stage: &mut Stage<'_>,
) -> Result<()> {
    stage.backend.add_neighbor(&stage.site).await?;
    let token = stage.backend.appoint(OFFICE).await?;
    let neighbor = Visitor::admit(stage).await?;
    enter(&stage.open_at("/steward").await?, &token).await?;
    for (place, title) in [STREET, STORY] {
        visit(stage, &neighbor).await?.see_no_more(title).await?;
        let widget = stage.open_at(place).await?;
        widget.press(&da("steward.do.share")).await?;
        widget.see(&da("steward.share.public")).await?;
        widget.see(&da("steward.share.off")).await?;
        widget.press(&da("steward.share.press")).await?;
        widget.see(&da("steward.share.on")).await?;
        visit(stage, &neighbor).await?.see(title).await?;
        widget.press(&da("steward.share.undo")).await?;
        widget.see(&da("steward.share.off")).await?;
        widget.find(Kind::Button, &da("steward.share.press")).await?;
        visit(stage, &neighbor).await?.see_no_more(title).await?;
    }
    neighbor.leave().await
}

/// Somebody looks at the neighbor's page, where what is shared is drawn last.
async fn visit<'a>(stage: &Stage<'_>, neighbor: &'a Visitor<'_>) -> Result<Widget<'a>> {
    neighbor
        .browser
        .goto(&stage.site.address("/demo/vesterby.html"))
        .await?;
    let widget = Widget::new(&neighbor.browser, 0);
    widget.see(FACES).await?;
    Ok(widget)
}

fn from(name: &str) -> String {
    da_with("network.from", name)
}
