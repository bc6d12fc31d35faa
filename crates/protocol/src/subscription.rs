//! News by e-mail, for whoever asks for them and says yes once more from their own mailbox (C5).
//!
//! Nobody is told who gets them: whatever stands under an address already, asking is answered alike.

use serde::Serialize;

use crate::{wire, words};

/// Body of `POST /subscriptions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreateSubscription {
    /// Where the news go. Told to nobody.
    pub email: String,
    /// What they are about, as `project:<id>` or `contribution:<id>`; all projects where it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Language in which the reader wants them, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

wire!(CreateSubscription { email, subject, lang });

/// What is told of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionState {
    /// It holds once it is confirmed from the mailbox; until then nothing else goes there.
    Unconfirmed,
    /// A state that this version does not know.
    Other,
}

words!(SubscriptionState { Unconfirmed = "unconfirmed" } else Other);

/// Answer to `POST /subscriptions` (202): the same for every address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AcceptedSubscription {
    /// What has to happen next.
    pub state: SubscriptionState,
}

wire!(AcceptedSubscription { state });

/// Most characters that an address for e-mail has (RFC 5321, 4.5.3.1).
pub const ADDRESS_MAX: u32 = 254;
/// Most characters before the `@`.
const NAME_MAX: usize = 64;

/// Whether mail can be sent to an address: a name and a domain in plain letters, as browsers take it (HTML, 4.10.5.1.5).
/// Neither space nor line end is in it, so that it stays one header of one mail.
pub fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else {
        return false;
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    let is_dotted = |text: &str| !text.split('.').any(str::is_empty);
    let is_label = |label: &str| {
        label.len() < NAME_MAX
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.len() <= ADDRESS_MAX as usize
        && name.len() <= NAME_MAX
        && is_dotted(name)
        && name.bytes().all(is_name)
        && is_dotted(domain)
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_name_at_a_domain() {
        for address in [
            "amira@example.dk",
            "a.b+c@mail.example.dk",
            "o'brien_1@xn--bl-wia.dk",
        ] {
            assert!(is_address(address), "{address}");
        }
        for address in [
            "",
            "amira",
            "amira@",
            "@example.dk",
            "amira@localhost",
            "amira@example..dk",
            "amira@-example.dk",
            ".amira@example.dk",
            "amira@example.dk ",
            "to@gange@example.dk",
            "Amira <amira@example.dk>",
            "amira@example.dk, bo@example.dk",
            "amira@example.dk\r\nBcc: bo@example.dk",
            "åse@example.dk",
        ] {
            assert!(!is_address(address), "{address:?}");
        }
        assert!(!is_address(&format!("{}@example.dk", "a".repeat(65))));
    }
}
