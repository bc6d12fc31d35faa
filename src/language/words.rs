//! The words of the interface: a language is a file with one `key<TAB>text` a line.

/// The words of one language.
pub struct Words(Vec<(String, String)>);

impl Words {
    /// Reads a language file; empty lines and lines that begin with `#` are passed over.
    pub fn parse(file: &str) -> Words {
        let mut words = Words(Vec::new());
        words.learn(file);
        words
    }

    /// Takes what stands in another file of the language, once.
    pub fn learn(&mut self, file: &str) {
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        let pairs = lines.filter_map(|line| line.split_once('\t'));
        for (key, text) in pairs {
            if self.say(key) == key {
                self.0.push((key.to_owned(), text.trim().to_owned()));
            }
        }
    }

    /// The text under a key; the key itself where there is none, so that a lack is seen and not a blank.
    pub fn say<'a>(&'a self, key: &'a str) -> &'a str {
        // A few hundred words are looked through faster than the code for sorting them is downloaded.
        let found = self.0.iter().find(|(known, _)| known == key);
        found.map_or(key, |(_, text)| text)
    }

    /// One of the two forms `one / many` under a key.
    pub fn plural<'a>(&'a self, key: &'a str, number: u32) -> &'a str {
        let text = self.say(key);
        match text.split_once(" / ") {
            Some((one, _)) if number == 1 => one,
            Some((_, many)) => many,
            None => text,
        }
    }
}

/// Puts values where a text has `{name}`; a value is never read as a template itself.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after.split_once('}').and_then(|(name, tail)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, tail))
        });
        match known {
            Some((value, tail)) => {
                out.push_str(value);
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn a_value_that_looks_like_a_template_stays_as_it_is() {
        assert_eq!(
            fill("Svar {name}, {x}", &[("name", "{name}")]),
            "Svar {name}, {x}"
        );
    }

    #[test]
    fn one_and_many_are_told_apart() {
        let words = Words::parse("n\t1 svar / {n} svar\n");
        assert_eq!(words.plural("n", 1), "1 svar");
        assert_eq!(words.plural("n", 0), "{n} svar");
    }

    /// Keys in double quotes that look like ours, in all sources of the widget.
    fn keys_in_sources(folder: &Path, known: &BTreeSet<String>, found: &mut BTreeSet<String>) {
        let rooms: BTreeSet<&str> = known.iter().filter_map(|key| key.split('.').next()).collect();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                keys_in_sources(&path, known, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = fs::read_to_string(path).unwrap();
                let source = source.split("#[cfg(test)]").next().unwrap();
                let quoted = source.split('"').skip(1).step_by(2);
                let looks_like = |text: &&str| {
                    known.contains(*text)
                        || text.split_once('.').is_some_and(|(room, rest)| {
                            rooms.contains(room)
                                && rest
                                    .chars()
                                    .all(|c| c.is_ascii_lowercase() || c == '.' || c == '_')
                        })
                };
                found.extend(quoted.filter(looks_like).map(str::to_owned));
            }
        }
    }

    /// The keys of each language, those of its later parts among them.
    fn language_files() -> Vec<(String, BTreeSet<String>)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("language");
        let mut files = Vec::new();
        for path in texts(&folder) {
            let mut keys = Vec::new();
            let parts = path.with_extension("");
            for part in [vec![path.clone()], texts(&parts), texts(&parts.join("staff"))].concat() {
                let words = Words::parse(&fs::read_to_string(part).unwrap());
                keys.extend(words.0.into_iter().map(|(key, _)| key));
            }
            let unique: BTreeSet<_> = keys.iter().cloned().collect();
            assert_eq!(keys.len(), unique.len(), "{} has a key twice", path.display());
            files.push((path.display().to_string(), unique));
        }
        files
    }

    #[test]
    fn residents_are_told_nothing_in_words_that_only_staff_fetch() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let known = language_files().into_iter().flat_map(|(_, keys)| keys).collect();
        let mut said = BTreeSet::new();
        for entry in fs::read_dir(root.join("src")).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("steward") {
                keys_in_sources(&path, &known, &mut said);
            }
        }
        for words in texts(&root.join("language/da/staff")) {
            let words = Words::parse(&fs::read_to_string(words).unwrap());
            let told: Vec<_> = words.0.iter().filter(|(key, _)| said.contains(key)).collect();
            assert!(told.is_empty(), "{told:?}");
        }
    }

    fn texts(folder: &Path) -> Vec<PathBuf> {
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        files
            .filter(|path| path.extension().is_some_and(|end| end == "txt"))
            .collect()
    }

    #[test]
    fn every_language_says_everything_that_is_said_and_nothing_else() {
        let files = language_files();
        let known = files.iter().flat_map(|(_, keys)| keys.clone()).collect();
        let mut used = BTreeSet::new();
        keys_in_sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &known,
            &mut used,
        );
        for (file, keys) in files {
            let missing: Vec<_> = used.difference(&keys).collect();
            assert!(missing.is_empty(), "{file} lacks {missing:?}");
            let unused: Vec<_> = keys.difference(&used).collect();
            assert!(unused.is_empty(), "{file} says {unused:?}, which nobody uses");
        }
    }
}
