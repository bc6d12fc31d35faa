//! What people do in several journeys.

use anyhow::Result;
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
