//! Who owns what was written, and which version of it there is. Only the owner may change it or take it back; what
//! was imported belongs to nobody.

use samskab_protocol::identifier::{Ref, RefType};

use super::{Result, Statement, Store, Writing, sql};

impl Store {
    /// Whose it is; `None` where it belongs to nobody, or is not there.
    pub async fn read_owner(&self, of: &Ref) -> Result<Option<String>> {
        let Some(statement) = find_owner(of) else {
            return Ok(None);
        };
        let found: Option<(Option<String>,)> = self.one(statement).await?;
        Ok(found.and_then(|(owner,)| owner))
    }

    /// How often it was changed, and one; `None` where it is not there. To be read before the thing itself: then a
    /// change that comes between the two is noticed.
    pub async fn read_version(&self, of: &Ref) -> Result<Option<i64>> {
        let found: Option<(i64,)> = self.one(find_version(of)).await?;
        Ok(found.map(|(version,)| version))
    }
}

impl Writing {
    /// How often it was changed, and one; `None` where it is not there.
    pub async fn read_version(&mut self, of: &Ref) -> Result<Option<i64>> {
        let found: Option<(i64,)> = self.one(find_version(of)).await?;
        Ok(found.map(|(version,)| version))
    }

    /// Whose it is; `None` where it belongs to nobody, or is not there.
    pub async fn read_owner(&mut self, of: &Ref) -> Result<Option<String>> {
        let Some(statement) = find_owner(of) else {
            return Ok(None);
        };
        let found: Option<(Option<String>,)> = self.one(statement).await?;
        Ok(found.and_then(|(owner,)| owner))
    }

    /// Gives it to a participant.
    pub async fn set_owner(&mut self, of: &Ref, participant: &str) -> Result<()> {
        let statement = match of.of {
            RefType::Contribution => sql("UPDATE contributions SET owner = $1 WHERE id = $2"),
            RefType::Comment => sql("UPDATE comments SET owner = $1 WHERE id = $2"),
            _ => return Ok(()),
        };
        self.run(statement.bind(participant).bind(&of.id)).await?;
        Ok(())
    }
}

fn find_owner(of: &Ref) -> Option<Statement> {
    let statement = match of.of {
        RefType::Contribution => sql("SELECT owner FROM contributions WHERE id = $1"),
        RefType::Comment => sql("SELECT owner FROM comments WHERE id = $1"),
        RefType::Project | RefType::Event => return None,
        _ => {
            let find = sql("SELECT owner FROM records WHERE type = $1 AND id = $2");
            return Some(find.bind(of.of.as_str()).bind(&of.id));
        }
    };
    Some(statement.bind(&of.id))
}

fn find_version(of: &Ref) -> Statement {
    let statement = match of.of {
        RefType::Comment => sql("SELECT version FROM comments WHERE id = $1"),
        RefType::Project => sql("SELECT version FROM projects WHERE id = $1"),
        RefType::Contribution => sql("SELECT version FROM contributions WHERE id = $1"),
        RefType::Event => sql("SELECT version FROM events WHERE id = $1"),
        _ => {
            let find = sql("SELECT version FROM records WHERE type = $1 AND id = $2");
            return find.bind(of.of.as_str()).bind(&of.id);
        }
    };
    statement.bind(&of.id)
}
