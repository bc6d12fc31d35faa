//! The orders that contributions can have.
//!
//! `random` sorts by SHA-256(seed ‖ 0x00 ‖ id), so that anyone can check it. `least_heard` sorts first by how much
//! a contribution has been heard and then by the same hash. What counts as heard are the times it was opened and
//! the comments it ever received, in steps that double (0, 1-2, 3-6, 7-14 …), so that a single look moves nothing.
//!
//! Paging forward misses nothing, also while people read and comment: a cursor holds the key of the last item that
//! was shown, the next page holds what has a greater key, and a key never becomes smaller, because what was
//! heard is only ever added to. An item that was heard meanwhile may come a second time; clients drop repeats by id.

use std::collections::BTreeMap;

use samskab_protocol::place::Point;
use samskab_protocol::service::{CountsVisibility, Ordering};
use sha2::{Digest, Sha256};

use crate::clock;
use crate::cursor::Position;
use crate::faults::Fault;

/// An order of contributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// What was heard least comes first.
    LeastHeard,
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
    /// Where something has happened last comes first.
    Activity,
    /// What most people support comes first. Never a default: while support is open, what leads would go on leading
    /// because it is seen (S1.3).
    Top,
    /// As drawn by lot, the same for everyone with the same seed.
    Random,
}

impl Order {
    const ALL: [Order; 6] = [
        Order::LeastHeard,
        Order::Random,
        Order::Newest,
        Order::Oldest,
        Order::Activity,
        Order::Top,
    ];

    /// Reads the word on the wire.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.as_str() == word)
    }

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Order::LeastHeard => "least_heard",
            Order::Newest => "newest",
            Order::Oldest => "oldest",
            Order::Activity => "activity",
            Order::Top => "top",
            Order::Random => "random",
        }
    }

    /// Whether the order depends on a seed.
    pub fn is_seeded(self) -> bool {
        matches!(self, Order::LeastHeard | Order::Random)
    }

    /// Whether nothing is missed on the way while people write and react: what is sorted by never moves forward.
    fn is_stable(self) -> bool {
        !matches!(self, Order::Activity | Order::Top)
    }

    /// What the order goes by, as the service document says it.
    fn signals(self) -> &'static [&'static str] {
        match self {
            Order::LeastHeard => &["exposure", "replies"],
            Order::Random => &[],
            Order::Newest | Order::Oldest => &["age"],
            Order::Activity => &["activity"],
            Order::Top => &["support"],
        }
    }

    fn words(self) -> [&'static str; 4] {
        match self {
            Order::LeastHeard => [
                "Mindst hørte først",
                "Det, som færrest har set eller svaret på, står først. Står det omtrent lige, er der trukket lod. Lodtrækningen er den samme for alle hele dagen.",
                "Least heard first",
                "What fewest people have seen or answered comes first. Where it is about equal, lots are drawn. The draw is the same for everyone all day.",
            ],
            Order::Random => [
                "Tilfældig",
                "Der er trukket lod om rækkefølgen. Lodtrækningen er den samme for alle hele dagen.",
                "Random",
                "The order is drawn by lot. The draw is the same for everyone all day.",
            ],
            Order::Newest => [
                "Nyeste først",
                "Det, der er kommet sidst, står først.",
                "Newest first",
                "What came last comes first.",
            ],
            Order::Oldest => [
                "Ældste først",
                "Det, der er kommet først, står først.",
                "Oldest first",
                "What came first comes first.",
            ],
            Order::Activity => [
                "Senest aktive først",
                "Det, hvor der sidst er sket noget nyt, står først: en ny kommentar, et svar eller et skridt videre.",
                "Most recently active first",
                "What last had something new comes first: a comment, an answer or a step onwards.",
            ],
            Order::Top => [
                "Mest støttede først",
                "Det, som flest støtter, står først. Det viser, hvad mange allerede har set, og ikke, hvad der er bedst.",
                "Most supported first",
                "What most people support comes first. It shows what many have seen already, not what is best.",
            ],
        }
    }
}

/// What sorts a contribution, and what else lists go by.
#[derive(Clone, Debug, Default)]
pub struct Candidate {
    /// Its id.
    pub id: String,
    /// How much it was heard.
    pub heard: i64,
    /// When it came.
    pub created_at: i64,
    /// When it or its debate last had something new.
    pub active_at: i64,
    /// How many support it.
    pub support: i64,
    /// Where it is about.
    pub point: Option<Point>,
    /// Who wrote it, as a number; missing where that is not known, or is the municipality itself.
    pub voice: Option<i64>,
    /// How many words they wrote.
    pub words: i64,
}

/// Picks the page of at most `limit` items that follows `after`, and where the next page begins, if there is one.
pub fn pick_page(
    candidates: Vec<Candidate>,
    order: Order,
    seed: &str,
    after: Option<&Position>,
    limit: usize,
) -> (Vec<String>, Option<Position>) {
    let key = |rank: i64, id: &str| (rank, draw_lot(order, seed, id), id.to_owned());
    let after = after.map(|position| key(position.rank, &position.id));
    let mut keys: Vec<_> = candidates
        .iter()
        .map(|candidate| key(rank(candidate, order), &candidate.id))
        .filter(|key| after.as_ref().is_none_or(|after| key > after))
        .collect();
    keys.sort_unstable();
    let is_last = keys.len() <= limit;
    keys.truncate(limit);
    let next = match keys.last() {
        Some((rank, _, id)) if !is_last => Some(Position {
            rank: *rank,
            id: id.clone(),
        }),
        _ => None,
    };
    (keys.into_iter().map(|(_, _, id)| id).collect(), next)
}

