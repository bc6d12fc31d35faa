//! `size-budget.toml`, and how a build stands against it.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{
    build::manifest::{Entry, Manifest, Role},
    workspace,
};

const FILE: &str = "size-budget.toml";

/// At most so many bytes, compressed by brotli.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    embed: usize,
    first_load: usize,
    chunk: usize,
}

/// One thing that is weighed.
#[derive(Debug, PartialEq, Eq)]
pub struct Measure {
    /// What it is.
    pub name: String,
    /// What it weighs.
    pub bytes: usize,
    /// What it may weigh.
    pub budget: usize,
}

impl Budget {
    /// Reads the repository's budgets.
    pub fn read() -> Result<Self> {
        let text = fs::read_to_string(workspace::root().join(FILE)).context(FILE)?;
        toml::from_str(&text).context(FILE)
    }

    /// Weighs what the budgets are about.
    pub fn measure(&self, manifest: &Manifest) -> Vec<Measure> {
        let sizes = |role| {
            manifest
                .files
                .iter()
                .filter(move |file| file.role == role)
                .map(|file| file.brotli)
        };
        let embed: usize = sizes(Role::Embed).sum();
        let longest_language = sizes(Role::Words).max().unwrap_or(0);
        let program: usize = sizes(Role::Glue).chain(sizes(Role::Wasm)).sum();
        let mut measures = vec![
            Measure {
                name: "samskab.js".to_owned(),
                bytes: embed,
                budget: self.embed,
            },
            Measure {
                name: "first load".to_owned(),
                bytes: embed + program + longest_language,
                budget: self.first_load,
            },
        ];
        let is_later = |file: &&Entry| matches!(file.role, Role::Chunk | Role::Map | Role::Later);
        for file in manifest.files.iter().filter(is_later) {
            measures.push(Measure {
                name: file.name.clone(),
                bytes: file.brotli,
                budget: self.chunk,
            });
        }
        measures
    }
}

impl Measure {
    /// By how much it is too heavy, if it is.
    pub fn excess(&self) -> Option<String> {
        let excess = self.bytes.checked_sub(self.budget).filter(|excess| *excess > 0)?;
        Some(format!("{} by {excess} bytes", self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, role: Role, brotli: usize) -> Entry {
        Entry {
            name: name.to_owned(),
            role,
            bytes: 0,
            brotli,
            gzip: 0,
            integrity: String::new(),
        }
    }

    fn measures() -> Vec<Measure> {
        let files = vec![
            file("samskab.js", Role::Embed, 1),
            file("glue.js", Role::Glue, 10),
            file("samskab.wasm", Role::Wasm, 100),
            file("da.txt", Role::Words, 1_000),
            file("en.txt", Role::Words, 2_000),
            file("later.wasm", Role::Chunk, 50),
            file("map.js", Role::Map, 61),
        ];
        Budget {
            embed: 1,
            first_load: 2_110,
            chunk: 60,
        }
        .measure(&Manifest {
            version: String::new(),
            files,
        })
    }

    #[test]
    fn the_first_load_counts_one_language_the_longest_and_no_chunk() {
        assert_eq!(measures()[1].bytes, 1 + 10 + 100 + 2_000);
    }

    #[test]
    fn only_what_is_over_budget_is_named_with_its_excess() {
        let excesses: Vec<String> = measures().iter().filter_map(Measure::excess).collect();
        assert_eq!(excesses, ["first load by 1 bytes", "map.js by 1 bytes"]);
    }

    #[test]
    fn each_chunk_has_the_budget_of_a_chunk_and_so_has_the_map() {
        assert_eq!(
            measures()[2],
            Measure {
                name: "later.wasm".to_owned(),
                bytes: 50,
                budget: 60
            }
        );
    }

    #[test]
    fn the_repositorys_budgets_can_be_read() {
        let budget = Budget::read().expect("size-budget.toml");
        assert!(budget.embed < budget.first_load);
    }
}
