//! What an office says to a person: in its own name (S1.8), and never a new state without a word (S1.5).

use samskab_protocol::identifier::Ref;
use samskab_protocol::limits::Limits;
use samskab_protocol::offer::Reply;
use samskab_protocol::problem::{FieldError, FieldFault};
use samskab_protocol::text::Text;
use samskab_protocol::validation::{fail, text};
use serde::Serialize;

use crate::actor::Actor;
use crate::clock;
use crate::problem::Refusal;
use crate::store::Writing;
use crate::store::changes::Change;
use crate::store::records::Record;

/// The words of a reply.
pub fn said(reply: Option<&Reply>) -> Option<String> {
    reply.map(|reply| reply.text.value.clone())
}

/// A reply in the name of the steward's office; `None` where nothing is said.
pub fn compose_reply(actor: &Actor, words: Option<&str>) -> Option<Reply> {
    Some(Reply {
        at: clock::to_wire(clock::now()),
        by: office_of(actor),
        text: Text::plain(words?.trim()),
    })
}

/// The office in whose name a steward writes.
pub fn office_of(actor: &Actor) -> String {
    let author = actor.participant.sign();
    author.map(|author| author.name).unwrap_or_default()
}

/// Checks that a state can be told, and that something is said to it.
pub fn check_reply(can_be_told: bool, reply: Option<&str>, limits: &Limits, errors: &mut Vec<FieldError>) {
    if !can_be_told {
        errors.push(fail("/state", FieldFault::NotAllowed, "does not belong here"));
    }
    text("/reply", reply.unwrap_or(""), limits.comment_max, errors);
}

/// Keeps what somebody has said to the municipality as it is from now on and notes the change. Whoever repeats the
/// request by which it was said is `told` the same.
pub async fn keep_anew<T: Serialize>(
    writing: &mut Writing,
    change: Change,
    reference: &Ref,
    record: Record,
    told: &T,
) -> Result<Record, Refusal> {
    let kept = writing.replace_record(record, clock::now()).await?;
    writing.note_change(change, reference).await?;
    writing.replace_told(reference, told).await?;
    kept.ok_or(Refusal::Internal)
}
