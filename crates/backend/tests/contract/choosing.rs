//! Finding contributions by topic, area, author, role, place and time; what is like a text; and orders that are never
//! led by support unless somebody asks for it.

use serde_json::{Value, json};

use crate::support::{Caller, Client, Server};

#[tokio::test]
async fn topics_and_areas_are_counted_and_lead_to_what_carries_them() {
    let server = Server::seeded();
    let client = server.client();
    for (path, parameter, member) in [("/topics", "topic", "topics"), ("/areas", "area", "areas")] {
        let page = client.get(path).await.json();
        let labels = page["items"].as_array().unwrap();
        assert!(labels.len() >= 4, "{path}");
        let counts: Vec<u64> = labels
            .iter()
            .map(|label| label["contributions"].as_u64().unwrap())
            .collect();
        assert!(counts.is_sorted_by(|a, b| a >= b), "{path}: the most used first");
        for label in labels {
            let word = label["label"].as_str().unwrap();
            // In large or small letters.
            let address = format!("/contributions?limit=100&{parameter}={}", word.to_uppercase());
            let found = client.get(&address).await.json();
            assert_eq!(found["total"]["value"], label["contributions"], "{word}");
            let carries = |item: &Value| item[member].as_array().unwrap().contains(&json!(word));
            assert!(found["items"].as_array().unwrap().iter().all(carries), "{word}");
        }
    }
    let both = total(&client, "topic=Klima,Trafik").await;
    let (climate, traffic) = (
        total(&client, "topic=Klima").await,
        total(&client, "topic=Trafik").await,
    );
    assert!(both > climate.max(traffic) && both <= climate + traffic);
}

#[tokio::test]
async fn what_lies_near_is_found_by_its_point_and_what_has_none_is_not() {
    let server = Server::empty();
    let client = server.client();
    send(&client, "På torvet", Some((9.5222, 56.3119))).await;
    send(&client, "Ved åen", Some((9.5318, 56.3069))).await;
    send(&client, "Et sted", None).await;
    assert_eq!(total(&client, "near=56.3119,9.5222,50").await, 1);
    assert_eq!(total(&client, "near=56.3119,9.5222,1000").await, 2);
    assert_eq!(total(&client, "bbox=9.53,56.30,9.54,56.31").await, 1);
    assert_eq!(
        total(&client, "bbox=9.5,56.3,9.6,56.4&near=56.3119,9.5222,50").await,
        1
    );
    assert_eq!(total(&client, "bbox=10,56,11,57").await, 0);
    for nonsense in [
        "near=torvet",
        "near=1,2",
        "bbox=1,2,3",
        "near=99,9,1",
        "updated_since=igår",
    ] {
        let answer = client.get(&format!("/contributions?{nonsense}")).await;
        assert_eq!(answer.problem(), "invalid-request", "{nonsense}");
    }
}

#[tokio::test]
async fn one_finds_what_somebody_wrote_in_which_role_and_what_is_new_since() {
    let server = Server::empty();
    let client = server.client();
    let answer = send(&client, "Min", None).await;
    let author = answer["author"]["id"].as_str().unwrap().to_owned();
    let mut other = contribution("Vores");
    other["author"] = json!({"name": "Spejderne", "role": "association"});
    let other = client.post("/contributions", &other).await;
    assert_eq!(total(&client, &format!("author={author}")).await, 1);
    assert_eq!(total(&client, "author=nobody").await, 0);
    assert_eq!(total(&client, "role=association").await, 1);
    assert_eq!(total(&client, "role=association,citizen").await, 2);

    let later = answer["created_at"].as_str().unwrap().replace("Z", "+00:00");
    let later = later.replace('+', "%2B");
    assert_eq!(total(&client, &format!("updated_since={later}")).await, 2);
    assert_eq!(total(&client, "updated_since=2999-01-01T00:00:00Z").await, 0);
    let steward = Caller::steward(&server, "Vej og Park");
    let since = jiff::Timestamp::now();
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    let id = other.json()["contribution"]["id"].as_str().unwrap().to_owned();
    let step = json!({"step": "read"});
    assert_eq!(
        steward
            .post(&format!("/contributions/{id}/steps"), &step)
            .await
            .status,
        201
    );
    let changed = client
        .get(&format!("/contributions?updated_since={since}"))
        .await
        .json();
    assert_eq!(
        (&changed["total"]["value"], &changed["items"][0]["id"]),
        (&json!(1), &json!(id))
    );
}

