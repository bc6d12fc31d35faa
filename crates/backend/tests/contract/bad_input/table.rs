//! What was thrown, where, and what came back, for people to read.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::support::{Answer, Operation};

/// What was thrown, where, and what came back.
#[derive(Default)]
pub struct Table(pub BTreeMap<String, BTreeMap<String, Vec<String>>>);

impl Table {
    pub fn note(&mut self, what: &str, operation: &Operation, answer: &Answer) {
        let outcome = match answer.status.is_success() {
            true => answer.status.as_u16().to_string(),
            false => format!("{} {}", answer.status.as_u16(), answer.problem()),
        };
        let is_refused = answer.status.is_client_error() && !answer.problem().is_empty();
        let may_stand = what.contains("the same answer");
        assert!(
            is_refused || may_stand,
            "{what} at {operation:?}: {outcome} {}",
            answer.text
        );
        let place = format!("{} {}", operation.method, operation.path);
        let places = self
            .0
            .entry(what.to_owned())
            .or_default()
            .entry(outcome)
            .or_default();
        if !places.contains(&place) {
            places.push(place);
        }
    }

    pub fn keep(&self, title: &str) {
        let Ok(file) = std::env::var("SAMSKAB_BAD_INPUT") else {
            return;
        };
        let mut text = format!("## {title}\n\n| thrown | came back | at |\n|---|---|---|\n");
        for (what, outcomes) in &self.0 {
            for (outcome, places) in outcomes {
                let what = what.replace('|', "\\|");
                writeln!(text, "| {what} | {outcome} | {} |", places.join(", ")).unwrap();
            }
        }
        std::fs::write(format!("{file}.{}", title.to_lowercase()), text).unwrap();
    }
}
