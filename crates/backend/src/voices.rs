//! How evenly people are heard in a list: which part of its words comes from those who wrote most of them (S1.3).

use std::collections::HashMap;

use samskab_protocol::page::Voices;

use crate::order::Candidate;

/// One in so many counts as the busiest, and where there are fewer people nothing is said: it would point at somebody.
const ONE_IN: usize = 10;

/// Weighs a list. `None` where too few people wrote for it to say anything.
pub fn weigh(list: &[Candidate]) -> Option<Voices> {
    let mut by_voice: HashMap<i64, i64> = HashMap::new();
    for candidate in list {
        if let Some(voice) = candidate.voice {
            *by_voice.entry(voice).or_default() += candidate.words;
        }
    }
    let mut words: Vec<i64> = by_voice.into_values().collect();
    let all: i64 = words.iter().sum();
    if words.len() < ONE_IN || all == 0 {
        return None;
    }
    words.sort_unstable_by(|one, other| other.cmp(one));
    let busiest = words.len() / ONE_IN;
    let theirs: i64 = words[..busiest].iter().sum();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Some(Voices {
        people: count(words.len()),
        busiest: count(busiest),
        // More digits would be told than anybody reads, and each would change with every word.
        share: (theirs as f64 / all as f64 * 1000.0).round() / 1000.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrote(voice: i64, words: i64) -> Candidate {
        Candidate {
            voice: Some(voice),
            words,
            ..Candidate::default()
        }
    }

    #[test]
    fn one_in_ten_are_the_busiest_with_all_that_they_wrote() {
        let mut list: Vec<Candidate> = (0..20).map(|voice| wrote(voice, 10)).collect();
        list.extend([wrote(7, 90), wrote(3, 40)]);
        list.push(Candidate {
            words: 5000,
            ..Candidate::default()
        });
        let voices = weigh(&list).unwrap();
        assert_eq!((voices.people, voices.busiest), (20, 2));
        assert_eq!(voices.share, 0.455, "150 of 330 words");
    }

    #[test]
    fn of_few_people_nothing_is_said() {
        let list: Vec<Candidate> = (0..9).map(|voice| wrote(voice, 10)).collect();
        assert_eq!(weigh(&list), None);
        let silent: Vec<Candidate> = (0..30).map(|voice| wrote(voice, 0)).collect();
        assert_eq!(weigh(&silent), None);
    }
}
