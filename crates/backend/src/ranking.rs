//! Many people's order of the same options, put together by the count of Borda (S1.7).
//!
//! Everybody's whole order counts, not their first choice alone, so that what many can live with may come before
//! what few want most. Points are whole numbers: two for each option that one stands before, one for each that it
//! stands level with.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use samskab_protocol::priorities::{Choice, Method, Standing};

/// What is done, in words that need no mathematics, and exactly.
pub fn declare() -> Method {
    let explanation = [
        (
            "da",
            "En mulighed får 2 point for hver anden mulighed, du sætter den over, og 1 point for hver, du lader den \
             stå lige med; alles point lægges sammen, og flest point står øverst.",
        ),
        (
            "en",
            "An option gets 2 points for each other option that you put it above and 1 point for each that you leave \
             level with it; everybody's points are added up, and most points comes first.",
        ),
    ];
    Method {
        id: "borda".into(),
        explanation: explanation
            .map(|(language, text)| (language.to_owned(), text.to_owned()))
            .into(),
        formula: "points(a) = Σ over rankings of (2·|{b : a before b}| + |{b ≠ a : a level with b}|); options that a \
                  ranking leaves out stand level with each other, after all that it names"
            .into(),
    }
}

/// How each option fares, the first place first. Options that are no longer there are passed over, wherever a
/// ranking names them.
pub fn combine(options: &[Choice], rankings: &[Vec<String>]) -> Vec<Standing> {
    let count = options.len();
    let place_of: BTreeMap<&str, usize> = options
        .iter()
        .enumerate()
        .map(|(at, option)| (option.id.as_str(), at))
        .collect();
    let mut standings: Vec<Standing> = options.iter().map(|option| unheard(option, count)).collect();
    for ranking in rankings {
        let mut places = vec![None; count];
        let mut named = 0;
        for at in ranking.iter().filter_map(|id| place_of.get(id.as_str())) {
            if places[*at].is_none() {
                places[*at] = Some(named);
                named += 1;
            }
        }
        for (standing, place) in standings.iter_mut().zip(&places) {
            match place {
                Some(place) => {
                    standing.points += size(2 * (count - 1 - place));
                    standing.spread[*place] += 1;
                }
                None => {
                    standing.points += size(count - named - 1);
                    standing.unplaced += 1;
                }
            }
        }
    }
    standings.sort_by_key(|standing| Reverse(standing.points));
    let points: Vec<u32> = standings.iter().map(|standing| standing.points).collect();
    for standing in &mut standings {
        let before = points.iter().filter(|points| **points > standing.points).count();
        standing.place = size(before + 1);
    }
    standings
}

fn unheard(option: &Choice, count: usize) -> Standing {
    Standing {
        option: option.id.clone(),
        place: 1,
        points: 0,
        spread: vec![0; count],
        unplaced: 0,
    }
}

fn size(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Vec<Choice> {
        ["a", "b", "c", "d"]
            .map(|id| Choice {
                id: id.into(),
                title: id.into(),
                body: None,
            })
            .into()
    }

    fn rank(rankings: &[&[&str]]) -> Vec<Standing> {
        let rankings: Vec<Vec<String>> = rankings
            .iter()
            .map(|ranking| ranking.iter().map(|id| (*id).to_owned()).collect())
            .collect();
        combine(&options(), &rankings)
    }

    fn points(standings: &[Standing]) -> Vec<(&str, u32, u32)> {
        standings
            .iter()
            .map(|standing| (standing.option.as_str(), standing.points, standing.place))
            .collect()
    }

    #[test]
    fn what_many_can_live_with_comes_before_what_few_want_most() {
        let standings = rank(&[
            &["a", "b", "c", "d"],
            &["a", "b", "d", "c"],
            &["c", "b", "d", "a"],
            &["d", "b", "c", "a"],
        ]);
        assert_eq!(
            points(&standings),
            [("b", 16, 1), ("a", 12, 2), ("c", 10, 3), ("d", 10, 3)]
        );
        assert_eq!(standings[0].spread, [0, 4, 0, 0]);
        assert_eq!(standings[1].spread, [2, 0, 0, 2]);
    }

    #[test]
    fn what_is_left_out_shares_what_is_left() {
        let standings = rank(&[&["b"]]);
        assert_eq!(
            points(&standings),
            [("b", 6, 1), ("a", 2, 2), ("c", 2, 2), ("d", 2, 2)]
        );
        assert_eq!(standings[1].unplaced, 1);
    }

    #[test]
    fn every_ranking_gives_out_the_same_number_of_points() {
        for ranking in [
            &["a"][..],
            &["d", "a"],
            &["c", "d", "b"],
            &["a", "b", "c", "d"],
            &[],
        ] {
            let sum: u32 = rank(&[ranking]).iter().map(|standing| standing.points).sum();
            assert_eq!(sum, 12, "{ranking:?}");
        }
    }

    #[test]
    fn an_option_named_twice_or_not_there_any_more_is_passed_over() {
        assert_eq!(rank(&[&["gone", "a", "a", "b"]]), rank(&[&["a", "b"]]));
    }
}
