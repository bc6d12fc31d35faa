//! Lists that come a page at a time.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::later::Later;
use crate::wire;
use crate::wire::{Reader, Wire};

/// One page of a list. The end of the list is where `page.next` is missing; a short page is not the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// What is on this page, in the list's order.
    pub items: Vec<T>,
    /// How to go on, and what the order was.
    pub page: PageInfo,
    /// How many there are in all, where the backend knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Total>,
}

/// How to go on from a page, and what the order was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PageInfo {
    /// Absolute URL of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Id of the ordering that the list has, one of the service document's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// The seed of a seeded ordering: the same seed gives everyone the same order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<String>,
    /// How evenly people are heard in the whole list (S1.3).
    #[serde(skip_serializing_if = "Later::is_missing")]
    pub voices: Later<Voices>,
}

wire!(PageInfo {
    next,
    order,
    seed,
    voices
});

/// Of all words in a list, how many come from those who wrote the most of them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Voices {
    /// How many people wrote them.
    pub people: u32,
    /// How many of these count as the busiest.
    pub busiest: u32,
    /// Which part of the words is theirs, from 0 to 1.
    pub share: f64,
}

wire!(Voices {
    people,
    busiest,
    share
});

/// A number of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Total {
    /// How many.
    pub value: u32,
    /// Whether the number was counted rather than estimated.
    pub exact: bool,
}

wire!(Total { value, exact });

impl<T: Wire> Wire for Page<T> {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        let object = reader.object(value);
        Page {
            items: reader.member(object, "items"),
            page: reader.member(object, "page"),
            total: reader.member(object, "total"),
        }
    }
}

impl<'de, T: Wire> Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        wire::deserialize(from)
    }
}

impl<T> Page<T> {
    /// A page that is the whole list.
    pub fn whole(items: Vec<T>) -> Self {
        let total = Some(Total {
            value: items.len() as u32,
            exact: true,
        });
        Page {
            items,
            page: PageInfo::default(),
            total,
        }
    }
}
