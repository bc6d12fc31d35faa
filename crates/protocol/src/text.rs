//! What people wrote.

pub mod address;
mod blocks;
mod inlines;
pub mod tree;

use serde::Serialize;

use crate::{wire, words};

/// How a text is meant to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// As it stands: paragraphs are parted by an empty line.
    #[default]
    Plain,
    /// With the few marks of [`tree`].
    Markup,
    /// A format that this version does not know: read as plain.
    Other,
}

words!(Format { Plain = "plain", Markup = "markup" } else Other, missing Plain);

impl Format {
    /// Whether it is what is meant where nothing is said.
    pub fn is_plain(&self) -> bool {
        *self == Format::Plain
    }
}

/// A text with its language. No reader ever takes it for HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Text {
    /// The words.
    pub value: String,
    /// How they are meant to be read.
    #[serde(skip_serializing_if = "Format::is_plain")]
    pub format: Format,
    /// BCP 47 tag of the language, where the backend knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

wire!(Text { value, format, lang });

impl Text {
    /// A plain text whose language is not known.
    pub fn plain(value: impl Into<String>) -> Self {
        Text {
            value: value.into(),
            ..Text::default()
        }
    }
}

/// A link to somewhere outside Samskab: minutes, a map, the original of an imported text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Where it leads. Readers follow `https`, `http` and `mailto` only.
    pub url: String,
    /// What it is called.
    pub title: String,
}

wire!(Link { url, title });

impl Link {
    /// Whether the link may be offered as a link: any other scheme is shown as words only.
    pub fn is_safe(&self) -> bool {
        is_safe(&self.url)
    }
}

/// What an address begins with that may be offered as a link.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// Whether an address may be offered as a link. Anything but `https`, `http` and `mailto` could be made to run
/// script on the municipality's page.
pub fn is_safe(url: &str) -> bool {
    SCHEMES.iter().any(|scheme| url.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_would_run_script_is_not_safe() {
        let link = |url: &str| Link {
            url: url.into(),
            title: String::new(),
        };
        assert!(link("https://example.org/").is_safe());
        assert!(!link("javascript:alert(1)").is_safe());
        assert!(!link("data:text/html,x").is_safe());
    }

    #[test]
    fn a_text_that_says_nothing_of_its_format_is_plain_and_says_nothing_again() {
        let text: Text = serde_json::from_str(r#"{"value": "a"}"#).unwrap();
        assert_eq!(text, Text::plain("a"));
        assert_eq!(serde_json::to_string(&text).unwrap(), r#"{"value":"a"}"#);
        let other: Text = serde_json::from_str(r#"{"value": "a", "format": "html"}"#).unwrap();
        assert_eq!(other.format, Format::Other);
    }
}
