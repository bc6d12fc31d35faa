//! Pictures: taken along in a draft, made smaller, without what the camera noted, and sent once.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::attachment::Attachment;
use samskab_tests::accessibility::check;
use samskab_tests::engine::Engine;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};
use serde_json::json;

use crate::acts::{BENCHES, pass_over};

journeys![
    sends_an_idea_with_two_pictures_in_their_order,
    uploads_a_picture_once_though_the_network_fails.in_chromium(),
    is_told_beside_the_field_what_is_no_picture.in_chromium(),
];

async fn sends_an_idea_with_two_pictures_in_their_order(stage: &mut Stage<'_>) -> Result<()> {
    let widget = begin(stage).await?;
    choose(&widget, &[("stor.jpg", 2400, 1200), ("høj.jpg", 300, 600)]).await?;
    widget.see(&da_with("pictures.nr", "2")).await?;
    check(&stage.browser, stage.tools, "two pictures").await?;
    // Each has to be described, and is asked for where it stands.
    widget.press(&da("continue")).await?;
    widget.see(&da("pictures.alt.empty")).await?;
    describe(&widget, 0, "Stien fra oven").await?;
    describe(&widget, 1, "En træt bænk").await?;
    widget.press(&da_with("pictures.up", "2")).await?;
    widget.fits_its_width().await?;

    // They are still there after a reload, but in WebKit's sessions without a memory, as its driver's is.
    if stage.browser.engine != Engine::WebKit {
        stage.browser.reload().await?;
        widget.see(&da_with("pictures.nr", "2")).await?;
        drawn(&widget, 2).await?;
    }
    widget.press(&da("continue")).await?;
    sign(&widget).await?;
    widget.see("En træt bænk").await?;
    drawn(&widget, 2).await?;
    check(&stage.browser, stage.tools, "the last look at pictures").await?;
    widget.press(&da("submit")).await?;
    widget.see(&da("sent.heading")).await?;

    let pictures = stored(stage).await?;
    let words: Vec<_> = pictures.iter().map(|picture| picture.alt.as_str()).collect();
    ensure!(words == ["En træt bænk", "Stien fra oven"], "they show {words:?}");
    let sizes: Vec<_> = pictures
        .iter()
        .map(|picture| (picture.width, picture.height))
        .collect();
    ensure!(
        sizes == [(Some(300), Some(600)), (Some(1600), Some(800))],
        "they measure {sizes:?}"
    );
    for picture in &pictures {
        let bytes = stage.backend.read_bytes(&picture.url).await?;
        let told = bytes
            .windows(SECRET.len())
            .any(|window| window == SECRET.as_bytes());
        ensure!(
            !told && !bytes.is_empty(),
            "{} tells where it was taken",
            picture.alt
        );
    }
    Ok(())
}

async fn uploads_a_picture_once_though_the_network_fails(stage: &mut Stage<'_>) -> Result<()> {
    let widget = begin(stage).await?;
    choose(&widget, &[("sti.jpg", 640, 480)]).await?;
    describe(&widget, 0, "Stien").await?;
    widget.press(&da("continue")).await?;
    sign(&widget).await?;
    stage.network.fail(Method::POST, "/uploads", Fault::LoseAnswer);
    stage
        .network
        .fail(Method::POST, "/contributions", Fault::LoseAnswer);
    widget.press(&da("submit")).await?;
    samskab_tests::page::wait(&stage.browser, "the upload to be tried", async || {
        Ok(tries(stage, "/uploads").first().cloned())
    })
    .await?;
    stage.network.mend();
    widget.see(&da("sent.heading")).await?;
    ensure!(
        stored(stage).await?.len() == 1,
        "there is not exactly one picture"
    );
    let mut keys = tries(stage, "/uploads");
    ensure!(keys.len() >= 2, "it was tried once only");
    keys.dedup();
    ensure!(keys.len() == 1, "the tries had different keys: {keys:?}");
    ensure!(
        stage.backend.count_ideas(BENCHES.title).await? == 1,
        "the backend has not exactly one"
    );
    Ok(())
}

async fn is_told_beside_the_field_what_is_no_picture(stage: &mut Stage<'_>) -> Result<()> {
    let widget = begin(stage).await?;
    let script = format!(
        "{PICK} pick([new File(['dette er ingen pixels'], 'brev.jpg', {{ type: 'image/jpeg' }})]); return null"
    );
    widget.ask::<()>(&script, ().into()).await?;
    widget.see(&da_with("pictures.unreadable", "brev.jpg")).await?;
    check(&stage.browser, stage.tools, "no picture").await?;
    let six: Vec<_> = (0..6).map(|_| ("en.jpg", 40, 30)).collect();
    choose(&widget, &six).await?;
    widget.see(&da_with("pictures.many", "5")).await?;
    widget.see_count(".picture", 5).await?;
    widget.press(&da_with("pictures.remove", "3")).await?;
    widget.see_count(".picture", 4).await
}

