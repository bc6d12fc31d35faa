//! What the backend knows of itself.

use samskab_protocol::moderation::ModerationMode;
use samskab_protocol::service::Publisher;
use serde::{Deserialize, Serialize};

use super::{Error, Result, Store, Writing, sql};
use crate::secret::Key;

const KEY: &str = "key";
const SETTINGS: &str = "settings";

/// Who runs the backend, in which language and time zone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Settings {
    /// Who runs it.
    pub publisher: Publisher,
    /// Languages of its texts.
    pub languages: Vec<String>,
    /// The language where nothing else is said.
    pub default_language: String,
    /// IANA time zone in which its dates are meant.
    pub timezone: String,
    /// Whether new texts are read through before others see them.
    #[serde(default)]
    pub moderation: ModerationMode,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            publisher: Publisher {
                name: "Samskab".into(),
                contact: None,
            },
            languages: vec!["da".into()],
            default_language: "da".into(),
            timezone: "Europe/Copenhagen".into(),
            moderation: ModerationMode::Post,
        }
    }
}

impl Store {
    /// The settings, or the usual ones where none were kept.
    pub async fn read_settings(&self) -> Result<Settings> {
        match self.read_meta(SETTINGS).await? {
            Some(text) => Ok(serde_json::from_str(&text)?),
            None => Ok(Settings::default()),
        }
    }

    /// The server's key; made the first time it is asked for.
    pub async fn read_key(&self) -> Result<Key> {
        if self.read_meta(KEY).await?.is_none() {
            let key = Key::generate().map_err(|_| Error::Key)?;
            let insert = sql("INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING");
            let mut writing = self.begin().await?;
            writing.run(insert.bind(KEY).bind(key.encode())).await?;
            writing.commit().await?;
        }
        let kept = self.read_meta(KEY).await?;
        kept.and_then(|text| Key::decode(&text)).ok_or(Error::Key)
    }

    /// What is kept under a name.
    pub(super) async fn read_meta(&self, name: &str) -> Result<Option<String>> {
        let found: Option<(String,)> = self
            .one(sql("SELECT value FROM meta WHERE name = $1").bind(name))
            .await?;
        Ok(found.map(|(value,)| value))
    }
}

impl Writing {
    /// Keeps the settings.
    pub async fn put_settings(&mut self, settings: &Settings) -> Result<()> {
        self.put_meta(SETTINGS, &serde_json::to_string(settings)?).await
    }

    /// Keeps something under a name.
    pub(super) async fn put_meta(&mut self, name: &str, value: &str) -> Result<()> {
        let insert = sql("INSERT INTO meta (name, value) VALUES ($1, $2) \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        .bind(name)
        .bind(value);
        self.run(insert).await?;
        Ok(())
    }
}
