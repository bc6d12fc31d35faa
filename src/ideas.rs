//! What people bring: the lists, one contribution with its trail, and writing an idea.

mod card;
pub mod compose;
pub mod contribution;
mod filters;
pub mod kept;
pub mod list;
mod receipt;
mod steps;
mod trail;
