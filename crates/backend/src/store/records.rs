//! Small things that are listed but not counted, each kept as a document: answers, offers, events, reports …
//!
//! Beside the document stands what lists choose by. What lies here is written whole and replaced whole; its version
//! says whether somebody else has replaced it meanwhile.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::FromRow;

use super::{Result, Statement, Store, Writing, sql};
use crate::store::threads::Part;

/// The columns of a [`Record`].
macro_rules! columns {
    () => {
        "SELECT id, type, subject, owner, state, created_at, updated_at, version, document FROM records WHERE "
    };
}

/// One small thing.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Record {
    /// Its id, unique among all records.
    pub id: String,
    /// What it is, for example `answer`: the word that stands before its id in a reference.
    #[sqlx(rename = "type")]
    pub of: String,
    /// What it is about, as `<type>:<id>`; empty where it is about nothing.
    pub subject: String,
    /// The participant who wrote it.
    pub owner: Option<String>,
    /// The word of its state; each type has its own.
    pub state: String,
    /// When it came, in microseconds.
    pub created_at: i64,
    /// When it was last replaced, in microseconds.
    pub updated_at: i64,
    /// 1 at first, and one more each time it is replaced.
    pub version: i64,
    /// The thing as the protocol has it, as JSON.
    pub document: String,
}

/// Which records a list holds: of one type, and as narrow as is said.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// What they are.
    pub of: &'a str,
    /// What they are about.
    pub subject: Option<&'a str>,
    /// In any of these states; in any at all where empty.
    pub states: &'a [&'a str],
    /// Who wrote them.
    pub owner: Option<&'a str>,
}

impl<'a> Choice<'a> {
    /// All records of a type.
    pub fn all(of: &'a str) -> Self {
        Choice {
            of,
            subject: None,
            states: &[],
            owner: None,
        }
    }
}

impl Record {
    /// A new one, at version 1.
    pub fn new<T: Serialize>(of: &str, id: &str, state: &str, now: i64, document: &T) -> Result<Self> {
        Ok(Record {
            id: id.to_owned(),
            of: of.to_owned(),
            subject: String::new(),
            owner: None,
            state: state.to_owned(),
            created_at: now,
            updated_at: now,
            version: 1,
            document: serde_json::to_string(document)?,
        })
    }

    /// The same, about something: `<type>:<id>`.
    pub fn about(self, subject: impl ToString) -> Self {
        Record {
            subject: subject.to_string(),
            ..self
        }
    }

    /// The same, written by this participant.
    pub fn by(self, owner: Option<&str>) -> Self {
        Record {
            owner: owner.map(str::to_owned),
            ..self
        }
    }

    /// The same with another document, in another state.
    pub fn with_document<T: Serialize>(self, state: &str, document: &T) -> Result<Self> {
        Ok(Record {
            state: state.to_owned(),
            document: serde_json::to_string(document)?,
            ..self
        })
    }

    /// The thing itself.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T> {
        Ok(serde_json::from_str(&self.document)?)
    }
}

impl Store {
    /// One record of this type, in whatever state.
    pub async fn read_record(&self, of: &str, id: &str) -> Result<Option<Record>> {
        self.one(find(of, id)).await
    }

    /// A part of the list of these records, by when they came.
    pub async fn list_records(&self, choice: Choice<'_>, part: Part<'_>) -> Result<Vec<Record>> {
        self.all(list(choice, part)).await
    }

    /// How many of these records there are.
    pub async fn count_records(&self, choice: Choice<'_>) -> Result<u32> {
        let counted = choose(sql("SELECT count(*) FROM records WHERE "), choice);
        let count: Option<(i64,)> = self.one(counted).await?;
        Ok(count.map_or(0, |(count,)| u32::try_from(count).unwrap_or(u32::MAX)))
    }
}

impl Writing {
    /// Stores a new record. `false` where its id is taken.
    pub async fn insert_record(&mut self, new: &Record) -> Result<bool> {
        let insert = sql(
            "INSERT INTO records (id, type, subject, owner, state, created_at, updated_at, version, document) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING",
        )
        .bind(&new.id)
        .bind(&new.of)
        .bind(&new.subject)
        .bind(&new.owner)
        .bind(&new.state)
        .bind(new.created_at)
        .bind(new.updated_at)
        .bind(new.version)
        .bind(&new.document);
        Ok(self.run(insert).await? == 1)
    }

    /// One record of this type, in whatever state, as it is before anything else is written.
    pub async fn read_record(&mut self, of: &str, id: &str) -> Result<Option<Record>> {
        self.one(find(of, id)).await
    }

    /// A part of the list of these records, as it is before anything else is written.
    pub async fn list_records(&mut self, choice: Choice<'_>, part: Part<'_>) -> Result<Vec<Record>> {
        self.all(list(choice, part)).await
    }

