//! Somebody leaves and takes everything along (S1.6; GDPR Art. 17): their words, their name, their places, what they
//! reacted to and what they followed. Where others have answered them an empty place is left.

use samskab_protocol::identifier::{Ref, RefType};
use serde_json::{Map, Value};

use crate::app::App;
use crate::clock;
use crate::faults::Fault;
use crate::problem::Refusal;
use crate::routes::reactions;
use crate::routes::summaries::recount_after;
use crate::routes::withdraw::{withdraw_comment, withdraw_contribution};
use crate::store;
use crate::store::Writing;
use crate::store::changes::Change;
use crate::store::records::Record;

/// What is left of a record: what it was and what it was about, and nothing that somebody wrote.
const LEFT: [&str; 9] = [
    "id",
    "decision",
    "subject",
    "kind",
    "resource",
    "reason",
    "project",
    "created_at",
    "state",
];

/// Erases a participant.
pub async fn erase(app: &App, writing: &mut Writing, participant: &str) -> Result<(), Refusal> {
    reactions::remove_all(app, writing, participant).await?;
    writing.unfollow_all(participant).await?;
    leave_projects(writing, participant).await?;
    for mut contribution in writing.read_own_contributions(participant).await? {
        // A title may say who wrote it; the number that people quote says nothing.
        contribution.title = contribution.reference.clone().unwrap_or_else(|| "…".into());
        withdraw_contribution(writing, contribution).await?;
    }
    for comment in writing.read_own_comments(participant).await? {
        if Fault::ErasureForgetsComments.is_on() {
            break;
        }
        withdraw_comment(writing, comment).await?;
    }
    for record in writing.read_own_records(participant).await? {
        let document: Map<String, Value> = record.decode()?;
        let left: Map<String, Value> = document
            .into_iter()
            .filter(|(name, _)| LEFT.contains(&name.as_str()))
            .collect();
        let erased = Record {
            document: serde_json::to_string(&left).map_err(store::Error::from)?,
            state: "withdrawn".into(),
            ..record
        };
        if let Some(erased) = writing.replace_record(erased, clock::now()).await? {
            recount_after(writing, &erased).await?;
            // What has no address of its own is nowhere to be read.
            if let Some(gone) = Ref::parse(&format!("{}:{}", erased.of, erased.id)) {
                writing.note_change(Change::Removed, &gone).await?;
            }
        }
    }
    writing.delete_own_attachments(participant).await?;
    writing.disown(participant).await?;
    writing.erase_participant(participant).await?;
    Ok(())
}

/// Their seats go to those who wait; their orders and answers no longer count.
async fn leave_projects(writing: &mut Writing, participant: &str) -> Result<(), Refusal> {
    for event in writing.read_signed_up(participant).await? {
        writing.sign_off(&event, participant).await?;
        let event = Ref::new(RefType::Event, event);
        writing.note_change(Change::Updated, &event).await?;
    }
    writing.remove_rankings(participant).await?;
    writing.remove_evaluations(participant).await?;
    Ok(())
}
