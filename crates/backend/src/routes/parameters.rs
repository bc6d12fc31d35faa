//! What stands after the question mark.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use form_urlencoded::Serializer;
use samskab_protocol::identifier::Timestamp;

use crate::clock;
use crate::cursor::Position;
use crate::faults::Fault;
use crate::problem::{Misunderstanding, Refusal};

/// The id in the address. One that is no text belongs to nothing.
#[derive(Clone, Debug)]
pub struct Id(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let id = Path::<String>::from_request_parts(parts, state).await;
        id.map(|Path(id)| Id(id)).map_err(|_| Refusal::NotFound)
    }
}

/// The parameters of a request by name. Unknown ones are ignored; an empty one counts as not given.
#[derive(Clone, Debug, Default)]
pub struct Parameters(BTreeMap<String, String>);

impl<S: Sync> FromRequestParts<S> for Parameters {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::parse(parts.uri.query().unwrap_or("")))
    }
}

impl Parameters {
    /// Reads a query.
    pub fn parse(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
        Parameters(pairs.filter(|(_, value)| !value.trim().is_empty()).collect())
    }

    /// The same parameters with this one set.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.0.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The text of a parameter.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.trim())
    }

    /// The words of a parameter that is a list with commas.
    pub fn words(&self, name: &str) -> Vec<String> {
        let words = self.text(name).unwrap_or("").split(',');
        words
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// A number, brought into its bounds: too much is never an error.
    pub fn number(&self, name: &str, usual: u32, bounds: std::ops::RangeInclusive<u32>) -> u32 {
        let Some(text) = self.text(name) else {
            return usual;
        };
        let number = match text.parse::<u64>() {
            Ok(number) => u32::try_from(number).unwrap_or(u32::MAX),
            Err(_) => usual,
        };
        number.clamp(*bounds.start(), *bounds.end())
    }

    /// A moment, in whatever zone it is written; a plain `+` in it may have come as a space.
    pub fn moment(&self, name: &'static str) -> Result<Option<i64>, Refusal> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        match clock::from_wire(&Timestamp(text.replace(' ', "+"))) {
            Some(micros) => Ok(Some(micros)),
            None => Err(Refusal::InvalidRequest(Misunderstanding::Moment(name))),
        }
    }

    /// Where to go on, if the request says so. `list` is what the cursor has to belong to.
    pub fn position(&self, list: &str) -> Result<Option<Position>, Refusal> {
        if let (true, Some(limit)) = (Fault::LimitIsError.is_on(), self.text("limit"))
            && limit.parse::<u32>().is_ok_and(|limit| limit > 1000)
        {
            return Err(Refusal::CursorMismatch);
        }
        match self.text("cursor") {
            None => Ok(None),
            Some(cursor) => Position::from_cursor(cursor, list)
                .map(Some)
                .ok_or(Refusal::CursorMismatch),
        }
    }
}

/// An address with parameters.
pub fn link(address: String, parameters: &[(&str, String)]) -> String {
    let mut query = Serializer::new(String::new());
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    match query.finish() {
        query if query.is_empty() => address,
        query => format!("{address}?{query}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_out_of_bounds_is_brought_into_them() {
        let given = |text: &str| Parameters::parse(&format!("limit={text}")).number("limit", 20, 1..=100);
        assert_eq!(given("7"), 7);
        assert_eq!(given("0"), 1);
        assert_eq!(given("99999999999999"), 100);
        assert_eq!(given("many"), 20);
        assert_eq!(given(""), 20);
    }

    #[test]
    fn a_link_reads_back_as_what_it_was_made_of() {
        let address = link(
            "http://x/y".into(),
            &[("q", "små & store".into()), ("kind", String::new())],
        );
        let query = address.split_once('?').unwrap().1;
        assert_eq!(Parameters::parse(query).text("q"), Some("små & store"));
        assert_eq!(Parameters::parse(query).text("kind"), None);
    }
}
