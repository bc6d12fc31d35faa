//! Somebody else on the same stage: a browser of their own, which knows nothing of any other.

use anyhow::Result;

use crate::browser::{Browser, Scheme};
use crate::site;
use crate::stage::Stage;
use crate::widget::Widget;

/// Somebody else, at the same site.
pub struct Visitor<'a> {
    /// Their browser.
    pub browser: Browser,
    stage: &'a Stage<'a>,
}

impl<'a> Visitor<'a> {
    /// Lets somebody else in, with the stage's engine.
    pub async fn admit(stage: &'a Stage<'_>) -> Result<Self> {
        let engine = stage.browser.engine;
        let browser = stage.tools.idle.take(engine, stage.tools, Scheme::Light).await?;
        Ok(Visitor { browser, stage })
    }

    /// Opens the page that most journeys are made on, at a place in the widget, and never as it was before.
    pub async fn open_at(&self, place: &str) -> Result<Widget<'_>> {
        let page = format!("{}/one.html#samskab={place}", site::PAGES);
        self.browser.goto(&self.stage.site.address(&page)).await?;
        // To another place on the same page the browser goes without loading it.
        self.browser.reload().await?;
        Ok(Widget::new(&self.browser, 0))
    }

    /// Goes away; the browser is kept for another journey.
    pub async fn leave(self) -> Result<()> {
        self.stage.tools.idle.give_back(self.browser).await
    }
}
