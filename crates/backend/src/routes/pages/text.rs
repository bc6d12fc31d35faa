//! What people wrote, drawn from the tree of its text. Names are not looked for: a mention stays as it was written.

use maud::{Markup, html};
use samskab_protocol::text::Text;
use samskab_protocol::text::tree::{Block, Inline, read};

/// A text, paragraph by paragraph.
pub fn draw_text(text: &Text) -> Markup {
    html! {
        div lang=[text.lang.as_deref()] { (draw_blocks(&read(text, &|_| None))) }
    }
}

fn draw_blocks(blocks: &[Block]) -> Markup {
    html! {
        @for block in blocks {
            @match block {
                Block::Paragraph(inside) => p { (draw_inlines(inside)) },
                Block::Quote(inside) => blockquote { (draw_blocks(inside)) },
                Block::List { first: None, items } => ul { (draw_items(items)) },
                Block::List { first: Some(first), items } => ol start=(first) { (draw_items(items)) },
            }
        }
    }
}

fn draw_items(items: &[Vec<Inline>]) -> Markup {
    html! {
        @for item in items { li { (draw_inlines(item)) } }
    }
}

fn draw_inlines(inlines: &[Inline]) -> Markup {
    html! {
        @for inline in inlines {
            @match inline {
                Inline::Words(words) => {
                    @for (number, line) in words.split('\n').enumerate() {
                        @if number > 0 { br; }
                        (line)
                    }
                }
                Inline::Emphasis(inside) => em { (draw_inlines(inside)) },
                Inline::Strong(inside) => strong { (draw_inlines(inside)) },
                Inline::Link(address) => {
                    a href=(address.url) rel="nofollow noopener ugc" { bdi { (address.words) } }
                    @if let Some(host) = &address.leads_to { " (" bdi { (host) } ")" }
                }
                Inline::Mention(name) => { "@" (name) },
            }
        }
    }
}
