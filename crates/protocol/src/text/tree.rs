//! A text as a tree: the only way in which anything of what people write is drawn.
//!
//! `markup` knows a few marks that people type anyway, and nothing else:
//!
//! - An empty line parts paragraphs, and a line break stays one.
//! - Two or more lines that begin with `- ` or `* `, or with `1. `, `2. ` …, are a list.
//! - Lines that begin with `> ` are a quote, in which there may be lists and quotes, [`QUOTES`] deep.
//! - `*words*` are emphasized, `**words**` strongly.
//! - `https://…` is a link; `[words](https://…)` is one that shows besides where it leads.
//! - `\` before a mark takes it as it stands.
//!
//! In every format `@` and the name of somebody in the debate mentions them. A mark without its other half is text.
//! Reading takes time in proportion to the text, and the tree is never deeper than [`QUOTES`] and four.

use super::address::Address;
use super::{Format, Text, blocks, inlines};

/// How deep quotes may stand in quotes; deeper ones are text.
pub const QUOTES: usize = 3;

/// Says how many bytes of what follows an `@` are the name of somebody who can be mentioned.
pub type Names<'a> = &'a dyn Fn(&str) -> Option<usize>;

/// Something that stands in lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// Number of the first item, where they are numbered.
        first: Option<u32>,
        /// The items.
        items: Vec<Vec<Inline>>,
    },
    /// What somebody else has said.
    Quote(Vec<Block>),
}

/// Something within a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words as they stand.
    Words(String),
    /// Emphasized words.
    Emphasis(Vec<Inline>),
    /// Strongly emphasized words.
    Strong(Vec<Inline>),
    /// A link.
    Link(Address),
    /// The name of somebody in the debate, without the `@`.
    Mention(String),
}

/// Reads a text, whatever it holds.
pub fn read(text: &Text, names: Names) -> Vec<Block> {
    match text.format {
        Format::Markup => blocks::read(&text.value, names, QUOTES),
        Format::Plain | Format::Other => text
            .value
            .split("\n\n")
            .map(str::trim)
            .filter(|words| !words.is_empty())
            .map(|words| Block::Paragraph(inlines::mentions(words, names)))
            .collect(),
    }
}

/// The words of a text without its marks, for where there is one line for them, and to search in.
pub fn words(text: &Text) -> String {
    if text.format != Format::Markup {
        return text.value.clone();
    }
    let mut words = String::new();
    for block in read(text, &|_| None) {
        add_block(&mut words, &block);
    }
    words
}

fn add_block(words: &mut String, block: &Block) {
    if !words.is_empty() && !matches!(block, Block::Quote(_)) {
        words.push_str("\n\n");
    }
    match block {
        Block::Paragraph(inlines) => add_inlines(words, inlines),
        Block::Quote(blocks) => blocks.iter().for_each(|block| add_block(words, block)),
        Block::List { items, .. } => {
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    words.push('\n');
                }
                add_inlines(words, item);
            }
        }
    }
}

fn add_inlines(words: &mut String, inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Words(text) => words.push_str(text),
            Inline::Emphasis(inside) | Inline::Strong(inside) => add_inlines(words, inside),
            Inline::Link(address) => words.push_str(&address.words),
            Inline::Mention(name) => {
                words.push('@');
                words.push_str(name);
            }
        }
    }
}

#[cfg(test)]
mod tests;
