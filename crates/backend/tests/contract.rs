//! The protocol over HTTP: a real server, a real database, and every answer held against the description.

#![allow(
    clippy::unwrap_used,
    reason = "what a test needs and does not find is its failure"
)]

mod contract {
    pub mod answering;
    pub mod appealing;
    pub mod attaching;
    pub mod bad_input;
    pub mod browsers;
    pub mod changes;
    pub mod choosing;
    pub mod crowds;
    pub mod discovery;
    pub mod durability;
    pub mod editing;
    pub mod errors;
    pub mod events;
    pub mod hearing;
    pub mod importing;
    pub mod kinds;
    pub mod lists;
    pub mod mapping;
    pub mod me;
    pub mod merging;
    pub mod moderating;
    pub mod network;
    pub mod offers;
    pub mod once;
    pub mod outages;
    pub mod participants;
    pub mod premoderating;
    pub mod priorities;
    pub mod project_frames;
    pub mod projects;
    pub mod reactions;
    pub mod running;
    pub mod subscribing;
    pub mod taking_part;
    pub mod telling_news;
    pub mod threads;
    pub mod throttling;
    pub mod upgrading;
    pub mod withdrawing;
    pub mod writing;
}
mod real_input;
pub mod support;
