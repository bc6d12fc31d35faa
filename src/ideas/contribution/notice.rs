//! Why a contribution is not there as it once was, in plain words instead of an empty page.

use samskab_protocol::contribution::{Contribution, ContributionState, RemovedBy};

use super::lineage::linked;
use crate::app::App;
use crate::parts::markup::{Tag, classed, tag};
use crate::parts::prose::prose;

/// Says what has become of a contribution that is withdrawn, removed, merged or not yet shown; nothing otherwise.
pub fn notice(app: App, contribution: &Contribution) -> Option<Tag> {
    let key = match (contribution.state, contribution.removed_by) {
        (ContributionState::Withdrawn, _) => "state.withdrawn",
        (ContributionState::Hidden, Some(RemovedBy::Author)) => "state.withdrawn",
        (ContributionState::Hidden, _) => "state.hidden",
        (ContributionState::Refused, _) => "state.refused",
        (ContributionState::Pending, _) => "state.pending",
        (ContributionState::Merged, _) => "state.merged",
        (ContributionState::Published | ContributionState::Other, _) => return None,
    };
    let into = contribution.merged_into.as_ref();
    let panel = classed("div", "panel notice").child(tag("p").child(app.say(key)));
    Some(
        panel
            .child(into.map(|into| tag("p").child(linked(app, into))))
            .child(into.and_then(|into| into.reason.as_ref()).map(prose)),
    )
}
