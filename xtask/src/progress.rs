//! What the person sees while waiting: each step by name, and the seconds it took.

use std::time::Instant;

use anyhow::Result;

/// Runs one step, saying its name before and its time after.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("· {name}");
    let started = Instant::now();
    let result = work()?;
    eprintln!("✓ {name} ({:.1} s)", started.elapsed().as_secs_f32());
    Ok(result)
}

/// Says one thing worth knowing that is no step.
pub fn say(what: &str) {
    eprintln!("  {what}");
}
