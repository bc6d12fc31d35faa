//! Everything over the wire. Nothing is drawn here.

pub mod changes;
pub mod client;
pub mod failure;
pub mod load;