    /// Keeps what is counted on a record. That is no change of the record itself, so its version stays.
    pub async fn recount_record(&mut self, counted: &Record) -> Result<()> {
        let update = sql("UPDATE records SET document = $1 WHERE type = $2 AND id = $3")
            .bind(&counted.document)
            .bind(&counted.of)
            .bind(&counted.id);
        self.run(update).await?;
        Ok(())
    }

    /// Replaces a record that has been read before: its state, its document and, by the moment given, when it was
    /// changed. Answers it with its next version, or `None` where somebody else has replaced it meanwhile.
    pub async fn replace_record(&mut self, changed: Record, now: i64) -> Result<Option<Record>> {
        let next = Record {
            updated_at: now,
            version: changed.version + 1,
            ..changed
        };
        let update = sql(
            "UPDATE records SET subject = $1, owner = $2, state = $3, updated_at = $4, version = $5, document = $6 \
             WHERE type = $7 AND id = $8 AND version = $9",
        )
        .bind(&next.subject)
        .bind(&next.owner)
        .bind(&next.state)
        .bind(next.updated_at)
        .bind(next.version)
        .bind(&next.document)
        .bind(&next.of)
        .bind(&next.id)
        .bind(changed.version);
        Ok((self.run(update).await? == 1).then_some(next))
    }
}

fn find(of: &str, id: &str) -> Statement {
    sql(concat!(columns!(), "type = $1 AND id = $2"))
        .bind(of)
        .bind(id)
}

fn list(choice: Choice<'_>, part: Part<'_>) -> Statement {
    let mut list = choose(sql(columns!()), choice);
    let (beyond, order) = if part.newest_first {
        (
            " AND (created_at, id) < (",
            " ORDER BY created_at DESC, id DESC LIMIT ",
        )
    } else {
        (" AND (created_at, id) > (", " ORDER BY created_at, id LIMIT ")
    };
    if let Some(after) = part.after {
        list = list
            .push(beyond)
            .push_bind(after.rank)
            .push(", ")
            .push_bind(&after.id)
            .push(")");
    }
    list.push(order).push_bind(i64::from(part.limit))
}

fn choose(statement: Statement, choice: Choice<'_>) -> Statement {
    let mut chosen = statement.push("type = ").push_bind(choice.of);
    if let Some(subject) = choice.subject {
        chosen = chosen.push(" AND subject = ").push_bind(subject);
    }
    if !choice.states.is_empty() {
        chosen = chosen
            .push(" AND state IN ")
            .bind_list(choice.states.iter().copied());
    }
    if let Some(owner) = choice.owner {
        chosen = chosen.push(" AND owner = ").push_bind(owner);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cursor::Position;

    async fn open(folder: &tempfile::TempDir) -> Store {
        let file = crate::store::Database::File(folder.path().join("a.db"));
        Store::open(&file).await.unwrap()
    }

    fn offer(number: i64) -> Record {
        let state = if number % 2 == 0 { "offered" } else { "thanked" };
        let new = Record::new("offer", &format!("o{number}"), state, number / 3, &number).unwrap();
        new.about(format!("project:{}", number % 4)).by(Some("ib"))
    }

    #[tokio::test]
    async fn a_list_of_records_is_paged_without_gaps_or_repeats() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(&folder).await;
        let mut writing = store.begin().await.unwrap();
        for number in 0..40 {
            assert!(writing.insert_record(&offer(number)).await.unwrap());
        }
        assert!(
            !writing.insert_record(&offer(7)).await.unwrap(),
            "its id is taken"
        );
        writing.commit().await.unwrap();
        let choice = Choice {
            subject: Some("project:2"),
            states: &["offered"],
            owner: Some("ib"),
            ..Choice::all("offer")
        };
        for newest_first in [false, true] {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let part = Part {
                    newest_first,
                    after: after.as_ref(),
                    limit: 3,
                };
                let page = store.list_records(choice, part).await.unwrap();
                let Some(last) = page.last() else { break };
                after = Some(Position {
                    rank: last.created_at,
                    id: last.id.clone(),
                });
                seen.extend(page.into_iter().map(|record| record.decode::<i64>().unwrap()));
            }
            seen.sort_unstable();
            assert_eq!(seen, (0..10).map(|number| 4 * number + 2).collect::<Vec<_>>());
        }
        assert_eq!(store.count_records(choice).await.unwrap(), 10);
        assert_eq!(store.count_records(Choice::all("event")).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn who_comes_second_does_not_overwrite_what_came_first() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(&folder).await;
        let mut writing = store.begin().await.unwrap();
        writing.insert_record(&offer(1)).await.unwrap();
        let read = writing.read_record("offer", "o1").await.unwrap().unwrap();
        let first = writing.replace_record(read.clone(), 9).await.unwrap().unwrap();
        assert_eq!((first.version, first.updated_at, first.created_at), (2, 9, 0));
        assert_eq!(writing.replace_record(read, 10).await.unwrap(), None);
        assert_eq!(writing.read_record("event", "o1").await.unwrap(), None);
        writing.commit().await.unwrap();
        assert_eq!(store.read_record("offer", "o1").await.unwrap(), Some(first));
    }
}
