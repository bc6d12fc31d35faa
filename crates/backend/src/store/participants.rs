//! Those who take part: guests, and stewards who answer for the municipality.

use samskab_protocol::author::{Author, Role};
use samskab_protocol::participant;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Result, Store, Writing, sql};
use crate::clock;

const COLUMNS: &str = "SELECT id, name, role, affiliation, verified, office, is_steward, created_at, erased_at, \
     revoked_at, version FROM participants WHERE id = $1";

/// A participant as kept.
#[derive(Clone, Debug, FromRow)]
pub struct Participant {
    /// Their id.
    pub id: String,
    /// The name that is shown; missing where none was given yet.
    pub name: Option<String>,
    role: String,
    affiliation: Option<String>,
    verified: i64,
    /// The office in whose name they answer.
    pub office: Option<String>,
    is_steward: i64,
    /// Since when they take part.
    pub created_at: i64,
    erased_at: Option<i64>,
    revoked_at: Option<i64>,
    /// How often it was changed, and one.
    pub version: i64,
}

impl Participant {
    /// A guest who begins to take part now.
    pub fn guest(name: Option<&str>, role: Role) -> Self {
        Participant {
            id: Uuid::now_v7().simple().to_string(),
            name: name.map(|name| name.trim().to_owned()),
            role: role.as_str().to_owned(),
            affiliation: None,
            verified: 0,
            office: None,
            is_steward: 0,
            created_at: clock::now(),
            erased_at: None,
            revoked_at: None,
            version: 1,
        }
    }

    /// Somebody who answers in the name of an office (S1.8).
    pub fn steward(name: &str, office: &str) -> Self {
        Participant {
            office: Some(office.trim().to_owned()),
            verified: 1,
            is_steward: 1,
            ..Self::guest(Some(name), Role::Staff)
        }
    }

    /// The same guest under another name, or in another role: their next version.
    pub fn renamed(&self, name: Option<&str>, role: Role) -> Self {
        Participant {
            name: name.map(|name| name.trim().to_owned()),
            role: role.as_str().to_owned(),
            version: self.version + 1,
            ..self.clone()
        }
    }

    /// The capacity in which they take part.
    pub fn role(&self) -> Role {
        Role::parse(&self.role)
    }

    /// Whether the municipality has checked who they are.
    pub fn is_verified(&self) -> bool {
        self.verified == 1
    }

    /// Whether they may answer, decide and moderate for the municipality.
    pub fn is_steward(&self) -> bool {
        self.is_steward == 1
    }

    /// Whether their secret still opens anything.
    pub fn is_known(&self) -> bool {
        self.erased_at.is_none() && self.revoked_at.is_none()
    }

    /// How they sign what they write: staff in the name of their office (S1.8). `None` where they have no name.
    pub fn sign(&self) -> Option<Author> {
        Some(Author {
            id: Some(self.id.clone()),
            name: self.shown_name()?,
            role: self.role(),
            affiliation: self.affiliation.clone(),
            verified: self.is_verified(),
        })
    }

    /// What everyone may know of them.
    pub fn show(&self) -> participant::Participant {
        participant::Participant {
            id: self.id.clone(),
            name: self.shown_name(),
            role: self.role(),
            affiliation: self.affiliation.clone(),
            verified: self.is_verified(),
            deleted: self.erased_at.is_some(),
        }
    }

    fn shown_name(&self) -> Option<String> {
        self.office.clone().or_else(|| self.name.clone())
    }
}

impl Store {
    /// One participant, erased or not.
    pub async fn read_participant(&self, id: &str) -> Result<Option<Participant>> {
        self.one(sql(COLUMNS).bind(id)).await
    }
}

impl Writing {
    /// Stores a new participant.
    pub async fn insert_participant(&mut self, new: &Participant) -> Result<()> {
        let statement = sql(
            "INSERT INTO participants (id, name, role, affiliation, verified, office, is_steward, created_at, version) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        );
        let statement = statement
            .bind(&new.id)
            .bind(&new.name)
            .bind(&new.role)
            .bind(&new.affiliation)
            .bind(new.verified)
            .bind(&new.office)
            .bind(new.is_steward)
            .bind(new.created_at)
            .bind(new.version);
        self.run(statement).await?;
        Ok(())
    }

    /// One participant, erased or not.
    pub async fn read_participant(&mut self, id: &str) -> Result<Option<Participant>> {
        self.one(sql(COLUMNS).bind(id)).await
    }

    /// Keeps the name and the role under which a guest now writes.
    pub async fn rename_participant(&mut self, renamed: &Participant) -> Result<()> {
        let statement = sql("UPDATE participants SET name = $1, role = $2, version = $3 WHERE id = $4");
        let statement = statement
            .bind(&renamed.name)
            .bind(&renamed.role)
            .bind(renamed.version)
            .bind(&renamed.id);
        self.run(statement).await?;
        Ok(())
    }

    /// Forgets the name of a guest by whom nothing is left to be read: it was public for the sake of what they wrote.
    pub async fn forget_name_of_silent(&mut self, id: &str) -> Result<()> {
        let statement = sql(
            "UPDATE participants SET name = NULL, version = version + 1 WHERE id = $1 AND verified = 0 \
             AND NOT EXISTS (SELECT id FROM contributions WHERE owner = $1 AND state <> 'withdrawn') \
             AND NOT EXISTS (SELECT id FROM comments WHERE owner = $1 AND state <> 'withdrawn') \
             AND NOT EXISTS (SELECT id FROM records WHERE owner = $1)",
        );
        self.run(statement.bind(id)).await?;
        Ok(())
    }

    /// Only the id is left of them.
    pub async fn erase_participant(&mut self, id: &str) -> Result<()> {
        let statement = sql(
            "UPDATE participants SET name = NULL, affiliation = NULL, office = NULL, role = 'citizen', verified = 0, \
             erased_at = $1, version = version + 1 WHERE id = $2",
        );
        self.run(statement.bind(clock::now()).bind(id)).await?;
        Ok(())
    }

    /// From now on their secret opens nothing. `false` where there is no such participant, or they were revoked.
    pub async fn revoke_participant(&mut self, id: &str) -> Result<bool> {
        let statement = sql("UPDATE participants SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL");
        Ok(self.run(statement.bind(clock::now()).bind(id)).await? == 1)
    }
}
