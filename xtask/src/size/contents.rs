//! Which crate the wasm's functions come from, by the names that it still has before binaryen's passes.

use std::{collections::HashMap, fmt::Write, fs, path::Path};

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use super::thousands;

/// The heaviest crates with their bytes of code before binaryen, then the rest and the data.
pub fn table(module: &Path, most: usize) -> Result<String> {
    let wasm = fs::read(module).with_context(|| {
        format!(
            "{} is missing; `cargo xtask build --force` makes it again",
            module.display()
        )
    })?;
    let contents = Contents::read(&wasm).context("the compiled module cannot be read")?;
    let mut crates: Vec<(String, usize)> = contents.by_crate().into_iter().collect();
    crates.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));

    let mut table = format!(
        "{:<28}{:>12}{:>12}\n",
        "before wasm-opt, by crate", "bytes", "share"
    );
    let total = crates.iter().map(|(_, bytes)| bytes).sum::<usize>() + contents.data;
    let rest = crates.split_off(most.min(crates.len()));
    crates.push((
        format!("{} more crates", rest.len()),
        rest.iter().map(|(_, bytes)| bytes).sum(),
    ));
    crates.push(("data".to_owned(), contents.data));
    for (name, bytes) in crates {
        let share = bytes as f64 * 100.0 / total.max(1) as f64;
        writeln!(table, "{name:<28}{:>12}{share:>11.1}%", thousands(bytes)).ok();
    }
    Ok(table)
}

#[derive(Default)]
struct Contents {
    imported: usize,
    /// Bytes of each function that the module defines itself, in order.
    functions: Vec<usize>,
    names: HashMap<usize, String>,
    data: usize,
}

impl Contents {
    fn read(wasm: &[u8]) -> Result<Self> {
        let mut contents = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            contents.take(payload?)?;
        }
        Ok(contents)
    }

    fn take(&mut self, payload: Payload<'_>) -> Result<()> {
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    self.imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => self.functions.push(body.as_bytes().len()),
            Payload::DataSection(data) => self.data = usize::try_from(data.range().end - data.range().start)?,
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    for subsection in names {
                        self.take_names(subsection?)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn take_names(&mut self, names: Name<'_>) -> Result<()> {
        if let Name::Function(names) = names {
            for naming in names {
                let naming = naming?;
                self.names.insert(naming.index as usize, naming.name.to_owned());
            }
        }
        Ok(())
    }

    fn by_crate(&self) -> HashMap<String, usize> {
        let mut crates = HashMap::new();
        for (place, bytes) in self.functions.iter().enumerate() {
            let name = self
                .names
                .get(&(self.imported + place))
                .map_or("", String::as_str);
            *crates.entry(crate_of(name)).or_insert(0) += bytes;
        }
        crates
    }
}

/// The crate in whose source a function is written: the first name of its path.
fn crate_of(symbol: &str) -> String {
    let path = format!("{:#}", rustc_demangle::demangle(symbol));
    let mut path = path.as_str();
    // `<&mut app::Idea as core::fmt::Debug>::fmt` is written in `app`.
    for noise in ["<", "&", "mut ", "dyn ", "[", "(", "*const ", "*mut "]
        .iter()
        .cycle()
        .take(32)
    {
        path = path.strip_prefix(noise).unwrap_or(path);
    }
    match path.split_once("::") {
        Some((name, _))
            if name
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '_') =>
        {
            name.to_owned()
        }
        _ => "without a path".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_crate_that_its_path_begins_with() {
        assert_eq!(crate_of("_ZN7samskab5mount17h0123456789abcdefE"), "samskab");
        assert_eq!(crate_of("_RNvCsdBezzDwma51_7samskab5mount"), "samskab");
    }

    #[test]
    fn a_method_of_a_trait_belongs_to_the_crate_of_its_type() {
        let symbol = "_ZN54_$LT$leptos..Thing$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE";
        assert_eq!(crate_of(symbol), "leptos");
    }

    #[test]
    fn what_is_not_rust_is_counted_too() {
        assert_eq!(crate_of("memcpy"), "without a path");
        assert_eq!(crate_of(""), "without a path");
    }
}
