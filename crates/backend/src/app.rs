//! What every request needs: the store, the settings and the address under which people come.

use samskab_protocol::contribution::{Contribution, Kind};
use samskab_protocol::identifier::Ref;
use samskab_protocol::limits::Limits;
use samskab_protocol::project::Project;

use crate::attention::Attention;
use crate::feed::Feed;
use crate::secret::Key;
use crate::store::Store;
use crate::store::meta::Settings;

/// The path under the public address at which the collections lie.
pub const BASE_PATH: &str = "/samskab/v1";

/// What every request needs.
pub struct App {
    /// Where everything is kept.
    pub store: Store,
    /// Who runs the backend.
    pub settings: Settings,
    /// How much is allowed.
    pub limits: Limits,
    /// What secrets are made from.
    pub key: Key,
    /// What was opened since it was last written down.
    pub attention: Attention,
    /// What changes.
    pub feed: Feed,
    /// The address under which people reach this server, without a slash at the end.
    pub public_url: String,
}

impl App {
    /// The address of something below the base: `path` begins with a slash.
    pub fn address(&self, path: &str) -> String {
        format!("{}{BASE_PATH}{path}", self.public_url)
    }

    /// The address of the resource itself.
    pub fn location(&self, of: &Ref) -> String {
        self.address(&format!("/{}s/{}", of.of.as_str(), of.id))
    }

    /// Adds what depends on where the backend stands.
    pub fn dress_contribution(&self, contribution: &mut Contribution) {
        let room = page_room(contribution.kind);
        contribution.url = Some(format!("{}/{room}/{}", self.public_url, contribution.id));
    }

    /// Adds what depends on where the backend stands.
    pub fn dress_project(&self, project: &mut Project) {
        project.url = Some(format!("{}/projects/{}", self.public_url, project.id));
    }
}

/// Where the page of a contribution of this kind lies.
pub fn page_room(kind: Kind) -> &'static str {
    match kind {
        Kind::Idea => "ideas",
        _ => "debate",
    }
}
