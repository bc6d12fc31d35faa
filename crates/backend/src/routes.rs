//! What is answered at which address.

pub mod answer;
pub mod body;
pub mod changes;
pub mod comments;
pub mod contributions;
pub mod create;
pub mod edit;
pub mod follows;
pub mod json;
pub mod me;
pub mod pages;
pub mod parameters;
pub mod participants;
pub mod patch;
pub mod precondition;
pub mod projects;
pub mod reactions;
pub mod service;
pub mod thread;
pub mod withdraw;
