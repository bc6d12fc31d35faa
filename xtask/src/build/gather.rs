//! What several later parts share is split so finely that each piece would be a request of its own, and the script that
//! links them would name hundreds. Small pieces are gathered into few.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use super::{
    merge::merge,
    split::{LINK, Parts},
};
use crate::tools::Tools;

/// At most so many bytes, as the compiler wrote them, is small: less than a request's trip costs on a phone.
const SMALL: u64 = 24_000;

/// The parts by which people read what the list leads to and say the first thing to it, those first that more people come
/// by. What the first uses does not wait for what only the next uses, nor that for what writing alone uses.
const READING: [&str; 4] = ["reading", "debating", "project", "acting"];

/// The parts that only staff come by: nobody else waits for what these alone share.
const STAFF: [&str; 4] = ["stewarding", "handling", "framing", "gathering"];

/// The parts with their small shared pieces in few modules, and the linking script that finds them there.
pub fn gather(tools: &Tools, parts: Parts) -> Result<Parts> {
    let Parts {
        main,
        mut chunks,
        mut link,
    } = parts;
    let pieces = pieces(&link);
    if pieces.len() != chunks.iter().filter(|chunk| is_shared(chunk)).count() {
        bail!("{LINK} does not introduce what is shared as it did: see xtask/src/build/gather.rs");
    }
    let mut groups: BTreeMap<usize, Vec<Piece>> = BTreeMap::new();
    for piece in pieces.into_iter().filter(|piece| is_small(&piece.file(&main))) {
        groups.entry(piece.group()).or_default().push(piece);
    }
    for pieces in groups.into_values() {
        let [first, rest @ ..] = pieces.as_slice() else {
            continue;
        };
        let files: Vec<PathBuf> = pieces.iter().map(|piece| piece.file(&main)).collect();
        merge(tools, &files)?;
        chunks.retain(|chunk| !files[1..].contains(chunk));
        link = link_gathered(
            &link,
            &first.name,
            rest.iter().map(|piece| piece.name.as_str()).collect(),
        );
    }
    Ok(Parts { main, chunks, link })
}

/// A shared piece, as the linking script names it.
struct Piece {
    /// `chunk_<number>`.
    name: String,
    /// The parts that need it.
    users: BTreeSet<String>,
}

impl Piece {
    fn file(&self, main: &Path) -> PathBuf {
        main.with_file_name(&self.name).with_extension("wasm")
    }

    /// With which others it is gathered.
    fn group(&self) -> usize {
        if self.users.iter().all(|part| STAFF.contains(&part.as_str())) {
            return READING.len() + 1;
        }
        let first = READING.iter().position(|part| self.users.contains(*part));
        first.unwrap_or(READING.len())
    }
}

/// Whether a module holds what several parts share, and not what somebody asks for by name.
fn is_shared(chunk: &Path) -> bool {
    chunk
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("chunk_"))
}

fn is_small(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|file| file.len() <= SMALL)
}

/// The shared pieces that a linking script fetches: each is introduced by a comment that says who needs it.
fn pieces(link: &str) -> Vec<Piece> {
    let lines: Vec<&str> = link.lines().collect();
    let pieces = lines.windows(2).filter_map(|pair| {
        let users = pair[0].strip_prefix("/* ")?.strip_suffix(" */")?;
        let (name, _) = pair[1].strip_prefix("const __")?.split_once(" = ")?;
        let users = users.split(", ").map(str::to_owned).collect();
        Some(Piece {
            name: name.to_owned(),
            users,
        })
    });
    pieces.collect()
}

/// The linking script with one piece in the stead of it and the others.
fn link_gathered(link: &str, first: &str, others: BTreeSet<&str>) -> String {
    let mut kept = String::new();
    let mut is_left_out = false;
    for line in link.lines() {
        let introduced = line
            .strip_prefix("const __")
            .and_then(|rest| rest.split_once(" = "));
        is_left_out |= introduced.is_some_and(|(name, _)| others.contains(name));
        if !is_left_out {
            match line.strip_prefix(", [").and_then(|rest| rest.split_once(']')) {
                Some((needed, end)) => {
                    let needed = needed_of(needed, first, &others).join(", ");
                    kept.extend([", [", &needed, "]", end, "\n"]);
                }
                None => kept.extend([line, "\n"]),
            }
        }
        // The last line of each.
        is_left_out &= !line.starts_with(", [");
    }
    kept
}

fn needed_of(needed: &str, first: &str, others: &BTreeSet<&str>) -> Vec<String> {
    let mut kept = Vec::new();
    for name in needed.split(", ").filter(|name| !name.is_empty()) {
        let is_gathered = name.strip_prefix("__").is_some_and(|name| others.contains(name));
        let name = if is_gathered {
            format!("__{first}")
        } else {
            name.to_owned()
        };
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "\
/* debating, reading */
const __chunk_1 = makeLoad(() => {
    fetch(1)
}
, []);
/* acting, composing */
const __chunk_2 = makeLoad(() => {
    fetch(2)
}
, []);
/* acting, debating */
const __chunk_3 = makeLoad(() => {
    fetch(3)
}
, []);
/* framing, stewarding */
const __chunk_4 = makeLoad(() => {
    fetch(4)
}
, []);
export const __wasm_split_load_reading = wrapAsyncCb(makeLoad(() => {
}
, [__chunk_3, __chunk_1, __chunk_7]));
";

    #[test]
    fn a_piece_goes_with_the_first_part_that_people_read_it_for() {
        let pieces = pieces(LINK);
        let groups: Vec<_> = pieces
            .iter()
            .map(|piece| (piece.name.as_str(), piece.group()))
            .collect();
        assert_eq!(
            groups,
            [("chunk_1", 0), ("chunk_2", 3), ("chunk_3", 1), ("chunk_4", 5)]
        );
    }

    #[test]
    fn the_script_fetches_what_was_gathered_once() {
        let link = link_gathered(LINK, "chunk_1", BTreeSet::from(["chunk_3"]));
        assert!(link.contains("fetch(1)") && link.contains("fetch(2)"), "{link}");
        assert!(!link.contains("fetch(3)"), "{link}");
        assert!(link.ends_with(", [__chunk_1, __chunk_7]));\n"), "{link}");
    }
}
