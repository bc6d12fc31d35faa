//! What stands within a line: words, emphasis, links, names.

use super::address;
use super::tree::{Inline, Names};

/// Reads words with their marks.
pub fn read(text: &str, names: Names) -> Vec<Inline> {
    let mut reader = Reader::of(text);
    while let Some(next) = reader.rest().chars().next() {
        let is_read = match next {
            '\\' => reader.take_escaped(),
            '*' => reader.take_star(),
            '[' => reader.take_link(address::labeled),
            '@' => reader.take_mention(names),
            'h' | 'H' => !reader.follows_word() && reader.take_link(address::bare),
            _ => false,
        };
        if !is_read {
            reader.take(next);
        }
    }
    reader.end()
}

/// Reads words in which nothing but names means anything.
pub fn mentions(text: &str, names: Names) -> Vec<Inline> {
    let mut reader = Reader::of(text);
    while let Some(next) = reader.rest().chars().next() {
        if next != '@' || !reader.take_mention(names) {
            reader.take(next);
        }
    }
    reader.end()
}

/// Where one is in the text, and what has been read. Each mark is open once at most, so nothing is deeper than two.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    done: Vec<Inline>,
    open: Vec<Open>,
}

/// What has been begun by a mark, and what stood before it.
struct Open {
    mark: &'static str,
    before: Vec<Inline>,
}

const STRONG: &str = "**";
const EMPHASIS: &str = "*";

impl<'a> Reader<'a> {
    fn of(text: &'a str) -> Self {
        Reader {
            text,
            at: 0,
            done: Vec::new(),
            open: Vec::new(),
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    fn follows_word(&self) -> bool {
        self.before().is_some_and(char::is_alphanumeric)
    }

    /// Takes a sign as it stands.
    fn take(&mut self, sign: char) {
        self.at += sign.len_utf8();
        match self.done.last_mut() {
            Some(Inline::Words(words)) => words.push(sign),
            _ => self.done.push(Inline::Words(sign.into())),
        }
    }

    fn take_escaped(&mut self) -> bool {
        let sign = self.rest().chars().nth(1);
        let sign = sign.filter(|sign| "\\*[]@>-•.)".contains(*sign));
        if let Some(sign) = sign {
            self.at += 1;
            self.take(sign);
        }
        sign.is_some()
    }

    fn take_link(&mut self, find: fn(&str) -> Option<(address::Address, usize)>) -> bool {
        let found = find(self.rest());
        if let Some((address, length)) = found {
            self.at += length;
            self.done.push(Inline::Link(address));
            return true;
        }
        false
    }

    fn take_mention(&mut self, names: Names) -> bool {
        let after = self.rest().get(1..).unwrap_or_default();
        let length = if self.follows_word() { None } else { names(after) };
        match length.and_then(|length| after.get(..length)) {
            Some(name) => {
                self.at += 1 + name.len();
                self.done.push(Inline::Mention(name.to_owned()));
                true
            }
            None => false,
        }
    }

    /// Closes what stars have opened, or opens something; `false` where they are neither.
    fn take_star(&mut self) -> bool {
        let rest = self.rest();
        let innermost = self.open.last().map(|open| open.mark);
        let marks = match innermost {
            Some(EMPHASIS) if rest.starts_with("***") => [EMPHASIS, STRONG],
            _ => [STRONG, EMPHASIS],
        };
        let fitting = marks.into_iter().filter(|mark| rest.starts_with(mark));
        for mark in fitting.clone() {
            if self.closes(mark) {
                self.close(mark);
                return true;
            }
        }
        let opening = fitting.into_iter().find(|mark| self.opens(mark));
        if let Some(mark) = opening {
            self.at += mark.len();
            let before = std::mem::take(&mut self.done);
            self.open.push(Open { mark, before });
        }
        opening.is_some()
    }

    fn is_open(&self, mark: &str) -> bool {
        self.open.iter().any(|open| open.mark == mark)
    }

    fn opens(&self, mark: &str) -> bool {
        let after = self.rest().get(mark.len()..).and_then(|rest| rest.chars().next());
        let begins = after.is_some_and(|after| !after.is_whitespace() && (mark == STRONG || after != '*'));
        begins && !self.is_open(mark) && !self.follows_word()
    }

    fn closes(&self, mark: &str) -> bool {
        let after = self.rest().get(mark.len()..).and_then(|rest| rest.chars().next());
        let ends = self.before().is_some_and(|before| !before.is_whitespace());
        let is_empty = self.open.last().is_some_and(|open| open.mark == mark) && self.done.is_empty();
        ends && !is_empty && self.is_open(mark) && !after.is_some_and(char::is_alphanumeric)
    }

    fn close(&mut self, mark: &'static str) {
        self.at += mark.len();
        while let Some(open) = self.open.pop() {
            let inside = std::mem::replace(&mut self.done, open.before);
            if open.mark != mark {
                self.give_up(open.mark, inside);
                continue;
            }
            self.done.push(match mark {
                STRONG => Inline::Strong(inside),
                _ => Inline::Emphasis(inside),
            });
            return;
        }
    }

    /// What was opened and never closed is text.
    fn give_up(&mut self, mark: &str, inside: Vec<Inline>) {
        self.add_words(mark);
        for inline in inside {
            match inline {
                Inline::Words(words) => self.add_words(&words),
                other => self.done.push(other),
            }
        }
    }

    fn add_words(&mut self, more: &str) {
        match self.done.last_mut() {
            Some(Inline::Words(words)) => words.push_str(more),
            _ => self.done.push(Inline::Words(more.to_owned())),
        }
    }

    fn end(mut self) -> Vec<Inline> {
        while let Some(open) = self.open.pop() {
            let inside = std::mem::replace(&mut self.done, open.before);
            self.give_up(open.mark, inside);
        }
        self.done
    }
}
