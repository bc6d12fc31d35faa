//! What the journeys stand on: real browsers, the real backend, host pages, and a network that can be cut.
//!
//! A journey gets a [`stage::Stage`]: a fresh browser session, a backend with freshly seeded data behind a
//! [`network::Network`], and a site whose pages embed the widget as a municipality would.

pub mod accessibility;
pub mod backend;
pub mod browser;
pub mod engine;
pub mod files;
pub mod journey;
pub mod network;
pub mod page;
pub mod process;
pub mod site;
pub mod stage;
pub mod tools;
pub mod visitor;
pub mod widget;
pub mod words;
