//! A new name, on everything that somebody wrote (GDPR Art. 16).

use samskab_protocol::author::Author;
use serde_json::Value;

use crate::app::App;
use crate::clock;
use crate::problem::Refusal;
use crate::routes::edit::{keep_comment, keep_contribution};
use crate::store;
use crate::store::Writing;
use crate::store::participants::Participant;
use crate::store::records::Record;

/// Signs everything anew that stands under their old name. What was taken back has no name to change.
pub async fn rename(app: &App, writing: &mut Writing, renamed: &Participant) -> Result<(), Refusal> {
    let author = renamed.sign();
    for mut contribution in writing.read_own_contributions(&renamed.id).await? {
        if contribution.author.is_some() {
            contribution.author.clone_from(&author);
            keep_contribution(app, writing, contribution).await?;
        }
    }
    for mut comment in writing.read_own_comments(&renamed.id).await? {
        if comment.author.is_some() {
            comment.author.clone_from(&author);
            keep_comment(app, writing, comment).await?;
        }
    }
    let Some(author) = author else {
        return Ok(());
    };
    for record in writing.read_own_records(&renamed.id).await? {
        let mut document: Value = record.decode()?;
        sign_anew(&mut document, &author);
        let document = serde_json::to_string(&document).map_err(store::Error::from)?;
        let changed = Record { document, ..record };
        writing.replace_record(changed, clock::now()).await?;
    }
    Ok(())
}

/// Wherever the author is named by their id, whatever the document is.
fn sign_anew(value: &mut Value, author: &Author) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| sign_anew(item, author)),
        Value::Object(members) => {
            let is_author = members.contains_key("role")
                && members.get("id").and_then(Value::as_str) == author.id.as_deref();
            if is_author {
                members.insert("name".into(), author.name.clone().into());
                members.insert("role".into(), author.role.as_str().into());
            }
            members.values_mut().for_each(|member| sign_anew(member, author));
        }
        _ => {}
    }
}
