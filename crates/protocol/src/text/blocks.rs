//! The lines of a text: paragraphs, lists, quotes.

use super::inlines;
use super::tree::{Block, Names};

/// Reads lines in which quotes may be so many deep.
pub fn read(value: &str, names: Names, quotes: usize) -> Vec<Block> {
    let lines: Vec<&str> = value.lines().collect();
    let mut blocks = Vec::new();
    let mut paragraph = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let (block, end) = match (read_quote(&lines, at, names, quotes), line.trim().is_empty()) {
            (Some((block, end)), _) => (Some(block), end),
            (None, true) => (None, at + 1),
            (None, false) => match read_list(&lines, at, names) {
                Some((block, end)) => (Some(block), end),
                None => {
                    paragraph.push(line.trim());
                    at += 1;
                    continue;
                }
            },
        };
        end_paragraph(&mut blocks, &mut paragraph, names);
        blocks.extend(block);
        at = end;
    }
    end_paragraph(&mut blocks, &mut paragraph, names);
    blocks
}

fn end_paragraph(blocks: &mut Vec<Block>, lines: &mut Vec<&str>, names: Names) {
    if !lines.is_empty() {
        blocks.push(Block::Paragraph(inlines::read(&lines.join("\n"), names)));
        lines.clear();
    }
}

fn read_quote(lines: &[&str], at: usize, names: Names, quotes: usize) -> Option<(Block, usize)> {
    let inner = quotes.checked_sub(1)?;
    let mut end = at;
    let mut inside = String::new();
    while let Some(line) = lines.get(end).and_then(|line| quoted(line)) {
        inside.push_str(line);
        inside.push('\n');
        end += 1;
    }
    (end > at).then(|| (Block::Quote(read(&inside, names, inner)), end))
}

/// The line without its mark, if it is quoted; `>50` is a number and no quote.
fn quoted(line: &str) -> Option<&str> {
    let inside = line.trim_start().strip_prefix('>')?;
    match inside.strip_prefix(' ') {
        Some(inside) => Some(inside),
        None => (inside.is_empty() || inside.starts_with('>')).then_some(inside),
    }
}

/// What an item of a list begins with.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Bullet,
    Number(u32),
}

impl Mark {
    /// The mark that the next item of the same list has.
    fn next(self) -> Mark {
        match self {
            Mark::Bullet => Mark::Bullet,
            Mark::Number(number) => Mark::Number(number.saturating_add(1)),
        }
    }
}

/// Reads the list that begins in a line. One line alone is none: `1. maj` is a day, and `- Karen` a signature.
fn read_list(lines: &[&str], at: usize, names: Names) -> Option<(Block, usize)> {
    let (first, words) = item(lines.get(at)?)?;
    let mut items = vec![words.to_owned()];
    let mut mark = first;
    let mut end = at + 1;
    loop {
        let gap = lines.get(end).is_some_and(|line| line.trim().is_empty());
        let next = end + usize::from(gap);
        match lines.get(next).map(|line| (*line, item(line))) {
            Some((_, Some((found, words)))) if found == mark.next() => {
                items.push(words.to_owned());
                mark = found;
                end = next + 1;
            }
            // A line that stands further in goes on with the item.
            Some((line, None)) if !gap && line.starts_with([' ', '\t']) => {
                if let Some(item) = items.last_mut() {
                    item.push('\n');
                    item.push_str(line.trim());
                }
                end = next + 1;
            }
            _ => break,
        }
    }
    let first = match first {
        Mark::Bullet => None,
        Mark::Number(number) => Some(number),
    };
    let is_list = items.len() > 1;
    let items = || items.iter().map(|item| inlines::read(item, names)).collect();
    is_list.then(|| {
        (
            Block::List {
                first,
                items: items(),
            },
            end,
        )
    })
}

/// The mark and the words of a line that is an item.
fn item(line: &str) -> Option<(Mark, &str)> {
    let line = line.trim();
    let bullet = ["- ", "* ", "• "].iter().find_map(|mark| line.strip_prefix(mark));
    if let Some(words) = bullet {
        return Some((Mark::Bullet, words.trim_start()));
    }
    let (number, words) = line.split_once([' ', '\t'])?;
    let digits = number.strip_suffix(['.', ')'])?;
    let is_number = matches!(digits.len(), 1..=3) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse().ok().filter(|_| is_number)?;
    Some((Mark::Number(number), words.trim_start()))
}
