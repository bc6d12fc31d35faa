//! What the municipality and its residents are doing together: the overview, and each project with its frame, its way
//! from idea to decision, and what came of it.

mod answering;
mod belonging;
mod decisions;
mod events;
mod frame;
pub mod list;
mod mandate;
mod names;
mod path;
mod people;
pub mod project;
mod reading_on;
mod tried;
mod ways;