#[tokio::test]
async fn a_cursor_is_bound_to_every_filter() {
    let server = Server::seeded();
    let client = server.client();
    let filters = [
        ("topic=Klima", "topic=Trafik"),
        ("area=Egeby", "area=Vibe"),
        ("role=citizen", "role=business"),
        (
            "updated_since=2020-01-01T00%3A00%3A00Z",
            "updated_since=2021-01-01T00%3A00%3A00Z",
        ),
        ("near=56.3%2C9.5%2C90000", "near=56.3%2C9.5%2C90001"),
        ("bbox=9%2C56%2C10%2C57", "bbox=9%2C56%2C10%2C58"),
    ];
    for (given, other) in filters {
        let next = client
            .get(&format!("/contributions?limit=1&{given}"))
            .await
            .json()["page"]["next"]
            .clone();
        let next = next
            .as_str()
            .unwrap_or_else(|| panic!("{given} has a single page"));
        assert_eq!(client.get(next).await.status, 200, "{next}");
        let changed = next.replace(given, other);
        assert_ne!(changed, next);
        assert_eq!(client.get(&changed).await.problem(), "cursor-mismatch", "{other}");
    }
}

#[tokio::test]
async fn somebody_who_writes_is_shown_what_is_there_already() {
    let server = Server::seeded();
    let client = server.client();
    let text = "Der mangler en bænk ved åen, så man kan hvile sig på stien";
    let like = async |query: &str| {
        let page = client.get(&format!("/contributions/similar?{query}")).await;
        let items = page.json()["items"].as_array().unwrap().clone();
        assert!(items.len() <= 5);
        items
    };
    let found = like(&format!("text={text}")).await;
    assert_eq!(found[0]["id"], "baenke-paa-aastien");
    assert!(found.iter().all(|item| item["body"].is_null()), "as in lists");
    let dilemmas = like(&format!("kind=dilemma&text={text}")).await;
    assert!(dilemmas.iter().all(|item| item["kind"] == "dilemma"));
    assert_eq!(like("text=").await, Vec::<Value>::new());
    assert_eq!(like("text=og+på+i").await, Vec::<Value>::new());
}

#[tokio::test]
async fn each_order_says_what_it_goes_by_and_the_default_never_goes_by_support() {
    let server = Server::empty();
    let client = server.client();
    let orderings = client.get("").await.json()["orderings"].clone();
    let orderings = orderings.as_array().unwrap();
    for ordering in orderings {
        for member in ["signals", "personalised", "stable"] {
            assert!(!ordering[member].is_null(), "{ordering}");
        }
        assert_eq!(ordering["personalised"], false);
        let goes_by_support = ordering["signals"]
            .as_array()
            .unwrap()
            .contains(&json!("support"));
        assert!(!(goes_by_support && ordering["default"] == true), "{ordering}");
    }
    assert_eq!(
        orderings.iter().filter(|one| one["default"] == true).count(),
        2,
        "one for each sort of list"
    );

    let titles = ["En", "To", "Tre", "Fire"];
    let mut ids = Vec::new();
    for title in titles {
        ids.push(
            send(&client, title, None).await["id"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    let before = order(&client, "").await;
    let fan = client.post("/participants", &json!({"role": "citizen"})).await;
    let fan = Caller::guest(&client, &fan);
    let loved = format!("/reactions/contribution:{}/support", before[3]);
    assert_eq!(fan.put(&loved, &json!({})).await.status, 200);
    assert_eq!(
        order(&client, "").await,
        before,
        "support moves nothing unless one asks for it"
    );
    assert_eq!(order(&client, "order=top").await[0], before[3]);

    let comment =
        json!({"subject": format!("contribution:{}", ids[1]), "body": "Ja", "author": {"name": "Ib"}});
    assert_eq!(client.post("/comments", &comment).await.status, 201);
    assert_eq!(order(&client, "order=activity").await[0], ids[1]);
    assert_eq!(order(&client, "order=newest").await[0], ids[3]);
}

#[tokio::test]
async fn an_order_that_would_tell_hidden_counts_is_not_offered() {
    let server = Server::serving(&["--counts", "never"]);
    let client = server.client();
    assert!(!client.get("").await.text.contains("\"top\""));
    assert_eq!(
        client.get("/contributions?order=top").await.problem(),
        "invalid-request"
    );
}

async fn order(client: &Client, query: &str) -> Vec<String> {
    let page = client
        .get(&format!("/contributions?limit=100&seed=a&{query}"))
        .await
        .json();
    let ids = page["items"].as_array().unwrap().iter();
    ids.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

async fn total(client: &Client, query: &str) -> u64 {
    let page = client
        .get(&format!("/contributions?limit=100&{query}"))
        .await
        .json();
    assert_eq!(
        page["total"]["value"].as_u64().unwrap() as usize,
        page["items"].as_array().unwrap().len()
    );
    page["total"]["value"].as_u64().unwrap()
}

async fn send(client: &Client, title: &str, point: Option<(f64, f64)>) -> Value {
    let mut new = contribution(title);
    if let Some((longitude, latitude)) = point {
        new["place"] =
            json!({"name": title, "point": {"type": "Point", "coordinates": [longitude, latitude]}});
    }
    let answer = client.post("/contributions", &new).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let stored = answer.json()["contribution"].clone();
    assert_eq!(stored["place"], new["place"]);
    stored
}

fn contribution(title: &str) -> Value {
    json!({"kind": "question", "title": title, "body": "Hvad synes du?", "author": {"name": "Ib"}})
}
