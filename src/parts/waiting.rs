//! Something on its way: a quiet skeleton that keeps the room, drawn only when it takes long enough to be noticed.

use crate::app::App;
use crate::parts::markup::{Tag, classed};

/// Room for something that is on its way.
pub fn waiting(app: App) -> Tag {
    classed("div", "waiting")
        .attr("aria-busy", "true")
        .child(classed("span", "unseen").child(app.say("waiting")))
}
