//! The secret by which a participant is known, `<participant id>.<mac>`, and the one by which a subscription is.
//!
//! It is computed from the server's key and from the id, so that it can be given again when the same request comes
//! twice, and so that a copy of the tables of what was written holds nothing by which one could write.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

const PARTICIPANT: &str = "participant:";
const SUBSCRIPTION: &str = "subscription:";

/// The server's key, kept in the database.
#[derive(Clone)]
pub struct Key([u8; 64]);

impl Key {
    /// A new key.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 64];
        getrandom::fill(&mut bytes)?;
        Ok(Key(bytes))
    }

    /// Reads a kept key.
    pub fn decode(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        Some(Key(bytes.try_into().ok()?))
    }

    /// The key as it is kept.
    pub fn encode(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// The secret by which a participant is known.
    pub fn secret_of(&self, participant: &str) -> String {
        self.seal(PARTICIPANT, participant)
    }

    /// The id of the participant whose secret this is; takes the same time whatever is wrong with the code.
    pub fn open<'a>(&self, secret: &'a str) -> Option<&'a str> {
        self.unseal(PARTICIPANT, secret)
    }

    /// What stands in the links of the mails of a subscription.
    pub fn token_of(&self, subscription: &str) -> String {
        self.seal(SUBSCRIPTION, subscription)
    }

    /// The id of the subscription in whose mails this stands.
    pub fn open_token<'a>(&self, token: &'a str) -> Option<&'a str> {
        self.unseal(SUBSCRIPTION, token)
    }

    fn seal(&self, purpose: &str, id: &str) -> String {
        let mac = BASE64URL_NOPAD.encode(&self.sign(purpose, id).finalize().into_bytes());
        format!("{id}.{mac}")
    }

    fn unseal<'a>(&self, purpose: &str, sealed: &'a str) -> Option<&'a str> {
        let (id, mac) = sealed.rsplit_once('.')?;
        let mac = BASE64URL_NOPAD.decode(mac.as_bytes()).ok()?;
        let is_theirs = self.sign(purpose, id).verify_slice(&mac).is_ok();
        is_theirs.then_some(id)
    }

    fn sign(&self, purpose: &str, id: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new((&self.0).into());
        mac.update(purpose.as_bytes());
        mac.update(id.as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_says_whose_it_is_and_cannot_be_made_into_another_ones() {
        let key = Key::generate().unwrap();
        let secret = key.secret_of("amira");
        assert_eq!(key.open(&secret), Some("amira"));
        let mac = secret.rsplit_once('.').unwrap().1;
        for forged in [
            format!("bo.{mac}"),
            format!("amira.{}", &mac[1..]),
            format!(" amira.{mac}"),
            format!(".{mac}"),
            mac.to_owned(),
            "amira.".to_owned(),
            String::new(),
        ] {
            assert_eq!(key.open(&forged), None, "{forged}");
        }
        assert_eq!(Key::generate().unwrap().open(&secret), None);
    }

    #[test]
    fn what_opens_a_subscription_opens_no_participant() {
        let key = Key::generate().unwrap();
        let token = key.token_of("amira");
        assert_eq!(key.open_token(&token), Some("amira"));
        assert_eq!(key.open(&token), None);
        assert_eq!(key.open_token(&key.secret_of("amira")), None);
    }

    #[test]
    fn a_kept_key_is_the_same_key() {
        let key = Key::generate().unwrap();
        let kept = Key::decode(&key.encode()).unwrap();
        assert_eq!(kept.open(&key.secret_of("p")), Some("p"));
        assert!(Key::decode("short").is_none());
    }
}
