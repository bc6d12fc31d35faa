//! The beginning of a text, for lists.

use samskab_protocol::limits::SUMMARY_MAX;

/// The first words of a text on one line: at most [`SUMMARY_MAX`] characters, cut between words.
pub fn summarize(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SUMMARY_MAX {
        return line;
    }
    let kept: String = line.chars().take(SUMMARY_MAX - 1).collect();
    let end = kept.rfind(' ').filter(|end| *end > kept.len() / 2);
    let kept = kept[..end.unwrap_or(kept.len())].trim_end_matches([' ', ',', ';', ':', '.']);
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_stays_whole_on_one_line() {
        assert_eq!(summarize("Bænke\n\npå  åstien"), "Bænke på åstien");
    }

    #[test]
    fn a_long_text_is_cut_between_words_and_never_passes_the_limit() {
        let summary = summarize(&"ærlig ".repeat(100));
        assert!(summary.chars().count() <= SUMMARY_MAX);
        assert!(summary.ends_with("ærlig…"), "{summary}");
    }

    #[test]
    fn a_text_without_spaces_is_cut_all_the_same() {
        assert_eq!(summarize(&"å".repeat(500)).chars().count(), SUMMARY_MAX);
    }
}
