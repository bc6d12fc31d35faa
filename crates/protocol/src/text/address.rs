//! Addresses in texts: which are links, and where they really lead.

use super::SCHEMES;

/// A link as somebody has written it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// What is pressed.
    pub words: String,
    /// Where it leads: `https`, `http` or `mailto`.
    pub url: String,
    /// The host, or the mail address, where the words do not say it: nobody is led elsewhere than they think.
    pub leads_to: Option<String>,
}

/// No words that are pressed are longer, in bytes.
const WORDS_MAX: usize = 400;
/// No address is longer, in bytes.
const ADDRESS_MAX: usize = 1_000;

/// The address that a text begins with, and how many bytes of it that is. A sign that ends the sentence is not part
/// of the address.
pub fn bare(text: &str) -> Option<(Address, usize)> {
    if !text
        .get(..4)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"))
    {
        return None;
    }
    let address = trim_end(unbroken(text));
    let url = with_small_scheme(address)?;
    host(&url)?;
    let found = Address {
        words: address.to_owned(),
        url,
        leads_to: None,
    };
    Some((found, address.len()))
}

/// The link that a text begins with as `[words](address)`, and how many bytes that is.
pub fn labeled(text: &str) -> Option<(Address, usize)> {
    let inside = text.strip_prefix('[')?;
    let close = inside
        .bytes()
        .take(WORDS_MAX)
        .position(|byte| matches!(byte, b']' | b'[' | b'\n'))?;
    let (words, rest) = inside.split_at_checked(close)?;
    let target = rest.strip_prefix("](")?;
    let target = unbroken(target);
    let address = target.get(..closing(target)?)?;
    let url = with_small_scheme(address)?;
    let leads_to = match url.strip_prefix("mailto:") {
        Some(mail) => mail.split('?').next().filter(|mail| mail.contains('@'))?,
        None => host(&url)?,
    };
    let said = words.trim();
    if said.is_empty() {
        return None;
    }
    let leads_to = leads_to.to_ascii_lowercase();
    let is_said = said == url || said.eq_ignore_ascii_case(&leads_to);
    let length = "[](".len() + words.len() + address.len() + ")".len();
    let found = Address {
        words: said.to_owned(),
        url,
        leads_to: (!is_said).then_some(leads_to),
    };
    Some((found, length))
}

/// What stands before the first sign that no address holds. Some of them cannot be seen, and would make an address
/// look like another one.
fn unbroken(text: &str) -> &str {
    let end = text
        .char_indices()
        .find(|(at, sign)| *at >= ADDRESS_MAX || breaks(*sign));
    let end = end.map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

fn breaks(sign: char) -> bool {
    let is_hidden = matches!(sign, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}');
    is_hidden
        || sign.is_whitespace()
        || sign.is_control()
        || matches!(sign, '<' | '>' | '[' | ']' | '"' | '`' | '\\')
}

/// The address without what ends the sentence around it: `(se https://a.dk/b).` leads to `https://a.dk/b`.
fn trim_end(address: &str) -> &str {
    let count = |sign| address.matches(sign).count();
    let mut unopened = count(')').saturating_sub(count('('));
    address.trim_end_matches(|sign| match sign {
        ')' if unopened > 0 => {
            unopened -= 1;
            true
        }
        _ => matches!(
            sign,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '”' | '’' | '»' | '…'
        ),
    })
}

/// Where the parenthesis around an address closes.
fn closing(target: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in target.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The address with its scheme in small letters, since phones begin sentences with large ones; `None` where it may
/// not be offered as a link.
fn with_small_scheme(address: &str) -> Option<String> {
    let begins = |scheme: &&str| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let scheme = SCHEMES.into_iter().find(begins)?;
    Some([scheme, address.get(scheme.len()..)?].concat())
}

/// The host that a browser would ask; `None` where signs such as `@` could make a person take another
/// one for it.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let is_plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-' | ':');
    let begins = host.starts_with(char::is_alphanumeric);
    (begins && host.chars().all(is_plain)).then_some(host)
}
