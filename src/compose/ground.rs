//! At what it stops (S3.3): not everybody who is stopped knows.

use leptos::prelude::AnyView;

use super::composer::Composer;
use super::screens::choices;

/// The grounds, with the keys of their words.
const GROUNDS: [(&str, &str); 5] = [
    ("law", "ground.law"),
    ("budget", "ground.budget"),
    ("procedure", "ground.procedure"),
    ("owner", "ground.owner"),
    ("unknown", "ground.unknown"),
];

/// Draws the choice.
pub fn ground(composer: Composer) -> AnyView {
    choices(composer, "/barrier/ground", "barrier.ground", &GROUNDS, "unknown")
}

/// Key of the words for the ground that was chosen.
pub fn ground_key(composer: Composer) -> &'static str {
    let chosen = composer.writing.field("/barrier/ground");
    let known = GROUNDS.iter().find(|(ground, _)| *ground == chosen);
    known.map_or("ground.unknown", |(_, key)| key)
}
