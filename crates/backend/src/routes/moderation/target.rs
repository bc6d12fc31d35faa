//! What a moderation decision is about, and what becomes of it.

use samskab_protocol::comment::{Comment, CommentState};
use samskab_protocol::contribution::{Contribution, ContributionState};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::moderation::ModerationAction;

use crate::app::App;
use crate::problem::Refusal;
use crate::routes::create::comment_ref;
use crate::store::Writing;
use crate::store::changes::Change;

/// A contribution or a comment, in whatever state.
pub enum Target {
    /// A contribution.
    Contribution(Box<Contribution>),
    /// A comment.
    Comment(Box<Comment>),
}

/// Reads what `<type>:<id>` points at; `None` where that is nothing that can be moderated.
pub async fn read_target(writing: &mut Writing, subject: &str) -> Result<Option<Target>, Refusal> {
    let Some(subject) = Ref::parse(subject) else {
        return Ok(None);
    };
    match subject.of {
        RefType::Contribution => {
            let found = writing.read_contribution(&subject.id).await?;
            Ok(found.map(|found| Target::Contribution(Box::new(found))))
        }
        RefType::Comment => {
            let found = writing.read_comment(&subject.id).await?;
            let found = found.map(|kept| kept.decode()).transpose()?;
            Ok(found.map(|found| Target::Comment(Box::new(found))))
        }
        _ => Ok(None),
    }
}

impl Target {
    /// Whether everyone can read it.
    pub fn is_public(&self) -> bool {
        match self {
            Target::Contribution(found) => matches!(
                found.state,
                ContributionState::Published | ContributionState::Merged
            ),
            Target::Comment(found) => found.state == CommentState::Published,
        }
    }

    /// Whether this can be done to it as it stands.
    pub fn allows(&self, action: ModerationAction) -> bool {
        match action {
            ModerationAction::Hidden | ModerationAction::Warned | ModerationAction::Kept => self.is_public(),
            ModerationAction::Refused | ModerationAction::Accepted => self.state() == "pending",
            ModerationAction::Restored => self.is_locked() || ["hidden", "refused"].contains(&self.state()),
            ModerationAction::Locked => self.is_lockable(),
            ModerationAction::Other => false,
        }
    }

    /// Does it, tells those who follow what everyone can see, and counts anew.
    pub async fn undergo(
        self,
        app: &App,
        writing: &mut Writing,
        action: ModerationAction,
    ) -> Result<(), Refusal> {
        match self {
            Target::Contribution(found) => change_contribution(app, writing, *found, action).await,
            Target::Comment(found) => change_comment(app, writing, *found, action).await,
        }
    }

    /// Whether it still is as this action has made it.
    pub fn bears(&self, action: ModerationAction) -> bool {
        match action {
            ModerationAction::Locked => self.is_locked(),
            ModerationAction::Hidden | ModerationAction::Refused => self.state() == action.as_str(),
            _ => false,
        }
    }

    fn state(&self) -> &'static str {
        match self {
            Target::Contribution(found) => found.state.as_str(),
            Target::Comment(found) => found.state.as_str(),
        }
    }

    fn is_locked(&self) -> bool {
        matches!(self, Target::Contribution(found) if found.locked)
    }

    fn is_lockable(&self) -> bool {
        matches!(self, Target::Contribution(found) if !found.locked && self.is_public())
    }
}

/// How what everyone sees changes when something goes from one state to the next; `None` where nobody sees anything
/// of it.
fn tell(was_public: bool, is_public: bool, was_there: bool) -> Option<Change> {
    match (was_public, is_public) {
        (true, false) => Some(Change::Removed),
        (false, true) if was_there => Some(Change::Updated),
        (false, true) => Some(Change::Created),
        (true, true) => Some(Change::Updated),
        (false, false) => None,
    }
}

async fn change_contribution(
    app: &App,
    writing: &mut Writing,
    found: Contribution,
    action: ModerationAction,
) -> Result<(), Refusal> {
    let before = found.state;
    let mut changed = found;
    match action {
        ModerationAction::Hidden => changed.state = ContributionState::Hidden,
        ModerationAction::Refused => changed.state = ContributionState::Refused,
        ModerationAction::Accepted => changed.state = ContributionState::Published,
        ModerationAction::Restored if changed.locked && before == ContributionState::Published => {
            changed.locked = false;
        }
        ModerationAction::Restored => changed.state = ContributionState::Published,
        ModerationAction::Locked => changed.locked = true,
        ModerationAction::Warned | ModerationAction::Kept | ModerationAction::Other => return Ok(()),
    }
    writing.replace_contribution(&changed).await?;
    let is_public = |state| matches!(state, ContributionState::Published | ContributionState::Merged);
    let was_there = before == ContributionState::Hidden;
    if let Some(change) = tell(is_public(before), is_public(changed.state), was_there) {
        let of = Ref::contribution(&changed.id);
        writing.note_change(change, &of).await?;
    }
    // Whoever sends their first request again is told how it stands now.
    let of = Ref::contribution(&changed.id).to_string();
    let told = serde_json::json!({ "contribution": app.show_contribution(changed) });
    Ok(writing.replace_answer(&of, &told.to_string()).await?)
}

async fn change_comment(
    app: &App,
    writing: &mut Writing,
    found: Comment,
    action: ModerationAction,
) -> Result<(), Refusal> {
    let before = found.state;
    let state = match action {
        ModerationAction::Hidden => CommentState::Hidden,
        ModerationAction::Refused => CommentState::Refused,
        ModerationAction::Accepted | ModerationAction::Restored => CommentState::Published,
        _ => return Ok(()),
    };
    let mut changed = Comment { state, ..found };
    writing.change_comment_state(&changed).await?;
    let is_public = |state| state == CommentState::Published;
    let of = comment_ref(&changed.id);
    if let Some(change) = tell(
        is_public(before),
        is_public(state),
        before == CommentState::Hidden,
    ) {
        writing.note_change(change, &of).await?;
    }
    app.dress_comment(&mut changed);
    let told = serde_json::json!({ "comment": changed });
    Ok(writing.replace_answer(&of.to_string(), &told.to_string()).await?)
}
