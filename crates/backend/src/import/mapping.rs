//! The mapping file: which columns of which files become which members. Described in `docs/importing.md`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

const CONTRIBUTION_MEMBERS: [&str; 17] = [
    "id",
    "kind",
    "title",
    "problem",
    "body",
    "language",
    "author",
    "role",
    "created_at",
    "status",
    "status_label",
    "project",
    "place",
    "topics",
    "reference",
    "support",
    "source_url",
];
const COMMENT_MEMBERS: [&str; 9] = [
    "id",
    "subject",
    "parent",
    "body",
    "language",
    "author",
    "role",
    "created_at",
    "agree",
];

/// A mapping file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// What every id begins with, so that it stays the same in every run and meets no other source's.
    pub prefix: String,
    /// What the source is called where its texts link back to it.
    pub source: String,
    /// IANA time zone in which dates without a zone are meant.
    #[serde(default = "universal_time")]
    pub timezone: String,
    /// The files, in the order in which they are read.
    #[serde(rename = "file")]
    pub files: Vec<File>,
}

/// One CSV file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Where it lies, seen from the data folder.
    pub path: PathBuf,
    /// What its rows are.
    pub holds: Holds,
    /// What parts its columns.
    #[serde(default = "comma")]
    pub delimiter: char,
    /// How `created_at` is written, in the signs of strftime.
    pub date_format: String,
    /// Member to template.
    pub members: BTreeMap<String, String>,
    /// Member to what its words become; the empty text stands for a member that is missing.
    #[serde(default)]
    pub words: BTreeMap<String, BTreeMap<String, String>>,
}

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Ideas, questions and the like.
    Contributions,
    /// Comments on them.
    Comments,
}

impl Mapping {
    /// Reads a mapping file and checks what can be checked without the data.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("cannot read the mapping {}: {error}", path.display()))?;
        Self::parse(&text).map_err(|reason| format!("the mapping {} is wrong: {reason}", path.display()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let mapping: Mapping =
            toml::from_str(text).map_err(|error| error.message().to_owned() + &place(text, &error))?;
        if mapping.prefix.is_empty() || !mapping.prefix.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err("prefix must be ASCII letters and digits".into());
        }
        jiff::tz::TimeZone::get(&mapping.timezone)
            .map_err(|_| format!("there is no time zone {}", mapping.timezone))?;
        for file in &mapping.files {
            file.check()?;
        }
        Ok(mapping)
    }
}

impl File {
    fn check(&self) -> Result<(), String> {
        let (known, needed): (&[&str], &[&str]) = match self.holds {
            Holds::Contributions => (
                &CONTRIBUTION_MEMBERS,
                &["id", "kind", "title", "created_at", "status"],
            ),
            Holds::Comments => (&COMMENT_MEMBERS, &["id", "subject", "body", "created_at"]),
        };
        let given = self.members.keys().chain(self.words.keys());
        if let Some(unknown) = given.into_iter().find(|name| !known.contains(&name.as_str())) {
            return Err(format!(
                "{:?} have no member “{unknown}”; they have {}",
                self.holds,
                known.join(", ")
            ));
        }
        match needed.iter().find(|name| !self.members.contains_key(**name)) {
            Some(missing) => Err(format!(
                "{} is missing among the members of {}",
                missing,
                self.path.display()
            )),
            None if !self.delimiter.is_ascii() => Err("the delimiter must be one ASCII sign".into()),
            None => Ok(()),
        }
    }
}

fn place(text: &str, error: &toml::de::Error) -> String {
    match error.span() {
        Some(span) => format!(
            " (line {})",
            text[..span.start.min(text.len())].lines().count().max(1)
        ),
        None => String::new(),
    }
}

fn universal_time() -> String {
    "UTC".into()
}

fn comma() -> char {
    ','
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"
        prefix = "old"
        source = "The old system"
        [[file]]
        path = "comments.csv"
        holds = "comments"
        date_format = "%Y-%m-%d"
        [file.members]
        id = "{id}"
        subject = "contribution:old-{idea}"
        body = "{text}"
        created_at = "{date}"
    "#;

    #[test]
    fn a_whole_mapping_is_read() {
        let mapping = Mapping::parse(WHOLE).unwrap();
        assert_eq!(
            (mapping.files[0].delimiter, mapping.timezone.as_str()),
            (',', "UTC")
        );
    }

    #[test]
    fn what_is_wrong_with_a_mapping_is_said() {
        let refused = |from: &str, to: &str| Mapping::parse(&WHOLE.replace(from, to)).unwrap_err();
        assert!(refused("body =", "text =").contains("text"));
        assert!(refused("body = \"{text}\"", "").contains("body"));
        assert!(refused("\"old\"", "\"old/\"").contains("prefix"));
        assert!(refused("\"comments\"", "\"poems\"").contains("line 6"));
        assert!(refused("source =", "timezone = \"Moon\"\nsource =").contains("Moon"));
    }
}
