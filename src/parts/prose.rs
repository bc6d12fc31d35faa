//! What people wrote, drawn node by node from the tree of its text: nothing in it is ever HTML.

use leptos::prelude::*;
use samskab_protocol::text::Text;
use samskab_protocol::text::address::Address;
use samskab_protocol::text::tree::{Block, Inline, read};

use crate::parts::markup::{Content, Tag, all, classed, tag};

/// Those whom a text can mention.
pub trait People {
    /// How many bytes of what follows an `@` are the name of one of them.
    fn find(&self, after: &str) -> Option<usize>;
    /// Draws the mention of one of them.
    fn draw(&self, name: &str) -> AnyView;
}

/// Nobody can be mentioned.
pub struct Nobody;

impl People for Nobody {
    fn find(&self, _: &str) -> Option<usize> {
        None
    }

    fn draw(&self, name: &str) -> AnyView {
        name.view()
    }
}

/// A text, in its own language for those who hear it read.
pub fn prose(text: &Text) -> Tag {
    prose_among(text, &Nobody)
}

/// A text that can mention people.
pub fn prose_among(text: &Text, people: &dyn People) -> Tag {
    let whole = classed("div", "prose")
        .attr("dir", "auto")
        .maybe("lang", text.lang.as_deref());
    let blocks = read(text, &|after| people.find(after));
    add_blocks(whole, &blocks, people)
}

fn add_blocks(whole: Tag, blocks: &[Block], people: &dyn People) -> Tag {
    blocks
        .iter()
        .fold(whole, |whole, block| whole.child(draw_block(block, people)))
}

fn draw_block(block: &Block, people: &dyn People) -> Tag {
    match block {
        Block::Paragraph(inside) => add_inlines(tag("p"), inside, people),
        Block::Quote(inside) => add_blocks(tag("blockquote"), inside, people),
        Block::List { first, items } => {
            let list = tag(if first.is_some() { "ol" } else { "ul" });
            let list = list.maybe("start", first.map(|first| first.to_string()));
            items.iter().fold(list, |list, item| {
                list.child(add_inlines(tag("li"), item, people))
            })
        }
    }
}

fn add_inlines(whole: Tag, inlines: &[Inline], people: &dyn People) -> Tag {
    inlines
        .iter()
        .fold(whole, |whole, inline| whole.child(draw_inline(inline, people)))
}

fn draw_inline(inline: &Inline, people: &dyn People) -> AnyView {
    match inline {
        Inline::Words(words) => words.as_str().view(),
        Inline::Emphasis(inside) => add_inlines(tag("em"), inside, people).view(),
        Inline::Strong(inside) => add_inlines(tag("strong"), inside, people).view(),
        Inline::Link(address) => draw_link(address),
        Inline::Mention(name) => people.draw(name),
    }
}

/// A link, and behind it where it leads unless it says so itself. Nothing in its words can turn that round.
fn draw_link(address: &Address) -> AnyView {
    let words = tag("bdi").child(address.words.as_str());
    let link = tag("a")
        .attr("href", address.url.as_str())
        .attr("rel", "nofollow noopener ugc")
        .child(words);
    let leads_to = address.leads_to.as_deref().map(|host| {
        let host = classed("span", "small")
            .child("(")
            .child(tag("bdi").child(host))
            .child(")");
        all(vec![" ".view(), host.view()])
    });
    match leads_to {
        Some(leads_to) => all(vec![link.view(), leads_to]),
        None => link.view(),
    }
}
