//! Finding contributions by words.
//!
//! What can be searched is brought into words here, and the engines' own full-text search finds the rows that hold
//! words with the wanted beginnings. A long word is also kept by its endings, since Danish and German write
//! together what others write apart: “sti” finds “cykelsti”.

use std::collections::{BTreeSet, HashMap};

use samskab_protocol::contribution::{Contribution, ContributionState, StatusCategory};

use super::choice::IN_EARNEST;
use super::{Result, Store, sql};

/// Which form of [`index`] the kept rows have.
const FORM: &str = "4";
const FORM_NAME: &str = "search";
/// Words of one contribution that are kept, so that no text is too long for an engine.
const INDEXED_MAX: usize = 20_000;
/// Letters of a word that count.
const WORD_MAX: usize = 64;
/// Words of a search that count.
const WORDS_MAX: usize = 16;
/// An ending has at least so many letters, and only longer words are kept by their endings.
const ENDING_MIN: usize = 3;
const LONG: usize = 6;
/// Shorter words say little of what a text is about.
const TELLING: usize = 4;
/// Words by which texts are compared.
const COMPARED: usize = 24;
/// A word that stands in more contributions than this tells nothing.
const COMMON: i64 = 1000;

/// The words of a search. `None` where nothing was asked for; no words at all where nothing in it is a word, so
/// that nothing is found.
pub fn read_search(text: &str) -> Option<Vec<String>> {
    let is_asked = !text.trim().is_empty();
    is_asked.then(|| split(text).take(WORDS_MAX).collect())
}

/// Everything by which a contribution is found.
pub(super) fn index(contribution: &Contribution) -> String {
    if contribution.state != ContributionState::Published {
        return String::new();
    }
    let barrier = contribution.barrier.as_ref();
    let place = contribution.place.as_ref().map(|place| place.name.as_str());
    let all = [
        Some(contribution.title.as_str()),
        contribution.reference.as_deref(),
        place,
        barrier.and_then(|barrier| barrier.reference.as_deref()),
    ]
    .into_iter()
    .flatten()
    .chain(texts(contribution))
    .chain(contribution.topics.iter().map(String::as_str))
    .chain(contribution.areas.iter().map(String::as_str));
    let words: BTreeSet<String> = all.flat_map(split).take(INDEXED_MAX).collect();
    let endings = words.iter().flat_map(|word| endings(word));
    let kept: BTreeSet<&str> = words.iter().map(String::as_str).chain(endings).collect();
    kept.into_iter().collect::<Vec<_>>().join(" ")
}

/// What somebody wrote in it, beside its title.
pub(super) fn texts(contribution: &Contribution) -> impl Iterator<Item = &str> {
    let tension = contribution.dilemma.as_ref().map(|dilemma| &dilemma.tension);
    let learned = contribution.story.as_ref().map(|story| &story.learned);
    let texts = [
        contribution.problem.as_ref(),
        contribution.body.as_ref(),
        tension,
        learned,
    ];
    let texts = texts.into_iter().flatten().map(|text| text.value.as_str());
    let sides = contribution.dilemma.iter().flat_map(|dilemma| &dilemma.sides);
    let sides = sides.flat_map(|side| side.arguments.iter().chain([&side.label]));
    texts.chain(sides.map(String::as_str))
}

impl Store {
    /// Contributions that are about the same as a text, as far as their words tell, the nearest first, each with a
    /// score above 0 that compares within one answer only. Only those that stand in lists are among them. A text without telling words is like nothing.
    pub async fn rank_similar(&self, text: &str, limit: usize) -> Result<Vec<(String, f64)>> {
        let words: BTreeSet<String> = split(text).filter_map(|word| stem(&word)).collect();
        let count: Option<(i64,)> = self.one(sql("SELECT count(*) FROM contributions")).await?;
        let all = count.map_or(0, |(count,)| count);
        let mut scores: HashMap<String, f64> = HashMap::new();
        for word in words.into_iter().take(COMPARED) {
            let query =
                sql("SELECT contributions.id FROM contributions WHERE state = 'published'").push(IN_EARNEST);
            let query = self.holding(query, &[word]).push(" LIMIT ").push_bind(COMMON);
            let found: Vec<(String,)> = self.all(query).await?;
            let count = found.len() as i64;
            if count == COMMON {
                continue;
            }
            // The rarer a word, the more it says.
            let weight = (1.0 + all as f64 / count.max(1) as f64).ln();
            for (id,) in found {
                *scores.entry(id).or_default() += weight;
            }
        }
        let mut ranked: Vec<(String, f64)> = scores.into_iter().collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        ranked.truncate(limit);
        Ok(ranked)
    }

