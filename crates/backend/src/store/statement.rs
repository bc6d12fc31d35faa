//! One statement in the SQL that both engines understand, with its values.
//!
//! Parameters are numbered, `$1` is the first value. There are three sorts of values, text, whole numbers and
//! bytes, of which the first two may be missing.

use std::borrow::Cow;

/// A statement. Its text comes from this room alone; what people wrote is always a value.
#[derive(Clone, Debug)]
pub struct Statement {
    text: Cow<'static, str>,
    values: Vec<Value>,
}

/// What stands for a parameter.
#[derive(Clone, Debug)]
pub enum Value {
    /// For a column of `TEXT`.
    Text(Option<String>),
    /// For a column of `BIGINT`.
    Number(Option<i64>),
    /// For a column of `BYTEA`.
    Bytes(Vec<u8>),
}

/// Begins a statement: `sql("SELECT document FROM projects WHERE id = $1").bind(id)`.
pub fn sql(text: &'static str) -> Statement {
    Statement {
        text: Cow::Borrowed(text),
        values: Vec::new(),
    }
}

impl Statement {
    /// The value of the next parameter that the text names.
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Goes on with the text.
    pub fn push(mut self, text: &'static str) -> Self {
        self.text.to_mut().push_str(text);
        self
    }

    /// Goes on with a parameter, which gets the next number, and its value.
    pub fn push_bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        let parameter = format!("${}", self.values.len());
        self.text.to_mut().push_str(&parameter);
        self
    }

    /// Goes on with a list in parentheses, as `IN` wants it. Nothing is in an empty list.
    pub fn bind_list(mut self, values: impl IntoIterator<Item = impl Into<Value>>) -> Self {
        let mut values: Vec<Value> = values.into_iter().map(Into::into).collect();
        // Lists of a few lengths only make few statements, which the engine has then prepared already.
        let length = values.len().next_power_of_two();
        let last = values.last().cloned().unwrap_or(Value::Text(None));
        values.resize(length, last);
        for (number, value) in values.into_iter().enumerate() {
            self = self.push(if number == 0 { "(" } else { ", " }).push_bind(value);
        }
        self.push(")")
    }

    /// The text and the values in the order of their numbers.
    pub(super) fn into_parts(self) -> (String, Vec<Value>) {
        (self.text.into_owned(), self.values)
    }
}

/// PostgreSQL keeps no NUL in a text, so no store keeps one.
fn clean(text: String) -> String {
    if text.contains('\0') {
        text.replace('\0', "\u{FFFD}")
    } else {
        text
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Value::Text(text.map(clean))
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Value::Number(number)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Number(Some(number))
    }
}

impl From<&i64> for Value {
    fn from(number: &i64) -> Self {
        Value::Number(Some(*number))
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Value::Bytes(bytes)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Some(text).into()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        text.map(str::to_owned).into()
    }
}

impl From<Option<&String>> for Value {
    fn from(text: Option<&String>) -> Self {
        text.cloned().into()
    }
}

impl From<&Option<String>> for Value {
    fn from(text: &Option<String>) -> Self {
        text.clone().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_that_are_pushed_go_on_counting() {
        let statement = sql("SELECT id FROM a WHERE b = $1")
            .bind("b")
            .push(" AND c IN ")
            .bind_list(["c", "d", "e"])
            .push(" LIMIT ")
            .push_bind(7);
        let (text, values) = statement.into_parts();
        assert_eq!(
            text,
            "SELECT id FROM a WHERE b = $1 AND c IN ($2, $3, $4, $5) LIMIT $6"
        );
        assert_eq!(values.len(), 6);
    }

    #[test]
    fn an_empty_list_still_is_a_list() {
        let (text, values) = sql("SELECT id FROM a WHERE b IN ")
            .bind_list(Vec::<String>::new())
            .into_parts();
        assert_eq!(text, "SELECT id FROM a WHERE b IN ($1)");
        assert!(matches!(values[..], [Value::Text(None)]));
    }

    #[test]
    fn a_nul_is_never_kept() {
        assert!(matches!(Value::from("a\0b"), Value::Text(Some(text)) if text == "a\u{FFFD}b"));
    }
}
