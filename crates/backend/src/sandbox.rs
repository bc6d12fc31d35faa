//! A project in which everything may be tried out: what is in it stands in no list, feed or search.

use samskab_protocol::project::Project;
use serde_json::json;
use uuid::Uuid;

use crate::store::Database;
use crate::{Failure, clock, serve};

/// Makes one and prints its id. It is open, and takes everything, for as long as the database is there.
pub async fn sandbox(database: &Database) -> Result<(), Failure> {
    let store = serve::open(database).await?;
    let settings = store.read_settings().await?;
    let office = settings.publisher.name.as_str();
    let now = clock::to_wire(clock::now());
    let project: Project = serde_json::from_value(json!({
        "id": Uuid::now_v7().simple().to_string(),
        "title": "Prøveprojekt",
        "summary": "Her kan alt prøves af. Intet herfra står i nogen liste.",
        "kind": "service",
        "state": "open",
        "openness": "open",
        "role_offered": "involved",
        "initiator": {"name": office, "role": "staff", "verified": true},
        "influence": {"open": ["Alt"]},
        "interest": {"value": "At se, om alt virker.", "lang": "da"},
        "responsible": {"office": office},
        "options": [
            {"id": "a", "title": "A"},
            {"id": "b", "title": "B"},
            {"id": "c", "title": "C"},
        ],
        "starts_at": now,
        "created_at": now,
        "sandbox": true,
    }))?;
    let mut writing = store.begin().await?;
    writing.insert_project(&project).await?;
    writing.commit().await?;
    store.close().await;
    println!("{}", project.id);
    Ok(())
}
