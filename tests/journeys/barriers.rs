//! No barriers: axe-core with WCAG 2.2 AA in every view, by day and by night, in both languages, and no view wider than
//! a page of 320 px, which is also one of 1280 px at 400 % zoom.

pub mod acting;
pub mod composing;
pub mod finding;
pub mod neighbors;
pub mod own;
pub mod reading;
pub mod staff;
pub mod taking_part;
pub mod writing;

use samskab_tests::journey::Journey;

/// The journeys of all parts.
pub fn all() -> Vec<Journey> {
    let parts = [
        reading::all(),
        writing::all(),
        composing::all(),
        finding::all(),
        neighbors::all(),
        acting::all(),
        own::all(),
        staff::all(),
        taking_part::all(),
    ];
    parts.concat()
}

/// Words under a key, in the language of a page.
pub type Say = fn(&str) -> String;
