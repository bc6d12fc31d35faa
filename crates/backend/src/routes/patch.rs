//! Changes to what is there already, as a JSON merge patch (RFC 7396): what is named is replaced, what is null is
//! taken away, what is not named stays.

use axum::extract::{FromRequest, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::body::read_json;
use crate::problem::{Misunderstanding, Refusal};

/// A merge patch as it was sent, as `application/merge-patch+json` or `application/json`.
#[derive(Clone, Debug)]
pub struct Patch(Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for Patch {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let kinds = ["application/merge-patch+json", "application/json"];
        match read_json(request, state, &kinds).await? {
            Value::Object(members) => Ok(Patch(members)),
            _ => Err(misunderstood("not an object")),
        }
    }
}

impl Patch {
    /// What becomes of `current`. Members that it does not have are ignored.
    pub fn apply<T: Serialize + DeserializeOwned>(&self, current: &T) -> Result<T, Refusal> {
        let mut value = serde_json::to_value(current).map_err(|_| Refusal::Internal)?;
        merge(&mut value, &Value::Object(self.0.clone()));
        serde_json::from_value(value).map_err(|error| misunderstood(&error.to_string()))
    }
}

fn misunderstood(message: &str) -> Refusal {
    Refusal::InvalidRequest(Misunderstanding::Body(message.to_owned()))
}

fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(members) = target else {
        return;
    };
    for (name, value) in patch {
        if value.is_null() {
            members.remove(name);
        } else {
            merge(members.entry(name.clone()).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_examples_of_the_rfc_come_out_as_it_says() {
        let examples = [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "b"}), json!({"b": "c"}), json!({"a": "b", "b": "c"})),
            (json!({"a": "b"}), json!({"a": null}), json!({})),
            (json!({"a": "b", "b": "c"}), json!({"a": null}), json!({"b": "c"})),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "c"}), json!({"a": ["b"]}), json!({"a": ["b"]})),
            (
                json!({"a": {"b": "c"}}),
                json!({"a": {"b": "d", "c": null}}),
                json!({"a": {"b": "d"}}),
            ),
            (json!({"a": [{"b": "c"}]}), json!({"a": [1]}), json!({"a": [1]})),
            (json!(["a", "b"]), json!(["c", "d"]), json!(["c", "d"])),
            (json!({"a": "b"}), json!(["c"]), json!(["c"])),
            (json!({"a": "foo"}), json!(null), json!(null)),
            (json!({"a": "foo"}), json!("bar"), json!("bar")),
            (json!({"e": null}), json!({"a": 1}), json!({"e": null, "a": 1})),
            (json!([1, 2]), json!({"a": "b", "c": null}), json!({"a": "b"})),
            (
                json!({}),
                json!({"a": {"bb": {"ccc": null}}}),
                json!({"a": {"bb": {}}}),
            ),
        ];
        for (mut target, patch, expected) in examples {
            merge(&mut target, &patch);
            assert_eq!(target, expected, "{patch}");
        }
    }
}
