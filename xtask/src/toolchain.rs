//! Which compiler turns the widget into wasm: rustup's where it has the target, else Debian's.
//!
//! With the sources of the standard library at hand, that library is built along and comes out smaller.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Result;

use crate::{apt, command, failure::YourTurn, progress};

/// The one target.
pub const TARGET: &str = "wasm32-unknown-unknown";

const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];
const DEBIAN_LINKER: &str = "/usr/bin/wasm-ld-22";
/// The first version that knows `panic=immediate-abort` and builds this workspace.
const OLDEST: u32 = 95;

/// A compiler that can make wasm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toolchain {
    cargo: PathBuf,
    rustc: PathBuf,
    /// Where the compiler brings no linker of its own for wasm.
    linker: Option<PathBuf>,
    /// Whether the standard library can be built along.
    has_sources: bool,
}

impl Toolchain {
    /// Takes the compiler that runs this task if it can make wasm, after asking rustup to complete it; else Debian's.
    pub fn find() -> Result<Self> {
        let running = Self::running();
        if let Some(found) = running.clone().usable() {
            return Ok(found.completed());
        }
        if command::find("rustup").is_some() {
            let added = command::succeeds(Command::new("rustup").args(["target", "add", TARGET]));
            if let (true, Some(found)) = (added, running.usable()) {
                return Ok(found.completed());
            }
            progress::say("rustup cannot add the wasm target here: Debian's compiler is used instead");
        }
        if let Some(found) = Self::debian().usable() {
            return Ok(found);
        }
        apt::install("building wasm", &DEBIAN_PACKAGES)?;
        let missing = || YourTurn(format!("no compiler for {TARGET}: rustup target add {TARGET}"));
        Ok(Self::debian().usable().ok_or_else(missing)?)
    }

    /// A call of this toolchain's cargo that compiles for a phone: small, and without a word when it panics.
    ///
    /// The variables are set for this one call: exported, they would break every other call of cargo.
    pub fn cargo(&self, subcommand: &str, profile: &str, rust_flags: &[String]) -> Command {
        let mut cargo = Command::new(&self.cargo);
        for inherited in ["RUSTUP_TOOLCHAIN", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER"] {
            cargo.env_remove(inherited);
        }
        let mut flags = rust_flags.to_vec();
        cargo
            .arg(subcommand)
            .args(["--profile", profile, "--target", TARGET, "--locked"]);
        if self.has_sources {
            let panic = format!("CARGO_PROFILE_{}_PANIC", profile.to_uppercase());
            cargo.args(["-Zbuild-std=std,panic_abort", "-Zpanic-immediate-abort"]);
            cargo.env("RUSTC_BOOTSTRAP", "1").env(panic, "immediate-abort");
            flags.push("-Zunstable-options".to_owned());
        }
        if let Some(linker) = &self.linker {
            cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        cargo
            .env("RUSTC", &self.rustc)
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        cargo
    }

    /// Where the compiler and its libraries lie.
    pub fn sysroot(&self) -> Option<PathBuf> {
        let printed = command::read(Command::new(&self.rustc).args(["--print", "sysroot"])).ok()?;
        Some(PathBuf::from(String::from_utf8(printed).ok()?.trim()))
    }

    fn running() -> Self {
        let cargo = std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
        let beside = cargo.with_file_name("rustc");
        let rustc = if beside.is_file() {
            beside
        } else {
            PathBuf::from("rustc")
        };
        Self {
            cargo,
            rustc,
            linker: None,
            has_sources: false,
        }
    }

    fn debian() -> Self {
        Self {
            cargo: PathBuf::from("/usr/bin/cargo"),
            rustc: PathBuf::from("/usr/bin/rustc"),
            linker: None,
            has_sources: false,
        }
    }

    /// This toolchain with what it really has, or nothing if it cannot make wasm.
    fn usable(mut self) -> Option<Self> {
        let sysroot = self.sysroot()?;
        let version = String::from_utf8(command::read(Command::new(&self.rustc).arg("-V")).ok()?).ok()?;
        let library = sysroot.join("lib/rustlib");
        self.has_sources = library.join("src/rust/library/Cargo.lock").is_file();
        self.linker = Some(PathBuf::from(DEBIAN_LINKER))
            .filter(|linker| linker.is_file() && sysroot == Path::new("/usr"));
        let has_target = library.join(TARGET).is_dir();
        can_make_wasm(&version, has_target, self.has_sources && self.linker.is_some()).then_some(self)
    }

    /// With the library's sources if rustup can fetch them; without them the build is larger, not broken.
    fn completed(self) -> Self {
        if !self.has_sources && command::find("rustup").is_some() {
            command::succeeds(Command::new("rustup").args(["component", "add", "rust-src"]));
        }
        self.clone().usable().unwrap_or(self)
    }
}

/// A new enough compiler that has the target's library, or all that is needed to build that library.
fn can_make_wasm(version: &str, has_target: bool, can_build_library: bool) -> bool {
    minor_version(version).is_some_and(|minor| minor >= OLDEST) && (has_target || can_build_library)
}

/// `rustc 1.96.0 (…)` is 96.
fn minor_version(line: &str) -> Option<u32> {
    line.strip_prefix("rustc 1.")?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: &str = "rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)";
    const OLD: &str = "rustc 1.63.0";

    #[test]
    fn a_compiler_with_the_target_is_taken() {
        assert!(can_make_wasm(NEW, true, false));
    }

    #[test]
    fn a_compiler_that_can_build_the_library_needs_no_target() {
        assert!(can_make_wasm(NEW, false, true));
    }

    #[test]
    fn a_compiler_with_neither_or_too_old_is_passed_over() {
        assert!(!can_make_wasm(NEW, false, false));
        assert!(!can_make_wasm(OLD, true, true));
        assert!(!can_make_wasm("", true, true));
    }

    #[test]
    fn flags_are_set_for_the_call_and_only_where_sources_allow_them() {
        let shipped = Toolchain {
            cargo: "cargo".into(),
            rustc: "rustc".into(),
            linker: None,
            has_sources: false,
        };
        let built = Toolchain {
            has_sources: true,
            ..shipped.clone()
        };
        let arguments = |toolchain: &Toolchain| {
            let command = toolchain.cargo("rustc", "widget", &[]);
            command
                .get_args()
                .map(|word| word.to_string_lossy().into_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert!(!arguments(&shipped).contains("build-std"));
        assert!(arguments(&built).contains("-Zbuild-std=std,panic_abort"));
    }
}
