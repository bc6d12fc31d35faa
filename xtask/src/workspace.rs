//! Where things lie in the repository.

use std::path::{Path, PathBuf};

/// The top of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// What a webmaster copies.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Where everything that can be made again lies.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// Where the widget's build keeps what lies between sources and `dist/`.
pub fn stage() -> std::io::Result<PathBuf> {
    let stage = target().join("widget/stage");
    std::fs::create_dir_all(&stage)?;
    Ok(stage)
}
