//! Where a page ended, as an opaque text that can stand in a URL.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

use crate::faults::Fault;

const FINGERPRINT: usize = 8;
const RANK: usize = 8;

/// The place of the last item that was shown: what it is sorted by, and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// What it is sorted by first.
    pub rank: i64,
    /// Its id.
    pub id: String,
}

impl Position {
    /// Writes the cursor of a list. `list` names the list with everything that decides its content and order.
    pub fn to_cursor(&self, list: &str) -> String {
        let mut bytes = fingerprint(list).to_vec();
        bytes.extend(self.rank.to_be_bytes());
        bytes.extend(self.id.as_bytes());
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// Reads a cursor; `None` where it belongs to another list or to nothing.
    pub fn from_cursor(cursor: &str, list: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).ok()?;
        let (found, rest) = bytes.split_at_checked(FINGERPRINT)?;
        let (rank, id) = rest.split_at_checked(RANK)?;
        (found == fingerprint(list) || Fault::CursorOfOtherListAccepted.is_on()).then_some(())?;
        Some(Position {
            rank: i64::from_be_bytes(rank.try_into().ok()?),
            id: String::from_utf8(id.to_vec()).ok()?,
        })
    }
}

fn fingerprint(list: &str) -> [u8; FINGERPRINT] {
    let hash: [u8; 32] = Sha256::digest(list).into();
    std::array::from_fn(|index| hash[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position() -> Position {
        Position {
            rank: -7,
            id: "madrid-1419".into(),
        }
    }

    #[test]
    fn a_cursor_reads_what_it_wrote_and_fits_a_url() {
        let cursor = position().to_cursor("contributions");
        assert_eq!(Position::from_cursor(&cursor, "contributions"), Some(position()));
        assert!(cursor.len() <= 512);
        assert!(
            cursor
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        );
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        assert_eq!(Position::from_cursor(&position().to_cursor("a"), "b"), None);
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        for text in ["", "æ", "AAAA", "%%", "AAAAAAAAAAAAAAAAAAAAAA"] {
            assert_eq!(Position::from_cursor(text, "a"), None, "{text}");
        }
    }
}
