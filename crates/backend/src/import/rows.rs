//! The rows of a file, each as its members, or as the reason why it cannot be read.

use std::collections::BTreeMap;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::{civil, tz::TimeZone};
use samskab_protocol::author::{Author, Role};
use samskab_protocol::text::Text;

use super::mapping::File;
use super::template::Template;

/// Ids that are longer would make cursors that do not fit.
const ID_MAX: usize = 100;

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line on which it begins.
    pub line: u64,
    members: BTreeMap<String, String>,
}

/// A line that cannot be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The line on which it begins.
    pub line: u64,
    /// Why not.
    pub reason: String,
}

/// Reads a file. Rows that cannot be read stand beside those that can.
pub fn read(path: &Path, file: &File, delimiter: char) -> Result<Vec<Result<Row, Refused>>, String> {
    let mut reader = ReaderBuilder::new()
        .delimiter(u8::try_from(delimiter).map_err(|_| "the delimiter must be one ASCII sign".to_owned())?)
        .from_path(path)
        .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let columns = reader
        .headers()
        .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let columns: Vec<String> = columns.iter().map(|column| column.trim().to_owned()).collect();
    let bind = |(name, template): (&String, &String)| {
        let bound = Template::bind(template, &columns);
        bound
            .map(|bound| (name.clone(), bound))
            .map_err(|reason| format!("{}: {reason}", path.display()))
    };
    let templates: BTreeMap<String, Template> = file.members.iter().map(bind).collect::<Result<_, _>>()?;
    let take = |record: Result<StringRecord, csv::Error>| match record {
        Ok(record) => Ok(Row::fill(&record, &templates, file)),
        Err(error) => Err(Refused {
            line: error.position().map_or(0, csv::Position::line),
            reason: describe(&error),
        }),
    };
    Ok(reader.records().map(take).collect())
}

impl Row {
    fn fill(record: &StringRecord, templates: &BTreeMap<String, Template>, file: &File) -> Self {
        let members = templates.iter().map(|(name, template)| {
            let text = template.fill(record);
            let words = file.words.get(name).and_then(|words| words.get(&text));
            (name.clone(), words.cloned().unwrap_or(text))
        });
        Row {
            line: record.position().map_or(0, csv::Position::line),
            members: members.collect(),
        }
    }

    /// A member's text; `None` where it is empty.
    pub fn text(&self, member: &str) -> Option<&str> {
        self.members
            .get(member)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    /// A member without which the row cannot be taken.
    pub fn needed(&self, member: &str) -> Result<&str, String> {
        self.text(member).ok_or_else(|| format!("{member} is empty"))
    }

    /// An id of this source: signs that can stand in an address, after the source's prefix.
    pub fn id(&self, member: &str, prefix: &str) -> Result<String, String> {
        let id = format!("{prefix}-{}", self.needed(member)?);
        let is_plain = id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        if is_plain && id.len() <= ID_MAX {
            return Ok(id);
        }
        Err(format!(
            "{member} “{id}” has other signs than letters, digits, - _ . or is longer than {ID_MAX}"
        ))
    }

    /// A number; `None` where the member is empty.
    pub fn number(&self, member: &str) -> Result<Option<u32>, String> {
        let number = self.text(member).map(str::parse).transpose();
        number.map_err(|_| {
            format!(
                "{member} “{}” is not a whole number",
                self.text(member).unwrap_or("")
            )
        })
    }

    /// A word of the protocol. `parse` gives `None` for one that it does not know.
    pub fn word<T>(&self, member: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let word = self.needed(member)?;
        parse(word).ok_or_else(|| {
            format!("{member} “{word}” is no word of the protocol; add it to the mapping's words")
        })
    }

    /// The moment of `created_at`, in microseconds.
    pub fn created_at(&self, format: &str, zone: &TimeZone) -> Result<i64, String> {
        let text = self.needed("created_at")?;
        read_moment(text, format, zone)
            .map_err(|error| format!("created_at “{text}” does not fit {format}: {error}"))
    }

    /// A text in the row's language.
    pub fn words_of(&self, member: &str) -> Option<Text> {
        Some(Text {
            value: self.text(member)?.to_owned(),
            lang: self.text("language").map(str::to_owned),
            ..Text::default()
        })
    }

    /// Who wrote it, where the source says.
    pub fn author(&self) -> Result<Option<Author>, String> {
        let Some(name) = self.text("author") else {
            return Ok(None);
        };
        let role = match self.text("role") {
            None => Role::Citizen,
            Some(_) => self.word("role", read_role)?,
        };
        Ok(Some(Author {
            id: None,
            name: name.to_owned(),
            role,
            affiliation: None,
            verified: false,
        }))
    }
}

fn read_role(word: &str) -> Option<Role> {
    match word {
        "citizen" => Some(Role::Citizen),
        "business" => Some(Role::Business),
        "association" => Some(Role::Association),
        "politician" => Some(Role::Politician),
        "staff" => Some(Role::Staff),
        _ => None,
    }
}

/// A date without a time is its first moment; a time without an offset is meant in the zone.
fn read_moment(text: &str, format: &str, zone: &TimeZone) -> Result<i64, jiff::Error> {
    let parsed = BrokenDownTime::parse(format, text)?;
    let moment = match parsed.offset() {
        Some(_) => parsed.to_timestamp()?,
        None => {
            let time = parsed.to_time().unwrap_or(civil::Time::midnight());
            parsed
                .to_date()?
                .to_datetime(time)
                .to_zoned(zone.clone())?
                .timestamp()
        }
    };
    Ok(moment.as_microsecond())
}

fn describe(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("has {len} columns where the first line has {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "is not UTF-8".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    fn moment(text: &str, format: &str) -> String {
        let zone = TimeZone::get("Europe/Madrid").unwrap();
        read_moment(text, format, &zone)
            .map_or_else(|error| error.to_string(), |micros| clock::to_wire(micros).0)
    }

    #[test]
    fn a_time_is_meant_where_the_source_lies() {
        let written = "2015-09-15 0 days 10:50:19";
        assert_eq!(
            moment(written, "%Y-%m-%d 0 days %H:%M:%S"),
            "2015-09-15T08:50:19Z"
        );
        assert_eq!(moment("2015-12-15", "%Y-%m-%d"), "2015-12-14T23:00:00Z");
        assert_eq!(
            moment("2015-09-15T10:00:00+00:00", "%Y-%m-%dT%H:%M:%S%:z"),
            "2015-09-15T10:00:00Z"
        );
    }

    #[test]
    fn a_date_in_another_form_is_refused() {
        let zone = TimeZone::UTC;
        assert!(read_moment("15.9.2015", "%Y-%m-%d", &zone).is_err());
        assert!(read_moment("2015-02-31", "%Y-%m-%d", &zone).is_err());
    }
}
