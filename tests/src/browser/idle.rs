//! Browsers between two journeys: to start one takes longer than many a journey.

use std::sync::{Mutex, PoisonError};

use anyhow::Result;

use super::{Browser, Scheme};
use crate::engine::Engine;
use crate::tools::Tools;

/// Sessions whose journey is over, each as new as one just started.
#[derive(Default)]
pub struct Idle(Mutex<Vec<Browser>>);

impl Idle {
    /// A session that knows nothing of any other.
    pub async fn take(&self, engine: Engine, tools: &Tools, scheme: Scheme) -> Result<Browser> {
        let found = self.with(|idle| {
            let is_like = |browser: &Browser| browser.engine == engine && browser.scheme == scheme;
            let place = idle.iter().position(is_like)?;
            Some(idle.swap_remove(place))
        });
        match found {
            Some(browser) => Ok(browser),
            None => Browser::start(engine, tools, scheme).await,
        }
    }

    /// Takes a session back whose journey went well. One that cannot be made new ends.
    pub async fn give_back(&self, browser: Browser) -> Result<()> {
        // WebKit's driver has one window only.
        if browser.engine == Engine::WebKit || browser.renew().await.is_err() {
            return browser.close().await;
        }
        self.with(|idle| idle.push(browser));
        Ok(())
    }

    /// Ends all sessions.
    pub async fn close(&self) -> Result<()> {
        for browser in self.with(std::mem::take) {
            browser.close().await?;
        }
        Ok(())
    }

    fn with<T>(&self, act: impl FnOnce(&mut Vec<Browser>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
