//! What people open, so that what nobody has heard can come first.
//!
//! Reading writes nothing: openings are gathered in memory and written down together every few seconds. Nothing is
//! kept of who opened what.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::store::{self, Store};

/// The openings since they were last written down.
#[derive(Debug, Default)]
pub struct Attention {
    opened: Mutex<HashMap<String, i64>>,
}

impl Attention {
    /// Somebody has opened this contribution.
    pub fn note(&self, contribution: &str) {
        *self.lock().entry(contribution.to_owned()).or_default() += 1;
    }

    /// Writes down what was opened. If that fails it is tried again the next time.
    pub async fn write_down(&self, store: &Store) -> store::Result<()> {
        let opened: Vec<(String, i64)> = self.lock().drain().collect();
        if opened.is_empty() {
            return Ok(());
        }
        let outcome = store.add_heard(&opened).await;
        if outcome.is_err() {
            let mut again = self.lock();
            for (contribution, times) in opened {
                *again.entry(contribution).or_default() += times;
            }
        }
        outcome
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, i64>> {
        // A count is whole at every moment, so a panic elsewhere leaves nothing half done.
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
