//! What a contribution is, in a word.

use samskab_protocol::contribution::{Contribution, Kind};

/// Key of the word for what a contribution is. A question by the municipality says so.
pub fn kind_of(contribution: &Contribution) -> &'static str {
    match (contribution.kind, contribution.official) {
        (Kind::Question, true) => "kind.asked",
        (kind, _) => kind_key(kind),
    }
}

/// Key of the word for a kind.
pub fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Idea => "kind.idea",
        Kind::Question => "kind.question",
        Kind::Dilemma => "kind.dilemma",
        Kind::Barrier => "kind.barrier",
        Kind::Story => "kind.story",
        Kind::Other => "kind.contribution",
    }
}
