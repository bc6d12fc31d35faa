//! Lists of contributions: what they hold, in which order, and how one pages through them.

use std::collections::HashSet;
use std::time::Duration;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{Client, Server};

#[tokio::test]
async fn filters_leave_only_what_they_name() {
    let server = Server::seeded();
    let client = server.client();
    let all = total(&client, "").await;
    let ideas = total(&client, "kind=idea").await;
    let others = total(&client, "kind=question,dilemma,barrier,story").await;
    assert!(ideas >= 12 && others >= 3, "{ideas} {others}");
    assert_eq!(ideas + others, all);
    assert_eq!(total(&client, "kind=poem").await, 0);

    let mut counted = 0;
    for status in [
        "received",
        "considering",
        "planned",
        "in_progress",
        "implemented",
        "rejected",
    ] {
        let page = client
            .get(&format!("/contributions?status={status}&limit=100"))
            .await
            .json();
        let items = page["items"].as_array().unwrap();
        assert!(!items.is_empty(), "{status}");
        assert!(items.iter().all(|item| item["status"]["category"] == status));
        counted += items.len();
    }
    assert_eq!(counted, all);

    let project = client.get("/projects").await.json()["items"][0].clone();
    let id = project["id"].as_str().unwrap();
    let of_project = client
        .get(&format!("/contributions?project={id}&limit=100"))
        .await
        .json();
    assert_eq!(of_project["total"]["value"], project["contributions"]);
    assert!(
        of_project["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["project"]["id"] == id)
    );
}

#[tokio::test]
async fn search_knows_danish_letters_and_goes_by_words_alone() {
    let server = Server::empty();
    let client = server.client();
    send(&client, "Ærlige BLÅBÆR på ØEN", "100 % under_streg").await;
    send(&client, "Noget andet", "100 kroner").await;
    let found = async |words: &str| total(&client, &format!("q={words}")).await;
    assert_eq!(found("blåbær").await, 1);
    assert_eq!(found("BLÅBÆR+øen").await, 1);
    assert_eq!(found("blåbær+kroner").await, 0);
    assert_eq!(found("100").await, 2);
    assert_eq!(found("under_st").await, 1);
    assert_eq!(found("BÆR").await, 1, "the end of a long word");
    assert_eq!(found("%25").await, 0);
    assert_eq!(found("_").await, 0);
    assert_eq!(found("%5C").await, 0);
    let reference = client.get("/contributions?q=andet").await.json()["items"][0]["reference"].clone();
    assert_eq!(found(reference.as_str().unwrap()).await, 1);
}

#[tokio::test]
async fn a_list_shows_the_beginning_and_leaves_the_texts_out() {
    let server = Server::seeded();
    let page = server.client().get("/contributions?limit=100").await.json();
    for item in page["items"].as_array().unwrap() {
        assert!(!item["summary"].as_str().unwrap().is_empty());
        assert!(item["problem"].is_null() && item["body"].is_null(), "{item}");
        assert!(
            item["trail"]
                .as_array()
                .unwrap()
                .iter()
                .all(|step| step["text"].is_null())
        );
    }
}

#[tokio::test]
async fn orders_are_what_they_say_they_are() {
    let server = Server::seeded();
    let client = server.client();
    let newest = walk(&client, "/contributions?order=newest&limit=100").await;
    let moments: Vec<&str> = newest
        .iter()
        .map(|item| item["created_at"].as_str().unwrap())
        .collect();
    assert!(moments.is_sorted_by(|a, b| a >= b));
    let oldest = walk(&client, "/contributions?order=oldest&limit=100").await;
    let moments: Vec<&str> = oldest
        .iter()
        .map(|item| item["created_at"].as_str().unwrap())
        .collect();
    assert!(moments.is_sorted());

    let random = ids(&walk(&client, "/contributions?order=random&seed=tirsdag&limit=7").await);
    let mut expected = ids(&oldest);
    expected.sort_by_key(|id| Sha256::digest([b"tirsdag", &[0][..], id.as_bytes()].concat()).to_vec());
    assert_eq!(random, expected);
    let other = ids(&walk(&client, "/contributions?order=random&seed=onsdag").await);
    assert_ne!(other, expected);
    assert_eq!(
        client.get("/contributions?order=best").await.problem(),
        "invalid-request"
    );
}

#[tokio::test]
async fn everyone_gets_the_seed_of_the_day_and_is_told_it() {
    let server = Server::seeded();
    let client = server.client();
    let page = client.get("/contributions").await.json();
    assert_eq!(page["page"]["order"], "least_heard");
    let seed = page["page"]["seed"].as_str().unwrap();
    let today = jiff::Zoned::now().in_tz("Europe/Copenhagen").unwrap();
    // Midnight may pass between the two questions.
    let days = [
        today.yesterday().unwrap().date(),
        today.date(),
        today.tomorrow().unwrap().date(),
    ];
    assert!(days.iter().any(|day| day.to_string() == seed), "{seed}");
    let again = client.get(&format!("/contributions?seed={seed}")).await.json();
    assert_eq!(again, page);
}

#[tokio::test]
async fn paging_reaches_every_contribution_once_in_every_order() {
    let server = Server::seeded();
    let client = server.client();
    let all: HashSet<String> = ids(&walk(&client, "/contributions?order=oldest&limit=100").await)
        .into_iter()
        .collect();
    for order in ["least_heard", "random", "newest", "oldest"] {
        for limit in [1, 4, 20] {
            let seen = ids(&walk(&client, &format!("/contributions?order={order}&limit={limit}")).await);
            assert_eq!(seen.len(), all.len(), "{order} {limit}");
            assert_eq!(seen.into_iter().collect::<HashSet<_>>(), all, "{order} {limit}");
        }
    }
}

#[tokio::test]
async fn a_limit_is_brought_into_what_is_allowed() {
    let server = Server::seeded();
    let count = async |limit: &str| {
        let page = server
            .client()
            .get(&format!("/contributions?limit={limit}"))
            .await
            .json();
        page["items"].as_array().unwrap().len()
    };
    assert_eq!(count("0").await, 1);
    assert_eq!(count("-3").await, 20);
    assert_eq!(count("mange").await, 20);
    assert_eq!(count("5").await, 5);
    let all = total(&server.client(), "").await;
    assert_eq!(count("100000").await, all.min(100));
}

#[tokio::test]
async fn a_cursor_serves_only_the_list_that_it_came_from() {
    let server = Server::seeded();
    let client = server.client();
    let next = client.get("/contributions?kind=idea&limit=2&seed=a").await.json()["page"]["next"].clone();
    let next = next.as_str().unwrap();
    assert!(next.starts_with(&client.base()), "{next}");
    let cursor = next.split_once("cursor=").unwrap().1;
    assert!(
        cursor.len() <= 512
            && cursor
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
    );
    assert_eq!(client.get(next).await.status, 200);
    for (from, to) in [
        ("kind=idea", "kind=question"),
        ("seed=a", "seed=b"),
        ("least_heard", "newest"),
    ] {
        let changed = next.replace(from, to);
        assert_ne!(changed, next);
        assert_eq!(client.get(&changed).await.problem(), "cursor-mismatch", "{to}");
    }
    // How many one wants may change on the way.
    assert_eq!(client.get(&next.replace("limit=2", "limit=9")).await.status, 200);
    for nonsense in ["x", "AAAA", "%F0%9F%8D%9E", &cursor[..cursor.len() / 2]] {
        let answer = client.get(&format!("/contributions?cursor={nonsense}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem()),
            (400, "cursor-mismatch".into()),
            "{nonsense}"
        );
    }
    assert_eq!(
        client.get(&format!("/projects?cursor={cursor}")).await.problem(),
        "cursor-mismatch"
    );
}

#[tokio::test]
async fn nothing_is_missed_while_people_answer_what_they_read() {
    let server = Server::seeded();
    let client = server.client();
    let all = ids(&walk(&client, "/contributions?order=oldest&limit=100").await);
    let mut seen = Vec::new();
    let mut next = Some("/contributions?order=least_heard&limit=3".to_owned());
    let mut round = 0;
    while let Some(address) = next {
        let page = client.get(&address).await.json();
        seen.extend(ids(page["items"].as_array().unwrap()));
        next = page["page"]["next"].as_str().map(str::to_owned);
        // Some that were shown and some that were not are answered meanwhile, and so move down.
        for id in all.iter().skip(round % 5).step_by(5) {
            comment(&client, id).await;
        }
        round += 1;
        assert!(round < 200, "the list never ends");
    }
    let missed: Vec<&String> = all.iter().filter(|id| !seen.contains(id)).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[tokio::test]
async fn nothing_is_missed_when_what_was_answered_is_taken_back() {
    let server = Server::empty();
    let client = server.client();
    let heard = send(&client, "Hørt", "tekst").await;
    let mut written = Vec::new();
    for _ in 0..3 {
        written.push(comment(&client, &heard).await);
    }
    for title in ["To", "Tre", "Fire"] {
        send(&client, title, "tekst").await;
    }
    let first = client.get("/contributions?limit=3").await.json();
    assert!(!ids(first["items"].as_array().unwrap()).contains(&heard));
    for answer in written {
        let path = format!("/comments/{}", answer["comment"]["id"].as_str().unwrap());
        assert_eq!(
            client
                .delete(&path, answer["secret"].as_str().unwrap())
                .await
                .status,
            204
        );
    }
    let rest = client.get(first["page"]["next"].as_str().unwrap()).await.json();
    assert_eq!(ids(rest["items"].as_array().unwrap()), [heard]);
}

#[tokio::test]
async fn what_is_opened_gives_way_to_what_is_not_and_keeps_it_over_a_restart() {
    let mut server = Server::empty();
    let client = server.client();
    let opened = send(&client, "En", "tekst").await;
    for title in ["To", "Tre", "Fire"] {
        send(&client, title, "tekst").await;
    }
    for _ in 0..9 {
        client.get(&format!("/contributions/{opened}")).await;
    }
    let last = async |client: Client| ids(&walk(&client, "/contributions").await).pop().unwrap();
    let mut tries = 0;
    while last(client.clone()).await != opened {
        tokio::time::sleep(Duration::from_millis(250)).await;
        tries += 1;
        assert!(tries < 60, "openings are never written down");
    }
    // What was opened just before the end is written down at the end.
    let late = client.get("/contributions").await.json()["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for _ in 0..80 {
        client.get(&format!("/contributions/{late}")).await;
    }
    assert!(server.stop().success());
    let server = server.restart();
    assert_eq!(last(server.client()).await, late);
}

async fn total(client: &Client, query: &str) -> usize {
    let total = client.get(&format!("/contributions?{query}")).await.json()["total"].clone();
    assert_eq!(total["exact"], true);
    usize::try_from(total["value"].as_u64().unwrap()).unwrap()
}

async fn walk(client: &Client, address: &str) -> Vec<Value> {
    let (mut items, mut next) = (Vec::new(), Some(address.to_owned()));
    while let Some(address) = next {
        let page = client.get(&address).await.json();
        items.extend(page["items"].as_array().unwrap().clone());
        next = page["page"]["next"].as_str().map(str::to_owned);
    }
    items
}

fn ids(items: &[Value]) -> Vec<String> {
    items
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

async fn send(client: &Client, title: &str, body: &str) -> String {
    let new = json!({"kind": "question", "title": title, "body": body, "author": {"name": "Ib"}});
    let answer = client.post("/contributions", &new).await;
    answer.json()["contribution"]["id"].as_str().unwrap().to_owned()
}

async fn comment(client: &Client, contribution: &str) -> Value {
    let subject = format!("contribution:{contribution}");
    let new = json!({"subject": subject, "body": "Ja", "author": {"name": "Ib"}});
    let answer = client.post("/comments", &new).await;
    assert_eq!(answer.status, 201);
    answer.json()
}
