//! What the widget says, by key, so that journeys look for the same words as people do.

use std::collections::BTreeMap;
use std::fs;
use std::sync::OnceLock;

use serde_json::Value;

use crate::tools;

/// The Danish words under a key; the key itself where there are none, which no journey will ever see.
pub fn da(key: &str) -> String {
    static WORDS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    say(WORDS.get_or_init(|| read("da")), key)
}

/// The English words under a key.
pub fn en(key: &str) -> String {
    static WORDS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    say(WORDS.get_or_init(|| read("en")), key)
}

/// The Danish words under a key with a name or a number filled in where it has `{…}`; of two forms
/// `one / many` the one for many.
pub fn da_with(key: &str, value: &str) -> String {
    let text = da(key);
    let text = text.rsplit(" / ").next().unwrap_or(&text);
    match (text.find('{'), text.find('}')) {
        (Some(start), Some(end)) => [&text[..start], value, &text[end + 1..]].concat(),
        _ => text.to_owned(),
    }
}

fn say(words: &BTreeMap<String, String>, key: &str) -> String {
    words.get(key).cloned().unwrap_or_else(|| key.to_owned())
}

/// The words that were built, which may be older than the ones in `language/`.
fn read(language: &str) -> BTreeMap<String, String> {
    let dist = tools::dist();
    let manifest = fs::read_to_string(dist.join("manifest.json")).unwrap_or_default();
    let manifest: Value = serde_json::from_str(&manifest).unwrap_or_default();
    let names = manifest["files"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|file| file["name"].as_str());
    let ours = names.filter(|name| name.starts_with(&format!("{language}-")));
    let texts = ours.map(|name| fs::read_to_string(dist.join(name)).unwrap_or_default());
    let text = texts.collect::<String>();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once('\t'));
    pairs
        .map(|(key, text)| (key.to_owned(), text.trim().to_owned()))
        .collect()
}
