//! What is counted: comments below comments and below contributions.
//!
//! A single new or withdrawn comment is counted along the line above it. Where many come at once, as with seeds and
//! imports, the whole subject is counted again; both ways must agree, and a test holds them to it.

use std::collections::HashMap;

use samskab_protocol::comment::Comment;
use samskab_protocol::identifier::{Ref, RefType};
use sqlx::FromRow;

use super::{Result, Writing, sql};
use crate::clock;

#[derive(Debug, FromRow)]
struct Node {
    id: String,
    parent: Option<String>,
    state: String,
    created_at: i64,
    depth: i64,
    listed: i64,
    replies: i64,
    descendants: i64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    depth: i64,
    listed: i64,
    replies: i64,
    descendants: i64,
}

impl Writing {
    /// Counts everything below a subject anew.
    pub async fn recount(&mut self, subject: &Ref) -> Result<()> {
        let query = sql(
            "SELECT id, parent, state, created_at, depth, listed, replies, descendants FROM comments \
             WHERE subject = $1",
        );
        let nodes: Vec<Node> = self.all(query.bind(subject.to_string())).await?;
        let counts = count(&nodes);
        for node in &nodes {
            let new = counts.get(node.id.as_str()).copied().unwrap_or_default();
            if new == node.count() {
                continue;
            }
            let update = sql(
                "UPDATE comments SET depth = $1, listed = $2, replies = $3, descendants = $4 WHERE id = $5",
            )
            .bind(new.depth)
            .bind(new.listed)
            .bind(new.replies)
            .bind(new.descendants)
            .bind(&node.id);
            self.run(update).await?;
        }
        let published = nodes.iter().filter(|node| node.is_published());
        let newest = published.clone().map(|node| node.created_at).max();
        let count = i64::try_from(published.count()).unwrap_or(i64::MAX);
        self.set_comments(subject, count, newest.unwrap_or_default())
            .await
    }

    /// Counts a new comment, on what it is about and along the line above it.
    pub async fn count_in(&mut self, new: &Comment) -> Result<()> {
        if let Some(parent) = &new.parent {
            self.add_reply(parent, 1).await?;
        }
        self.add_comment(&new.subject, 1).await
    }

    /// Counts a comment out that was withdrawn. Where nothing answers it it leaves the lists, and with it each
    /// tombstone above that stood for its sake alone.
    pub async fn count_out(&mut self, withdrawn: &Comment) -> Result<()> {
        self.add_comment(&withdrawn.subject, -1).await?;
        let mut leaving = Some(withdrawn.id.clone());
        while let Some(id) = leaving {
            let left = sql(
                "UPDATE comments SET listed = 0 WHERE id = $1 AND listed = 1 AND replies = 0 AND state <> 'published'",
            );
            if self.run(left.bind(&id)).await? == 0 {
                break;
            }
            let above = sql("SELECT parent FROM comments WHERE id = $1").bind(&id);
            leaving = self
                .one::<(Option<String>,)>(above)
                .await?
                .and_then(|(parent,)| parent);
            if let Some(parent) = &leaving {
                self.add_reply(parent, -1).await?;
            }
        }
        Ok(())
    }

    async fn add_reply(&mut self, parent: &str, count: i64) -> Result<()> {
        let direct = sql("UPDATE comments SET replies = replies + $1 WHERE id = $2");
        self.run(direct.bind(count).bind(parent)).await?;
        let line = sql(
            "WITH RECURSIVE line (id, parent) AS (SELECT id, parent FROM comments WHERE id = $1 \
             UNION SELECT comments.id, comments.parent FROM comments JOIN line ON comments.id = line.parent) \
             UPDATE comments SET descendants = descendants + $2 WHERE id IN (SELECT id FROM line)",
        );
        self.run(line.bind(parent).bind(count)).await?;
        Ok(())
    }

    async fn add_comment(&mut self, subject: &str, count: i64) -> Result<()> {
        let Some(Ref {
            of: RefType::Contribution,
            id,
        }) = Ref::parse(subject)
        else {
            return Ok(());
        };
        let update = sql(
            "UPDATE contributions SET comments = comments + $1, heard = heard + $2, \
             active_at = CASE WHEN $2 > 0 THEN $3 ELSE active_at END WHERE id = $4",
        )
        .bind(count)
        .bind(count.max(0))
        .bind(clock::now())
        .bind(id);
        self.run(update).await?;
        Ok(())
    }

    async fn set_comments(&mut self, subject: &Ref, published: i64, newest: i64) -> Result<()> {
        if subject.of != RefType::Contribution {
            return Ok(());
        }
        // What was heard never becomes less.
        let update = sql(
            "UPDATE contributions SET heard = heard + (CASE WHEN $1 > comments THEN $1 - comments ELSE 0 END), \
             comments = $1, active_at = CASE WHEN active_at < $3 THEN $3 ELSE active_at END WHERE id = $2",
        );
        self.run(update.bind(published).bind(&subject.id).bind(newest))
            .await?;
        Ok(())
    }
}

impl Node {
    fn is_published(&self) -> bool {
        self.state == "published"
    }

    fn count(&self) -> Count {
        Count {
            depth: self.depth,
            listed: self.listed,
            replies: self.replies,
            descendants: self.descendants,
        }
    }
}

