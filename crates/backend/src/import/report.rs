//! What became of the rows.

use std::collections::HashSet;
use std::fmt;

use super::rows::Refused;

/// What became of the rows of one file, or of all of them.
#[derive(Debug, Default)]
pub struct Report {
    /// Rows that were not there and are now.
    pub imported: usize,
    /// Rows that were there already.
    pub already_there: usize,
    /// Placeholders that were made for comments which are answered and are not there.
    pub placeholders: usize,
    /// Lines that were not taken.
    pub refused: Vec<Refused>,
    seen: HashSet<String>,
}

impl Report {
    /// Notes a line that is not taken.
    pub fn refuse(&mut self, line: u64, reason: String) {
        self.refused.push(Refused { line, reason });
    }

    /// Whether this id comes for the first time in this file.
    pub fn is_first(&mut self, id: &str) -> bool {
        self.seen.insert(id.to_owned())
    }

    /// Adds the figures of another report.
    pub fn add(&mut self, other: Report) {
        self.imported += other.imported;
        self.already_there += other.already_there;
        self.placeholders += other.placeholders;
        self.refused.extend(other.refused);
    }

    /// Whether any row could be read.
    pub fn has_read_anything(&self) -> bool {
        self.imported + self.already_there > 0
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (imported, already_there, refused) = (self.imported, self.already_there, self.refused.len());
        write!(
            out,
            "{imported} imported, {already_there} already there, {refused} refused"
        )
    }
}
