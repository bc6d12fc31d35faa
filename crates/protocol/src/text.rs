//! What people wrote.

use crate::wire;
use serde::Serialize;

/// A text with its language. The value is always plain text: paragraphs are parted by an empty line, and no
/// reader ever takes it for HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    /// The words.
    pub value: String,
    /// BCP 47 tag of the language, where the backend knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

wire!(Text { value, lang });

impl Text {
    /// A text whose language is not known.
    pub fn plain(value: impl Into<String>) -> Self {
        Text {
            value: value.into(),
            lang: None,
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

/// Whether an address may be offered as a link. Anything but `https`, `http` and `mailto` could be made to run
/// script on the municipality's page.
pub fn is_safe(url: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
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
}
