//! What a backend says of itself, at `/.well-known/samskab`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::contribution::Kind;
use crate::later::Later;
use crate::limits::Limits;
use crate::map::Map;
use crate::moderation::Moderation;
use crate::wire::{Reader, Wire};
use crate::{wire, words};

/// The path of the service document below a backend's origin.
pub const WELL_KNOWN: &str = "/.well-known/samskab";

/// What the conformance classes of this version begin with.
pub const CLASS_PREFIX: &str = "urn:samskab:conf:1.0:";

/// A text in several languages, by BCP 47 tag.
pub type Localized = BTreeMap<String, String>;

/// Who runs the backend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Publisher {
    /// The municipality's name.
    pub name: String,
    /// Where to turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

wire!(Publisher { name, contact });

/// An order that lists can have, and what it does: nobody should have to guess why something comes first (S1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ordering {
    /// The word for the `order` parameter.
    pub id: String,
    /// Which lists can have it: `contribution`, `comment`.
    pub on: Vec<String>,
    /// Whether it is what one gets without asking.
    pub default: bool,
    /// Whether it takes a `seed`.
    pub seeded: bool,
    /// What it goes by: `age`, `support`, `replies`, `exposure`, `activity`.
    pub signals: Vec<String>,
    /// Whether it differs from reader to reader.
    pub personalised: bool,
    /// Whether paging misses nothing while people write and react; readers drop repeats by id.
    pub stable: bool,
    /// What it is called.
    pub label: Localized,
    /// What it does, in one plain sentence.
    pub explanation: Localized,
}

wire!(Ordering {
    id,
    on,
    default,
    seeded,
    signals,
    personalised,
    stable,
    label,
    explanation
});

/// How something can be done here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// By this protocol.
    Native,
    /// Elsewhere: `url` says where.
    External,
    /// Not at all.
    #[default]
    None,
}

words!(Mode { Native = "native", External = "external", None = "none" } else None, missing None);

/// How one thing can be done here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Action {
    /// Here, elsewhere, or not.
    pub mode: Mode,
    /// Where, if elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

wire!(Action { mode, url });

/// What people can do, beside reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Actions {
    /// Send a contribution.
    pub contribute: Action,
    /// Comment.
    pub comment: Action,
    /// Support a contribution.
    pub support: Action,
    /// Follow something.
    pub follow: Action,
    /// Get news by e-mail (C5).
    pub subscribe: Action,
    /// Offer what one has beside money (S4.4).
    pub offer: Action,
    /// Say what one expects of a project.
    pub expect: Action,
    /// Report what should not stand there.
    pub report: Action,
    /// Change one's own words, for a while.
    pub edit: Action,
    /// Add pictures to a contribution.
    pub attach: Action,
}

wire!(default Actions { contribute, comment, support, follow, subscribe, offer, expect, report, edit, attach });

impl Actions {
    /// The same, with what differs from it in one place, by name. Names that this version does not know are let be.
    #[must_use]
    pub fn with(mut self, differing: &BTreeMap<String, Action>) -> Actions {
        for (name, action) in differing {
            let own = match name.as_str() {
                "contribute" => &mut self.contribute,
                "comment" => &mut self.comment,
                "support" => &mut self.support,
                "follow" => &mut self.follow,
                "subscribe" => &mut self.subscribe,
                "offer" => &mut self.offer,
                "expect" => &mut self.expect,
                "report" => &mut self.report,
                "edit" => &mut self.edit,
                "attach" => &mut self.attach,
                _ => continue,
            };
            own.clone_from(action);
        }
        self
    }
}

/// A kind of reaction. Reactions are only ever counted: who reacted is nobody's business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReactionKind {
    /// The word in the address, and among the counts.
    pub id: String,
    /// What one can react to with it: `contribution`, `comment`.
    pub on: Vec<String>,
    /// The kinds that it takes the place of: nobody both agrees and disagrees.
    pub excludes: Vec<String>,
}

