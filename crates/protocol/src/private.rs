//! What looks private in a text that everybody will be able to read. It only looks so: nobody is refused for it.

use crate::words;

/// Something that looks private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Private {
    /// A number by which the state knows a person: in Denmark a CPR number.
    IdentityNumber,
    /// An address for e-mail.
    Email,
    /// A telephone number.
    Phone,
    /// Something that this version does not know.
    Other,
}

words!(Private { IdentityNumber = "identity_number", Email = "email", Phone = "phone" } else Other);

/// The most private thing that a text seems to hold.
pub fn find_private(text: &str) -> Option<Private> {
    let mut phone = false;
    for run in runs(text) {
        if run.windows(2).any(|pair| is_identity(pair[0], pair[1])) || run.iter().any(is_whole_identity) {
            return Some(Private::IdentityNumber);
        }
        phone |= is_phone(&run);
    }
    if text.split_whitespace().any(is_email) {
        return Some(Private::Email);
    }
    phone.then_some(Private::Phone)
}

/// The numbers of a text, those together that only a space or a dash stands between.
fn runs(text: &str) -> Vec<Vec<&str>> {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    let mut rest = text;
    let mut goes_on = false;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let between = &rest[..start];
        rest = &rest[start..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number = &rest[..end];
        rest = &rest[end..];
        match runs.last_mut() {
            Some(run) if goes_on && matches!(between, " " | "-" | "–" | "\u{a0}") => run.push(number),
            _ => runs.push(vec![number]),
        }
        goes_on = true;
    }
    runs
}

/// `ddmmyy-xxxx`, where the first part can be a day.
fn is_identity(day: &str, rest: &str) -> bool {
    day.len() == 6 && rest.len() == 4 && is_day(day)
}

fn is_whole_identity(number: &&str) -> bool {
    number.len() == 10 && is_day(&number[..6])
}

fn is_day(number: &str) -> bool {
    let part = |from: usize| number[from..from + 2].parse::<u8>().unwrap_or_default();
    (1..=31).contains(&part(0)) && (1..=12).contains(&part(2))
}

/// Eight digits, alone or in pairs, perhaps after the country's own.
fn is_phone(run: &[&str]) -> bool {
    let number = match run {
        ["45" | "0045", number @ ..] => number,
        number => number,
    };
    let begins_well = number
        .first()
        .is_some_and(|first| first.starts_with(|c| ('2'..='9').contains(&c)));
    let is_whole = matches!(number, [one] if one.len() == 8);
    let is_paired = number.len() == 4 && number.iter().all(|part| part.len() == 2);
    begins_well && (is_whole || is_paired)
}

fn is_email(word: &str) -> bool {
    let Some((name, domain)) = word.split_once('@') else {
        return false;
    };
    let domain = domain.trim_end_matches(|c: char| !c.is_alphanumeric());
    let has_end = domain.rsplit_once('.').is_some_and(|(host, end)| {
        !host.is_empty() && end.chars().count() >= 2 && end.chars().all(char::is_alphabetic)
    });
    name.ends_with(|c: char| c.is_alphanumeric()) && has_end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_begins_with_a_day_looks_like_an_identity_number() {
        for text in ["Mit er 010203-1234.", "010203 1234", "3112991234", "010203–1234"] {
            assert_eq!(find_private(text), Some(Private::IdentityNumber), "{text}");
        }
        for text in [
            "450203-1234",
            "011303-1234",
            "0102031-1234",
            "010203-12345",
            "01020312345",
        ] {
            assert_ne!(find_private(text), Some(Private::IdentityNumber), "{text}");
        }
    }

    #[test]
    fn addresses_for_mail_are_seen() {
        for text in [
            "Skriv til karen@example.org.",
            "(karen.p@post.example.dk)",
            "mailto:a@b.dk",
        ] {
            assert_eq!(find_private(text), Some(Private::Email), "{text}");
        }
        for text in ["kl. 8 @ torvet", "@karen", "karen@", "a@b", "10@2.50"] {
            assert_eq!(find_private(text), None, "{text}");
        }
    }

    #[test]
    fn telephone_numbers_are_seen() {
        for text in ["Ring 22 33 44 55", "22334455", "+45 22334455", "0045 22 33 44 55"] {
            assert_eq!(find_private(text), Some(Private::Phone), "{text}");
        }
    }

    #[test]
    fn what_people_count_is_not_private() {
        for text in [
            "900 meter",
            "3.100 biler",
            "4.500.000 kr.",
            "2024 2025",
            "2024-2025",
            "§ 15, stk. 2",
            "kl. 10-12",
            "10 11 12 13 14",
            "DK-8800",
            "😀 12",
            "",
        ] {
            assert_eq!(find_private(text), None, "{text}");
        }
    }
}
