//! What people do in several journeys.

use anyhow::{Context, Result};
use samskab_tests::accessibility::check;
use samskab_tests::browser::{NARROW, PHONE};
use samskab_tests::stage::Stage;
use samskab_tests::widget::Widget;
use samskab_tests::words::da;

/// An idea as somebody writes it.
pub struct Idea<'a> {
    /// What is wrong.
    pub problem: &'a str,
    /// What would be better.
    pub body: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// Who writes.
    pub name: &'a str,
}

/// An idea that nobody else has.
pub const BENCHES: Idea = Idea {
    problem: "Der er langt mellem bænkene på kirkegårdsstien.",
    body: "Sæt tre bænke op, hvor der er udsigt over åen.",
    title: "Tre bænke med udsigt",
    name: "Karen Prøve",
};

/// Begins at the list and writes an idea until it stands on the screen on which it is checked.
pub async fn write(widget: &Widget<'_>, idea: &Idea<'_>) -> Result<()> {
    widget.follow(&da("idea.new")).await?;
    widget.fill(&da("idea.problem.ask"), idea.problem).await?;
    widget.press(&da("continue")).await?;
    widget.fill(&da("idea.body"), idea.body).await?;
    widget.fill(&da("idea.title"), idea.title).await?;
    widget.press(&da("continue")).await?;
    pass_over(widget, "compose.others").await?;
    pass_over(widget, "compose.place").await?;
    widget.fill(&da("name"), idea.name).await?;
    widget.press(&da("continue")).await?;
    see_check(widget, idea).await
}

/// Passes over a screen that need not be answered, by one press.
pub async fn pass_over(widget: &Widget<'_>, heading: &str) -> Result<()> {
    widget.see(&da(heading)).await?;
    widget.follow(&da("skip")).await
}

/// Waits for the screen that shows exactly what becomes public.
pub async fn see_check(widget: &Widget<'_>, idea: &Idea<'_>) -> Result<()> {
    widget.see(&da("check.heading")).await?;
    for text in [idea.problem, idea.body, idea.title, idea.name] {
        widget.see(text).await?;
    }
    Ok(())
}

/// Waits for the receipt.
pub async fn see_receipt(widget: &Widget<'_>, idea: &Idea<'_>) -> Result<()> {
    widget.see(&da("sent.heading")).await?;
    widget.see(idea.title).await
}

/// Checks a view by axe, and that it fits a page of 320 px, which is also one of 1280 px at 400 % zoom, and a phone.
pub async fn look(stage: &Stage<'_>, view: &str) -> Result<()> {
    check(&stage.browser, stage.tools, view).await?;
    for size in [NARROW, PHONE] {
        stage.browser.resize(size).await?;
        let fits = stage.widget(0).fits_its_width().await;
        fits.with_context(|| format!("{view} at {size:?}"))?;
    }
    Ok(())
}

/// Waits until nothing is on its way.
pub async fn drawn(widget: &Widget<'_>) -> Result<()> {
    let script = "return !!root?.querySelector('nav') && !root.querySelector('[aria-busy], .waiting')";
    widget.wait_until("the view to be drawn", script, ().into()).await
}

/// Writes the same into every field of a composer's screen, and ticks every box.
pub async fn fill_all(widget: &Widget<'_>, words: &str) -> Result<()> {
    let script = "
        for (const box of root.querySelectorAll('.compose input[type=checkbox]')) if (!box.checked) box.click();
        for (const field of root.querySelectorAll('.compose :is(textarea, input[type=text])')) {
            field.value = arguments[1];
            field.dispatchEvent(new Event('input', { bubbles: true }));
        }
        return null";
    widget.ask::<()>(script, words.into()).await
}

/// Lets the device say that it is here, in degrees: its answer is not the widget's, what is done with it is.
pub async fn stand_at(widget: &Widget<'_>, longitude: f64, latitude: f64) -> Result<()> {
    let script = "
        const [longitude, latitude] = arguments[1];
        navigator.geolocation.getCurrentPosition = (found) => found({ coords: { longitude, latitude }, timestamp: 0 });
        return null";
    widget
        .ask::<()>(script, serde_json::json!([longitude, latitude]))
        .await
}

/// Lets the device refuse to say where it is.
pub async fn stand_nowhere(widget: &Widget<'_>) -> Result<()> {
    let script = "
        navigator.geolocation.getCurrentPosition = (found, failed) => failed({ code: 1, message: '' });
        return null";
    widget.ask::<()>(script, ().into()).await
}
