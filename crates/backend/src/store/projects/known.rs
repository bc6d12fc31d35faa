//! Projects as they were read. A list is put together from thousands of long documents: each is read once, and again
//! when it has changed, also by another process; and all are put in order once, until one of them has changed.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use samskab_protocol::identifier::Timestamp;
use samskab_protocol::project::{Openness, Project, ProjectState};

/// Projects as they were read.
#[derive(Debug, Default)]
pub struct Known(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// How many there are, and the sum of their versions: none is ever deleted, so that every change makes it larger.
    state: (i64, i64),
    /// By id, with their versions.
    projects: HashMap<String, (i64, Arc<Project>)>,
    /// In the order of lists.
    all: Arc<[Arc<Project>]>,
}

impl Known {
    /// All in the order of lists, where none has changed.
    pub(super) fn find(&self, state: (i64, i64)) -> Option<Arc<[Arc<Project>]>> {
        let kept = self.hold();
        (kept.state == state).then(|| kept.all.clone())
    }

    /// Those that have to be read, by id.
    pub(super) fn find_missing(&self, versions: &[(String, i64)]) -> Vec<String> {
        let kept = self.hold();
        let is_missing =
            |(id, version): &&(String, i64)| kept.projects.get(id).is_none_or(|(known, _)| known != version);
        let missing = versions.iter().filter(is_missing);
        missing.map(|(id, _)| id.clone()).collect()
    }

    /// Keeps one that was read, unless somebody has read a newer one meanwhile.
    pub(super) fn keep(&self, id: String, version: i64, project: Arc<Project>) {
        let mut kept = self.hold();
        if kept.projects.get(&id).is_none_or(|(known, _)| *known < version) {
            kept.projects.insert(id, (version, project));
        }
    }

    /// Those that are there, in the order of lists; what is there no longer is forgotten.
    pub(super) fn put_in_order(&self, versions: &[(String, i64)]) -> Arc<[Arc<Project>]> {
        let mut kept = self.hold();
        if kept.projects.len() > versions.len() {
            let there: HashSet<&str> = versions.iter().map(|(id, _)| id.as_str()).collect();
            kept.projects.retain(|id, _| there.contains(id.as_str()));
        }
        let found = versions.iter().filter_map(|(id, _)| kept.projects.get(id));
        let mut all: Vec<Arc<Project>> = found.map(|(_, project)| project.clone()).collect();
        all.sort_by(|one, other| order(one).cmp(&order(other)));
        kept.all = all.into();
        // As it was when the versions were read: what has changed since makes another one.
        let sum = versions.iter().map(|(_, version)| version).sum();
        kept.state = (i64::try_from(versions.len()).unwrap_or(i64::MAX), sum);
        kept.all.clone()
    }

    fn hold(&self) -> MutexGuard<'_, Kept> {
        // What is kept is whole after every step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Those first in which nothing is decided yet and people can take part now; among them the newest.
fn order(project: &Project) -> (u8, u8, Reverse<Option<&Timestamp>>, &str) {
    (
        openness_rank(project),
        state_rank(project),
        Reverse(project.starts_at.as_ref()),
        &project.id,
    )
}

fn openness_rank(project: &Project) -> u8 {
    match project.openness {
        Openness::Open => 0,
        Openness::Framed => 1,
        Openness::Decided => 2,
        Openness::Other => 3,
    }
}

fn state_rank(project: &Project) -> u8 {
    match project.state {
        ProjectState::Open => 0,
        ProjectState::Upcoming => 1,
        ProjectState::Closed => 2,
        ProjectState::Archived => 3,
        ProjectState::Other => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(id: &str, openness: &str) -> Arc<Project> {
        let text = format!(
            r#"{{"id":"{id}","title":"t","summary":"s","kind":"policy","state":"open","openness":"{openness}",
            "role_offered":"informed"}}"#
        );
        Arc::new(serde_json::from_str(&text).unwrap())
    }

    #[test]
    fn all_are_in_order_until_one_of_them_changes() {
        let known = Known::default();
        assert!(known.find((0, 0)).is_some_and(|all| all.is_empty()));
        let mut versions = vec![("a".to_owned(), 1), ("b".to_owned(), 1)];
        assert_eq!(known.find_missing(&versions), ["a", "b"]);
        known.keep("a".into(), 1, project("a", "decided"));
        known.keep("b".into(), 1, project("b", "open"));
        let ids = |all: &[Arc<Project>]| all.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&known.put_in_order(&versions)), ["b", "a"]);
        assert_eq!(ids(&known.find((2, 2)).unwrap()), ["b", "a"]);
        assert!(known.find((2, 3)).is_none());
        versions[0].1 = 2;
        assert_eq!(known.find_missing(&versions), ["a"]);
        known.keep("a".into(), 2, project("a", "open"));
        assert_eq!(ids(&known.put_in_order(&versions)), ["a", "b"]);
        assert!(known.find((2, 2)).is_none());
        assert!(known.find((2, 3)).is_some());
    }
}