wire!(ReactionKind { id, on, excludes });

/// To whom the counts of reactions are told. What is not told is missing, which is not zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CountsVisibility {
    /// To everyone.
    #[default]
    Always,
    /// To those who have reacted, at `/me/state`.
    AfterOwnReaction,
    /// To everyone, once it is over.
    AfterClose,
    /// To nobody.
    Never,
    /// A rule that this version does not know.
    Other,
}

words!(CountsVisibility { Always = "always", AfterOwnReaction = "after_own_reaction", AfterClose = "after_close", Never = "never" } else Other, missing Always);

/// What a widget needs to know before anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Service {
    /// Always `samskab`.
    pub protocol: String,
    /// Version of the protocol, `major.minor`.
    pub version: String,
    /// Absolute URL under which the collections lie, without a slash at the end. Clients build their URLs from
    /// it and from nothing else.
    pub base: String,
    /// Whether what can be read lies in files: `/x` at `/x.json`, the debate on `<type>:<id>` at
    /// `/comments/<type>/<id>.json`, and no parameters.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub files: bool,
    /// The conformance classes that the backend claims.
    #[serde(rename = "conformsTo")]
    pub conforms_to: Vec<String>,
    /// Who runs it.
    pub publisher: Publisher,
    /// Languages of its texts.
    pub languages: Vec<String>,
    /// The language where nothing else is said.
    pub default_language: String,
    /// IANA time zone in which its dates are meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// How much is allowed.
    pub limits: Limits,
    /// The kinds of contributions that are taken.
    pub kinds: Vec<Kind>,
    /// The orders that lists can have.
    pub orderings: Vec<Ordering>,
    /// How things are moderated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moderation: Option<Moderation>,
    /// How people can react.
    pub reactions: Vec<ReactionKind>,
    /// To whom the counts of reactions are told.
    pub counts_visibility: CountsVisibility,
    /// What people can do.
    pub actions: Actions,
    /// What a map of the municipality is made of.
    #[serde(skip_serializing_if = "Later::is_missing")]
    pub map: Later<Map>,
    /// Projects in which everything may be tried out; they stand in no list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sandbox_projects: Vec<String>,
    /// What stands on the page that was asked for by `?first=`, so that the first look costs one request. A
    /// backend may leave it out; the widget then asks for itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<First>,
}

wire!(Service { protocol, version, base, files, conforms_to = "conformsTo", publisher, languages, default_language, timezone, limits, kinds, orderings, moderation, reactions, sandbox_projects, counts_visibility, actions, map, first });

impl Service {
    /// Whether the backend claims a conformance class of this version, for example `search`.
    pub fn claims(&self, class: &str) -> bool {
        self.conforms_to
            .iter()
            .any(|claimed| claimed.strip_prefix(CLASS_PREFIX) == Some(class))
    }
}

/// The content of a first page: exactly what the same requests to the collections would have answered, by name.
///
/// `?first=contributions:<kinds>` brings `contributions`, the first page of that list; `contribution:<id>` brings
/// `contribution`, `comments`, the first page of its debate, and `summaries`, that of what was heard in it, where they
/// are claimed; `projects` brings `projects`, the first page; and
/// `project:<id>` brings `project`. It stays JSON until a view takes what it shows, so that what reads a project
/// need not be there before somebody looks at one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct First(serde_json::Map<String, Value>);

impl First {
    /// The same content with one thing more.
    ///
    /// # Errors
    /// A value that cannot be written as JSON.
    pub fn with(mut self, name: &str, value: &impl Serialize) -> serde_json::Result<First> {
        self.0.insert(name.to_owned(), serde_json::to_value(value)?);
        Ok(self)
    }

    /// Takes one thing out; `None` where it is missing or cannot be read.
    pub fn take<T: Wire>(&mut self, name: &str) -> Option<T> {
        wire::read(&self.0.remove(name)?).ok()
    }
}

impl Wire for First {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        First(reader.object(value).cloned().unwrap_or_default())
    }
}
