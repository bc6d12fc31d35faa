//! The description of the protocol, held against what the backend really answers.
//!
//! It is taken more strictly than a reader would: a member that the description does not name, and a word that an
//! open enumeration does not list, is an error, so that description and backend cannot drift apart.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use jsonschema::Validator;
use reqwest::Method;
use serde_json::{Map, Value, json};

use super::Answer;

const BASE: &str = "/samskab/v1";
const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// The files that hold no schemas.
const NO_SCHEMAS: [&str; 3] = ["headers", "parameters", "responses"];

/// A way to write, as it is described.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The verb.
    pub method: Method,
    /// The path below the base, with its parameters in braces.
    pub path: String,
    /// A body that could stand, where one is needed.
    pub example: Option<Value>,
}

/// The description of the protocol.
pub struct Description {
    /// `openapi.yaml`, with every reference led to `$defs`.
    root: Value,
    /// The files beside it by name.
    files: Value,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

impl Description {
    /// Read once for all tests.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Description> = OnceLock::new();
        SHARED.get_or_init(Self::read)
    }

    /// The schemas by their place below `$defs`, with the examples that go with them.
    pub fn examples(&self) -> Vec<(Value, Value)> {
        let mut found = Vec::new();
        gather_examples(&self.root, &mut found);
        gather_examples(&self.files, &mut found);
        found
    }

    /// Every way to write.
    pub fn writes(&self) -> Vec<Operation> {
        let mut found = Vec::new();
        for (path, verbs) in self.root["paths"].as_object().unwrap() {
            for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                let verb = &verbs[method.as_str().to_lowercase()];
                if verb.is_object() {
                    let content = &verb["requestBody"]["content"][JSON];
                    found.push(Operation {
                        method,
                        path: path.clone(),
                        example: content.get("example").cloned(),
                    });
                }
            }
        }
        found
    }

    /// Every list that is read page by page.
    pub fn lists(&self) -> Vec<String> {
        let paths = self.root["paths"].as_object().unwrap().iter();
        let is_paged = |verbs: &Value| {
            let parameters = verbs["get"]["parameters"].as_array();
            parameters.is_some_and(|all| all.iter().any(|one| one["$ref"] == "#/$defs/parameters/cursor"))
        };
        paths
            .filter(|(_, verbs)| is_paged(verbs))
            .map(|(path, _)| path.clone())
            .collect()
    }

    /// Whether a value is what a schema says.
    pub fn check(&self, schema: &Value, value: &Value, what: &str) {
        let validator = self.validator(schema);
        let errors: Vec<String> = validator
            .iter_errors(value)
            .map(|error| format!("{} at {}", error, error.instance_path()))
            .collect();
        assert!(
            errors.is_empty(),
            "{what} is not as described: {errors:#?}\n{value:#}"
        );
    }

    /// Whether what was sent, and taken, is as described.
    pub fn check_sent(&self, path: &str, body: &Value) {
        let template = self.find_template(path).unwrap_or_default();
        let schema = &self.root["paths"][template]["post"]["requestBody"]["content"][JSON]["schema"];
        assert!(!schema.is_null(), "POST {path} is not described");
        self.check(schema, body, path);
    }

    /// Whether an answer is as described: its status, media type, headers and body.
    pub fn check_answer(&self, method: &Method, path: &str, answer: &Answer) {
        let what = format!("{method} {path} {}", answer.status);
        assert!(
            !answer.status.is_server_error() || answer.status == 503,
            "{what}: {}",
            answer.text
        );
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{what}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
        if method == Method::OPTIONS || answer.header("content-type").starts_with("text/html") {
            return;
        }
        let Some(response) = self.find_response(method, path, answer.status.as_u16()) else {
            assert!(answer.status.is_client_error(), "{what} is not described");
            return self.check_problem(answer, &what);
        };
        self.check_headers(response, answer, &what);
        match &response["content"] {
            Value::Null => assert_eq!(answer.text, "", "{what} has a body"),
            content if !content[PROBLEM].is_null() => self.check_problem(answer, &what),
            content if content[JSON].is_null() => {
                let kind = answer.header("content-type").split(';').next().unwrap_or("");
                assert!(!content[kind].is_null(), "{what} is {kind:?}");
            }
            content => {
                assert_eq!(answer.header("content-type"), JSON, "{what}");
                if method != Method::HEAD {
                    self.check(&content[JSON]["schema"], &answer.json(), &what);
                }
            }
        }
    }

    fn check_problem(&self, answer: &Answer, what: &str) {
        assert_eq!(answer.header("content-type"), PROBLEM, "{what}");
        let problem = answer.json();
        self.check(&json!({"$ref": "#/$defs/problem/Problem"}), &problem, what);
        assert_eq!(problem["status"], answer.status.as_u16(), "{what}");
        assert!(!problem["title"].as_str().unwrap().is_empty(), "{what}");
        assert!(
            ["da", "en"].contains(&answer.header("content-language")),
            "{what}"
        );
    }

    fn check_headers(&self, response: &Value, answer: &Answer, what: &str) {
        for (name, header) in response["headers"].as_object().into_iter().flatten() {
            let header = self.follow(header);
            let is_needed = header["required"] == true;
            assert!(
                !is_needed || !answer.header(name).is_empty(),
                "{what} lacks the header {name}"
            );
        }
    }

    fn find_response(&self, method: &Method, path: &str, status: u16) -> Option<&Value> {
        let template = self.find_template(path)?;
        let verb = if method == Method::HEAD {
            "get".into()
        } else {
            method.as_str().to_lowercase()
        };
        let responses = &self.root["paths"][template].get(&verb)?["responses"];
        let response = responses.get(status.to_string());
        let response = response.or_else(|| responses.get("default").filter(|_| status >= 400));
        let response = response.unwrap_or_else(|| panic!("{method} {path} {status} is not described"));
        Some(self.follow(response))
    }

    /// The path of the description that an address belongs to: of several that fit, the one that says most.
    fn find_template(&self, address: &str) -> Option<&str> {
        let path = address.split('?').next()?;
        let path = match path.split_once(BASE) {
            Some((_, "")) => "/",
            Some((_, below)) => below,
            None => path,
        };
        let templates = self.root["paths"].as_object()?.keys();
        templates
            .filter(|template| fits(template, path))
            .max_by_key(|template| template.split(['{', '}']).step_by(2).map(str::len).sum::<usize>())
            .map(String::as_str)
    }

    fn follow<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"]
            .as_str()
            .and_then(|reference| reference.strip_prefix("#/$defs"))
        {
            Some(place) => self
                .files
                .pointer(place)
                .unwrap_or_else(|| panic!("{place} leads nowhere")),
            None => value,
        }
    }

    fn validator(&self, schema: &Value) -> Arc<Validator> {
        let mut validators = self.validators.lock().unwrap();
        let make = || {
            let mut whole = schema.as_object().cloned().unwrap_or_default();
            let mut schemas = self.files.as_object().cloned().unwrap_or_default();
            schemas.retain(|name, _| !NO_SCHEMAS.contains(&name.as_str()));
            whole.insert("$defs".into(), Value::Object(schemas));
            let options = jsonschema::options().should_validate_formats(true);
            Arc::new(options.build(&Value::Object(whole)).unwrap())
        };
        validators.entry(schema.to_string()).or_insert_with(make).clone()
    }

    fn read() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../protocol");
        let mut files = Map::new();
        for file in std::fs::read_dir(folder.join("openapi")).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let content = tighten(read_yaml(&path), &name);
            files.insert(name, content);
        }
        Description {
            root: tighten(read_yaml(&folder.join("openapi.yaml")), ""),
            files: Value::Object(files),
            validators: Mutex::default(),
        }
    }
}

