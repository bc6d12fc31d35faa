//! Puts the description of the protocol into the program: `openapi.yaml` and the files beside it, as one JSON
//! document in which every reference leads below `#/$defs/<file>/`.

use std::error::Error;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../protocol");
    println!("cargo:rerun-if-changed={}", folder.join("openapi.yaml").display());
    println!("cargo:rerun-if-changed={}", folder.join("openapi").display());
    let mut files = Map::new();
    for file in std::fs::read_dir(folder.join("openapi"))? {
        let path = file?.path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .ok_or("a file name")?;
        files.insert(name.to_owned(), lead(read(&path)?, name));
    }
    let whole = json!({ "root": lead(read(&folder.join("openapi.yaml"))?, ""), "files": files });
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("openapi.json");
    Ok(std::fs::write(out, whole.to_string())?)
}

fn read(path: &Path) -> Result<Value, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    serde_norway::from_str(&text).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Leads the references of one file to where that file's content will lie.
fn lead(value: Value, file: &str) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(|item| lead(item, file)).collect(),
        Value::Object(members) => {
            let lead_member = |(name, member)| match member {
                Value::String(reference) if name == "$ref" => (name, json!(lead_reference(&reference, file))),
                member => (name, lead(member, file)),
            };
            Value::Object(members.into_iter().map(lead_member).collect())
        }
        other => other,
    }
}

fn lead_reference(reference: &str, file: &str) -> String {
    let (target, place) = reference.split_once('#').unwrap_or((reference, ""));
    let target = target.trim_start_matches("openapi/").trim_end_matches(".yaml");
    format!("#/$defs/{}{place}", if target.is_empty() { file } else { target })
}