fn count(nodes: &[Node]) -> HashMap<&str, Count> {
    let parents: HashMap<&str, Option<&str>> = nodes
        .iter()
        .map(|node| (node.id.as_str(), node.parent.as_deref()))
        .collect();
    let mut counts: HashMap<&str, Count> = HashMap::new();
    for node in nodes {
        counts.entry(&node.id).or_default().depth = lines_above(&node.id, &parents).count() as i64;
    }
    // From the deepest upwards, so that a comment is finished before the one it answers is counted.
    let mut upwards: Vec<&Node> = nodes.iter().collect();
    upwards.sort_by_key(|node| std::cmp::Reverse(counts[node.id.as_str()].depth));
    for node in upwards {
        let own = counts.entry(&node.id).or_default();
        own.listed = i64::from(node.is_published() || own.replies > 0);
        let (listed, below) = (own.listed, own.descendants);
        if let Some(above) = node.parent.as_deref().filter(|above| parents.contains_key(above)) {
            let above = counts.entry(above).or_default();
            above.replies += listed;
            above.descendants += listed + below;
        }
    }
    counts
}

fn lines_above<'a>(
    id: &'a str,
    parents: &HashMap<&'a str, Option<&'a str>>,
) -> impl Iterator<Item = &'a str> {
    let above = |id: &&'a str| {
        parents
            .get(id)
            .copied()
            .flatten()
            .filter(|above| parents.contains_key(above))
    };
    // No line is longer than there are comments, even if it were to bite its own tail.
    std::iter::successors(Some(id), above).skip(1).take(parents.len())
}

#[cfg(test)]
mod tests {
    use samskab_protocol::comment::CommentState;

    use super::*;
    use crate::store::{Database, Store};

    fn node(id: &str, parent: Option<&str>, state: &str) -> Node {
        Node {
            id: id.into(),
            parent: parent.map(Into::into),
            state: state.into(),
            created_at: 0,
            depth: 0,
            listed: 0,
            replies: 0,
            descendants: 0,
        }
    }

    #[test]
    fn replies_are_counted_at_every_depth_whatever_the_order_they_come_in() {
        let nodes = [
            node("c", Some("b"), "published"),
            node("a", None, "published"),
            node("b", Some("a"), "published"),
            node("d", Some("a"), "published"),
        ];
        let counts = count(&nodes);
        assert_eq!(
            counts["a"],
            Count {
                depth: 0,
                listed: 1,
                replies: 2,
                descendants: 3
            }
        );
        assert_eq!(
            counts["c"],
            Count {
                depth: 2,
                listed: 1,
                replies: 0,
                descendants: 0
            }
        );
    }

    #[test]
    fn a_tombstone_stands_as_long_as_something_answers_it() {
        let nodes = [
            node("a", None, "withdrawn"),
            node("b", Some("a"), "withdrawn"),
            node("c", Some("b"), "published"),
            node("d", Some("a"), "withdrawn"),
        ];
        let counts = count(&nodes);
        assert_eq!(
            (counts["a"].listed, counts["b"].listed, counts["d"].listed),
            (1, 1, 0)
        );
        assert_eq!((counts["a"].replies, counts["a"].descendants), (1, 2));
    }

    #[tokio::test]
    async fn counting_one_by_one_comes_to_the_same_as_counting_anew() {
        let folder = tempfile::tempdir().unwrap();
        let file = Database::File(folder.path().join("a.db"));
        let store = Store::open(&file).await.unwrap();
        let mut writing = store.begin().await.unwrap();
        let subject = Ref::project("p");
        let mut written: Vec<Comment> = Vec::new();
        // Not truly random, so that a failure comes again.
        let mut chance = 7_usize;
        for number in 0..400 {
            chance = chance
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407)
                >> 3;
            let other = written.get(chance % written.len().max(1)).cloned();
            match other {
                Some(other) if chance % 5 < 2 => {
                    let erased = Comment {
                        state: CommentState::Withdrawn,
                        body: None,
                        ..other
                    };
                    if writing.withdraw_comment(&erased).await.unwrap() {
                        writing.count_out(&erased).await.unwrap();
                    }
                }
                other => {
                    let parent = match other {
                        Some(other) if chance % 5 < 4 => {
                            writing.read_parent(&other.id).await.unwrap().map(|_| other.id)
                        }
                        _ => None,
                    };
                    let new = comment(number, parent, &written);
                    writing.insert_comment(&new, number).await.unwrap();
                    writing.count_in(&new).await.unwrap();
                    written.push(new);
                }
            }
            let before = read_counts(&mut writing).await;
            writing.recount(&subject).await.unwrap();
            assert_eq!(read_counts(&mut writing).await, before, "after {number} steps");
        }
        assert!(written.len() > 100 && written.iter().any(|comment| comment.depth > 3));
    }

    fn comment(number: i64, parent: Option<String>, written: &[Comment]) -> Comment {
        let above = written.iter().find(|other| Some(&other.id) == parent.as_ref());
        let depth = above.map_or(0, |above| above.depth + 1);
        let document = serde_json::json!({"id": format!("c{number}"), "subject": "project:p", "parent": parent,
            "depth": depth, "body": {"value": "Ja"}, "created_at": "2026-01-01T00:00:00Z"});
        serde_json::from_value(document).unwrap()
    }

    async fn read_counts(writing: &mut Writing) -> Vec<(String, i64, i64, i64, i64)> {
        let counts = sql("SELECT id, depth, listed, replies, descendants FROM comments ORDER BY id");
        writing.all(counts).await.unwrap()
    }
}
