//! Asking how one stands to comments, in a chunk of its own: most people who read a debate have written nothing.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::wasm_split;
use samskab_protocol::comment::{Comment, CommentState};
use samskab_protocol::me::{MyState, Withheld};
use samskab_protocol::wire;
use serde_json::Value;

use super::Standings;
use crate::acts::ruling;
use crate::app::App;
use crate::backend::client::{Sent, encode};
use crate::backend::failure::Failure;
use crate::debate::shown::tombstone;
use crate::drafts::mine;
use crate::parts::markup::{Content, all, nothing};
use crate::parts::prose::prose;

/// How many are asked for at once: an address can only be so long.
const AT_ONCE: usize = 40;

/// Brings what asks.
#[wasm_split(standing, wasm_split_path = ::leptos::wasm_split, fallible)]
pub fn standing_chunk() -> Result<fn(Standings, Vec<String>), Failure> {
    Ok(ask)
}

fn ask(standings: Standings, wanted: Vec<String>) {
    for (secret, names) in by_secret(standings.app, wanted) {
        let chunks = names.chunks(AT_ONCE).map(<[String]>::to_vec);
        let chunks = if names.is_empty() {
            vec![names]
        } else {
            chunks.collect()
        };
        for names in chunks {
            spawn_local(fetch(standings, secret.clone(), names));
        }
    }
}

/// An answer that does not come leaves all as for a stranger for a while.
async fn fetch(standings: Standings, secret: String, names: Vec<String>) {
    let path = ["/me/state?refs=", &encode(&names.join(","))].concat();
    let answer = match standings.app.client.look(&path, Sent::by(&secret)).await {
        Ok(answer) => answer,
        Err(failure) if may_pass(&failure) => return standings.ask_again(names),
        Err(_) => return,
    };
    let answer: Value = answer.read().unwrap_or_default();
    let state: MyState = wire::read(&answer).unwrap_or_default();
    standings.known.try_update(|known| {
        let own = state.items.into_iter().filter(|standing| standing.own);
        known.extend(own.map(|standing| (standing.reference.clone(), standing)));
    });
    let came = answer.get("withheld").and_then(Value::as_array);
    let here = |(one, _): &(Withheld, &Value)| {
        let subject = one.comment.as_ref().map(|comment| comment.subject.as_str());
        subject.is_some() && subject == standings.subject.try_get_value().as_deref()
    };
    let withheld: Vec<_> = state
        .withheld
        .into_iter()
        .zip(came.into_iter().flatten())
        .filter(here)
        .collect();
    standings.tell.try_set_value(Some(tell));
    standings.withheld.try_update(|known| {
        for (one, as_it_came) in &withheld {
            known.insert(one.reference.clone(), (*as_it_came).clone());
        }
    });
    for comment in withheld.iter().filter_map(|(one, _)| in_its_place(one)) {
        show(standings, comment);
    }
}

/// Whether the same question may be answered later.
fn may_pass(failure: &Failure) -> bool {
    let problem = failure.problem();
    problem.is_none_or(|problem| matches!(problem.status, 429 | 500..))
}

/// Puts it where it belongs, or says what has become of it where it is shown already.
fn show(standings: Standings, comment: Comment) {
    match standings.shown.node(&comment.id) {
        Some(node) if node.now.with_untracked(|now| now.state) != comment.state => {
            _ = node.now.try_set(comment)
        }
        Some(_) => {}
        None => standings.shown.place(comment),
    }
}

/// A comment that nobody else can read, as it stands in the debate: of what was taken off the page only the place.
fn in_its_place(one: &Withheld) -> Option<Comment> {
    let comment = one.comment.clone()?;
    match comment.state {
        CommentState::Hidden => Some(Comment {
            state: CommentState::Hidden,
            ..tombstone(&comment)
        }),
        _ => Some(comment),
    }
}

/// What to ask as whom: each as the one it was sent as, what others wrote as the one by whom this device is known now.
fn by_secret(app: App, wanted: Vec<String>) -> BTreeMap<String, Vec<String>> {
    let sent = mine::all(&mine::list(app.client));
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut present = None;
    for secret in sent.iter().filter_map(|sent| sent.secret.clone()) {
        groups.entry(secret.clone()).or_default();
        present = Some(secret);
    }
    for name in wanted {
        let own = sent.iter().rfind(|sent| sent.reference == name);
        let secret = own
            .and_then(|sent| sent.secret.clone())
            .or_else(|| present.clone());
        if let Some(secret) = secret {
            groups.entry(secret).or_default().push(name);
        }
    }
    groups
}

/// Why nobody else can read it, and how to object.
fn tell(app: App, withheld: &Value, state: CommentState) -> AnyView {
    let Ok(withheld) = wire::read::<Withheld>(withheld) else {
        return nothing();
    };
    // Of what was taken off the page everybody sees the place, and its author the words as well.
    let comment = withheld.comment.filter(|_| state == CommentState::Hidden);
    let words = comment.and_then(|comment| comment.body).map(|body| prose(&body));
    let decision = withheld.decision.map(|decision| ruling(app, &decision));
    all(vec![words.view(), decision.view()])
}
