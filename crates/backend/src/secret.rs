//! The secret by which a guest owns what they wrote.
//!
//! It is computed from the server's key and from what was written, so that it can be given again when the same
//! request comes twice, and so that a copy of the table of comments holds nothing by which one could write.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use samskab_protocol::identifier::Ref;
use sha2::Sha256;

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

    /// The secret of whoever wrote this.
    pub fn secret_of(&self, written: &Ref) -> String {
        BASE64URL_NOPAD.encode(&self.sign(written).finalize().into_bytes())
    }

    /// Whether the secret is that of whoever wrote this; takes the same time whatever is wrong with it.
    pub fn is_secret_of(&self, written: &Ref, secret: &str) -> bool {
        BASE64URL_NOPAD
            .decode(secret.as_bytes())
            .is_ok_and(|bytes| self.sign(written).verify_slice(&bytes).is_ok())
    }

    fn sign(&self, written: &Ref) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new((&self.0).into());
        mac.update(written.to_string().as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_only_what_it_was_given_for() {
        let key = Key::generate().unwrap();
        let secret = key.secret_of(&Ref::contribution("a"));
        assert!(key.is_secret_of(&Ref::contribution("a"), &secret));
        assert!(!key.is_secret_of(&Ref::contribution("b"), &secret));
        assert!(!key.is_secret_of(&Ref::project("a"), &secret));
        assert!(!key.is_secret_of(&Ref::contribution("a"), ""));
        assert!(
            !Key::generate()
                .unwrap()
                .is_secret_of(&Ref::contribution("a"), &secret)
        );
    }

    #[test]
    fn a_kept_key_is_the_same_key() {
        let key = Key::generate().unwrap();
        let kept = Key::decode(&key.encode()).unwrap();
        assert_eq!(
            kept.secret_of(&Ref::project("p")),
            key.secret_of(&Ref::project("p"))
        );
        assert!(Key::decode("short").is_none());
    }
}
