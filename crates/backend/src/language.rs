//! Which of the backend's own languages a reader prefers.

use axum::http::{HeaderMap, header};

/// The languages that the backend itself speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Danish, where nothing else is asked for.
    #[default]
    Danish,
    /// English.
    English,
}

impl Language {
    /// The language that `Accept-Language` asks for most; Danish where it asks for neither.
    pub fn of(headers: &HeaderMap) -> Self {
        let wanted = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        // Of two that are wanted alike, the first one named counts.
        let best = wanted
            .split(',')
            .filter_map(read_wish)
            .rev()
            .max_by(|a, b| a.1.total_cmp(&b.1));
        best.map(|(language, _)| language).unwrap_or_default()
    }

    /// The language of a BCP 47 tag, where it is one of the backend's own.
    pub fn named(tag: &str) -> Option<Self> {
        match tag.split('-').next()?.to_ascii_lowercase().as_str() {
            "da" => Some(Language::Danish),
            "en" => Some(Language::English),
            _ => None,
        }
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Danish => "da",
            Language::English => "en",
        }
    }

    /// Whichever of the two texts is in this language.
    pub fn choose<'a>(self, danish: &'a str, english: &'a str) -> &'a str {
        match self {
            Language::Danish => danish,
            Language::English => english,
        }
    }
}

fn read_wish(wish: &str) -> Option<(Language, f32)> {
    let mut parts = wish.split(';');
    let language = Language::named(parts.next()?.trim())?;
    let weight = parts
        .find_map(|part| part.trim().strip_prefix("q="))
        .map_or(Some(1.0), |weight| weight.parse().ok())?;
    (weight > 0.0).then_some((language, weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(value: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, value.parse().unwrap());
        Language::of(&headers)
    }

    #[test]
    fn the_language_with_the_greatest_weight_is_chosen() {
        assert_eq!(wanted("en;q=0.5, da;q=0.9"), Language::Danish);
        assert_eq!(wanted("de, en-GB;q=0.8, da;q=0.1"), Language::English);
        assert_eq!(wanted("en, da"), Language::English);
        assert_eq!(wanted("en;q=0, fr"), Language::Danish);
    }

    #[test]
    fn danish_is_spoken_where_nothing_else_is_asked_for() {
        assert_eq!(Language::of(&HeaderMap::new()), Language::Danish);
        assert_eq!(wanted("fi"), Language::Danish);
    }
}
