//! A municipal website that embeds the widget: the page of the demo, and the hostile pages of the journeys.
//!
//! It serves `index.html` and `demo/` of the repository under a strict policy, and the built widget under
//! `/samskab/` as any static server would. What goes wrong on real sites can be made to go wrong here.

mod conduct;
mod pages;
mod policy;
#[cfg(test)]
mod tests;
mod widget;

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, Result};
use axum::Router;
use samskab_postbox::Mails;
use tokio::{net::TcpListener, task::JoinHandle};

pub use self::policy::strict_policy;
use self::{conduct::Conduct, pages::Pages};

/// The backend that the pages name; another one is put in its place while serving.
pub const WRITTEN_BACKEND: &str = "http://localhost:8301";

/// A site before it is served.
pub struct Site {
    root: PathBuf,
    dist: PathBuf,
    backend: String,
    widget_origin: Option<String>,
    folders: Vec<(String, PathBuf)>,
    mails: Option<Mails>,
}

impl Site {
    /// The site of the repository at `root`, with its own `dist/` and the backend that its pages name.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        let dist = root.join("dist");
        Self {
            root,
            dist,
            backend: WRITTEN_BACKEND.to_owned(),
            widget_origin: None,
            folders: Vec::new(),
            mails: None,
        }
    }

    /// Takes the built widget from another folder.
    pub fn dist(mut self, folder: impl Into<PathBuf>) -> Self {
        self.dist = folder.into();
        self
    }

    /// Puts the backend of this origin in place of the one that the pages name.
    pub fn backend(mut self, origin: impl Into<String>) -> Self {
        self.backend = origin.into();
        self
    }

    /// Lets the pages load the widget from another site's `/samskab/`.
    pub fn widget_from(mut self, origin: impl Into<String>) -> Self {
        self.widget_origin = Some(origin.into());
        self
    }

    /// Serves the pages of one more folder under this path.
    pub fn folder(mut self, path: impl Into<String>, folder: impl Into<PathBuf>) -> Self {
        self.folders.push((path.into(), folder.into()));
        self
    }

    /// Shows the mails of a post box at `/mail`.
    pub fn mails(mut self, mails: Mails) -> Self {
        self.mails = Some(mails);
        self
    }

    /// Serves at this port of 127.0.0.1, or at a free one if it is 0, until the returned value is dropped.
    pub async fn serve(self, port: u16) -> Result<Serving> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
        let listener = listener.with_context(|| format!("port {port} of 127.0.0.1 cannot be served"))?;
        let address = listener.local_addr()?;
        let policy = strict_policy(&self.backend, self.widget_origin.as_deref());
        let conduct = Arc::new(Mutex::new(Conduct::under(policy)));
        let router = self.router(conduct.clone());
        let task = tokio::spawn(async move {
            // An endless loop: axum answers what it can and never returns.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Serving {
            address,
            conduct,
            task,
        })
    }

    fn router(self, conduct: Arc<Mutex<Conduct>>) -> Router {
        let pages = Pages {
            backend: self.backend,
            widget_origin: self.widget_origin,
            conduct: conduct.clone(),
        };
        pages::router(&self.root, &self.folders, self.mails, pages)
            .nest("/samskab", widget::router(&self.dist))
            .layer(axum::middleware::from_fn_with_state(conduct, conduct::misbehave))
    }
}

/// A site that is being served.
pub struct Serving {
    address: SocketAddr,
    conduct: Arc<Mutex<Conduct>>,
    task: JoinHandle<()>,
}

impl Serving {
    /// The site's origin.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address of a path on the site.
    pub fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// From now on pages are sent with another policy, made from the present one.
    pub fn set_policy(&self, change: impl FnOnce(&str) -> String) {
        self.change(|conduct| conduct.policy = change(&conduct.policy));
    }

    /// From now on whatever has this in its path is missing.
    pub fn lose(&self, part: impl Into<String>) {
        self.change(|conduct| conduct.lost.push(part.into()));
    }

    /// From now on whatever has this in its path comes late.
    pub fn delay(&self, part: impl Into<String>, time: Duration) {
        self.change(|conduct| conduct.slow.push((part.into(), time)));
    }

    /// From now on nothing is missing and nothing is late.
    pub fn restore(&self) {
        self.change(|conduct| {
            conduct.lost.clear();
            conduct.slow.clear();
        });
    }

    fn change(&self, change: impl FnOnce(&mut Conduct)) {
        change(&mut self.conduct.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.task.abort();
    }
}
