//! What everyone may see of something that not everyone may read.
//!
//! What waits to be read through, or was not taken, is not there for anyone but its author and stewards. What a
//! moderator has taken off the page keeps its place and loses its words; they stay in the store, so that an appeal can
//! bring them back (S1.6).

use samskab_protocol::comment::{Comment, CommentState};
use samskab_protocol::contribution::{Contribution, ContributionLink, ContributionState, RemovedBy};
use samskab_protocol::later::Later;
use samskab_protocol::trail::StepKind;

use crate::faults::Fault;

/// A contribution as everyone may see it; `None` where it is not there for them.
pub fn veil_contribution(found: Contribution) -> Option<Contribution> {
    match found.state {
        ContributionState::Pending if Fault::PendingLeaks.is_on() => Some(found),
        ContributionState::Pending | ContributionState::Refused => None,
        ContributionState::Hidden => Some(Contribution {
            removed_by: Some(RemovedBy::Moderator),
            ..without_words(found)
        }),
        ContributionState::Withdrawn => Some(Contribution {
            removed_by: Some(RemovedBy::Author),
            ..found
        }),
        _ => Some(found),
    }
}

/// A comment as everyone may see it; `None` where it is not there for them.
pub fn veil_comment(found: Comment) -> Option<Comment> {
    match found.state {
        CommentState::Pending | CommentState::Refused => None,
        CommentState::Hidden if Fault::HiddenWordsRemain.is_on() => Some(found),
        CommentState::Hidden => Some(Comment {
            body: None,
            author: None,
            alignment: None,
            side: None,
            edited_at: None,
            removed_by: Some(RemovedBy::Moderator),
            ..found
        }),
        CommentState::Withdrawn => Some(Comment {
            removed_by: Some(RemovedBy::Author),
            ..found
        }),
        _ => Some(found),
    }
}

/// A link to a contribution in this state, as everyone may see it.
pub fn veil_link(link: ContributionLink, state: ContributionState) -> ContributionLink {
    match state {
        ContributionState::Hidden => ContributionLink {
            title: String::new(),
            author: None,
            ..link
        },
        _ => link,
    }
}

fn without_words(found: Contribution) -> Contribution {
    let mut trail = found.trail;
    trail.retain(|step| step.step == StepKind::Received);
    for step in &mut trail {
        step.text = None;
        step.link = None;
    }
    Contribution {
        title: String::new(),
        summary: String::new(),
        problem: None,
        body: None,
        dilemma: None,
        barrier: None,
        story: None,
        affected: Vec::new(),
        attachments: Later::default(),
        topics: Vec::new(),
        areas: Vec::new(),
        author: None,
        author_verdict: None,
        place: None,
        source: None,
        trail,
        ..found
    }
}
