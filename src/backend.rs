//! Everything over the wire. Nothing is drawn here.

pub mod client;
pub mod failure;
pub mod load;
