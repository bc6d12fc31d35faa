//! How one stands to the comments that are shown: asked for many at once, only where this device has a secret, and told
//! to nobody else (S1.8).

mod asked;

use std::collections::BTreeMap;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::comment::CommentState;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::me::Standing;
use serde_json::Value;

use self::asked::standing_chunk;
use super::shown::Shown;
use crate::app::App;
use crate::drafts::mine;
use crate::parts::markup::nothing;

/// When what did not come is asked for again.
const AGAIN: Duration = Duration::from_secs(20);

/// Draws what the author alone is told of a comment in this state, from what came of it.
type Tell = fn(App, &Value, CommentState) -> AnyView;

/// What is known of how one stands to comments.
#[derive(Clone, Copy)]
pub struct Standings {
    app: App,
    subject: StoredValue<String>,
    shown: Shown,
    /// Refs to be asked for; missing while nobody has to ask.
    wanted: StoredValue<Option<Vec<String>>>,
    known: RwSignal<BTreeMap<String, Standing>, LocalStorage>,
    /// What of one's own nobody else can read, as it came, and what draws it.
    withheld: RwSignal<BTreeMap<String, Value>, LocalStorage>,
    tell: StoredValue<Option<Tell>>,
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
            withheld: RwSignal::new_local(BTreeMap::new()),
            tell: StoredValue::new(None),
        }
    }

    /// How one stands to a comment, once that is known.
    pub fn of(self, id: &str) -> Memo<Option<Standing>> {
        let name = name(id);
        self.ask(Some(name.clone()));
        Memo::new(move |_| self.known.with(|known| known.get(&name).cloned()))
    }

    /// What of one's own nobody else can read, by its id.
    pub fn withheld(self, id: &str) -> Memo<Option<Value>> {
        let name = name(id);
        Memo::new(move |_| self.withheld.with(|withheld| withheld.get(&name).cloned()))
    }

    /// Draws what of it is told to its author alone: why nobody else can read it, and how to object.
    pub fn tell(self, withheld: &Value, state: CommentState) -> AnyView {
        let tell = self.tell.try_get_value().flatten();
        tell.map_or_else(nothing, |tell| tell(self.app, withheld, state))
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

    /// What does not come leaves all as for a stranger for a while.
    fn send(self) {
        let Some(Some(wanted)) = self.wanted.try_update_value(Option::take) else {
            return;
        };
        let words = self.app.learn_more();
        spawn_local(async move {
            match (standing_chunk().await, words.await) {
                (Ok(ask), Ok(())) => ask(self, wanted),
                _ => self.ask_again(wanted),
            }
        });
    }

    /// Asks for several once more, unless nobody looks any more.
    fn ask_again(self, names: Vec<String>) {
        let ask = move || {
            if !self.wanted.is_disposed() {
                self.ask(None);
                names.into_iter().for_each(|name| self.ask(Some(name)));
            }
        };
        set_timeout(ask, AGAIN);
    }
}

/// What the comment with this id is asked for by.
pub fn name(id: &str) -> String {
    Ref::new(RefType::Comment, id).to_string()
}
