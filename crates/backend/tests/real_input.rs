//! What people really wrote, in Madrid and in Bonn: all of it can be reached over HTTP by following each `next`.
//!
//! The data is no part of the project. Where the folder `../shared/data` beside the checkout is missing, these
//! tests say so and are skipped.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Client, Database, Server, run};

const PROPOSALS: usize = 80;
const COMMENTS: usize = 5633;
const IDEAS: usize = 2163;
const MISSING: usize = 214;

#[tokio::test]
async fn every_idea_and_every_comment_from_madrid_and_bonn_can_be_reached() {
    let Some(data) = find_data() else {
        return;
    };
    let server = Server::prepared(|database| {
        let told = import(&data, "decide-madrid", "decide-madrid-2019", database);
        assert_eq!(
            told,
            format!("{} imported, 0 already there, 0 refused", PROPOSALS + COMMENTS)
        );
        let told = import(&data, "bonn", "bonn-cycling-dialogue", database);
        assert_eq!(told, format!("{IDEAS} imported, 0 already there, 0 refused"));
        let told = import(&data, "decide-madrid", "decide-madrid-2019", database);
        assert_eq!(
            told,
            format!("0 imported, {} already there, 0 refused", PROPOSALS + COMMENTS)
        );
    });
    let client = server.client();
    let contributions = walk(&client, "/contributions").await;
    let unique: HashSet<&str> = contributions.iter().map(id).collect();
    assert_eq!(
        (contributions.len(), unique.len()),
        (PROPOSALS + IDEAS, PROPOSALS + IDEAS)
    );

    let (mut published, mut missing) = (BTreeSet::new(), BTreeSet::new());
    for contribution in &contributions {
        let subject = format!("contribution:{}", id(contribution));
        let debate = walk(&client, &format!("/comments?subject={subject}")).await;
        let readable = debate
            .iter()
            .filter(|comment| comment["state"] == "published")
            .count();
        assert_eq!(contribution["counts"]["comments"], readable, "{subject}");
        for comment in &debate {
            let seen = if comment["state"] == "published" {
                &mut published
            } else {
                &mut missing
            };
            assert!(seen.insert(id(comment).to_owned()), "{} comes twice", id(comment));
        }
    }
    assert_eq!((published.len(), missing.len()), (COMMENTS, MISSING));
}

#[tokio::test]
async fn the_longest_debate_is_whole_in_a_row_and_as_a_tree() {
    let Some(data) = find_data() else {
        return;
    };
    let server = Server::prepared(|database| {
        import(&data, "decide-madrid", "decide-madrid-2019", database);
    });
    let client = server.client();
    let proposal = client.get("/contributions/madrid-1419").await.json();
    assert_eq!(proposal["counts"]["comments"], 592);
    assert!(
        proposal["source"]["url"]
            .as_str()
            .unwrap()
            .starts_with("https://decide.madrid.es/proposals/1419")
    );
    let address = "/comments?subject=contribution:madrid-1419";
    let readable = |comments: &[Value]| {
        comments
            .iter()
            .filter(|comment| comment["state"] == "published")
            .count()
    };
    assert_eq!(
        readable(&walk(&client, &format!("{address}&layout=flat")).await),
        592
    );
    for shape in [
        "",
        "&limit=5&children=1&depth=1",
        "&children=0&depth=0",
        "&limit=100&children=20&depth=10",
    ] {
        assert_eq!(
            readable(&walk(&client, &format!("{address}{shape}")).await),
            592,
            "{shape}"
        );
    }
}

#[tokio::test]
async fn each_idea_from_bonn_names_the_address_that_its_licence_asks_for() {
    let Some(data) = find_data() else {
        return;
    };
    let server = Server::prepared(|database| {
        import(&data, "bonn", "bonn-cycling-dialogue", database);
    });
    let client = server.client();
    let ideas = walk(&client, "/contributions?limit=100&order=newest").await;
    assert_eq!(ideas.len(), IDEAS);
    for idea in &ideas {
        assert!(
            idea["source"]["url"]
                .as_str()
                .unwrap()
                .starts_with("https://www.raddialog.bonn.de/"),
            "{idea}"
        );
        assert!(idea["author"].is_null());
    }
}

/// Follows every `next`: the list's own, and that of each comment on it.
async fn walk(client: &Client, address: &str) -> Vec<Value> {
    let (mut items, mut addresses) = (Vec::new(), vec![address.to_owned()]);
    while let Some(address) = addresses.pop() {
        let mut pages = vec![client.get(&address).await.json()];
        while let Some(page) = pages.pop() {
            addresses.extend(page["page"]["next"].as_str().map(str::to_owned));
            for item in page["items"].as_array().unwrap() {
                items.push(item.clone());
                pages.extend(item.get("replies").cloned());
            }
        }
    }
    items
}

fn import(data: &Path, mapping: &str, folder: &str, database: &Database) -> String {
    let mapping = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("mappings/{mapping}.toml"));
    let data = data.join(folder);
    let arguments = [
        "import",
        "--mapping",
        mapping.to_str().unwrap(),
        "--data",
        data.to_str().unwrap(),
    ];
    let output = run(&arguments, database);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .last()
        .unwrap()
        .to_owned()
}

fn find_data() -> Option<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if data.is_dir() {
        return Some(data);
    }
    println!("skipped: there is no folder ../shared/data beside the checkout");
    None
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}
