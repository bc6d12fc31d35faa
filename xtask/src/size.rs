//! `cargo xtask size`: what residents' phones download, what of it is over budget, and which crate it comes from.

mod budget;
mod contents;

use std::fmt::Write;

use anyhow::{Result, bail};

use self::budget::{Budget, Measure};
use crate::build::{self, manifest::Manifest};

/// What `cargo xtask size` may be told.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many crates to list.
    #[arg(long, value_name = "NUMBER", default_value_t = 16)]
    crates: usize,
}

/// Prints the three tables; fails if a budget is exceeded.
pub fn run(arguments: &Arguments) -> Result<()> {
    let manifest = build::run(&build::Arguments::default())?;
    println!("{}", file_table(&manifest));
    println!("{}", contents::table(&build::named_module()?, arguments.crates)?);
    check(&manifest)
}

/// Prints how the build stands against its budgets; fails if one is exceeded.
pub fn check(manifest: &Manifest) -> Result<()> {
    let measures = Budget::read()?.measure(manifest);
    println!("{}", budget_table(&measures));
    let excesses: Vec<String> = measures.iter().filter_map(Measure::excess).collect();
    if !excesses.is_empty() {
        bail!("over budget: {}", excesses.join("; "));
    }
    Ok(())
}

fn file_table(manifest: &Manifest) -> String {
    let mut table = format!("{:<28}{:>12}{:>12}{:>12}\n", "file", "bytes", "brotli", "gzip");
    for file in &manifest.files {
        let sizes = [file.bytes, file.brotli, file.gzip].map(|size| format!("{:>12}", thousands(size)));
        writeln!(table, "{:<28}{}", file.name, sizes.concat()).ok();
    }
    table
}

fn budget_table(measures: &[Measure]) -> String {
    let mut table = format!("{:<28}{:>12}{:>12}\n", "brotli", "bytes", "budget");
    for measure in measures {
        let (bytes, budget) = (thousands(measure.bytes), thousands(measure.budget));
        writeln!(table, "{:<28}{bytes:>12}{budget:>12}", measure.name).ok();
    }
    table
}

/// `1234567` as `1,234,567`.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_written_in_groups_of_three() {
        let written: Vec<String> = [0, 999, 1_000, 12_345, 1_234_567].map(thousands).into();
        assert_eq!(written, ["0", "999", "1,000", "12,345", "1,234,567"]);
    }
}
