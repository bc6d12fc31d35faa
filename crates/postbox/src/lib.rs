//! A mail server (RFC 5321) that keeps what it gets and sends nothing on: the invented residents' post box in the demo,
//! and what the tests read.

mod mail;
mod page;
mod server;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use mail::Mail;

/// A post box that takes mail until it is dropped.
pub struct Postbox {
    address: SocketAddr,
    mails: Mails,
    server: JoinHandle<()>,
}

/// What has come, the oldest first.
#[derive(Clone, Debug, Default)]
pub struct Mails(Arc<Mutex<Vec<Mail>>>);

impl Postbox {
    /// Takes mail at this port of 127.0.0.1, or at a free one if it is 0.
    ///
    /// # Errors
    /// The port is taken.
    pub async fn open(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let mails = Mails::default();
        Ok(Postbox {
            address,
            server: tokio::spawn(server::serve(listener, mails.clone())),
            mails,
        })
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Its address, as a program that sends wants it.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// What has come.
    pub fn mails(&self) -> &Mails {
        &self.mails
    }
}

impl Drop for Postbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Mails {
    /// All of them, the oldest first.
    pub fn all(&self) -> Vec<Mail> {
        self.lock().clone()
    }

    /// The mails as a page on which their links can be pressed, the newest first.
    pub fn page(&self) -> String {
        page::draw(&self.all())
    }

    fn keep(&self, mail: Mail) {
        self.lock().push(mail);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Mail>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
