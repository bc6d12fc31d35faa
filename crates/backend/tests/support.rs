//! A real backend on a real socket, and a client that holds every answer against the description of the protocol.

mod caller;
mod client;
mod cluster;
mod database;
mod debate;
mod description;
mod events;
mod server;

pub use caller::Caller;
pub use client::{Answer, Client};
pub use cluster::programs;
pub use database::{Connection, Database, is_on_postgres};
pub use debate::{Debate, decide, faults};
pub use description::{Description, Operation};
pub use events::EventStream;
pub use server::{Server, appoint, run};
