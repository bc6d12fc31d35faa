//! Writes `dist/`: names by content, each file precompressed beside itself, nothing left of earlier builds.

use std::{
    collections::HashSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::Care;
use super::manifest::{Entry, Manifest, NAME, Role, integrity, short_hash};

/// `dist/` while it is filled.
pub struct Dist {
    folder: PathBuf,
    care: Care,
    files: Vec<Entry>,
}

impl Dist {
    /// Starts filling the folder.
    pub(super) fn open(folder: PathBuf, care: Care) -> Result<Self> {
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        Ok(Self {
            folder,
            care,
            files: Vec::new(),
        })
    }

    /// Writes a file under a name that changes with its content, so that browsers may keep it for ever.
    pub fn put_hashed(&mut self, role: Role, stem: &str, extension: &str, content: &[u8]) -> Result<Entry> {
        self.put_named(
            role,
            &format!("{stem}-{}.{extension}", short_hash(content)),
            content,
        )
    }

    /// Writes a file under a name that other people's pages hold.
    pub fn put_named(&mut self, role: Role, name: &str, content: &[u8]) -> Result<Entry> {
        let (brotli, gzip) = (
            compress_brotli(content, self.care.compression())?,
            compress_gzip(content)?,
        );
        let path = self.folder.join(name);
        fs::write(&path, content)?;
        fs::write(with_suffix(&path, "br"), &brotli)?;
        fs::write(with_suffix(&path, "gz"), &gzip)?;
        let entry = Entry {
            name: name.to_owned(),
            role,
            bytes: content.len(),
            brotli: brotli.len(),
            gzip: gzip.len(),
            integrity: integrity(content),
        };
        self.files.push(entry.clone());
        Ok(entry)
    }

    /// Writes the manifest and removes what earlier builds left.
    pub fn close(mut self) -> Result<Manifest> {
        self.files.sort();
        let manifest = Manifest {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            files: self.files,
        };
        fs::write(
            self.folder.join(NAME),
            serde_json::to_string_pretty(&manifest)? + "\n",
        )?;
        remove_strangers(&self.folder, &manifest)?;
        Ok(manifest)
    }
}

fn remove_strangers(folder: &Path, manifest: &Manifest) -> Result<()> {
    let names = manifest
        .files
        .iter()
        .flat_map(|file| ["", ".br", ".gz"].map(|end| format!("{}{end}", file.name)));
    let known: HashSet<String> = names.chain([NAME.to_owned()]).collect();
    for file in fs::read_dir(folder)? {
        let file = file?;
        if !known.contains(&*file.file_name().to_string_lossy()) {
            fs::remove_file(file.path()).with_context(|| file.path().display().to_string())?;
        }
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

fn compress_brotli(content: &[u8], quality: i32) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &settings)?;
    Ok(compressed)
}

fn compress_gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}
