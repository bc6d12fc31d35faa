//! What the municipality and its residents are doing together.

mod frame;
pub mod list;
pub mod project;
mod timeline;
