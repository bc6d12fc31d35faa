//! One request and how it was answered, and the line by which anyone can send it again.

use std::borrow::Cow;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::mask::Mask;

/// A longer body is cut in a report.
const BODY_SHOWN: usize = 600;

/// One request and how it was answered.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The verb.
    pub method: String,
    /// The address.
    pub url: String,
    /// The headers that were sent.
    pub headers: Vec<(String, String)>,
    /// The body that was sent.
    pub body: Option<Vec<u8>>,
    /// Status and headers of the answer, if one came.
    pub answered: Option<(StatusCode, HeaderMap)>,
}

impl Exchange {
    /// The request for the command line, without secrets.
    pub fn to_curl(&self, mask: &Mask) -> String {
        let mut words = vec!["curl".to_owned(), "-i".to_owned()];
        match self.method.as_str() {
            "GET" => {}
            "HEAD" => words.push("--head".into()),
            verb => words.extend(["-X".into(), verb.into()]),
        }
        for (name, value) in &self.headers {
            words.extend(["-H".into(), format!("{name}: {}", hide(name, value))]);
        }
        if let Some(body) = &self.body {
            words.extend(["--data-binary".into(), shorten(&String::from_utf8_lossy(body))]);
        }
        words.push(shorten(&self.url));
        let quoted = words.iter().map(|word| quote(word));
        mask.apply(&quoted.collect::<Vec<_>>().join(" "))
    }

    /// The status, 0 where no answer came.
    pub fn status(&self) -> u16 {
        self.answered.as_ref().map_or(0, |(status, _)| status.as_u16())
    }

    /// A header of the answer, empty where it is missing.
    pub fn answered_header(&self, name: &str) -> &str {
        let headers = self.answered.as_ref().map(|(_, headers)| headers);
        headers
            .and_then(|headers| headers.get(name)?.to_str().ok())
            .unwrap_or("")
    }
}

/// What opens doors keeps its scheme alone.
fn hide<'a>(name: &str, value: &'a str) -> Cow<'a, str> {
    if name.eq_ignore_ascii_case("authorization") {
        let scheme = value.split(' ').next().unwrap_or("");
        return format!("{scheme} ***").into();
    }
    value.into()
}

fn shorten(body: &str) -> String {
    match body.char_indices().nth(BODY_SHOWN) {
        Some((end, _)) => format!("{}… ({} bytes)", &body[..end], body.len()),
        None => body.to_owned(),
    }
}

fn quote(word: &str) -> Cow<'_, str> {
    shlex::try_quote(word).unwrap_or(Cow::Borrowed("'(not printable)'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_can_be_sent_again_from_the_line_but_for_the_secret() {
        let mask = Mask::default();
        mask.hide("inner");
        let exchange = Exchange {
            method: "POST".into(),
            url: "http://localhost/comments?a=1&b=2".into(),
            headers: vec![("authorization".into(), "Guest very-secret".into())],
            body: Some(br#"{"secret":"inner"}"#.to_vec()),
            answered: None,
        };
        assert_eq!(
            exchange.to_curl(&mask),
            r#"curl -i -X POST -H 'authorization: Guest ***' --data-binary '{"secret":"***"}' 'http://localhost/comments?a=1&b=2'"#
        );
    }

    #[test]
    fn a_huge_body_is_not_printed_whole() {
        assert!(shorten(&"å".repeat(100_000)).len() < 2000);
    }
}
