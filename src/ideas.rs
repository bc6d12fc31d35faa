//! What people bring: the lists, one contribution with its trail.

pub mod card;
pub mod contribution;
mod filters;
pub mod kept;
pub mod list;
mod receipt;
mod trail;
