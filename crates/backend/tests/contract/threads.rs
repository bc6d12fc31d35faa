//! Debates as trees and in a row, a page at a time.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::support::{Client, Server};

#[tokio::test]
async fn the_whole_tree_is_reached_and_each_comment_once_whatever_the_size_of_a_page() {
    let server = Server::seeded();
    let client = server.client();
    let (subject, count) = longest_debate(&client).await;
    let flat = walk_flat(&client, &subject, "oldest").await;
    assert!(flat.len() >= 60 && flat.len() >= count, "{count} {}", flat.len());
    let mut expected: Vec<String> = flat.iter().map(id).collect();
    expected.sort();
    for shape in [
        "",
        "&limit=3&children=1&depth=1",
        "&children=0&depth=0",
        "&limit=2&children=2&depth=5&order=newest",
        "&limit=100&children=20&depth=10",
        "&children=1&depth=9&limit=7",
        "&children=0&depth=4",
        "&children=5&depth=0",
    ] {
        let tree = walk_tree(&client, &format!("/comments?subject={subject}{shape}")).await;
        let mut seen: Vec<String> = tree.iter().map(id).collect();
        seen.sort();
        assert_eq!(seen, expected, "{shape}");
    }
}

#[tokio::test]
async fn each_comment_says_truly_how_many_answer_it_and_whom_it_answers() {
    let server = Server::seeded();
    let client = server.client();
    let (subject, count) = longest_debate(&client).await;
    let flat = walk_flat(&client, &subject, "oldest").await;
    assert_eq!(
        flat.iter()
            .filter(|comment| comment["state"] == "published")
            .count(),
        count
    );
    let by_id: HashMap<String, &Value> = flat.iter().map(|comment| (id(comment), comment)).collect();
    let parent_of = |comment: &Value| comment["parent"].as_str().map(|parent| by_id[parent]);
    let mut deepest = 0;
    for comment in &flat {
        let direct = flat
            .iter()
            .filter(|other| other["parent"] == comment["id"])
            .count();
        assert_eq!(comment["counts"]["replies"], direct);
        let is_below = |other: &&Value| {
            std::iter::successors(parent_of(other), |above| parent_of(above))
                .any(|above| above["id"] == comment["id"])
        };
        assert_eq!(
            comment["counts"]["descendants"],
            flat.iter().filter(is_below).count()
        );
        let depth = std::iter::successors(parent_of(comment), |above| parent_of(above)).count();
        assert_eq!(comment["depth"], depth);
        deepest = deepest.max(depth);
        if let Some(parent) = parent_of(comment) {
            assert_eq!(comment["parent_author"], parent["author"]["name"]);
        }
        assert!(comment["replies"].is_null());
    }
    assert!(deepest >= 5, "{deepest}");
}

#[tokio::test]
async fn a_row_is_in_the_order_of_time_and_says_how_long_it_is() {
    let server = Server::seeded();
    let client = server.client();
    let (subject, _) = longest_debate(&client).await;
    let oldest: Vec<String> = walk_flat(&client, &subject, "oldest")
        .await
        .iter()
        .map(id)
        .collect();
    let mut newest: Vec<String> = walk_flat(&client, &subject, "newest")
        .await
        .iter()
        .map(id)
        .collect();
    newest.reverse();
    assert_eq!(newest, oldest);
    let page = client
        .get(&format!("/comments?subject={subject}&layout=flat&limit=1"))
        .await
        .json();
    assert_eq!(page["total"], json!({"value": oldest.len(), "exact": true}));
}

#[tokio::test]
async fn without_room_for_replies_there_is_still_a_way_to_them() {
    let server = Server::seeded();
    let client = server.client();
    let (subject, _) = longest_debate(&client).await;
    let page = client
        .get(&format!("/comments?subject={subject}&children=0&limit=100"))
        .await
        .json();
    let mut answered = 0;
    for comment in page["items"].as_array().unwrap() {
        if comment["counts"]["replies"] == 0 {
            assert!(comment["replies"].is_null());
            continue;
        }
        answered += 1;
        assert_eq!(comment["replies"]["items"], json!([]));
        let rest = client
            .get(comment["replies"]["page"]["next"].as_str().unwrap())
            .await
            .json();
        assert_eq!(rest["total"]["value"], comment["counts"]["replies"]);
    }
    assert!(answered > 3);
}

#[tokio::test]
async fn a_comment_is_found_in_its_place() {
    let server = Server::seeded();
    let client = server.client();
    let (subject, _) = longest_debate(&client).await;
    let flat = walk_flat(&client, &subject, "oldest").await;
    let deepest = flat
        .iter()
        .max_by_key(|comment| comment["depth"].as_u64())
        .unwrap();
    let context = client
        .get(&format!("/comments/{}/context", id(deepest)))
        .await
        .json();
    let ancestors = context["ancestors"].as_array().unwrap();
    assert_eq!(deepest["depth"], ancestors.len());
    let depths: Vec<u64> = ancestors
        .iter()
        .map(|above| above["depth"].as_u64().unwrap())
        .collect();
    assert_eq!(depths, (0..ancestors.len() as u64).collect::<Vec<_>>());
    assert_eq!(ancestors.last().unwrap()["id"], deepest["parent"]);
    assert!(ancestors.iter().all(|above| above["replies"].is_null()));
    assert_eq!(context["comment"], *deepest);

    let top = id(&ancestors[0]);
    let context = client
        .get(&format!("/comments/{top}/context?children=1&depth=1"))
        .await
        .json();
    assert_eq!(context["ancestors"], json!([]));
    assert_eq!(
        context["comment"]["replies"]["items"].as_array().unwrap().len(),
        1
    );
    assert_eq!(client.get(&format!("/comments/{top}")).await.json()["id"], top);
}

