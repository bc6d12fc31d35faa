//! What the municipality and its residents are doing together: the overview, and each project with its frame, its way
//! from idea to decision, and what came of it.

mod answering;
mod belonging;
mod card;
mod choosing;
mod decisions;
mod ending;
mod evaluation;
mod events;
mod frame;
mod heard;
mod kept;
pub mod list;
mod mandate;
mod names;
mod network;
mod own;
mod paper;
mod path;
mod people;
pub mod project;
mod ranking;
mod reading_on;
mod seat;
mod sort;
mod tried;
mod ways;
