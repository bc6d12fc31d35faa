//! Moments come in any zone and are kept in one: UTC, to the second, so that text also sorts as time.

use samskab_protocol::identifier::Timestamp;
use samskab_protocol::problem::{FieldError, FieldFault};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::clock;
use crate::problem::Refusal;

/// The members that hold moments, wherever they stand.
pub const NAMES: [&str; 12] = [
    "created_at",
    "updated_at",
    "edited_at",
    "starts_at",
    "ends_at",
    "closes_at",
    "joined_at",
    "decided_at",
    "decision_due",
    "answer_due",
    "at",
    "due",
];

/// What stands in the detail of a field that is no moment, in any language.
const FORM: &str = "RFC 3339: 2026-11-21T08:00:00Z";

/// The same with every moment in UTC. What is no moment is refused.
pub fn settle<T: Serialize + DeserializeOwned>(sent: &T) -> Result<T, Refusal> {
    let mut value = serde_json::to_value(sent).map_err(|_| Refusal::Internal)?;
    let mut errors = Vec::new();
    rewrite(&mut value, "", &mut errors);
    if !errors.is_empty() {
        return Err(Refusal::Validation(errors));
    }
    serde_json::from_value(value).map_err(|_| Refusal::Internal)
}

fn rewrite(value: &mut Value, pointer: &str, errors: &mut Vec<FieldError>) {
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter_mut().enumerate() {
                rewrite(item, &format!("{pointer}/{at}"), errors);
            }
        }
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                let pointer = format!("{pointer}/{name}");
                match member.as_str().filter(|_| NAMES.contains(&name.as_str())) {
                    None => rewrite(member, &pointer, errors),
                    Some(text) => match clock::from_wire(&Timestamp(text.to_owned())) {
                        Some(micros) => *member = Value::from(clock::to_wire(micros).0),
                        None => errors.push(FieldError {
                            pointer,
                            fault: FieldFault::Invalid,
                            limit: None,
                            detail: FORM.into(),
                        }),
                    },
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_moment_of_another_zone_is_kept_in_utc_wherever_it_stands() {
        let sent = json!({"phases": [{"starts_at": "2026-06-01T10:00:00+02:00"}], "title": "2026-06-01T10:00:00+02:00"});
        let kept = settle(&sent).unwrap();
        assert_eq!(kept["phases"][0]["starts_at"], "2026-06-01T08:00:00Z");
        assert_eq!(kept["title"], sent["title"]);
    }

    #[test]
    fn what_is_no_moment_is_refused_where_it_stands() {
        let Err(Refusal::Validation(errors)) = settle(&json!({"phases": [{"ends_at": "i morgen"}]})) else {
            panic!("it was taken");
        };
        assert_eq!(errors[0].pointer, "/phases/0/ends_at");
    }
}
