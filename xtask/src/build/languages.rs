//! The words of each language, as they are sent: first what a list needs, later what its parts say, and apart from both
//! what only staff read.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// One language.
pub struct Language {
    /// Its BCP 47 tag.
    pub tag: String,
    /// What stands in `<tag>.txt`.
    pub first: String,
    /// What stands in the files of the folder `<tag>`, one after the other.
    pub later: String,
    /// What stands in the files of its folder `staff`: no resident fetches it.
    pub staff: String,
}

/// Each language of a folder, in the order of their tags.
pub fn read(folder: &Path) -> Result<Vec<Language>> {
    let mut languages = Vec::new();
    for path in texts(folder)? {
        let name = path.file_stem().context("a file without a name")?;
        let parts = path.with_extension("");
        let joined =
            |folder| -> Result<String> { texts(folder)?.iter().map(|path| read_text(path)).collect() };
        languages.push(Language {
            tag: name.to_string_lossy().into_owned(),
            first: read_text(&path)?,
            later: joined(&parts)?,
            staff: joined(&parts.join("staff"))?,
        });
    }
    Ok(languages)
}

fn texts(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut texts = Vec::new();
    for file in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            texts.push(path);
        }
    }
    texts.sort();
    Ok(texts)
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_part_says_comes_later_what_a_list_says_at_once_and_what_staff_read_to_them_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("da/staff")).expect("a folder");
        for (name, text) in [
            ("da.txt", "a\t1\n"),
            ("da/mine.txt", "c\t3\n"),
            ("da/map.txt", "b\t2\n"),
            ("da/staff/queue.txt", "d\t4\n"),
        ] {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        let languages = read(folder.path()).expect("it can be read");
        let [danish] = &languages[..] else {
            panic!("one language");
        };
        assert_eq!((danish.tag.as_str(), danish.first.as_str()), ("da", "a\t1\n"));
        assert_eq!(danish.later, "b\t2\nc\t3\n");
        assert_eq!(danish.staff, "d\t4\n");
    }
}