    /// Brings what an older version has kept beside the documents, for searching and for lists, into its present form.
    pub(super) async fn renew_search(&self) -> Result<()> {
        if self.read_meta(FORM_NAME).await?.as_deref() == Some(FORM) {
            return Ok(());
        }
        let mut writing = self.begin().await?;
        let documents: Vec<(String,)> = writing.all(sql("SELECT document FROM contributions")).await?;
        for (document,) in documents {
            let mut contribution: Contribution = serde_json::from_str(&document)?;
            if contribution.status.category == StatusCategory::Withdrawn {
                contribution.state = ContributionState::Withdrawn;
            }
            writing.renew_contribution(&contribution).await?;
        }
        writing.put_meta(FORM_NAME, FORM).await?;
        writing.commit().await
    }
}

/// The words of a text in lower case, which is made here and not by the engines, whose own differ.
fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(WORD_MAX).collect::<String>().to_lowercase())
}

fn endings(word: &str) -> impl Iterator<Item = &str> {
    let letters = word.chars().count();
    let last = if letters < LONG { 0 } else { letters - ENDING_MIN };
    word.char_indices().skip(1).take(last).map(|(at, _)| &word[at..])
}

/// What a word and its usual endings have in common; `None` for words that say little.
fn stem(word: &str) -> Option<String> {
    let letters = word.chars().count();
    let kept = if letters < LONG { letters } else { letters - 2 };
    (letters >= TELLING).then(|| word.chars().take(kept).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_about_the_same_comes_first_and_what_shares_no_word_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let file = crate::store::Database::File(folder.path().join("a.db"));
        let store = Store::open(&file).await.unwrap();
        let mut writing = store.begin().await.unwrap();
        for (id, title) in [
            ("a", "Flere bænke langs åstien"),
            ("b", "Lys på åstien"),
            ("c", "Skolens køkken"),
            ("d", "Bænkene ved stadion males"),
        ] {
            let new = serde_json::json!({"id": id, "kind": "idea", "title": title, "summary": "",
                "created_at": "2026-01-01T00:00:00Z", "status": {"category": "received"}, "trail": []});
            let new: Contribution = serde_json::from_value(new).unwrap();
            writing.insert_contribution(&new, 0).await.unwrap();
        }
        writing.commit().await.unwrap();
        let ranked = store
            .rank_similar("En bænk? Sæt bænkene ved åstien!", 9)
            .await
            .unwrap();
        let ids: Vec<&str> = ranked.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["a", "d", "b"]);
        assert!(store.rank_similar("og en på", 9).await.unwrap().is_empty());
    }

    #[test]
    fn signs_part_words_and_are_none() {
        let words = read_search("  Cykel-sti (NEAR \"Åen\")* OR %_ ").unwrap();
        assert_eq!(words, ["cykel", "sti", "near", "åen", "or"]);
        assert_eq!(read_search(" \"*% "), Some(Vec::new()));
        assert_eq!(read_search("  "), None);
    }

    #[test]
    fn a_long_word_is_kept_by_its_endings_too() {
        assert_eq!(endings("båsti").count(), 0);
        assert_eq!(endings("båstie").collect::<Vec<_>>(), ["åstie", "stie", "tie"]);
    }

    #[test]
    fn words_are_compared_without_their_usual_endings() {
        assert_eq!(stem("bænkene"), Some("bænke".into()));
        assert_eq!(stem("sti"), None);
    }
}
