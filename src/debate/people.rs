//! Those who take part in a debate, as far as it has been read: they can be mentioned by name.

use std::collections::BTreeMap;

use leptos::prelude::*;
use samskab_protocol::comment::Comment;

use super::thread::Thread;
use crate::app::App;
use crate::parts::link::link;
use crate::parts::markup::{Content, classed, tag};
use crate::parts::prose::People;

/// How many are offered at a time.
const OFFERED: usize = 6;
/// No name that is looked for is longer, in characters.
const NAME_MAX: usize = 60;

/// Names, each with the latest comment that its bearer wrote.
#[derive(Clone, Copy)]
pub struct Participants(StoredValue<BTreeMap<String, String>>);

impl Participants {
    /// Nobody yet.
    pub fn new() -> Self {
        Participants(StoredValue::new(BTreeMap::new()))
    }

    /// Takes in who wrote a comment, and who answered it.
    pub fn meet(self, comment: &Comment) {
        self.0.update_value(|known| meet(known, comment));
    }

    /// Those whom somebody may mean who has typed `before`, and how many bytes of it, from the `@` on, a name would
    /// take the place of.
    pub fn offer(self, before: &str) -> Option<(Vec<String>, usize)> {
        let begun = begun_name(before)?;
        let names = self.0.with_value(|known| offer(known.keys(), begun));
        (!names.is_empty()).then_some((names, begun.len() + "@".len()))
    }
}

/// The people of a debate as its texts mention them: each name leads to what its bearer wrote last.
#[derive(Clone, Copy)]
pub struct Mentioned {
    /// The widget.
    pub app: App,
    /// The debate.
    pub thread: Thread,
}

impl People for Mentioned {
    fn find(&self, after: &str) -> Option<usize> {
        self.thread.people.0.with_value(|known| find(known.keys(), after))
    }

    fn draw(&self, name: &str) -> AnyView {
        let comment = self.thread.people.0.with_value(|known| known.get(name).cloned());
        let words = tag("bdi").child(["@", name].concat());
        match comment {
            Some(comment) => link(self.app, "mention", self.thread.place_of(&comment), String::new())
                .child(words)
                .view(),
            None => classed("strong", "mention").child(words).view(),
        }
    }
}

fn meet(known: &mut BTreeMap<String, String>, comment: &Comment) {
    if let Some(author) = &comment.author {
        known.insert(author.name.clone(), comment.id.clone());
    }
    for reply in comment.replies.iter().flat_map(|page| &page.items) {
        meet(known, reply);
    }
}

/// The longest name that a text begins with, whole words only.
fn find<'a>(names: impl Iterator<Item = &'a String>, text: &str) -> Option<usize> {
    let ends = |name: &&String| {
        let rest = text.strip_prefix(name.as_str());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    names
        .filter(ends)
        .map(String::len)
        .filter(|length| *length > 0)
        .max()
}

/// What has been typed of a name after the last `@`; `None` where no name has been begun.
fn begun_name(before: &str) -> Option<&str> {
    let (earlier, begun) = before.rsplit_once('@')?;
    let is_begun = !earlier.ends_with(char::is_alphanumeric)
        && !begun.starts_with(char::is_whitespace)
        && !begun.contains('\n')
        && begun.chars().count() <= NAME_MAX;
    is_begun.then_some(begun)
}

/// The names of which a word begins like what was typed; none where one of them has been typed whole.
fn offer<'a>(names: impl Iterator<Item = &'a String> + Clone, begun: &str) -> Vec<String> {
    let begun = in_small_letters(begun);
    let is_whole = |name: &String| begun.starts_with(&[&in_small_letters(name), " "].concat());
    if names.clone().any(is_whole) {
        return Vec::new();
    }
    let fits = |name: &&String| {
        let name = in_small_letters(name);
        let mut words = name.match_indices(' ').map(|(at, _)| at + 1);
        name.starts_with(&begun)
            || words.any(|at| name.get(at..).is_some_and(|rest| rest.starts_with(&begun)))
    };
    names.filter(fits).take(OFFERED).cloned().collect()
}

/// The letters of western European alphabets in small, which is enough to find somebody: a table of all others would
/// be downloaded with this.
fn in_small_letters(text: &str) -> String {
    let small = |letter: char| match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(letter as u32 + 32).unwrap_or(letter),
        other => other,
    };
    text.chars().map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["Bente Holm", "Bente", "Jørgen L.", "Åse Bentsen"];

    fn names() -> Vec<String> {
        NAMES.map(str::to_owned).into()
    }

    #[test]
    fn the_longest_name_is_found_and_no_half_one() {
        let find = |text| find(names().iter(), text);
        assert_eq!(find("Bente Holm, ja"), Some("Bente Holm".len()));
        assert_eq!(find("Bente Holmgård"), Some("Bente".len()));
        assert_eq!(find("Bentes hund"), None);
        assert_eq!(find("Jørgen L."), Some("Jørgen L.".len()));
    }

    #[test]
    fn a_name_is_begun_by_an_at_sign_before_a_word() {
        assert_eq!(begun_name("Hej @"), Some(""));
        assert_eq!(begun_name("Hej @Bente H"), Some("Bente H"));
        for before in ["Hej", "a@b", "@ Bente", "@Bente\nH"] {
            assert_eq!(begun_name(before), None, "{before}");
        }
    }

    #[test]
    fn names_are_offered_by_any_of_their_words_until_one_is_whole() {
        let offer = |begun| offer(names().iter(), begun);
        assert_eq!(offer("bent"), ["Bente Holm", "Bente", "Åse Bentsen"]);
        assert_eq!(offer("JØ"), ["Jørgen L."]);
        assert_eq!(offer("å"), ["Åse Bentsen"]);
        assert_eq!(offer("").len(), 4);
        assert!(offer("Karen").is_empty());
        assert!(offer("Jørgen L. hvad").is_empty());
    }
}
