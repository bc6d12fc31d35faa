//! News by e-mail (C5): through which mail server they leave, and in whose name.
//!
//! Building, encoding and sending is the library's; which mails there are stands in [`letter`], what is news in
//! [`news`], and when they leave in [`rounds`].

use std::time::Duration;

use clap::Args;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::response::{Category, Code};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::sync::Notify;

use self::letter::Letter;
use crate::{Failure, clock};

pub mod letter;
pub mod news;
pub mod rounds;

/// How long the mail server may take for one step.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a connection to it is kept for the next mail.
const KEPT_OPEN: Duration = Duration::from_secs(10);
/// The longest time between two looks for what is to be sent.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// What is said of mail when the backend is started.
#[derive(Args, Clone, Debug, Default)]
pub struct MailArguments {
    /// The mail server through which news are sent: smtps://user:password@host, or smtp://user:password@host:587
    /// with ?tls=required; without TLS on this machine alone. Better given as a variable, which nobody else sees.
    #[arg(long, env = "SAMSKAB_SMTP", hide_env_values = true, requires = "mail_from")]
    smtp: Option<String>,
    /// In whose name they are sent: "Egeby Kommune <nyt@egeby.example>".
    #[arg(long, env = "SAMSKAB_MAIL_FROM")]
    mail_from: Option<Mailbox>,
    /// For how long news are gathered before they are sent, so that nobody gets more than one mail in that time.
    #[arg(long, default_value_t = 3600, value_name = "SECONDS")]
    mail_every_seconds: u32,
}

/// How mail is sent.
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    every: Duration,
    /// Told when somebody waits for the answer to what they have asked for.
    asked: Notify,
}

/// Why a mail was not sent.
pub enum Undelivered {
    /// The mail server does not take this one: its code.
    Refused(String),
    /// It cannot be reached, or not be talked to.
    Unreachable(String),
}

impl MailArguments {
    /// Reads what was said; nothing is sent where nothing was.
    pub fn read(self) -> Result<Option<Mail>, Failure> {
        let Some((server, from)) = self.smtp.zip(self.mail_from) else {
            return Ok(None);
        };
        if !is_guarded(&server) {
            let why = "addresses and password would go to the mail server in the clear: \
                       use smtps:// or ?tls=required in --smtp";
            return Err(Failure::Refused(why.into()));
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&server)
            // What is wrong with it may hold the password.
            .map_err(|_| Failure::Refused("--smtp is no address of a mail server".into()))?
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(2).idle_timeout(KEPT_OPEN));
        Ok(Some(Mail {
            transport: transport.build(),
            from,
            every: Duration::from_secs(self.mail_every_seconds.into()),
            asked: Notify::new(),
        }))
    }
}

impl Mail {
    /// Somebody has asked for news, and is answered at once.
    pub fn hurry(&self) {
        self.asked.notify_one();
    }

    /// For how long news are gathered, in microseconds.
    fn gathered_for(&self) -> i64 {
        i64::try_from(self.every.as_micros()).unwrap_or(clock::DAY)
    }

    /// Waits until it is worth looking again.
    async fn rest(&self) {
        let pause = self.every.clamp(Duration::from_secs(1), LOOK_EVERY);
        let _ = tokio::time::timeout(pause, self.asked.notified()).await;
    }

    /// Sends one mail.
    async fn send(&self, to: &str, letter: &Letter) -> Result<(), Undelivered> {
        let mail = self.write(to, letter).map_err(|_| refused("unwritable"))?;
        let sent = self.transport.send(mail).await;
        // What it says often holds the address, and is not written down; its code is enough.
        sent.map(drop).map_err(|error| match error.status() {
            Some(code) if is_about_the_server(code) => Undelivered::Unreachable(code.to_string()),
            Some(code) => refused(&code.to_string()),
            None if error.is_client() => refused("unsendable"),
            None => Undelivered::Unreachable(error.to_string()),
        })
    }

    fn write(&self, to: &str, letter: &Letter) -> Result<Message, lettre::error::Error> {
        let to: Address = to.parse().map_err(|_| lettre::error::Error::MissingTo)?;
        let text = SinglePart::builder()
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone());
        let mut mail = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject.clone())
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            .singlepart(text)?;
        let mut put = |name: &'static str, value: String| {
            let name = HeaderName::new_from_ascii_str(name);
            mail.headers_mut().insert_raw(HeaderValue::new(name, value));
        };
        // No machine answers that its owner is away (RFC 3834).
        put("Auto-Submitted", "auto-generated".into());
        // Mail programs show a button of their own that ends it (RFC 8058).
        put("List-Unsubscribe", format!("<{}>", letter.end));
        put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".into());
        Ok(mail)
    }
}

fn refused(code: &str) -> Undelivered {
    Undelivered::Refused(code.to_owned())
}

/// Whether it would answer so to any mail: about the connection (RFC 5321, 4.2.1) or the password (RFC 4954, 6).
fn is_about_the_server(code: Code) -> bool {
    matches!(code.category, Category::Connections | Category::Unspecified3)
}

/// Whether nobody between here and the mail server can read along.
fn is_guarded(server: &str) -> bool {
    let Some(rest) = server.strip_prefix("smtp://") else {
        return true;
    };
    let (place, options) = rest.split_once('?').unwrap_or((rest, ""));
    let host = place.rsplit('@').next().unwrap_or_default();
    let host = host.split('/').next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_here = ["localhost", "127.0.0.1", "[::1]"].contains(&name);
    is_here || options.split('&').any(|option| option == "tls=required")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_this_machine_in_the_clear() {
        for server in [
            "smtps://ib:secret@mail.example",
            "smtp://ib:secret@mail.example:587?tls=required",
            "smtp://localhost:2525",
            "smtp://127.0.0.1",
        ] {
            assert!(is_guarded(server), "{server}");
        }
        for server in [
            "smtp://mail.example",
            "smtp://ib:secret@mail.example:587",
            "smtp://localhost@mail.example",
            "smtp://mail.example?tls=opportunistic",
        ] {
            assert!(!is_guarded(server), "{server}");
        }
    }
}
