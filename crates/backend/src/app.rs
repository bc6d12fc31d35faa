//! What every request needs: the store, the settings and the address under which people come.

use std::sync::Arc;

use samskab_protocol::comment::Comment;
use samskab_protocol::contribution::{Contribution, Kind};
use samskab_protocol::identifier::Ref;
use samskab_protocol::limits::Limits;
use samskab_protocol::moderation::ModerationMode;
use samskab_protocol::project::Project;
use samskab_protocol::service::CountsVisibility;

use crate::attention::Attention;
use crate::feed::Feed;
use crate::mail::Mail;
use crate::map::MapSource;
use crate::network::Network;
use crate::reactions::tell_everyone;
use crate::routes::attachments;
use crate::secret::Key;
use crate::shelf::Shelf;
use crate::store::comments::Kept;
use crate::store::meta::Settings;
use crate::store::{self, Store};
use crate::throttle::Throttle;
use crate::veil::veil_comment;

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
    /// How much one may write; any amount where there is none.
    pub throttle: Option<Throttle>,
    /// To whom the counts of reactions are told.
    pub counts: CountsVisibility,
    /// What was opened since it was last written down.
    pub attention: Attention,
    /// What changes.
    pub feed: Feed,
    /// What was answered lately.
    pub shelf: Shelf,
    /// What a map of the municipality is made of.
    pub map: MapSource,
    /// How news are sent by e-mail; not at all where it is missing.
    pub mail: Option<Mail>,
    /// The address under which people reach this server, without a slash at the end.
    pub public_url: String,
    /// The municipality's own page on which the widget stands, if that was told.
    pub site: Option<String>,
    /// The word in the addresses of this municipality, where one process serves several; empty at the root.
    pub space: String,
    /// All of them.
    pub network: Arc<Network>,
}

impl App {
    /// The address of something below the base: `path` begins with a slash.
    pub fn address(&self, path: &str) -> String {
        format!("{}{BASE_PATH}{path}", self.public_url)
    }

    /// The page of something in a room: in the widget where its place is known, without script otherwise.
    pub fn page(&self, room: &str, id: &str) -> String {
        page(self.site.as_deref(), &self.public_url, room, id)
    }

    /// The name under which people reach this server, without a port.
    pub fn host(&self) -> &str {
        let address = self
            .public_url
            .split_once("://")
            .map_or("", |(_, address)| address);
        address.split(['/', ':']).next().unwrap_or_default()
    }

    /// Whether what somebody writes is read through before others see it. What the municipality says itself is not.
    pub fn waits(&self, is_official: bool) -> bool {
        self.settings.moderation == ModerationMode::Pre && !is_official
    }

    /// Adds what depends on where the backend stands, and leaves out what it does not tell.
    pub fn dress_contribution(&self, contribution: &mut Contribution) {
        let room = page_room(contribution.kind);
        contribution.url = Some(format!("{}/{room}/{}", self.public_url, contribution.id));
        let counts = std::mem::take(&mut contribution.counts.by_reaction);
        contribution.counts.by_reaction = tell_everyone(counts, self.counts);
        attachments::dress(self, contribution);
    }

    /// A comment as readers get it, without its replies.
    pub fn show_comment(&self, kept: &Kept) -> store::Result<Comment> {
        let found = kept.decode()?;
        // Of what is not there for everyone its author asks alone.
        let mut comment = veil_comment(found.clone()).unwrap_or(found);
        self.dress_comment(&mut comment);
        Ok(comment)
    }

    /// Leaves out what is not told.
    pub fn dress_comment(&self, comment: &mut Comment) {
        let counts = std::mem::take(&mut comment.counts.by_reaction);
        comment.counts.by_reaction = tell_everyone(counts, self.counts);
    }

    /// The same contribution as readers get it.
    pub fn show_contribution(&self, mut contribution: Contribution) -> Contribution {
        self.dress_contribution(&mut contribution);
        contribution
    }

    /// Adds what depends on where the backend stands.
    pub fn dress_project(&self, project: &mut Project) {
        project.url = Some(format!("{}/projects/{}", self.public_url, project.id));
    }
}

/// The page of something: in the widget on a municipality's own page, if that is known, or else on the backend's.
pub fn page(site: Option<&str>, public_url: &str, room: &str, id: &str) -> String {
    match site {
        Some(site) => format!("{site}#samskab=/{room}/{id}"),
        None => format!("{public_url}/{room}/{id}"),
    }
}

/// Where something lies below the base.
pub fn path_of(of: &Ref) -> String {
    format!("/{}/{}", of.of.collection(), of.id)
}

/// Where the page of a contribution of this kind lies.
pub fn page_room(kind: Kind) -> &'static str {
    match kind {
        Kind::Idea => "ideas",
        _ => "debate",
    }
}
