//! What people bring: the lists, one contribution with its trail.

pub mod card;
mod chips;
pub mod contribution;
mod filters;
mod finder;
pub mod kept;
pub mod list;
mod receipt;
mod trail;
