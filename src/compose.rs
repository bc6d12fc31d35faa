//! Writing a contribution: one question a screen, each kind asking what fits it, and a last look before it is sent.

mod album;
mod check;
pub mod choose;
pub mod composer;
mod ground;
pub mod invitation;
mod lineage;
mod offers;
mod pictures;
mod place;
mod questions;
mod request;
mod screens;
mod sides;
mod similar;
mod who;
