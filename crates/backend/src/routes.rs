//! What is answered at which address.

pub mod answer;
pub mod comments;
pub mod contributions;
pub mod pages;
pub mod parameters;
pub mod projects;
pub mod service;
pub mod thread;
