//! What the rooms share.

pub mod choice;
pub mod choosing;
pub mod chunk;
pub mod conduct;
pub mod failure;
pub mod field;
pub mod focus;
pub mod fold;
pub mod form;
pub mod heading;
pub mod kind;
pub mod link;
pub mod markup;
pub mod meta;
pub mod more;
pub mod position;
pub mod private_link;
pub mod prose;
pub mod saving;
pub mod search;
pub mod sending;
pub mod status;
pub mod waiting;
pub mod wording;
