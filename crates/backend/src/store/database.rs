//! Which database is meant: a file, or one on a server.

use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Where everything is to be kept, as `--database` names it.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// One SQLite file: a path, or `sqlite:` and a path.
    File(PathBuf),
    /// A PostgreSQL database: `postgres://user:password@host:port/name`.
    Server(String),
}

impl FromStr for Database {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let is_server = ["postgres://", "postgresql://"]
            .iter()
            .any(|scheme| text.starts_with(scheme));
        if is_server {
            return Ok(Database::Server(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite:").unwrap_or(text);
        Ok(Database::File(path.strip_prefix("//").unwrap_or(path).into()))
    }
}

/// Where it lies, without who may enter and without the password.
impl fmt::Display for Database {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Database::File(path) => write!(out, "{}", path.display()),
            Database::Server(url) => {
                let address = url.split_once("://").map_or("", |(_, address)| address);
                let address = address.split('?').next().unwrap_or_default();
                let place = address.rsplit_once('@').map_or(address, |(_, place)| place);
                write!(out, "postgres://{place}")
            }
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Database {
        text.parse().unwrap()
    }

    #[test]
    fn a_path_is_a_file_with_and_without_its_scheme() {
        for text in ["/var/a.db", "sqlite:/var/a.db", "sqlite:///var/a.db"] {
            assert_eq!(read(text), Database::File("/var/a.db".into()), "{text}");
        }
        assert_eq!(read("sqlite:a.db"), read("a.db"));
    }

    #[test]
    fn a_password_is_never_shown() {
        let database = read("postgresql://ib:se@cret@db.example:5432/samskab?password=hidden");
        assert_eq!(database.to_string(), "postgres://db.example:5432/samskab");
        assert_eq!(format!("{database:?}"), database.to_string());
    }
}
