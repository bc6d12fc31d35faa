//! When people meet: working meetings, debate salons, citizen panels, hosted dinners (S2.6).

use serde::Serialize;

use crate::contribution::{Place, ProjectLink};
use crate::identifier::Timestamp;
use crate::text::{Link, Text};
use crate::{wire, words};

/// What sort of event it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A working meeting of residents and municipality.
    WorkingMeeting,
    /// A debate salon.
    DebateSalon,
    /// A citizen panel.
    CitizenPanel,
    /// A hosted dinner (gæstebud).
    HostedDinner,
    /// A workshop on one theme (S2.7).
    ThemeWorkshop,
    /// A meeting of the council or a committee that anyone may attend (S3.2).
    CouncilMeeting,
    /// Anything else.
    Other,
}

words!(EventKind { WorkingMeeting = "working_meeting", DebateSalon = "debate_salon", CitizenPanel = "citizen_panel", HostedDinner = "hosted_dinner", ThemeWorkshop = "theme_workshop", CouncilMeeting = "council_meeting" } else Other);

/// Whether it takes place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventState {
    /// It will.
    #[default]
    Scheduled,
    /// It will not; `cancelled_reason` says why.
    Cancelled,
    /// It did.
    Held,
    /// A state that this version does not know.
    Other,
}

words!(EventState { Scheduled = "scheduled", Cancelled = "cancelled", Held = "held" } else Other, missing Scheduled);

/// How one signs up. Who has signed up is never told, only how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Registration {
    /// Whether one can sign up now. Where all seats are taken one gets on the waiting list.
    pub open: bool,
    /// How many seats there are; without an end where it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// How many have a seat.
    pub registered: u32,
    /// How many wait for one.
    pub waiting: u32,
}

wire!(Registration {
    open,
    capacity,
    registered,
    waiting
});

/// A meeting of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// Opaque id.
    pub id: String,
    /// What sort it is.
    pub kind: EventKind,
    /// What it is called.
    pub title: String,
    /// What happens there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Text>,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// Whether it takes place.
    pub state: EventState,
    /// Why it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancelled_reason: Option<String>,
    /// Where it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Where one takes part from afar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub online_url: Option<String>,
    /// Who invites: an office, an association, a host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// What is talked about, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<String>,
    /// How one signs up; missing where one simply comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<Registration>,
    /// What came out of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Text>,
    /// The minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Link>,
    /// How often it has been written down what was heard there; missing where nobody counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summaries: Option<u32>,
    /// The project that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectLink>,
    /// When its own words last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// The calendar file of this event (RFC 5545).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
}

wire!(Event {
    id,
    kind,
    title,
    body,
    starts_at,
    ends_at,
    state,
    cancelled_reason,
    place,
    online_url,
    host,
    agenda,
    registration,
    outcome,
    minutes,
    summaries,
    project,
    updated_at,
    calendar
});

/// Where one stands after signing up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatState {
    /// One has a seat.
    Registered,
    /// One waits for one.
    Waiting,
    /// A state that this version does not know.
    Other,
}

words!(SeatState { Registered = "registered", Waiting = "waiting" } else Other);

/// Answer to `PUT /events/{id}/registration`: one's own place, told to nobody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seat {
    /// Whether one has a seat.
    pub state: SeatState,
    /// How many wait before one, for one who waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead: Option<u32>,
    /// How many there are in all.
    pub registration: Registration,
}

wire!(Seat {
    state,
    ahead,
    registration
});
