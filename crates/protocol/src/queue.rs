//! What waits for the municipality: a steward's list of work.

use serde::Serialize;

use crate::comment::Comment;
use crate::contribution::Contribution;
use crate::expectation::Expectation;
use crate::identifier::Timestamp;
use crate::moderation::Appeal;
use crate::offer::Offer;
use crate::report::Report;
use crate::{wire, words};

/// For what something waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// To be read through before others see it.
    Pending,
    /// To be looked at, since somebody has reported it.
    Reported,
    /// To be decided anew, since its author has appealed.
    Appealed,
    /// To be answered within the next days.
    DueSoon,
    /// To be answered; the promised day has passed (S1.2).
    Overdue,
    /// To be confirmed or corrected: nobody has said whether it can be expected (S4.2).
    Expected,
    /// To be thanked for: nobody has replied to what is offered (S4.4).
    Offered,
    /// Something that this version does not know.
    Other,
}

words!(Waiting { Pending = "pending", Reported = "reported", Appealed = "appealed", DueSoon = "due_soon", Overdue = "overdue", Expected = "expected", Offered = "offered" } else Other);

/// One thing that waits, with the thing itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QueueItem {
    /// What waits, as `<type>:<id>`.
    pub subject: String,
    /// For what.
    pub waiting_for: Waiting,
    /// Since when.
    pub since: Timestamp,
    /// By when it should be done.
    pub due: Timestamp,
    /// The contribution, with its words also where others cannot read them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contribution: Option<Contribution>,
    /// The comment, with its words also where others cannot read them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<Comment>,
    /// The report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
    /// The appeal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appeal: Option<Appeal>,
    /// What is expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expectation: Option<Expectation>,
    /// What is offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
}

wire!(QueueItem {
    subject,
    waiting_for,
    since,
    due,
    contribution,
    comment,
    report,
    appeal,
    expectation,
    offer
});
