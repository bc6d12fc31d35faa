//! The municipalities that one process serves, and what they share with each other (S3.4).
//!
//! Each is a controller of its own, with a store and a key of its own, and none can read another's. What is shared is
//! read where it belongs each time, so that it is never older than there, and gone where it is gone.

use samskab_protocol::identifier::RefType;
use samskab_protocol::network::{Shared, SharedType};
use samskab_protocol::text::Link;

use crate::app::{page, page_room};
use crate::clock;
use crate::cursor::Position;
use crate::faults::Fault;
use crate::store::shared::SharedRef;
use crate::store::{self, Store};

/// All municipalities of this process.
#[derive(Debug, Default)]
pub struct Network {
    /// The first one is the one at the root.
    members: Vec<Municipality>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Municipality {
    /// The word in its addresses; empty at the root.
    pub space: String,
    /// Its name.
    pub name: String,
    /// The address under which people reach it here, without a slash at the end.
    pub public_url: String,
    /// Its own page, on which the widget stands, if that was told.
    pub site: Option<String>,
    /// Where all of it is kept.
    pub store: Store,
}

impl Network {
    /// Of these municipalities.
    pub fn of(members: Vec<Municipality>) -> Self {
        Network { members }
    }

    /// Whether there is anybody to share with.
    pub fn has_several(&self) -> bool {
        self.members.len() > 1
    }

    /// What the others have shared, the last first, with the place of each in that order.
    pub async fn list(
        &self,
        space: &str,
        after: Option<&Position>,
        limit: usize,
    ) -> store::Result<Vec<(Position, Shared)>> {
        let mut found = Vec::new();
        for other in self.others(space) {
            match other.store.list_shared(other.place_after(after), limit).await {
                Ok(shared) => found.extend(shared.into_iter().map(|one| (other, one))),
                // One municipality that cannot be read takes nobody else's page away.
                Err(error) => other.complain(&error),
            }
        }
        // Those of one municipality stay as its store has put them in order.
        found.sort_by(|(a, x), (b, y)| (y.at, &b.space).cmp(&(x.at, &a.space)));
        found.truncate(limit);
        let mut told = Vec::new();
        for (other, one) in found {
            match other.tell(&one).await {
                Ok(shared) => told.extend(shared.map(|shared| (other.place_of(&one), shared))),
                Err(error) => other.complain(&error),
            }
        }
        Ok(told)
    }

    fn others(&self, space: &str) -> impl Iterator<Item = &Municipality> {
        self.members
            .iter()
            .filter(move |member| member.space != space || Fault::NetworkListsOwn.is_on())
    }
}

impl Municipality {
    /// Where people find it.
    pub fn front(&self) -> String {
        self.site
            .clone()
            .unwrap_or_else(|| format!("{}/", self.public_url))
    }

    fn complain(&self, error: &store::Error) {
        eprintln!("samskab-backend: {}: {error}", self.name);
    }

    /// A pointer to something, unless it has gone meanwhile.
    async fn tell(&self, shared: &SharedRef) -> store::Result<Option<Shared>> {
        let id = &shared.of.id;
        let told = match shared.of.of {
            RefType::Project => {
                let all = self.store.read_projects().await?;
                let found = all.iter().find(|project| project.id == *id);
                found.map(|project| {
                    let words = (project.title.clone(), project.summary.clone());
                    (SharedType::Project, words, "projects")
                })
            }
            _ => {
                let found = self.store.read_contribution(id).await?;
                found.map(|story| {
                    (
                        SharedType::Story,
                        (story.title, story.summary),
                        page_room(story.kind),
                    )
                })
            }
        };
        Ok(told.map(|(of, (title, summary), room)| Shared {
            of,
            title,
            summary,
            at: clock::to_wire(shared.at),
            url: page(self.site.as_deref(), &self.public_url, room, id),
            origin: Link {
                url: self.front(),
                title: self.name.clone(),
            },
        }))
    }

    /// The place of something in the order of all that is shared.
    fn place_of(&self, shared: &SharedRef) -> Position {
        Position {
            rank: shared.at,
            id: format!("{}/{}", self.space, shared.of),
        }
    }

    /// Where the own part of the list goes on: what was shared in the same moment is in the order of spaces.
    fn place_after<'a>(&self, after: Option<&'a Position>) -> (i64, &'a str, &'a str) {
        let Some(after) = after else {
            return (i64::MAX, "", "");
        };
        let (space, of) = after.id.split_once('/').unwrap_or_default();
        let (of, id) = of.split_once(':').unwrap_or_default();
        match self.space.as_str().cmp(space) {
            std::cmp::Ordering::Less => (after.rank.saturating_add(1), "", ""),
            std::cmp::Ordering::Equal => (after.rank, of, id),
            std::cmp::Ordering::Greater => (after.rank, "", ""),
        }
    }
}
