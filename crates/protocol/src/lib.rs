//! What a Samskab widget and any conforming backend agree on.
//!
//! The wire types live here and nowhere else; `openapi.yaml` beside this crate describes the same for
//! people who write in another language. No input or output happens here, and the crate compiles to WebAssembly.
//!
//! Two rules hold for every type. Unknown members are ignored, and every enum is open: a value that this
//! version does not know becomes the enum's `Other`, for which each reader has a fallback.

pub mod answer;
pub mod attachment;
pub mod author;
pub mod change;
pub mod comment;
pub mod contribution;
pub mod create;
pub mod decision;
pub mod evaluation;
pub mod event;
pub mod expectation;
pub mod heard;
pub mod identifier;
pub mod kinds;
pub mod label;
pub mod later;
pub mod limits;
pub mod map;
pub mod me;
pub mod moderation;
pub mod network;
pub mod offer;
pub mod page;
pub mod participant;
pub mod place;
pub mod priorities;
pub mod private;
pub mod problem;
pub mod project;
pub mod queue;
pub mod report;
pub mod service;
pub mod status;
pub mod subscription;
pub mod text;
pub mod trail;
pub mod validation;
pub mod wire;
