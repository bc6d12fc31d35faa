//! `dist/manifest.json`: every file with its size and the hash by which a page can insist on it.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Where the manifest lies in `dist/`.
pub const NAME: &str = "manifest.json";

/// What was built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The widget's version.
    pub version: String,
    /// In the order of their names.
    pub files: Vec<Entry>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// Its name in `dist/`.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// As it is.
    pub bytes: usize,
    /// Compressed by brotli.
    pub brotli: usize,
    /// Compressed by gzip.
    pub gzip: usize,
    /// Subresource integrity: `sha256-…`.
    pub integrity: String,
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The script tag's file.
    Embed,
    /// Between page and wasm, with the sheet.
    Glue,
    /// The program.
    Wasm,
    /// A part of the program that is fetched when it is needed.
    Chunk,
    /// What draws the map, fetched when somebody asks for one.
    Map,
    /// One language's words, as far as a list needs them.
    Words,
    /// What the later parts of the program need: one language's further words, and a sheet.
    Later,
}

impl Manifest {
    /// Reads what the last build wrote.
    pub fn read(dist: &Path) -> Result<Self> {
        let path = dist.join(NAME);
        let text = fs::read(&path).with_context(|| format!("{} is missing", path.display()))?;
        serde_json::from_slice(&text).with_context(|| format!("{} cannot be read", path.display()))
    }
}

/// The beginning of a content's hash: enough to tell two builds apart, short enough for a name.
pub fn short_hash(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .take(5)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A content's subresource integrity. The shortest hash that browsers know: the first load holds one for each part.
pub fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_hash_is_ten_hexadecimal_digits_of_the_content() {
        assert_eq!(short_hash(b""), "e3b0c44298");
        assert_ne!(short_hash(b"a"), short_hash(b"b"));
    }

    #[test]
    fn integrity_is_what_browsers_expect() {
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(integrity(b""), empty);
    }
}
