//! What is being written and what is on its way: kept on the device from the first word, sent once.

pub mod guest;
pub mod mine;
mod store;
pub mod writing;
