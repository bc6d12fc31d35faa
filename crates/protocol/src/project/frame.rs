//! The frame of a project: what can be moved, who has a share, who answers, and what was tried (S2.3).

use serde::Serialize;

use crate::author::Role;
use crate::identifier::Timestamp;
use crate::text::{Link, Text};
use crate::wire;

/// What can be influenced, and what cannot (S4.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Influence {
    /// What people can influence.
    pub open: Vec<String>,
    /// What is given beforehand.
    pub given: Vec<String>,
}

wire!(Influence { open, given });

/// Another party with a share in the matter (S4.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stakeholder {
    /// Who.
    pub name: String,
    /// What is at stake for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stake: Option<String>,
    /// Whether they were invited.
    pub invited: bool,
    /// Whether they take part: invited and not present is "missing".
    pub present: bool,
}

wire!(Stakeholder {
    name,
    stake,
    invited,
    present
});

/// Who answers for the project (S0.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Responsible {
    /// The office.
    pub office: String,
    /// The accountable official.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The political committee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub committee: Option<String>,
    /// Days within which an answer is promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_days: Option<u32>,
}

wire!(Responsible {
    office,
    name,
    committee,
    answer_days
});

/// How well the promise to answer is kept, over all contributions of the project (S1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerRecord {
    /// Contributions received.
    pub received: u32,
    /// Contributions answered.
    pub answered: u32,
    /// Contributions whose answer is late.
    pub overdue: u32,
    /// Days from received to answered for the middle one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_days: Option<u32>,
}

wire!(AnswerRecord {
    received,
    answered,
    overdue,
    median_days
});

/// Who works along, and since when: the municipality in a citizens' own project, or others in its own (S2.5, S4.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Partner {
    /// Who.
    pub name: String,
    /// In which capacity.
    pub role: Role,
    /// When they joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined_at: Option<Timestamp>,
    /// What they bring.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brings: Option<String>,
}

wire!(Partner {
    name,
    role,
    joined_at,
    brings
});

/// Something that is tried out, and what it showed (S2.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Experiment {
    /// What is tried.
    pub what: String,
    /// From when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// What it showed, once it has shown anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub showed: Option<Text>,
}

wire!(Experiment {
    what,
    starts_at,
    ends_at,
    showed
});

/// What a council has asked a task committee to do, and what came of it (S2.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mandate {
    /// What the committee is asked to do.
    pub task: Text,
    /// Who gave the mandate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_by: Option<String>,
    /// Who sits in it.
    pub members: Vec<Member>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// What the committee recommends to the council, once it has come that far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<Text>,
    /// What the council has replied.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub council_reply: Option<CouncilReply>,
}

wire!(Mandate {
    task,
    given_by,
    members,
    ends_at,
    recommendation,
    council_reply
});

/// A member of a task committee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Their name, or whom they are: `Otte unge, udtrukket ved lod`.
    pub name: String,
    /// In which capacity they sit there.
    pub role: Role,
}

wire!(Member { name, role });

/// The council's reply to a recommendation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CouncilReply {
    /// When it was given.
    pub at: Timestamp,
    /// The council or committee that gave it.
    pub by: String,
    /// The reply, with its reasons.
    pub text: Text,
    /// The minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
}

wire!(CouncilReply { at, by, text, link });

/// What was learned, told when a project ends (S0.3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Learned {
    /// What those who took part say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citizens: Option<Text>,
    /// What the staff say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<Text>,
}

wire!(Learned { citizens, staff });
