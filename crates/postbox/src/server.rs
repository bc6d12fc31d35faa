//! As much of SMTP as a program that sends needs.

use std::io;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::Mails;
use crate::mail::Mail;

/// Whoever's address begins so is not known here.
const UNKNOWN: &str = "nobody@";

/// Takes mail from whoever connects.
pub async fn serve(listener: TcpListener, mails: Mails) {
    while let Ok((stream, _)) = listener.accept().await {
        let mails = mails.clone();
        tokio::spawn(async move { talk(stream, &mails).await });
    }
}

async fn talk(stream: TcpStream, mails: &Mails) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut to = String::new();
    answer(&mut stream, "220 postbox ESMTP").await?;
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let said = match verb.as_str() {
            "EHLO" => "250-postbox\r\n250 8BITMIME",
            "HELO" | "MAIL" | "RSET" | "NOOP" => "250 OK",
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                if address.starts_with(UNKNOWN) {
                    "550 unknown"
                } else {
                    address.clone_into(&mut to);
                    "250 OK"
                }
            }
            "DATA" => {
                answer(&mut stream, "354 go on").await?;
                let raw = read_data(&mut stream).await?;
                mails.keep(Mail::read(&to, &raw));
                "250 OK"
            }
            "QUIT" => {
                answer(&mut stream, "221 bye").await?;
                return Ok(());
            }
            _ => "502 not known here",
        };
        answer(&mut stream, said).await?;
    }
}

/// Reads until a line with nothing but a dot; a dot before that one was doubled (RFC 5321, 4.5.2).
async fn read_data(stream: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let mut raw = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await? == 0 || line == b".\r\n" {
            return Ok(raw);
        }
        let start = usize::from(line.starts_with(b"."));
        raw.extend_from_slice(&line[start..]);
    }
}

async fn answer(stream: &mut BufReader<TcpStream>, words: &str) -> io::Result<()> {
    stream.write_all(format!("{words}\r\n").as_bytes()).await
}
