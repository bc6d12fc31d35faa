//! Topics and areas: the words by which contributions and projects are sorted.

use serde::Serialize;

use crate::wire;

/// A topic or an area, with how many contributions and projects carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The word itself; also what filters are given.
    pub label: String,
    /// How many contributions in lists carry it.
    pub contributions: u32,
    /// How many projects in lists carry it.
    #[serde(skip_serializing_if = "is_zero")]
    pub projects: u32,
}

wire!(Label {
    label,
    contributions,
    projects
});

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}
