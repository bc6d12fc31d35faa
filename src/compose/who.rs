//! Who writes: asked for last, and as little as the backend's rules allow (C1).

use leptos::prelude::AnyView;

use super::composer::Composer;
use super::screens::choices;
use crate::drafts::mine;
use crate::parts::markup::{Content, all, classed};

const ROLES: [(&str, &str); 3] = [
    ("citizen", "who.private"),
    ("association", "who.org"),
    ("business", "who.business"),
];

/// Says under which name one is known here, and asks in which capacity one writes.
pub fn who(composer: Composer) -> AnyView {
    let app = composer.app;
    let name = mine::name(app.client);
    let known = mine::secret(&mine::list(app.client)).filter(|_| !name.is_empty());
    let words = known.map(|_| app.language.say_with("who.known", &[("name", &name)]));
    all(vec![
        words.map(|words| classed("p", "panel").child(words)).view(),
        choices(composer, "/author/role", "who.as", &ROLES, "citizen"),
    ])
}
