//! Projects by the thousand, each as long as a real one: with its frame, phases, a meeting and a point on the map.

use samskab_protocol::contribution::ProjectLink;
use samskab_protocol::project::Project;
use serde_json::{Value, json};

use super::{BEGINNING, Chance};
use crate::store::Store;
use crate::{Failure, clock};

/// Projects that are stored at once.
const AT_ONCE: usize = 100;
const TOPICS: [&str; 6] = ["Trafik", "Klima", "Skole", "Kultur", "Ældre", "Natur"];
const AREAS: [&str; 4] = ["Midtbyen", "Åbrinken", "Vibe Mark", "Nørre Ege"];
const KINDS: [&str; 3] = ["service", "development", "policy"];
const OPENNESS: [&str; 3] = ["open", "framed", "decided"];
const STATES: [&str; 4] = ["open", "open", "upcoming", "closed"];
const ROLES: [&str; 4] = ["informed", "consulted", "involved", "co_deciding"];
const INITIATORS: [&str; 4] = ["staff", "association", "citizen", "politician"];
/// Where the invented municipality lies, in degrees.
const CENTER: [f64; 2] = [9.5222, 56.3119];

/// Stores so many, and answers what contributions name them by.
pub async fn fill(store: &Store, count: usize, chance: &mut Chance) -> Result<Vec<ProjectLink>, Failure> {
    let mut links = Vec::with_capacity(count);
    while links.len() < count {
        let mut writing = store.begin().await?;
        for number in links.len()..count.min(links.len() + AT_ONCE) {
            let project = make(number, chance)?;
            writing.insert_project(&project).await?;
            links.push(ProjectLink {
                id: project.id,
                title: project.title,
            });
        }
        writing.commit().await?;
    }
    Ok(links)
}

fn make(number: usize, chance: &mut Chance) -> Result<Project, serde_json::Error> {
    let begins = BEGINNING + number as i64 * clock::DAY;
    let at = |days: i64| clock::to_wire(begins + days * clock::DAY).0;
    let id = format!("fill-project-{number}");
    let lines =
        |count: usize, chance: &mut Chance| (0..count).map(|_| chance.words(12)).collect::<Vec<String>>();
    let phases: Vec<Value> = (0..5)
        .map(|phase| {
            json!({"id": format!("phase-{phase}"), "title": chance.words(2), "body": text(30, chance),
                "starts_at": at(phase * 60), "ends_at": at((phase + 1) * 60), "state": "future"})
        })
        .collect();
    let stakeholders: Vec<Value> = (0..4)
        .map(|_| json!({"name": chance.words(2), "stake": chance.words(10), "present": true}))
        .collect();
    serde_json::from_value(json!({
        "id": id, "title": chance.words(5), "summary": chance.words(25), "kind": chance.one_of(&KINDS),
        "state": chance.one_of(&STATES), "openness": chance.one_of(&OPENNESS),
        "role_offered": chance.one_of(&ROLES),
        "initiator": {"name": "Foreningen Åens Venner", "role": chance.one_of(&INITIATORS)},
        "mission": text(120, chance), "interest": text(40, chance), "join": text(20, chance),
        "influence": {"open": lines(4, chance), "given": lines(3, chance)},
        "responsible": {"office": "Vej og Park", "answer_days": 14},
        "stakeholders": stakeholders, "questions": lines(3, chance), "needs": lines(2, chance), "phases": phases,
        "topics": [chance.one_of(&TOPICS)], "areas": [chance.one_of(&AREAS)],
        "place": {"name": chance.words(2), "point": {"type": "Point", "coordinates": chance.near(CENTER)}},
        "starts_at": at(0), "decision_due": at(300), "created_at": at(0),
        // Whenever it is measured, people are yet to meet.
        "events": [{"id": format!("{id}-meeting"), "kind": "working_meeting", "title": chance.words(4),
            "state": "scheduled", "starts_at": "2999-01-01T17:00:00Z", "body": text(30, chance)}],
    }))
}

fn text(words: usize, chance: &mut Chance) -> Value {
    json!({"value": chance.words(words), "lang": "da"})
}

impl Chance {
    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    /// Somewhere within a few kilometers.
    fn near(&mut self, center: [f64; 2]) -> [f64; 2] {
        center.map(|degrees| degrees + (self.below(1000) as f64 - 500.0) / 10_000.0)
    }
}
