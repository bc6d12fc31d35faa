//! What moderation changes, and what is kept of it: reports, decisions and appeals, all of them records.

use samskab_protocol::comment::{Comment, CommentState};
use samskab_protocol::identifier::Ref;
use samskab_protocol::moderation::ModerationDecision;
use samskab_protocol::report::{CaseState, Report};

use super::comments::state_word;
use super::records::{Choice, Record};
use super::threads::Part;
use super::{Result, Store, Writing, sql};

/// The type of reports.
pub const REPORT: &str = "report";
/// The type of moderation decisions.
pub const MODERATION_DECISION: &str = "moderation-decision";
/// The type of appeals.
pub const APPEAL: &str = "appeal";

/// More reports than anyone makes of one thing.
const MANY: u32 = 1000;

impl Store {
    /// What was last decided about something.
    pub async fn read_last_moderation(&self, subject: &Ref) -> Result<Option<ModerationDecision>> {
        let subject = subject.to_string();
        let choice = Choice {
            subject: Some(&subject),
            ..Choice::all(MODERATION_DECISION)
        };
        let last = Part {
            newest_first: true,
            after: None,
            limit: 1,
        };
        let found = self.list_records(choice, last).await?;
        found.first().map(Record::decode).transpose()
    }
}

impl Writing {
    /// Brings a comment into another state, with its words kept or gone as they are now, and counts its debate anew.
    pub async fn change_comment_state(&mut self, changed: &Comment) -> Result<()> {
        // The name above a reply goes when the comment that it answers goes.
        let is_readable = changed.state == CommentState::Published;
        let author = changed.author.as_ref().filter(|_| is_readable);
        let document = Comment {
            parent_author: None,
            ..changed.clone()
        };
        let update = sql(
            "UPDATE comments SET state = $1, author_name = $2, document = $3, version = version + 1 WHERE id = $4",
        )
        .bind(state_word(changed.state))
        .bind(author.map(|author| &author.name))
        .bind(serde_json::to_string(&document)?)
        .bind(&changed.id);
        self.run(update).await?;
        match Ref::parse(&changed.subject) {
            Some(subject) => self.recount(&subject).await,
            None => Ok(()),
        }
    }

    /// Settles all reports of something that still wait, by a moderation decision.
    pub async fn settle_reports(
        &mut self,
        subject: &str,
        state: CaseState,
        decision: &str,
        now: i64,
    ) -> Result<()> {
        let choice = Choice {
            subject: Some(subject),
            states: &["received"],
            ..Choice::all(REPORT)
        };
        let all = Part {
            newest_first: false,
            after: None,
            limit: MANY,
        };
        for record in self.list_records(choice, all).await? {
            let settled = Report {
                state,
                decision: Some(decision.to_owned()),
                ..record.decode()?
            };
            self.replace_record(record.with_document(state.as_str(), &settled)?, now)
                .await?;
        }
        Ok(())
    }
}
