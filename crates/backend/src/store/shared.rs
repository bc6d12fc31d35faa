//! What is shared with the other municipalities on this backend.

use samskab_protocol::identifier::{Ref, RefType};

use super::{Result, Store, Writing, sql};

/// What everyone may read, and is not only there to try things out. What was hidden or withdrawn stays shared and is
/// not told, so that an appeal brings it back whole.
const PUBLIC: &str = "SELECT shared.type, shared.id, shared.created_at FROM shared \
     LEFT JOIN contributions ON shared.type = 'contribution' AND contributions.id = shared.id \
     LEFT JOIN projects ON projects.id = CASE WHEN shared.type = 'project' THEN shared.id ELSE contributions.project END \
     WHERE coalesce(projects.sandbox, 0) = 0 AND (shared.type = 'project' OR contributions.state = 'published')";

/// Something that is shared.
#[derive(Clone, Debug)]
pub struct SharedRef {
    /// What.
    pub of: Ref,
    /// Since when.
    pub at: i64,
}

impl Store {
    /// A page of what is shared and public, what was shared last first, from before a place in that order.
    pub async fn list_shared(&self, before: (i64, &str, &str), limit: usize) -> Result<Vec<SharedRef>> {
        let (at, of, id) = before;
        let list = sql(PUBLIC)
            .push(" AND (shared.created_at, shared.type, shared.id) < (")
            .push_bind(at)
            .push(", ")
            .push_bind(of)
            .push(", ")
            .push_bind(id)
            .push(") ORDER BY shared.created_at DESC, shared.type DESC, shared.id DESC LIMIT ")
            .push_bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows: Vec<(String, String, i64)> = self.all(list).await?;
        let read = |(of, id, at): (String, String, i64)| {
            let of = Ref::new(RefType::parse(&of)?, id);
            Some(SharedRef { of, at })
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    /// Since when something is shared.
    pub async fn read_shared_since(&self, of: &Ref) -> Result<Option<i64>> {
        let find = sql("SELECT created_at FROM shared WHERE type = $1 AND id = $2");
        let found: Option<(i64,)> = self.one(find.bind(of.of.as_str()).bind(&of.id)).await?;
        Ok(found.map(|(at,)| at))
    }
}

impl Writing {
    /// From now on it is shared. `false` where it already was.
    pub async fn share(&mut self, of: &Ref, at: i64) -> Result<bool> {
        let insert =
            sql("INSERT INTO shared (type, id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
        let insert = insert.bind(of.of.as_str()).bind(&of.id).bind(at);
        Ok(self.run(insert).await? == 1)
    }

    /// From now on it is not. `false` where it was not.
    pub async fn unshare(&mut self, of: &Ref) -> Result<bool> {
        let delete = sql("DELETE FROM shared WHERE type = $1 AND id = $2");
        Ok(self.run(delete.bind(of.of.as_str()).bind(&of.id)).await? == 1)
    }
}