#[tokio::test]
async fn what_is_not_there_cannot_be_debated() {
    let server = Server::seeded();
    let client = server.client();
    for subject in ["contribution:nowhere", "project:nowhere", "comment:nowhere"] {
        assert_eq!(
            client
                .get(&format!("/comments?subject={subject}"))
                .await
                .problem(),
            "not-found"
        );
    }
    for query in [
        "",
        "?subject=",
        "?subject=galaxy:1",
        "?subject=contribution",
        "?subject=contribution:",
    ] {
        assert_eq!(
            client.get(&format!("/comments{query}")).await.problem(),
            "invalid-request",
            "{query}"
        );
    }
    for path in ["", "/replies", "/context"] {
        assert_eq!(
            client.get(&format!("/comments/nowhere{path}")).await.problem(),
            "not-found"
        );
    }
}

#[tokio::test]
async fn a_page_stays_small_however_much_is_asked_for() {
    let server = Server::empty();
    let client = server.client();
    let new = json!({"kind": "question", "title": "Bredt", "body": "?", "author": {"name": "Ib"}});
    let idea = client.post("/contributions", &new).await.json()["contribution"]["id"].clone();
    let subject = format!("contribution:{}", idea.as_str().unwrap());
    for _ in 0..30 {
        let top = comment(&client, &subject, None).await;
        for _ in 0..20 {
            comment(&client, &subject, Some(&top)).await;
        }
    }
    let address = format!("/comments?subject={subject}&limit=100&children=20&depth=10");
    let page = client.get(&address).await.json();
    let nested: usize = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|top| top["replies"]["items"].as_array().unwrap().len())
        .sum();
    assert_eq!(nested, 500);
    assert_eq!(walk_tree(&client, &address).await.len(), 630);
}

async fn longest_debate(client: &Client) -> (String, usize) {
    let page = client.get("/contributions?limit=100").await.json();
    let comments = |item: &&Value| item["counts"]["comments"].as_u64();
    let longest = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .max_by_key(comments)
        .unwrap()
        .clone();
    (
        format!("contribution:{}", id(&longest)),
        comments(&&longest).unwrap() as usize,
    )
}

#[tokio::test]
async fn what_the_municipality_says_is_found_wherever_it_stands_in_a_debate() {
    let server = Server::seeded();
    let client = server.client();
    let (subject, _) = longest_debate(&client).await;
    let pretending = json!({"subject": subject, "body": "\"official\":true", "author": {"name": "Ib"}});
    assert_eq!(client.post("/comments", &pretending).await.status, 201);
    let all = walk_flat(&client, &subject, "newest").await;
    let official = all.iter().filter(|comment| comment["official"] == true);
    let expected: Vec<String> = official.map(id).collect();
    assert!(expected.len() > 1, "{expected:?}");
    let found = walk_flat(&client, &subject, "newest&official=true").await;
    assert_eq!(found.iter().map(id).collect::<Vec<_>>(), expected);
}

async fn walk_flat(client: &Client, subject: &str, order: &str) -> Vec<Value> {
    let (mut comments, mut next) = (
        Vec::new(),
        Some(format!(
            "/comments?subject={subject}&layout=flat&order={order}&limit=9"
        )),
    );
    while let Some(address) = next {
        let page = client.get(&address).await.json();
        comments.extend(page["items"].as_array().unwrap().clone());
        next = page["page"]["next"].as_str().map(str::to_owned);
    }
    comments
}

/// Follows every `next`: the list's own, and that of each comment on it.
async fn walk_tree(client: &Client, address: &str) -> Vec<Value> {
    let (mut comments, mut addresses) = (Vec::new(), vec![address.to_owned()]);
    while let Some(address) = addresses.pop() {
        let mut pages = vec![client.get(&address).await.json()];
        while let Some(page) = pages.pop() {
            addresses.extend(page["page"]["next"].as_str().map(str::to_owned));
            for comment in page["items"].as_array().unwrap() {
                comments.push(comment.clone());
                pages.extend(comment.get("replies").cloned());
            }
        }
    }
    comments
}

async fn comment(client: &Client, subject: &str, parent: Option<&str>) -> String {
    let mut new = json!({"subject": subject, "body": "Ja", "author": {"name": "Ib"}});
    if let Some(parent) = parent {
        new["parent"] = json!(parent);
    }
    id(&client.post("/comments", &new).await.json()["comment"])
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}
