//! What people wrote, as paragraphs. Text stays text: nothing in it is ever markup.

use leptos::prelude::*;
use samskab_protocol::text::Text;

/// A text as paragraphs, in its own language for those who hear it read.
pub fn prose(text: &Text) -> AnyView {
    let paragraphs: Vec<_> = paragraphs(&text.value)
        .map(|words| view! { <p>{words.to_owned()}</p> })
        .collect();
    view! { <div class="prose" dir="auto" lang=text.lang.clone()>{paragraphs}</div> }.into_any()
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