/// Stands in the file where a camera notes the place.
const SECRET: &str = "GPS 56.4520 9.4021";

const PICK: &str = "
    const pick = (files) => {
        const input = root.querySelector('input[type=file]'), all = new DataTransfer();
        for (const file of files) all.items.add(file);
        input.files = all.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
    };";

/// Chooses pictures of these names and sizes, as a camera would have taken them: with a note of the place.
async fn choose(widget: &Widget<'_>, pictures: &[(&str, u32, u32)]) -> Result<()> {
    widget.find(Kind::Field, &da("pictures.add")).await?;
    let script = format!(
        "{PICK}
        const take = ([name, width, height]) => {{
            const canvas = Object.assign(document.createElement('canvas'), {{ width, height }});
            const context = canvas.getContext('2d');
            context.fillStyle = '#487';
            context.fillRect(0, 0, width, height);
            context.fillStyle = '#fc6';
            context.fillRect(width / 4, height / 4, width / 2, height / 2);
            const bytes = Uint8Array.from(atob(canvas.toDataURL('image/jpeg').split(',')[1]), (c) => c.charCodeAt(0));
            const note = new TextEncoder().encode('Exif\\0\\0' + arguments[1][1]);
            const head = [0xff, 0xd8, 0xff, 0xe1, 0, note.length + 2];
            return new File([new Uint8Array(head), note, bytes.slice(2)], name, {{ type: 'image/jpeg' }});
        }};
        pick(arguments[1][0].map(take));
        return null"
    );
    widget.ask::<()>(&script, json!([pictures, SECRET])).await
}

async fn describe(widget: &Widget<'_>, number: usize, words: &str) -> Result<()> {
    let script = "
        const field = named(root, 'field', arguments[1][0])[arguments[1][1]];
        if (!field) return false;
        field.value = arguments[1][2];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return true";
    let asked = json!([da("pictures.alt"), number, words]);
    widget.wait_until("the picture's words", script, asked).await
}

/// Waits until so many pictures are drawn, in color.
async fn drawn(widget: &Widget<'_>, count: usize) -> Result<()> {
    let script = "
        const middle = (canvas) => canvas.getContext('2d').getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
        const all = [...root.querySelectorAll('canvas')].filter((canvas) => middle(canvas)[0] > 200);
        return all.length === arguments[1]";
    widget.wait_until("the pictures", script, count.into()).await
}

/// The idempotency keys of the requests to a path.
fn tries(stage: &Stage<'_>, path: &str) -> Vec<Option<String>> {
    let passed = stage.network.passed().into_iter();
    let posts = passed.filter(|request| request.method == Method::POST && request.path.contains(path));
    posts.map(|request| request.key).collect()
}

/// The pictures that the backend has of the idea.
async fn stored(stage: &Stage<'_>) -> Result<Vec<Attachment>> {
    let ideas = stage.backend.contributions("idea").await?;
    let idea = ideas.into_iter().find(|idea| idea.title == BENCHES.title);
    let id = idea.context("the idea was not stored")?.id;
    let idea = stage.backend.contribution(&id).await?;
    idea.attachments.read().context("it has no pictures")
}

/// Writes an idea up to the screen that asks for pictures.
async fn begin<'a>(stage: &'a Stage<'_>) -> Result<Widget<'a>> {
    let widget = stage.open_at("/ideas").await?;
    widget.follow(&da("idea.new")).await?;
    widget.fill(&da("idea.problem.ask"), BENCHES.problem).await?;
    widget.press(&da("continue")).await?;
    widget.fill(&da("idea.body"), BENCHES.body).await?;
    widget.fill(&da("idea.title"), BENCHES.title).await?;
    widget.press(&da("continue")).await?;
    pass_over(&widget, "compose.others").await?;
    widget.see(&da("compose.place")).await?;
    // What takes pictures comes after the rest.
    let place = "return !!root.querySelector('input[type=file]')";
    widget
        .wait_until("a place for pictures", place, ().into())
        .await?;
    Ok(widget)
}

async fn sign(widget: &Widget<'_>) -> Result<()> {
    widget.see(&da("compose.who")).await?;
    widget.fill(&da("name"), BENCHES.name).await?;
    widget.press(&da("continue")).await?;
    widget.see(&da("check.heading")).await
}
