//! Topics and areas: the words by which contributions are sorted.

use serde::Serialize;

use crate::wire;

/// A topic or an area, with how many contributions carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The word itself; also what filters are given.
    pub label: String,
    /// How many contributions in lists carry it.
    pub contributions: u32,
}

wire!(Label { label, contributions });
