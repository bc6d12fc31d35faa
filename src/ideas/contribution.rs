//! One contribution, whole: its words, what can be done with it, what has become of it, and the place of its debate.

mod about;
pub mod kinds;
mod lineage;
mod notice;
mod pictures;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;
use samskab_protocol::contribution::{Contribution, Kind};
use samskab_protocol::identifier::Ref;

use super::receipt::receipt;
use super::trail::trail;
use crate::acts::{Desk, Part, acts};
use crate::app::App;
use crate::backend::client::encode;
use crate::backend::failure::Failure;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::debate::debate;
use crate::parts::failure::loaded;
use crate::parts::heading::view_heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, all, classed, live, nothing, tag};
use crate::route::Place;

/// Brings what draws a contribution.
#[wasm_split(reading, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn contribution_chunk() -> Result<fn(App, String, Place) -> AnyView, Failure> {
    Ok(contribution)
}

/// Draws a contribution with its debate below it; `from` is the list it belongs to.
fn contribution(app: App, id: String, from: Place) -> AnyView {
    let subject = Ref::contribution(id.as_str());
    let mut first = app.take_first();
    let found: Loading<Contribution> = waiting_for();
    let url = app.client.url(&["/contributions/", &encode(&id)].concat());
    let again = url.clone();
    let fetch = move || load(found, app.client.get(url.clone()));
    match first.take("contribution").or_else(|| just_sent(app, &id)) {
        Some(first) => found.set(Load::Ready(first)),
        None => fetch(),
    }
    let back = match from.room() {
        Place::Debates => "debate.back",
        _ => "ideas.back",
    };
    let sides = RwSignal::new_local(Vec::new());
    Effect::new(move || {
        found.with(|found| match found {
            Load::Ready(Contribution {
                dilemma: Some(dilemma),
                ..
            }) if sides.with_untracked(Vec::is_empty) => sides.set(dilemma.sides.clone()),
            _ => {}
        })
    });
    // Both are asked for at once; the debate is shown once there is something to debate.
    let debate = debate(app, &subject, sides, first);
    // After an act the words are drawn anew; what one can do and the debate stay as they are.
    let there =
        Memo::new(move |_| found.with(|found| matches!(found, Load::Ready(found) if is_there(found))));
    let desk = Desk::new(&subject, move |_| refresh(app, found, again.clone()));
    all(vec![
        classed("p", "small back")
            .child(link(app, "", from, app.say(back)))
            .view(),
        loaded(app, found, fetch, move |found| whole(app, found)),
        live(move || {
            let there = there.get();
            found.with_untracked(|found| match found {
                Load::Ready(found) if there => acts(app, desk.about(found)),
                _ => nothing(),
            })
        }),
        live(move || {
            found.with(|found| match found {
                Load::Ready(found) => all(vec![trail(app, desk, found).view(), lineage::lineage(app, found)]),
                _ => nothing(),
            })
        }),
        live(move || match there.get() {
            true => desk.draw(app, Part::Offers),
            false => nothing(),
        }),
        tag("div")
            .live_attr("hidden", move || (!there.get()).then(String::new))
            .child(debate)
            .view(),
    ])
}

/// Whether there is something to act on and to debate.
fn is_there(contribution: &Contribution) -> bool {
    use samskab_protocol::contribution::ContributionState::{Merged, Other, Published};
    matches!(contribution.state, Published | Merged | Other)
}

/// Fetches it anew while the earlier one stays in sight; what does not come changes nothing.
fn refresh(app: App, found: Loading<Contribution>, url: String) {
    spawn_local(async move {
        if let Ok(fresh) = app.client.get(url).await {
            found.try_set(Load::Ready(fresh));
        }
    });
}

fn just_sent(app: App, id: &str) -> Option<Contribution> {
    app.receipt.with_untracked(|receipt| {
        let sent = receipt.as_ref().map(|receipt| &receipt.contribution);
        sent.filter(|sent| sent.id == id).cloned()
    })
}

fn whole(app: App, contribution: &Contribution) -> AnyView {
    let title = match contribution.title.as_str() {
        "" => app.say("gone.title"),
        title => title.to_owned(),
    };
    let asks = contribution.kind == Kind::Question;
    let asker = contribution.author.as_ref().filter(|_| asks).map(|author| {
        let words = app.language.say_with("question.asker", &[("name", &author.name)]);
        classed("p", "asker").attr("dir", "auto").child(words)
    });
    let article = classed("article", if asks { "asks" } else { "" })
        .child(asker)
        .child(view_heading(app, title))
        .child(about::meta(app, contribution))
        .child(notice::notice(app, contribution))
        .child(kinds::words(app, contribution))
        .child(pictures::pictures(app, contribution))
        .child(about::about(app, contribution));
    all(vec![receipt(app, &contribution.id).view(), article.view()])
}
