//! What has changed, handed on to everybody who listens in this process.
//!
//! Several processes may write to one database, so the table of changes is what counts: one task reads it on, a few
//! times a second, whoever wrote. It asks for nothing that only one engine has.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::broadcast;

use crate::store::changes::Entry;
use crate::store::{self, Store};

/// How often it is looked whether something has changed.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// Changes read at once.
const BATCH: u32 = 500;
/// Changes that a listener may be behind before it has to read the table itself.
const KEPT: usize = 1024;

/// Where listeners get what has changed.
#[derive(Clone, Debug)]
pub struct Feed {
    sender: broadcast::Sender<Heard>,
}

/// What a listener gets.
#[derive(Clone, Debug)]
pub enum Heard {
    /// Something has changed.
    Change(Arc<Entry>),
    /// The server ends; there is another one to ask, or soon the same again.
    End,
}

impl Default for Feed {
    fn default() -> Self {
        Feed {
            sender: broadcast::Sender::new(KEPT),
        }
    }
}

impl Feed {
    /// What changes from now on. Whoever is too slow misses some, and sees it by their numbers.
    pub fn listen(&self) -> broadcast::Receiver<Heard> {
        self.sender.subscribe()
    }

    /// Tells all listeners that there is nothing more to come.
    pub fn end(&self) {
        let _ = self.sender.send(Heard::End);
    }

    /// Reads on for as long as it is let.
    pub async fn follow(&self, store: &Store) {
        let mut last = None;
        loop {
            match self.read_on(store, last).await {
                Ok(position) => last = Some(position),
                // Listeners who are left behind by this find it by the numbers.
                Err(error) => eprintln!("samskab-backend: {error}"),
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    async fn read_on(&self, store: &Store, last: Option<i64>) -> store::Result<i64> {
        let Some(mut last) = last else {
            return Ok(store.newest_change().await?.position);
        };
        loop {
            let entries = store.read_changes(last, &[], BATCH).await?;
            let Some(newest) = entries.last() else {
                return Ok(last);
            };
            last = newest.position;
            for entry in entries {
                // Nobody has to be listening.
                let _ = self.sender.send(Heard::Change(Arc::new(entry)));
            }
        }
    }
}
