//! What must never stand in a report: secrets, and what people are called.

use std::sync::{Mutex, PoisonError};

/// The secrets met during a run.
#[derive(Debug, Default)]
pub struct Mask {
    secrets: Mutex<Vec<String>>,
}

/// What stands in place of a secret.
const HIDDEN: &str = "***";

impl Mask {
    /// Hides this from now on, wherever it stands.
    pub fn hide(&self, secret: &str) {
        let mut secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        if !secret.is_empty() && !secrets.iter().any(|known| known == secret) {
            secrets.push(secret.to_owned());
        }
    }

    /// The same text without any secret.
    pub fn apply(&self, text: &str) -> String {
        let secrets = self.secrets.lock().unwrap_or_else(PoisonError::into_inner);
        secrets
            .iter()
            .fold(text.to_owned(), |text, secret| text.replace(secret, HIDDEN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_hidden_wherever_it_stands() {
        let mask = Mask::default();
        mask.hide("abc");
        mask.hide("");
        assert_eq!(mask.apply("Guest abc, again abc"), "Guest ***, again ***");
    }
}
