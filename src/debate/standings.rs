//! How one stands to the comments that are shown: asked for many at once, only where this device has a secret, and told
//! to nobody else (S1.8).

use std::collections::BTreeMap;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::comment::{Comment, CommentState};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::me::{MyState, Standing, Withheld};

use super::shown::{Shown, tombstone};
use crate::app::App;
use crate::backend::client::{Sent, encode};
use crate::drafts::mine;

/// How many are asked for at once: an address can only be so long.
const AT_ONCE: usize = 40;
/// When what did not come is asked for again.
const AGAIN: Duration = Duration::from_secs(20);

/// What is known of how one stands to comments.
#[derive(Clone, Copy)]
pub struct Standings {
    app: App,
    subject: StoredValue<String>,
    shown: Shown,
    /// Refs to be asked for; missing while nobody has to ask.
    wanted: StoredValue<Option<Vec<String>>>,
    known: RwSignal<BTreeMap<String, Standing>, LocalStorage>,
    withheld: RwSignal<Vec<Withheld>, LocalStorage>,
}

impl Standings {
    /// Nothing is known yet of the debate on `subject`.
    pub fn new(app: App, subject: StoredValue<String>, shown: Shown) -> Standings {
        Standings {
            app,
            subject,
            shown,
            wanted: StoredValue::new(None),
            known: RwSignal::new_local(BTreeMap::new()),
            withheld: RwSignal::new_local(Vec::new()),
        }
    }

    /// How one stands to a comment, once that is known.
    pub fn of(self, id: &str) -> Memo<Option<Standing>> {
        let name = name(id);
        self.ask(Some(name.clone()));
        Memo::new(move |_| self.known.with(|known| known.get(&name).cloned()))
    }

    /// What of one's own nobody else can read, by its id.
    pub fn withheld(self, id: &str) -> Memo<Option<Withheld>> {
        let name = name(id);
        Memo::new(move |_| {
            self.withheld
                .with(|withheld| withheld.iter().find(|one| one.reference == name).cloned())
        })
    }

    /// Whether one wrote a comment, as far as that is known.
    pub fn is_own(self, id: &str) -> bool {
        let own = self
            .known
            .try_with_untracked(|known| known.get(&name(id)).is_some_and(|standing| standing.own));
        own == Some(true)
    }

    /// Asks for one more soon, together with all others that are wanted until then; with `None` for what is withheld.
    pub fn ask(self, wanted: Option<String>) {
        let app = self.app;
        let is_possible = app.with_service(|service| service.claims("me-state"));
        if !is_possible || mine::secret(&mine::list(app.client)).is_none() {
            return;
        }
        let is_first = self.wanted.try_update_value(|all| {
            let is_first = all.is_none();
            all.get_or_insert_default().extend(wanted);
            is_first
        });
        if is_first == Some(true) {
            set_timeout(move || self.send(), Duration::ZERO);
        }
    }

    /// Asks for several once more, unless nobody looks any more.
    fn ask_all(self, names: Vec<String>) {
        if self.wanted.is_disposed() {
            return;
        }
        self.ask(None);
        names.into_iter().for_each(|name| self.ask(Some(name)));
    }

    fn send(self) {
        let Some(Some(wanted)) = self.wanted.try_update_value(Option::take) else {
            return;
        };
        for (secret, names) in by_secret(self.app, wanted) {
            let chunks = names.chunks(AT_ONCE).map(<[String]>::to_vec);
            let chunks = if names.is_empty() {
                vec![names]
            } else {
                chunks.collect()
            };
            for names in chunks {
                spawn_local(self.fetch(secret.clone(), names));
            }
        }
    }

    /// An answer that does not come leaves all as for a stranger for a while.
    async fn fetch(self, secret: String, names: Vec<String>) {
        let path = ["/me/state?refs=", &encode(&names.join(","))].concat();
        let answer = match self.app.client.look(&path, Sent::by(&secret)).await {
            Ok(answer) => answer,
            Err(failure) if failure.is_unknown_here() => return,
            Err(_) => return set_timeout(move || self.ask_all(names), AGAIN),
        };
        let state = answer.read::<MyState>().unwrap_or_default();
        self.known.try_update(|known| {
            let own = state.items.into_iter().filter(|standing| standing.own);
            known.extend(own.map(|standing| (standing.reference.clone(), standing)));
        });
        let here = |one: &Withheld| {
            let subject = one.comment.as_ref().map(|comment| comment.subject.as_str());
            subject.is_some() && subject == self.subject.try_get_value().as_deref()
        };
        let withheld: Vec<Withheld> = state.withheld.into_iter().filter(here).collect();
        let unseen: Vec<_> = withheld.iter().filter_map(in_its_place).collect();
        self.withheld.try_update(|known| {
            known.retain(|old| withheld.iter().all(|new| new.reference != old.reference));
            known.extend(withheld);
        });
        for comment in unseen {
            self.shown.place(comment);
        }
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

fn name(id: &str) -> String {
    Ref::new(RefType::Comment, id).to_string()
}
