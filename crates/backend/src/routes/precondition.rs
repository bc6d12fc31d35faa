//! Changes that hold only while nobody else has changed the same thing (`If-Match`, RFC 9110).
//!
//! The entity tag of a single resource is `"<version>.<hash>"`. The version moves when somebody changes the resource;
//! the hash also when something is counted on it. A change needs the same version and not the same hash: that a
//! comment came meanwhile is no reason to refuse it.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use serde::Serialize;
use std::convert::Infallible;

use super::answer::tag_of;
use crate::faults::Fault;
use crate::problem::Refusal;

/// What `If-Match` says.
#[derive(Clone, Debug)]
pub enum IfMatch {
    /// Nothing.
    Missing,
    /// Any version there is.
    Any,
    /// One of these versions.
    Versions(Vec<i64>),
}

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let mut values = parts.headers.get_all(header::IF_MATCH).iter().peekable();
        if values.peek().is_none() {
            return Ok(IfMatch::Missing);
        }
        let text = values.filter_map(|value| value.to_str().ok()).collect::<Vec<_>>();
        Ok(Self::parse(&text.join(",")))
    }
}

impl IfMatch {
    /// What a change needs: refuses it with 428 where no version is named, and with 412 where the named one is no
    /// longer the current one. `shown` is the resource as a reader gets it.
    pub fn require<T: Serialize>(&self, version: i64, shown: &T) -> Result<(), Refusal> {
        match self {
            IfMatch::Missing => Err(Refusal::PreconditionRequired),
            _ => self.allow(version, shown),
        }
    }

    /// The same for what may be done without: refuses it only where another version is named.
    pub fn allow<T: Serialize>(&self, version: i64, shown: &T) -> Result<(), Refusal> {
        match self {
            IfMatch::Versions(_) if Fault::IfMatchIgnored.is_on() => Ok(()),
            IfMatch::Versions(named) if !named.contains(&version) => Err(Refusal::ChangedMeanwhile {
                tag: tag_of(shown, version)?,
            }),
            _ => Ok(()),
        }
    }

    /// What is no tag of ours names no version. A leading `W/` is let pass, since some proxies add it.
    fn parse(text: &str) -> Self {
        if text.trim() == "*" {
            return IfMatch::Any;
        }
        let version = |tag: &str| {
            let tag = tag.trim().trim_start_matches("W/");
            let tag = tag.strip_prefix('"')?.strip_suffix('"')?;
            tag.split_once('.')?.0.parse().ok()
        };
        IfMatch::Versions(text.split(',').filter_map(version).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_refused(text: &str) -> bool {
        IfMatch::parse(text).allow(3, &"shown").is_err()
    }

    #[test]
    fn the_same_version_is_enough_whatever_was_counted_meanwhile() {
        for text in ["\"3.abc\"", "\"3.xyz\"", "W/\"3.abc\"", "\"1.a\", \"3.b\"", "*"] {
            assert!(!is_refused(text), "{text}");
        }
        for text in [
            "\"2.abc\"",
            "\"33.abc\"",
            "3.abc",
            "\"3\"",
            "",
            "\"\"",
            "W/",
            "\"x.3\"",
        ] {
            assert!(is_refused(text), "{text}");
        }
    }

    #[test]
    fn without_a_version_a_change_is_refused_and_a_withdrawal_is_not() {
        assert!(IfMatch::Missing.allow(3, &"shown").is_ok());
        let refused = IfMatch::Missing.require(3, &"shown");
        assert!(matches!(refused, Err(Refusal::PreconditionRequired)));
    }

    #[test]
    fn a_refusal_tells_the_current_tag() {
        let refused = IfMatch::parse("\"2.a\"").require(3, &"shown");
        let Err(Refusal::ChangedMeanwhile { tag }) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(tag, tag_of(&"shown", 3).unwrap());
    }
}
