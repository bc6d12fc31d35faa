//! What a backend answered, with the questions that clauses ask of it.

use std::sync::OnceLock;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::ensure;
use crate::verdict::{Finding, Outcome};

/// The media type of problems (RFC 9457).
pub const PROBLEM: &str = "application/problem+json";
/// What every problem type of the protocol begins with.
pub const PROBLEM_PREFIX: &str = "urn:samskab:problem:";

/// What a backend answered.
#[derive(Debug)]
pub struct Answer {
    /// The verb and the address that were asked.
    pub asked: String,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Vec<u8>,
    read: OnceLock<Option<Value>>,
}

impl Answer {
    /// What came back when `asked` was asked.
    pub fn new(asked: String, status: StatusCode, headers: HeaderMap, body: Vec<u8>) -> Self {
        Answer {
            asked,
            status: status.as_u16(),
            headers,
            body,
            read: OnceLock::new(),
        }
    }

    /// A header's text, empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("")
    }

    /// The words of a list header, in small letters.
    pub fn header_words(&self, name: &str) -> Vec<String> {
        let values = self.headers.get_all(name).iter();
        values
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|word| word.trim().to_lowercase())
            .filter(|word| !word.is_empty())
            .collect()
    }

    /// The media type without its parameters, in small letters.
    pub fn media_type(&self) -> String {
        let kind = self.header("content-type").split(';').next().unwrap_or("");
        kind.trim().to_lowercase()
    }

    /// The body as JSON; fails where it is none.
    pub fn json(&self) -> Outcome<&Value> {
        self.parsed()
            .ok_or_else(|| Finding::Fails(format!("{} answered {} without JSON", self.asked, self.status)))
    }

    /// A member of the body, by JSON pointer; null where it is missing.
    pub fn at(&self, pointer: &str) -> Outcome<&Value> {
        Ok(self.json()?.pointer(pointer).unwrap_or(&Value::Null))
    }

    /// A text of the body, by JSON pointer; fails where there is none.
    pub fn text_at(&self, pointer: &str) -> Outcome<&str> {
        let value = self.at(pointer)?.as_str();
        value.ok_or_else(|| Finding::Fails(format!("{} answered without a text at {pointer}", self.asked)))
    }

    /// The items of a page; fails where it is none.
    pub fn items(&self) -> Outcome<&[Value]> {
        let items = self.at("/items")?.as_array().map(Vec::as_slice);
        items.ok_or_else(|| Finding::Fails(format!("{} answered without items", self.asked)))
    }

    /// The ids of a page's items.
    pub fn ids(&self) -> Outcome<Vec<String>> {
        Ok(self.items()?.iter().map(id_of).collect())
    }

    /// The next page's address, if the list goes on.
    pub fn next(&self) -> Outcome<Option<String>> {
        Ok(self.at("/page/next")?.as_str().map(str::to_owned))
    }

    /// The code of the problem that it is; empty where it is none.
    pub fn problem(&self) -> &str {
        let type_uri = self.parsed().and_then(|body| body["type"].as_str());
        type_uri
            .and_then(|uri| uri.strip_prefix(PROBLEM_PREFIX))
            .unwrap_or("")
    }

    /// The secret that it hands out, if it does.
    pub fn secret(&self) -> Option<&str> {
        self.parsed()?["secret"].as_str()
    }

    /// Itself, if it has this status.
    pub fn expect(self, status: u16) -> Outcome<Self> {
        self.expect_one_of(&[status])
    }

    /// Itself, if it says that something was stored and that everybody can see it.
    pub fn expect_published(self) -> Outcome<Self> {
        if self.status == 202 {
            let why = "the backend looks at new texts before it shows them";
            return Err(Finding::Inconclusive(why.into()));
        }
        self.expect(201)
    }

    /// Itself, if it has one of these statuses.
    pub fn expect_one_of(self, statuses: &[u16]) -> Outcome<Self> {
        let wanted: Vec<String> = statuses.iter().map(u16::to_string).collect();
        ensure!(
            statuses.contains(&self.status),
            "{} answered {}{} and not {}",
            self.asked,
            self.status,
            self.in_brackets(),
            wanted.join(" or ")
        );
        Ok(self)
    }

    /// Itself, if it is this problem.
    pub fn expect_problem(self, status: u16, code: &str) -> Outcome<Self> {
        let answer = self.expect(status)?;
        ensure!(
            answer.problem() == code,
            "{} answered {}{} and not `{code}`",
            answer.asked,
            answer.status,
            answer.in_brackets()
        );
        Ok(answer)
    }

    /// Itself, if it refuses the request in the ordinary way: a problem of the client's.
    pub fn expect_refusal(self) -> Outcome<Self> {
        ensure!(
            (400..500).contains(&self.status) && self.media_type() == PROBLEM,
            "{} answered {} as {:?} and not a problem of the 4xx kind",
            self.asked,
            self.status,
            self.media_type()
        );
        Ok(self)
    }

    fn parsed(&self) -> Option<&Value> {
        self.read
            .get_or_init(|| serde_json::from_slice(&self.body).ok())
            .as_ref()
    }

    fn in_brackets(&self) -> String {
        match self.problem() {
            "" => String::new(),
            code => format!(" (`{code}`)"),
        }
    }
}

/// The id of an item; empty where it has none.
pub fn id_of(item: &Value) -> String {
    item["id"].as_str().unwrap_or_default().to_owned()
}
