//! Who, when, where: the line below a title.

use leptos::prelude::*;
use samskab_protocol::author::{Author, Role};
use samskab_protocol::identifier::Timestamp;

use crate::app::App;

/// Key of the word for a role.
fn role_key(role: Role) -> &'static str {
    match role {
        Role::Citizen => "role.citizen",
        Role::Business => "role.business",
        Role::Association => "role.association",
        Role::Politician => "role.politician",
        Role::Staff => "role.staff",
        Role::Other => "role.other",
    }
}

/// Role in words, name, affiliation, and whether it has been verified.
pub fn author(app: App, author: Option<&Author>) -> AnyView {
    let Some(author) = author else {
        return view! { <span>{app.say("author.unknown")}</span> }.into_any();
    };
    let verified = author.verified.then(|| {
        view! { <span class="verified" role="img" aria-label=app.say("author.verified")>" ✓"</span> }
    });
    let affiliation = author
        .affiliation
        .clone()
        .map(|affiliation| view! { <span dir="auto">{affiliation}</span> });
    view! {
        <span class="role">{app.say(role_key(author.role))}</span>
        <span><bdi>{author.name.clone()}</bdi>{verified}</span>
        {affiliation}
    }
    .into_any()
}

/// A moment: near ones as "3 days ago", with the whole date for those who ask.
pub fn time(app: App, at: &Timestamp) -> AnyView {
    view! { <time datetime=at.0.clone() title=app.language.moment(at)>{app.language.since(at)}</time> }
        .into_any()
}

/// A day.
pub fn day(app: App, at: &Timestamp) -> AnyView {
    view! { <time datetime=at.0.clone()>{app.language.day(at)}</time> }.into_any()
}