fn read_yaml(path: &PathBuf) -> Value {
    let text = std::fs::read_to_string(path).unwrap();
    serde_norway::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Leads references to `$defs`, and closes what readers leave open.
fn tighten(value: Value, file: &str) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(|item| tighten(item, file)).collect(),
        Value::Object(members) => {
            let mut members: Map<String, Value> = members
                .into_iter()
                .map(|(name, member)| (name, tighten(member, file)))
                .collect();
            if let Some(Value::String(reference)) = members.get_mut("$ref") {
                *reference = lead(reference, file);
            }
            if members.get("type") == Some(&json!("object")) && members.contains_key("properties") {
                members.insert("additionalProperties".into(), json!(false));
            }
            if let Some(words) = members.remove("x-extensible-enum") {
                members.insert("enum".into(), words);
            }
            Value::Object(members)
        }
        other => other,
    }
}

fn lead(reference: &str, file: &str) -> String {
    let (target, place) = reference.split_once('#').unwrap();
    let target = target.trim_start_matches("openapi/").trim_end_matches(".yaml");
    format!("#/$defs/{}{place}", if target.is_empty() { file } else { target })
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    let fits =
        |(part, given): (&&str, &&str)| match part.strip_prefix('{').and_then(|part| part.split_once('}')) {
            Some((_, end)) => given.len() > end.len() && given.ends_with(end),
            None => part == given,
        };
    template.len() == path.len() && template.iter().zip(&path).all(fits)
}

fn gather_examples(value: &Value, found: &mut Vec<(Value, Value)>) {
    if let (Some(schema), Some(example)) = (value.get("schema"), value.get("example")) {
        found.push((schema.clone(), example.clone()));
    }
    if let Some(examples) = value.get("examples").and_then(Value::as_array) {
        found.extend(examples.iter().map(|example| (value.clone(), example.clone())));
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| gather_examples(item, found)),
        Value::Object(members) => members.values().for_each(|member| gather_examples(member, found)),
        _ => {}
    }
}
