//! What is being written and what is on its way: kept on the device from the first word, sent once.

pub mod delivery;
pub mod draft;
pub mod guest;
mod lock;
pub mod mine;
pub mod outbox;
pub mod pictures;
pub mod sending;
pub mod store;
pub mod writing;