/// Why a list has the order that it has, in Danish.
pub fn explain(order: Option<&str>) -> Option<&'static str> {
    Order::parse(order?).map(|order| order.words()[1])
}

/// Whether an order can be chosen. One that goes by support would tell what is hidden where counts are.
pub fn is_offered(order: Order, counts: CountsVisibility) -> bool {
    order != Order::Top || counts == CountsVisibility::Always
}

/// The orders, as the service document declares them.
pub fn declare(counts: CountsVisibility) -> Vec<Ordering> {
    let offered = Order::ALL.into_iter().filter(|order| is_offered(*order, counts));
    let on_contributions = offered.map(|order| declare_one(order, "contribution", Order::LeastHeard));
    let on_comments =
        [Order::Oldest, Order::Newest].map(|order| declare_one(order, "comment", Order::Oldest));
    on_contributions.chain(on_comments).collect()
}

fn declare_one(order: Order, on: &str, default: Order) -> Ordering {
    let [label_da, explanation_da, label_en, explanation_en] = order.words();
    let localized = |danish: &str, english: &str| {
        BTreeMap::from([
            ("da".into(), danish.to_owned()),
            ("en".into(), english.to_owned()),
        ])
    };
    Ordering {
        id: order.as_str().into(),
        on: vec![on.into()],
        default: order == default,
        seeded: order.is_seeded(),
        signals: order.signals().iter().map(|&signal| signal.to_owned()).collect(),
        personalised: false,
        stable: order.is_stable(),
        label: localized(label_da, label_en),
        explanation: match Fault::OrderUnexplained.is_on() {
            true => BTreeMap::new(),
            false => localized(explanation_da, explanation_en),
        },
    }
}

fn rank(candidate: &Candidate, order: Order) -> i64 {
    match order {
        Order::LeastHeard => i64::from((candidate.heard.max(0) + 1).ilog2()),
        Order::Random => 0,
        Order::Newest => -candidate.created_at,
        Order::Oldest => candidate.created_at,
        Order::Activity => -candidate.active_at,
        Order::Top => -candidate.support,
    }
}

fn draw_lot(order: Order, seed: &str, id: &str) -> [u8; 32] {
    if !order.is_seeded() {
        return [0; 32];
    }
    let mut hash = Sha256::new();
    hash.update(seed.as_bytes());
    hash.update([0]);
    hash.update(id.as_bytes());
    if order == Order::Random && Fault::SeedNotStable.is_on() {
        hash.update(clock::now().to_be_bytes());
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(count: usize) -> Vec<Candidate> {
        (0..count)
            .map(|number| Candidate {
                id: format!("c{number}"),
                heard: number as i64 % 9,
                created_at: number as i64 / 3,
                active_at: number as i64 * 7 % 11,
                support: number as i64 % 5,
                ..Candidate::default()
            })
            .collect()
    }

    #[test]
    fn random_is_the_order_of_the_hashes_that_the_protocol_names() {
        let mut expected: Vec<_> = candidates(30).into_iter().map(|candidate| candidate.id).collect();
        expected.sort_by_key(|id| Sha256::digest(format!("2026-11-21\0{id}")).to_vec());
        let (ids, next) = pick_page(candidates(30), Order::Random, "2026-11-21", None, 100);
        assert_eq!(ids, expected);
        assert_eq!(next, None);
    }

    #[test]
    fn another_seed_gives_another_order() {
        let ids = |seed| pick_page(candidates(30), Order::Random, seed, None, 30).0;
        assert_ne!(ids("a"), ids("b"));
        assert_eq!(ids("a"), ids("a"));
    }

    #[test]
    fn what_was_heard_least_comes_first() {
        let mut all = candidates(3);
        (all[0].heard, all[1].heard, all[2].heard) = (40, 0, 5);
        let (ids, _) = pick_page(all, Order::LeastHeard, "s", None, 10);
        assert_eq!(ids, ["c1", "c2", "c0"]);
    }

    #[test]
    fn paging_reaches_each_item_once_in_every_order() {
        for order in Order::ALL {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let (ids, next) = pick_page(candidates(50), order, "s", after.as_ref(), 7);
                seen.extend(ids);
                after = next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(seen, pick_page(candidates(50), order, "s", None, 50).0);
            assert_eq!(seen.len(), 50);
        }
    }

    #[test]
    fn nothing_is_missed_while_contributions_are_being_heard() {
        let (mut all, mut seen, mut after) = (candidates(60), Vec::new(), None);
        for round in 0.. {
            let (ids, next) = pick_page(all.clone(), Order::LeastHeard, "s", after.as_ref(), 5);
            seen.extend(ids);
            after = next;
            if after.is_none() {
                break;
            }
            for candidate in all.iter_mut().skip(round % 4).step_by(4).take(10) {
                candidate.heard += 3;
            }
        }
        let missed: Vec<_> = all
            .iter()
            .filter(|candidate| !seen.contains(&candidate.id))
            .collect();
        assert!(missed.is_empty(), "{missed:?}");
    }
}
