//! Ports that nobody else uses.

use std::{
    io::{ErrorKind, Result as Attempt},
    net::{Ipv4Addr, Ipv6Addr, TcpListener},
};

use anyhow::Result;

use crate::failure::YourTurn;

/// The port itself if nobody uses it, a free one if it is 0.
pub fn free(flag: &str, port: u16) -> Result<u16> {
    let attempt: Attempt<u16> = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port());
    // "localhost" is both; a machine without IPv6 is no obstacle.
    let sixth = TcpListener::bind((Ipv6Addr::LOCALHOST, port));
    if sixth.is_err_and(|error| error.kind() == ErrorKind::AddrInUse) {
        return Err(taken(flag, port));
    }
    attempt.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => taken(flag, port),
        _ => YourTurn(format!(
            "port {port} cannot be used ({error}); choose another with {flag}"
        ))
        .into(),
    })
}

/// What is said about a port that another program uses.
pub fn taken(flag: &str, port: u16) -> anyhow::Error {
    YourTurn(format!("port {port} is taken; choose another with {flag}")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_said_with_the_flag_that_helps() {
        let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = other.local_addr().expect("an address").port();
        let error = free("--host-port", port).expect_err("it is taken");
        assert_eq!(
            error.to_string(),
            format!("port {port} is taken; choose another with --host-port")
        );
        assert!(error.downcast_ref::<YourTurn>().is_some());
    }

    #[test]
    fn zero_is_any_free_port() {
        assert_ne!(free("--host-port", 0).expect("one is free"), 0);
    }
}
