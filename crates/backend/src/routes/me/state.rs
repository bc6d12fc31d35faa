//! How one stands to things: all that shared answers leave out, for many of them at once.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use samskab_protocol::comment::CommentState;
use samskab_protocol::contribution::{ContributionState, ReactionCounts};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::me::{MyState, Standing, Withheld};
use samskab_protocol::service::CountsVisibility;

use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::problem::{Misunderstanding, Refusal};
use crate::reactions::tell_one;
use crate::routes::answer::reply_privately;
use crate::routes::create::comment_ref;
use crate::routes::edit::{comment_window, contribution_window};
use crate::routes::parameters::Parameters;
use crate::store::reactions::Reaction;
use crate::store::registrations::Place;

/// `GET /me/state?refs=`
pub async fn state(
    State(app): State<Arc<App>>,
    actor: Actor,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let wanted = parameters.words("refs");
    if wanted.len() > app.limits.page_max as usize {
        return Err(Refusal::InvalidRequest(Misunderstanding::Refs));
    }
    let reactions = group(app.store.read_reactions(actor.id(), &wanted).await?);
    let follows = app.store.read_follows(actor.id(), &wanted).await?;
    let own_places = app.store.read_places(actor.id()).await?;
    let own_rankings = app.store.read_own_rankings(actor.id()).await?;
    let own_evaluations = app.store.read_own_evaluations(actor.id()).await?;
    let mut items = Vec::new();
    for word in &wanted {
        let Some(subject) = Ref::parse(word) else {
            continue;
        };
        let Some(found) = look_at(&app, &actor, &subject).await? else {
            continue;
        };
        let own = reactions.get(word).cloned().unwrap_or_default();
        let after = app.counts == CountsVisibility::AfterOwnReaction && !own.is_empty();
        items.push(Standing {
            reference: word.clone(),
            counts: after.then(|| tell_one(found.counts, app.counts, true)),
            reactions: own,
            follows: follows.iter().any(|follow| follow.subject == *word),
            own: found.is_own,
            edit_until: found.edit_until.map(clock::to_wire),
            may_withdraw: found.may_withdraw,
            registration: find_own(&own_places, &subject, RefType::Event).map(Place::state),
            ranking: find_own(&own_rankings, &subject, RefType::Project).unwrap_or_default(),
            evaluation: find_own(&own_evaluations, &subject, RefType::Project),
        });
    }
    let withheld = read_withheld(&app, actor.id()).await?;
    reply_privately(&MyState { items, withheld })
}

/// What is one's own of something of this type.
fn find_own<T: Clone>(own: &[(String, T)], subject: &Ref, of: RefType) -> Option<T> {
    let found = own.iter().find(|(id, _)| subject.of == of && *id == subject.id);
    found.map(|(_, own)| own.clone())
}

/// What matters of one thing.
#[derive(Default)]
struct Found {
    counts: ReactionCounts,
    is_own: bool,
    edit_until: Option<i64>,
    may_withdraw: bool,
}

async fn look_at(app: &App, actor: &Actor, subject: &Ref) -> Result<Option<Found>, Refusal> {
    let is_own = app.store.read_owner(subject).await?.as_deref() == Some(actor.id());
    match subject.of {
        RefType::Contribution => {
            let found = app.store.read_contribution(&subject.id).await?;
            Ok(found.map(|found| Found {
                edit_until: contribution_window(&found, app).filter(|_| is_own),
                may_withdraw: is_own && found.state != ContributionState::Withdrawn,
                counts: found.counts.by_reaction,
                is_own,
            }))
        }
        RefType::Comment => {
            let Some(found) = app.store.read_comment(&subject.id).await? else {
                return Ok(None);
            };
            let found = found.decode()?;
            let is_answered = is_own && app.store.has_official_reply(&subject.id).await?;
            Ok(Some(Found {
                edit_until: comment_window(&found, app).filter(|_| is_own && !is_answered),
                may_withdraw: is_own && found.state != CommentState::Withdrawn,
                counts: found.counts.by_reaction,
                is_own,
            }))
        }
        RefType::Offer | RefType::Expectation => {
            let found = app.store.read_record(subject.of.as_str(), &subject.id).await?;
            Ok(found.map(|found| Found {
                may_withdraw: is_own && found.state != "withdrawn",
                is_own,
                ..Found::default()
            }))
        }
        _ => {
            let version = app.store.read_version(subject).await?;
            Ok(version.map(|_| Found::default()))
        }
    }
}

async fn read_withheld(app: &App, participant: &str) -> Result<Vec<Withheld>, Refusal> {
    let mut withheld = Vec::new();
    for contribution in app.store.read_own_contributions(participant).await? {
        if is_withheld(contribution.state.as_str()) {
            withheld.push(Withheld {
                decision: app
                    .store
                    .read_last_moderation(&Ref::contribution(&contribution.id))
                    .await?,
                reference: Ref::contribution(&contribution.id).to_string(),
                state: contribution.state.as_str().to_owned(),
                contribution: Some(app.show_contribution(contribution)),
                comment: None,
            });
        }
    }
    for comment in app.store.read_own_comments(participant).await? {
        if is_withheld(comment.state.as_str()) {
            withheld.push(Withheld {
                decision: app.store.read_last_moderation(&comment_ref(&comment.id)).await?,
                reference: comment_ref(&comment.id).to_string(),
                state: comment.state.as_str().to_owned(),
                contribution: None,
                comment: Some(comment),
            });
        }
    }
    Ok(withheld)
}

fn is_withheld(state: &str) -> bool {
    ["pending", "refused", "hidden"].contains(&state)
}

fn group(reactions: Vec<Reaction>) -> HashMap<String, Vec<String>> {
    let mut by_subject: HashMap<String, Vec<String>> = HashMap::new();
    for reaction in reactions {
        by_subject
            .entry(reaction.subject)
            .or_default()
            .push(reaction.kind);
    }
    by_subject
}
