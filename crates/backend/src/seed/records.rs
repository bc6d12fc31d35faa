//! The small things of the invented municipality: what it answered, and what it moderated.

use samskab_protocol::answer::Answer;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::identifier::{Ref, Timestamp};
use samskab_protocol::moderation::{Appeal, ModerationDecision};
use samskab_protocol::report::Report;
use samskab_protocol::trail::StepKind;

use crate::clock;
use crate::routes::answers::{ANSWER, GIVEN};
use crate::store::moderation::{APPEAL, MODERATION_DECISION, REPORT};
use crate::store::records::Record;
use crate::store::{self, Writing};

/// Keeps the answers that the trail of a contribution tells, and names them there.
pub async fn insert_answers(writing: &mut Writing, new: &mut Contribution, now: i64) -> store::Result<()> {
    let subject = Ref::contribution(&new.id).to_string();
    for step in &mut new.trail {
        let told = step.at.clone().zip(step.text.clone()).zip(step.by.clone());
        let Some(((at, text), by)) = told.filter(|_| step.step == StepKind::Answered) else {
            continue;
        };
        let answer = Answer {
            id: format!("svar-{}", new.id),
            subject: subject.clone(),
            body: text,
            by,
            published_at: at.clone(),
            status_after: None,
            link: step.link.clone(),
            supersedes: None,
        };
        let record = Record::new(ANSWER, &answer.id, GIVEN, moment(&at, now), &answer)?;
        writing.insert_record(&record.about(&subject)).await?;
        step.answer = Some(answer.id);
    }
    Ok(())
}

/// Keeps a report, which waits to be looked at.
pub async fn insert_report(writing: &mut Writing, report: &Report, now: i64) -> store::Result<()> {
    let at = moment(&report.created_at, now);
    let record = Record::new(REPORT, &report.id, report.state.as_str(), at, report)?;
    writing.insert_record(&record.about(&report.subject)).await?;
    Ok(())
}

/// Keeps a moderation decision, with the appeal against it beside it.
pub async fn insert_decision(
    writing: &mut Writing,
    decision: ModerationDecision,
    now: i64,
) -> store::Result<()> {
    if let Some(appeal) = &decision.appeal {
        let at = moment(&appeal.created_at, now);
        let record = Record::new(APPEAL, &appeal.id, appeal.state.as_str(), at, appeal)?;
        writing.insert_record(&record.about(&decision.subject)).await?;
    }
    let appeal = decision.appeal.map(|appeal| Appeal { text: None, ..appeal });
    let logged = ModerationDecision { appeal, ..decision };
    let at = moment(&logged.decided_at, now);
    let record = Record::new(
        MODERATION_DECISION,
        &logged.id,
        logged.action.as_str(),
        at,
        &logged,
    )?;
    writing.insert_record(&record.about(&logged.subject)).await?;
    Ok(())
}

fn moment(at: &Timestamp, now: i64) -> i64 {
    clock::from_wire(at).unwrap_or(now)
}
