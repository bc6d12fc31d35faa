//! What one supports and follows: told to oneself alone.

use leptos::prelude::*;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::project::Project;

use super::own::Own;
use super::room::{list, section};
use crate::app::App;
use crate::backend::client::{Client, encode};
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::parts::failure::loaded;
use crate::parts::heading::heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, classed, nothing};
use crate::route::Place;

/// So many are looked up; more than that is a list for another place.
const AT_MOST: usize = 20;

/// Something that one supports or follows.
#[derive(Clone)]
struct Marked {
    reference: Ref,
    is_supported: bool,
    is_followed: bool,
}

/// Draws them, if there are any.
pub fn follows(app: App, own: &Own) -> AnyView {
    let marked = mark(own);
    if marked.is_empty() {
        return nothing();
    }
    let found: Loading<Vec<(Marked, String, Place)>> = waiting_for();
    let fetch = move || load(found, look_up(app.client, marked.clone()));
    fetch();
    let rows = loaded(app, found, fetch, move |found| {
        let rows = found.iter().map(|(marked, title, place)| {
            let says = |is: bool, key: &str| is.then(|| classed("span", "role").child(app.say(key)));
            let title = link(app, "", place.clone(), title.clone()).attr("dir", "auto");
            classed("li", "card")
                .child(heading(app, 2, title))
                .child(
                    classed("p", "meta")
                        .child(says(marked.is_supported, "mine.supports"))
                        .child(says(marked.is_followed, "mine.follows")),
                )
                .view()
        });
        list(rows.collect()).view()
    });
    section(app, "mine.marked").child(rows).view()
}

fn mark(own: &Own) -> Vec<Marked> {
    let mut all: Vec<Marked> = Vec::new();
    let supported = own
        .all
        .reactions
        .iter()
        .filter(|reaction| reaction.kind == "support");
    let supported = supported.map(|reaction| (reaction.reference.as_str(), true));
    let followed = own
        .all
        .follows
        .iter()
        .map(|follow| (follow.reference.as_str(), false));
    for (reference, is_supported) in supported.chain(followed) {
        let Some(reference) = Ref::parse(reference) else {
            continue;
        };
        let known = all.iter().position(|marked| marked.reference == reference);
        let at = known.unwrap_or_else(|| {
            all.push(Marked {
                reference,
                is_supported: false,
                is_followed: false,
            });
            all.len() - 1
        });
        all[at].is_supported |= is_supported;
        all[at].is_followed |= !is_supported;
    }
    all
}

/// What they are called. What is gone is left out.
async fn look_up(client: Client, marked: Vec<Marked>) -> Result<Vec<(Marked, String, Place)>, Failure> {
    let mut found = Vec::new();
    for marked in marked.into_iter().take(AT_MOST) {
        let id = encode(&marked.reference.id);
        let named = match marked.reference.of {
            RefType::Contribution => {
                let one = client.get::<Contribution>(client.url(&["/contributions/", &id].concat()));
                one.await.map(|one| (one.title, Place::of(one.kind, one.id)))
            }
            RefType::Project => {
                let one = client.get::<Project>(client.url(&["/projects/", &id].concat()));
                one.await.map(|one| (one.title.clone(), Place::Project(one.id)))
            }
            _ => continue,
        };
        match named {
            Ok((title, place)) => found.push((marked, title, place)),
            Err(Failure::Problem(..)) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use samskab_protocol::identifier::Timestamp;
    use samskab_protocol::me::Follow;

    use super::super::own::OwnReaction;
    use super::*;

    #[test]
    fn what_is_both_supported_and_followed_stands_there_once() {
        let mut own = Own::default();
        let idea = || "contribution:1".to_owned();
        own.all.reactions = vec![OwnReaction {
            reference: idea(),
            kind: "support".into(),
        }];
        let follow = |reference| Follow {
            reference,
            since: Timestamp("2026-11-21T08:00:00Z".into()),
        };
        own.all.follows = vec![follow(idea()), follow("project:2".into())];
        let marked = mark(&own);
        let told: Vec<_> = marked
            .iter()
            .map(|one| (one.is_supported, one.is_followed))
            .collect();
        assert_eq!(told, [(true, true), (false, true)]);
    }
}
