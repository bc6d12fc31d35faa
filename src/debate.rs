//! What people answer each other.

mod comment;
mod reply;
pub mod thread;
mod tree;
