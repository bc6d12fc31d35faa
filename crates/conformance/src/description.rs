//! The description of the protocol that this program was built with, and whether something is as it says.
//!
//! It is read as a widget reads it: members that it does not name, and words that an open enumeration does not
//! list, are no error.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::ensure;
use crate::verdict::{Finding, Outcome};

/// The files that hold no schemas, beside those of paths.
const NO_SCHEMAS: [&str; 3] = ["headers", "parameters", "responses"];
/// How many errors are told of one answer.
const ERRORS_SHOWN: usize = 3;

/// The description of the protocol.
pub struct Description {
    root: Value,
    files: Value,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Description {
    /// Read once.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Description> = OnceLock::new();
        SHARED.get_or_init(|| {
            let whole: Value = serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/openapi.json")))
                .unwrap_or_default();
            Description {
                root: whole["root"].clone(),
                files: whole["files"].clone(),
                validators: Mutex::default(),
            }
        })
    }

    /// Whether an answer to an operation is as described: its status, its media type and its body. Headers have
    /// clauses of their own.
    ///
    /// # Errors
    /// Says at which JSON pointer the body is otherwise.
    pub fn check(&self, verb: &str, template: &str, answer: &Answer) -> Outcome {
        let responses = &self.follow(&self.root["paths"][template])[verb]["responses"];
        let status = answer.status.to_string();
        let response = responses.get(&status).or_else(|| responses.get("default"));
        let response = self.follow(response.unwrap_or(&Value::Null));
        ensure!(
            response.is_object(),
            "{verb} {template} is not described with {status}"
        );
        let Some(content) = response["content"].as_object() else {
            ensure!(answer.body.is_empty(), "{} has a body", answer.asked);
            return Ok(());
        };
        let kind = answer.media_type();
        let Some(media) = content.get(&kind) else {
            let described: Vec<_> = content.keys().cloned().collect();
            return Err(Finding::Fails(format!(
                "{} answered as {kind:?} and not {}",
                answer.asked,
                described.join(" or ")
            )));
        };
        if kind == "application/json" || kind.ends_with("+json") {
            self.check_value(&media["schema"], answer.json()?, &answer.asked)?;
        }
        Ok(())
    }

    /// Whether a value is what a named schema says, as `comment/Comment`.
    pub fn check_named(&self, name: &str, value: &Value, what: &str) -> Outcome {
        self.check_value(&json!({ "$ref": format!("#/$defs/{name}") }), value, what)
    }

    /// Whether an operation is described at all.
    pub fn has(&self, verb: &str, template: &str) -> bool {
        self.follow(&self.root["paths"][template])[verb].is_object()
    }

    fn check_value(&self, schema: &Value, value: &Value, what: &str) -> Outcome {
        let validator = self.validator(schema)?;
        // The values themselves are somebody's words; what they should have been says enough.
        let errors: Vec<String> = validator
            .iter_errors(value)
            .map(|error| {
                let at = error.instance_path().to_string();
                format!("at {:?}: {}", at, error.masked_with("it"))
            })
            .take(ERRORS_SHOWN)
            .collect();
        ensure!(errors.is_empty(), "{what} {}", errors.join("; "));
        Ok(())
    }

    fn follow<'a>(&'a self, value: &'a Value) -> &'a Value {
        let place = value["$ref"].as_str().and_then(|to| to.strip_prefix("#/$defs"));
        place.map_or(value, |place| self.files.pointer(place).unwrap_or(&Value::Null))
    }

    fn validator(&self, schema: &Value) -> Outcome<Arc<Validator>> {
        let mut validators = self.validators.lock().unwrap_or_else(PoisonError::into_inner);
        let name = schema.to_string();
        if let Some(known) = validators.get(&name) {
            return Ok(known.clone());
        }
        let mut whole: Map<String, Value> = schema.as_object().cloned().unwrap_or_default();
        let mut schemas = self.files.as_object().cloned().unwrap_or_default();
        schemas.retain(|name, _| !NO_SCHEMAS.contains(&name.as_str()) && !name.starts_with("paths"));
        whole.insert("$defs".into(), Value::Object(schemas));
        let built = jsonschema::options()
            .should_validate_formats(true)
            .build(&Value::Object(whole));
        let built = Arc::new(built.map_err(|error| {
            Finding::Inconclusive(format!("the description itself cannot be used: {error}"))
        })?);
        validators.insert(name, built.clone());
        Ok(built)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_shape_is_told_by_its_pointer_and_not_by_its_words() {
        let author = json!({ "name": 7, "affiliation": "somebody's own" });
        let finding = Description::shared()
            .check_named("common/Author", &author, "an author")
            .unwrap_err();
        let Finding::Fails(reason) = finding else {
            panic!("{finding:?}")
        };
        assert!(reason.contains("/name") && !reason.contains('7'), "{reason}");
    }

    #[test]
    fn what_the_description_does_not_know_is_no_error() {
        let author = json!({ "name": "Amira", "role": "astronaut", "shoe_size": 38 });
        Description::shared()
            .check_named("common/Author", &author, "an author")
            .unwrap();
    }

    #[test]
    fn the_description_is_whole() {
        assert!(Description::shared().has("get", "/.well-known/samskab"));
        assert!(Description::shared().has("post", "/contributions"));
    }
}
