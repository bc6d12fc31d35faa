//! A mail as it has come.

use mail_parser::MessageParser;

/// A mail as it has come.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Where it goes, as the envelope says.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// Headers and text as they came over the line.
    pub raw: String,
}

impl Mail {
    /// Reads what came over the line.
    pub fn read(to: &str, raw: &[u8]) -> Self {
        let mail = MessageParser::default().parse(raw).unwrap_or_default();
        Mail {
            to: to.to_owned(),
            subject: mail.subject().unwrap_or_default().to_owned(),
            text: mail.body_text(0).unwrap_or_default().replace("\r\n", "\n"),
            raw: String::from_utf8_lossy(raw).into_owned(),
        }
    }

    /// A header as it came; empty where there is none.
    pub fn header(&self, name: &str) -> String {
        let mail = MessageParser::default().parse(self.raw.as_bytes());
        let value = mail.as_ref().and_then(|mail| mail.header_raw(name));
        value.unwrap_or_default().trim().replace("\r\n", "")
    }

    /// The links in its text, in order.
    pub fn links(&self) -> Vec<&str> {
        let words = self.text.split_whitespace();
        words.filter(|word| is_link(word)).collect()
    }
}

/// Whether a word is an address that leads somewhere.
pub fn is_link(word: &str) -> bool {
    word.starts_with("http://") || word.starts_with("https://")
}
