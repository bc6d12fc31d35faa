//! Which municipalities one process serves: the one at the root, and those that `--space <id>=<database>` adds below
//! `/spaces/<id>` (S3.4).

use crate::Failure;
use crate::network::Municipality;
use crate::serve;
use crate::store::meta::Settings;
use crate::store::{Database, Store};

/// The longest word in an address.
const ID_MAX: usize = 40;

/// A municipality as it is named when the backend is started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    /// The word in its addresses; empty at the root.
    pub id: String,
    /// Where all of it is kept.
    pub database: Database,
    /// Its own page, on which the widget stands, if that is told.
    pub site: Option<String>,
}

/// A municipality whose database is open.
#[derive(Debug)]
pub struct Opened {
    /// How it was named.
    pub space: Space,
    /// Its database.
    pub store: Store,
    /// Who it is.
    pub settings: Settings,
}

/// Reads what was given; the first one is the one at the root.
pub fn read(root: Database, spaces: &[String], sites: &[String]) -> Result<Vec<Space>, Failure> {
    let mut all = vec![Space {
        id: String::new(),
        database: root,
        site: None,
    }];
    for given in spaces {
        let (id, database) = given.split_once('=').unwrap_or((given, ""));
        if !is_id(id) || database.is_empty() {
            // What was given may hold a password.
            return Err(refuse(format!(
                "--space: it is named <id>=<database>, the id with at most {ID_MAX} of a-z, 0-9 and -"
            )));
        }
        if all.iter().any(|other| other.id == id) {
            return Err(refuse(format!("--space {id} is given twice")));
        }
        all.push(Space {
            id: id.to_owned(),
            // Every text names a database.
            database: database.parse().unwrap_or_else(|never| match never {}),
            site: None,
        });
    }
    for given in sites {
        // The address itself may have `=` in it, an id has not.
        let named = given.split_once('=').filter(|(id, _)| is_id(id));
        let (id, site) = named.unwrap_or(("", given));
        let space = all.iter_mut().find(|space| space.id == id);
        let space = space.ok_or_else(|| refuse(format!("--site {given}: there is no --space {id}")))?;
        if !["http://", "https://"]
            .iter()
            .any(|scheme| site.starts_with(scheme))
        {
            return Err(refuse(format!(
                "--site {given}: it begins with https:// or http://"
            )));
        }
        space.site = Some(site.to_owned());
    }
    Ok(all)
}

/// Opens their databases, of which no two may be the same one.
pub async fn open(spaces: Vec<Space>) -> Result<Vec<Opened>, Failure> {
    let mut all: Vec<Opened> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    for space in spaces {
        let store = serve::open(&space.database).await?;
        let key = store.read_key().await?.encode();
        // Whatever way leads to it: a database is known by its key, and so is a copy of one, which would let
        // participants of one municipality write in the other.
        if let Some(same) = keys.iter().position(|other| *other == key) {
            let (one, other) = (&all[same].space.database, &space.database);
            return Err(refuse(format!(
                "{other} is the same as {one}, or a copy of it; each municipality needs a database of its own"
            )));
        }
        keys.push(key);
        let settings = store.read_settings().await?;
        all.push(Opened {
            space,
            store,
            settings,
        });
    }
    Ok(all)
}

impl Opened {
    /// The municipality, under the address under which people reach the root.
    pub fn as_municipality(&self, root: &str) -> Municipality {
        Municipality {
            space: self.space.id.clone(),
            name: self.settings.publisher.name.clone(),
            public_url: match self.space.id.as_str() {
                "" => root.to_owned(),
                id => format!("{root}{}", path_of(id)),
            },
            site: self.space.site.clone(),
            store: self.store.clone(),
        }
    }
}

/// Where a municipality lies below the root.
pub fn path_of(id: &str) -> String {
    format!("/spaces/{id}")
}

fn is_id(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=ID_MAX).contains(&text.len()) && text.bytes().all(is_plain)
}

fn refuse(why: String) -> Failure {
    Failure::Refused(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(spaces: &[&str], sites: &[&str]) -> Result<Vec<Space>, String> {
        let own = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
        let root = Database::File("main.db".into());
        read(root, &own(spaces), &own(sites)).map_err(|failure| failure.in_one_line())
    }

    #[test]
    fn each_space_has_a_database_and_perhaps_a_page() {
        let sites = [
            "https://egeby.example/deltag?a=b",
            "vesterby=https://vesterby.example",
        ];
        let all = read_all(&["vesterby=sqlite:v.db"], &sites).unwrap();
        assert_eq!(all[0].site.as_deref(), Some("https://egeby.example/deltag?a=b"));
        assert_eq!(all[1].id, "vesterby");
        assert_eq!(all[1].database, Database::File("v.db".into()));
        assert_eq!(all[1].site.as_deref(), Some("https://vesterby.example"));
    }

    #[test]
    fn what_cannot_be_meant_is_refused() {
        let long = format!("{}=a.db", "a".repeat(ID_MAX + 1));
        for space in [
            "vesterby",
            "=a.db",
            "Vesterby=a.db",
            "vest/by=a.db",
            "vesterby=",
            &long,
        ] {
            assert!(read_all(&[space], &[]).is_err(), "{space}");
        }
        let twice = read_all(&["a=a.db", "a=b.db"], &[]).unwrap_err();
        assert_eq!(twice, "--space a is given twice");
        for site in ["b=https://b.example", "a=b.example", "b.example"] {
            assert!(read_all(&["a=a.db"], &[site]).is_err(), "{site}");
        }
    }
}
