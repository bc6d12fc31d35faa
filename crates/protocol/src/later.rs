//! What stays JSON until somebody looks at it.
//!
//! A type that is read wherever its owner is read weighs in the widget's first load. What only a part of the widget
//! shows is kept as it came, and read where that part is.

use std::fmt;
use std::marker::PhantomData;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::wire::{self, Reader, Wire};

/// A member of type `T` that is read when it is asked for.
pub struct Later<T> {
    json: Value,
    of: PhantomData<fn() -> T>,
}

impl<T> Later<T> {
    /// Whether nothing came; skips the member when it is written.
    pub fn is_missing(&self) -> bool {
        self.json.is_null()
    }

    fn keep(json: Value) -> Self {
        Later {
            json,
            of: PhantomData,
        }
    }
}

impl<T: Wire> Later<T> {
    /// Reads it; `None` where it is missing or cannot be read.
    pub fn read(&self) -> Option<T> {
        if self.is_missing() {
            return None;
        }
        wire::read(&self.json).ok()
    }
}

impl<T: Serialize> Later<T> {
    /// Keeps something. What cannot be written as JSON is as if it were missing.
    pub fn of(value: &T) -> Self {
        Later::keep(serde_json::to_value(value).unwrap_or_default())
    }
}

impl<T> Wire for Later<T> {
    fn read(value: Option<&Value>, _: &mut Reader) -> Self {
        Later::keep(value.cloned().unwrap_or_default())
    }
}

impl<T> Serialize for Later<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(to)
    }
}

impl<T> Default for Later<T> {
    fn default() -> Self {
        Later::keep(Value::Null)
    }
}

// Derived, these would ask the same of `T`, of which there is none here.

impl<T> Clone for Later<T> {
    fn clone(&self) -> Self {
        Later::keep(self.json.clone())
    }
}

impl<T> fmt::Debug for Later<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.json.fmt(out)
    }
}

impl<T> PartialEq for Later<T> {
    fn eq(&self, other: &Self) -> bool {
        self.json == other.json
    }
}

impl<T> Eq for Later<T> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{PageInfo, Voices};

    #[test]
    fn what_is_missing_is_not_written_and_what_came_is_read_when_asked_for() {
        let bare: PageInfo = serde_json::from_str("{}").unwrap();
        assert!(bare.voices.is_missing() && bare.voices.read().is_none());
        assert_eq!(serde_json::to_string(&bare).unwrap(), "{}");

        let text = r#"{"voices":{"busiest":3,"people":40,"share":0.25}}"#;
        let page: PageInfo = serde_json::from_str(text).unwrap();
        let voices = Voices {
            people: 40,
            busiest: 3,
            share: 0.25,
        };
        assert_eq!(page.voices.read(), Some(voices));
        assert_eq!(page.voices, Later::of(&voices));
        assert_eq!(serde_json::to_string(&page).unwrap(), text);
    }

    #[test]
    fn what_cannot_be_read_spoils_nothing_else() {
        let page: PageInfo = serde_json::from_str(r#"{"seed":"s","voices":7}"#).unwrap();
        assert_eq!((page.seed.as_deref(), page.voices.read()), (Some("s"), None));
    }
}
