//! Pictures, with their bytes: several processes share the database, so what lies in it lies nowhere else.

use sqlx::FromRow;

use super::{Result, Store, Writing, sql};

/// The columns of a [`Kept`].
const COLUMNS: &str = "SELECT attachments.id, attachments.owner, attachments.contribution, attachments.created_at, \
     media_type, bytes, width, height, contributions.state \
     FROM attachments LEFT JOIN contributions ON contributions.id = attachments.contribution ";

/// A picture as kept, without its bytes.
#[derive(Clone, Debug, FromRow)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// Who uploaded it; missing where they have gone.
    pub owner: Option<String>,
    /// The contribution that names it.
    pub contribution: Option<String>,
    /// When it came, in microseconds.
    pub created_at: i64,
    /// What its bytes are.
    pub media_type: String,
    /// How many bytes it has.
    pub bytes: i64,
    /// How wide it is, in pixels.
    pub width: i64,
    /// How high it is, in pixels.
    pub height: i64,
    /// The state of the contribution that names it.
    pub state: Option<String>,
}

impl Kept {
    /// Whether everyone may see it.
    pub fn is_public(&self) -> bool {
        matches!(self.state.as_deref(), Some("published" | "merged"))
    }
}

impl Store {
    /// One picture, whoever may see it.
    pub async fn read_attachment(&self, id: &str) -> Result<Option<Kept>> {
        self.one(sql(COLUMNS).push("WHERE attachments.id = ").push_bind(id))
            .await
    }

    /// Its bytes.
    pub async fn read_content(&self, id: &str) -> Result<Option<Vec<u8>>> {
        let query = sql("SELECT content FROM attachments WHERE id = $1").bind(id);
        let found: Option<(Vec<u8>,)> = self.one(query).await?;
        Ok(found.map(|(content,)| content))
    }

    /// All that one participant has uploaded, the oldest first.
    pub async fn read_own_attachments(&self, owner: &str) -> Result<Vec<Kept>> {
        let own = sql(COLUMNS).push("WHERE attachments.owner = ").push_bind(owner);
        self.all(own.push(" ORDER BY attachments.created_at, attachments.id"))
            .await
    }
}

impl Writing {
    /// One picture, as it is before anything else is written.
    pub async fn read_attachment(&mut self, id: &str) -> Result<Option<Kept>> {
        self.one(sql(COLUMNS).push("WHERE attachments.id = ").push_bind(id))
            .await
    }

    /// Stores a new one.
    pub async fn insert_attachment(&mut self, new: &Kept, content: Vec<u8>) -> Result<()> {
        let insert = sql(
            "INSERT INTO attachments (id, owner, contribution, created_at, media_type, bytes, width, height, content) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(&new.id)
        .bind(&new.owner)
        .bind(&new.contribution)
        .bind(new.created_at)
        .bind(&new.media_type)
        .bind(new.bytes)
        .bind(new.width)
        .bind(new.height)
        .bind(content);
        self.run(insert).await?;
        Ok(())
    }

    /// From now on a contribution names it.
    pub async fn attach(&mut self, id: &str, contribution: &str) -> Result<()> {
        let update = sql("UPDATE attachments SET contribution = $1 WHERE id = $2");
        self.run(update.bind(contribution).bind(id)).await?;
        Ok(())
    }

    /// Forgets one.
    pub async fn delete_attachment(&mut self, id: &str) -> Result<()> {
        self.run(sql("DELETE FROM attachments WHERE id = $1").bind(id))
            .await?;
        Ok(())
    }

    /// Forgets those that a contribution names.
    pub async fn delete_attachments_of(&mut self, contribution: &str) -> Result<()> {
        let delete = sql("DELETE FROM attachments WHERE contribution = $1");
        self.run(delete.bind(contribution)).await?;
        Ok(())
    }

    /// Forgets all that one participant has uploaded.
    pub async fn delete_own_attachments(&mut self, owner: &str) -> Result<()> {
        self.run(sql("DELETE FROM attachments WHERE owner = $1").bind(owner))
            .await?;
        Ok(())
    }

    /// Of what one participant has uploaded and nothing names, forgets all but the newest.
    pub async fn forget_surplus(&mut self, owner: &str, kept: i64) -> Result<()> {
        let delete = sql(
            "DELETE FROM attachments WHERE owner = $1 AND contribution IS NULL AND id NOT IN \
             (SELECT id FROM attachments WHERE owner = $1 AND contribution IS NULL \
             ORDER BY created_at DESC, id DESC LIMIT $2)",
        );
        self.run(delete.bind(owner).bind(kept)).await?;
        Ok(())
    }

    /// Forgets what came before a moment and nothing names.
    pub async fn forget_uploads(&mut self, before: i64) -> Result<()> {
        let delete = sql("DELETE FROM attachments WHERE contribution IS NULL AND created_at < $1");
        self.run(delete.bind(before)).await?;
        Ok(())
    }
}
