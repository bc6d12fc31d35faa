//! What people wrote, as paragraphs. Text stays text: nothing in it is ever markup.

use samskab_protocol::text::Text;

use crate::parts::markup::{Tag, classed, tag};

/// A text as paragraphs, in its own language for those who hear it read.
pub fn prose(text: &Text) -> Tag {
    let whole = classed("div", "prose")
        .attr("dir", "auto")
        .maybe("lang", text.lang.as_deref());
    paragraphs(&text.value).fold(whole, |whole, words| whole.child(tag("p").child(words)))
}

fn paragraphs(value: &str) -> impl Iterator<Item = &str> {
    value
        .split("\n\n")
        .map(str::trim)
        .filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_line_parts_paragraphs_and_a_single_break_does_not() {
        let found: Vec<_> = paragraphs("a\nb\n\n\n c \n\n").collect();
        assert_eq!(found, ["a\nb", "c"]);
    }
}
