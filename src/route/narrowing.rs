//! What a list is narrowed down to and how it is ordered, as it stands behind the place: `?order=newest&topic=Trafik`.
//! The names are those of the protocol's parameters.

use super::{decode, encode};

/// The names that a list's place can have. Others are let be.
const NAMES: [&str; 11] = [
    "q",
    "order",
    "kind",
    "topic",
    "area",
    "status",
    "role",
    "near",
    "openness",
    "state",
    "initiator",
];

/// Names with their values, each once, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowing(Vec<(&'static str, String)>);

impl Narrowing {
    /// Reads what stands behind the question mark of a place.
    pub fn parse(text: &str) -> Narrowing {
        let mut narrowing = Narrowing::default();
        for (name, value) in text.split('&').filter_map(|part| part.split_once('=')) {
            if let Some(known) = NAMES.into_iter().find(|known| *known == name) {
                narrowing = narrowing.with(known, &decode(value));
            }
        }
        narrowing
    }

    /// The text, such that [`Narrowing::parse`] reads it back; `escape` is what each value goes through.
    pub fn text(&self, escape: impl Fn(&str) -> String) -> String {
        let parts = self
            .0
            .iter()
            .map(|(name, value)| [name, "=", &escape(value)].concat());
        parts.collect::<Vec<_>>().join("&")
    }

    /// As it stands in a place.
    pub(super) fn path(&self) -> String {
        self.text(encode)
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is chosen, by name.
    pub fn chosen(&self) -> &[(&'static str, String)] {
        &self.0
    }

    /// The value under a name; empty where nothing is chosen.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The same with this value under this name; an empty one takes the choice back.
    pub fn with(mut self, name: &'static str, value: &str) -> Narrowing {
        self.0.retain(|(known, _)| *known != name);
        let value = value.trim();
        if !value.is_empty() {
            let place = self.0.iter().take_while(|(known, _)| *known < name).count();
            self.0.insert(place, (name, value.to_owned()));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_what_it_writes_whatever_the_values_are() {
        let given = Narrowing::default()
            .with("q", "små & store = 100 % #1")
            .with("topic", "Trafik")
            .with("near", "56.4,9.4,1000");
        assert_eq!(Narrowing::parse(&given.path()), given);
        assert_eq!(given.get("topic"), "Trafik");
        assert_eq!(given.clone().with("topic", " ").get("topic"), "");
    }

    #[test]
    fn the_same_choice_is_the_same_place_however_it_is_written() {
        let one = Narrowing::parse("topic=Trafik&order=newest&utm_source=x");
        assert_eq!(one, Narrowing::parse("order=newest&topic=Trafik"));
        assert_eq!(Narrowing::parse("order=&q="), Narrowing::default());
    }
}
