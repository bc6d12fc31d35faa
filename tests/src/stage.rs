//! Everything that one journey has to itself.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Context, Result};
use samskab_host::Serving;

use crate::backend::Backend;
use crate::browser::{Browser, Scheme};
use crate::engine::Engine;
use crate::network::Network;
use crate::page;
use crate::site;
use crate::tools::Tools;
use crate::widget::Widget;

/// A browser, a host site, a backend, and the network between them.
pub struct Stage<'a> {
    /// Where everything was found.
    pub tools: &'a Tools,
    /// The browser session.
    pub browser: Browser,
    /// The municipality's site.
    pub site: Serving,
    /// The way to the backend.
    pub network: Network,
    /// The backend.
    pub backend: Backend,
}

impl<'a> Stage<'a> {
    /// Sets up a stage with freshly seeded data.
    pub async fn set(tools: &'a Tools, engine: Engine, scheme: Scheme) -> Result<Self> {
        let network = Network::open(0).await?;
        let backend = Backend::seed(&tools.backend, network.origin()).await?;
        network.lead_to(backend.port());
        let site = site::open(tools, &network.origin()).await?;
        let browser = tools.idle.take(engine, tools, scheme).await?;
        Ok(Stage {
            tools,
            browser,
            site,
            network,
            backend,
        })
    }

    /// Goes to one of the journeys' pages; its name may be followed by a fragment.
    pub async fn open(&self, page: &str) -> Result<Widget<'_>> {
        self.browser
            .goto(&self.site.address(&format!("{}/{page}", site::PAGES)))
            .await?;
        Ok(self.widget(0))
    }

    /// Goes to the page that most journeys are made on, at a place in the widget such as `/ideas/42`.
    pub async fn open_at(&self, place: &str) -> Result<Widget<'_>> {
        self.open(&format!("one.html#samskab={place}")).await
    }

    /// The widget that stands at this place among the page's widgets, from 0.
    pub fn widget(&self, index: usize) -> Widget<'_> {
        Widget::new(&self.browser, index)
    }

    /// Exchanges the backend for another one, which the network leads to from now on.
    pub fn exchange_backend(&mut self, backend: Backend) {
        self.network.lead_to(backend.port());
        self.backend = backend;
    }

    /// Leaves a picture and a description of the page under `target/journeys` and says where.
    pub async fn keep_evidence(&self, name: &str) -> Result<PathBuf> {
        let file = self.evidence()?.join(name.replace("::", "-"));
        fs::write(file.with_extension("txt"), page::describe(&self.browser).await)?;
        let picture = file.with_extension("png");
        fs::write(&picture, self.browser.picture().await?).context("the picture cannot be written")?;
        Ok(picture)
    }

    /// Leaves a text under `target/journeys`, to be read by people.
    pub fn keep_text(&self, name: &str, text: &str) -> Result<()> {
        Ok(fs::write(
            self.evidence()?.join(name).with_extension("txt"),
            text,
        )?)
    }

    fn evidence(&self) -> Result<PathBuf> {
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.tools.root.join("target"), PathBuf::from);
        let folder = target.join("journeys");
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// Ends everything that the stage has started. The browser is kept for another journey if this one went well.
    pub async fn strike(mut self, went_well: bool) -> Result<()> {
        if went_well {
            self.tools.idle.give_back(self.browser).await?;
        } else {
            self.browser.close().await?;
        }
        self.backend.stop().await
    }
}
