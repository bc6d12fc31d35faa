//! What is answered at which address.

pub mod answer;
pub mod body;
pub mod changes;
pub mod comments;
pub mod contributions;
pub mod create;
pub mod pages;
pub mod parameters;
pub mod projects;
pub mod service;
pub mod thread;
pub mod withdraw;
