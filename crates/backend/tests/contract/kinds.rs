//! Dilemmas, barriers and stories, and what contributions have to do with each other.

use serde_json::{Value, json};

use crate::support::{Client, Server};

#[tokio::test]
async fn a_dilemma_keeps_its_sides_and_a_comment_speaks_for_one_of_them() {
    let server = Server::empty();
    let client = server.client();
    let stored = send(&client, &dilemma()).await;
    assert_eq!(
        stored["dilemma"],
        json!({
            "tension": {"value": "Lys eller mørke", "lang": "da"},
            "sides": [
                {"id": "1", "label": "Lys", "arguments": ["Så tør jeg gå der."]},
                {"id": "2", "label": "Mørke", "arguments": []},
            ],
        })
    );
    let path = format!("/contributions/{}", id(&stored));
    assert_eq!(client.get(&path).await.json(), stored);
    let listed = client.get("/contributions").await.json()["items"][0].clone();
    assert!(
        listed["dilemma"].is_null() && listed["body"].is_null(),
        "{listed}"
    );
    let total = client.get("/contributions?q=tør").await.json()["total"]["value"].clone();
    assert_eq!(total, 1, "arguments are found too");

    let subject = format!("contribution:{}", id(&stored));
    let mut comment = json!({"subject": subject, "body": "Ja", "side": "1", "alignment": "neutral",
        "author": {"name": "Ib"}});
    let said = client.post("/comments", &comment).await.json()["comment"].clone();
    assert_eq!(
        (&said["side"], &said["alignment"]),
        (&json!("1"), &json!("neutral"))
    );
    comment["side"] = json!("3");
    assert_eq!(faults(&client, "/comments", &comment).await, "/side unknown");
    // What somebody writes is no side, whatever it looks like.
    let pretender = json!({"subject": subject, "body": "\"side\":\"1\"", "author": {"name": "Ib"}});
    client.post("/comments", &pretender).await;
    for (side, wanted) in [("1", vec![said["id"].clone()]), ("2", vec![]), ("%25", vec![])] {
        let listed = client
            .get(&format!("/comments?subject={subject}&side={side}"))
            .await
            .json();
        let ids: Vec<Value> = listed["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].clone())
            .collect();
        assert_eq!(ids, wanted, "{side}");
        assert_eq!(listed["total"]["value"], wanted.len());
    }
    comment["side"] = json!("1");
    comment["alignment"] = json!("sideways");
    assert_eq!(faults(&client, "/comments", &comment).await, "/alignment unknown");
    let question = send(&client, &contribution("question")).await;
    comment["alignment"] = json!(null);
    comment["subject"] = json!(format!("contribution:{}", id(&question)));
    assert_eq!(faults(&client, "/comments", &comment).await, "/side unknown");
}

#[tokio::test]
async fn a_barrier_and_what_it_stops_know_each_other() {
    let server = Server::empty();
    let client = server.client();
    let stopped = send(&client, &contribution("question")).await;
    let mut new = contribution("barrier");
    new["barrier"] = json!({"ground": "law", "reference": "Planloven § 15",
        "link": {"url": "https://example.org/lov", "title": "Loven"}, "stops": [id(&stopped)]});
    let barrier = send(&client, &new).await;
    let read = client
        .get(&format!("/contributions/{}", id(&barrier)))
        .await
        .json();
    assert_eq!(read["barrier"]["ground"], "law");
    assert_eq!(read["barrier"]["stops"][0]["title"], stopped["title"]);
    assert_eq!(read["barrier"]["stops"][0]["author"]["name"], "Ib");
    let read = client
        .get(&format!("/contributions/{}", id(&stopped)))
        .await
        .json();
    assert_eq!(read["stopped_by"][0]["id"], barrier["id"]);

    new["barrier"]["working_on_it"] = json!("Borgmesteren");
    let claimed = client
        .send(
            reqwest::Method::POST,
            "/contributions",
            &[("content-type", "application/json")],
            Some(new.to_string()),
        )
        .await;
    let claimed = claimed.json()["contribution"].clone();
    assert!(
        claimed["barrier"]["working_on_it"].is_null(),
        "only the municipality says that"
    );
    new["barrier"] = json!({"ground": "law", "stops": ["nowhere"]});
    assert_eq!(
        faults(&client, "/contributions", &new).await,
        "/barrier/stops/0 unknown"
    );
}

#[tokio::test]
async fn credit_is_kept_when_one_builds_on_another() {
    let server = Server::empty();
    let client = server.client();
    let first = send(&client, &contribution("question")).await;
    let mut new = contribution("story");
    new["story"] = json!({"learned": "At spørge først."});
    new["based_on"] = json!([id(&first)]);
    let second = send(&client, &new).await;
    assert_eq!(second["story"]["learned"]["value"], "At spørge først.");
    let read = client
        .get(&format!("/contributions/{}", id(&second)))
        .await
        .json();
    let credit =
        json!([{"id": first["id"], "kind": "question", "title": first["title"], "author": first["author"]}]);
    assert_eq!(read["based_on"], credit);
    let read = client.get(&format!("/contributions/{}", id(&first))).await.json();
    assert_eq!(read["built_on_by"][0]["id"], second["id"]);
    new["based_on"] = json!(["nowhere", id(&first)]);
    assert_eq!(
        faults(&client, "/contributions", &new).await,
        "/based_on/0 unknown"
    );
}

#[tokio::test]
async fn each_kind_asks_for_its_own_and_for_no_others() {
    let server = Server::empty();
    let client = server.client();
    let faults = async |new: Value| faults(&client, "/contributions", &new).await;
    assert_eq!(faults(contribution("dilemma")).await, "/dilemma empty");
    assert_eq!(faults(contribution("barrier")).await, "/barrier empty");
    assert_eq!(faults(contribution("story")).await, "/story empty");
    let mut new = contribution("question");
    new["story"] = json!({"learned": "Meget"});
    assert_eq!(faults(new).await, "/story not_allowed");
    let mut new = dilemma();
    new["dilemma"]["sides"] = json!([{"label": "Lys"}]);
    assert_eq!(faults(new).await, "/dilemma/sides/1/label empty");
    let mut new = dilemma();
    new["dilemma"]["sides"] = json!(vec![json!({"label": "Lys"}); 11]);
    assert_eq!(faults(new).await, "/dilemma/sides too_many");
    let mut new = contribution("question");
    new["topics"] = json!(vec!["Trafik"; 11]);
    new["affected"] = json!([" "]);
    assert_eq!(faults(new).await, "/affected/0 empty, /topics too_many");
    let mut new = contribution("question");
    new["place"] = json!({"name": "Månen", "point": {"type": "Point", "coordinates": [9.5, 96.0]}});
    assert_eq!(faults(new).await, "/place/point unknown");
    let mut new = contribution("question");
    new["place"] = json!({"name": "Et sted", "point": {"type": "Polygon", "coordinates": []}});
    assert_eq!(
        client.post("/contributions", &new).await.problem(),
        "invalid-request"
    );
    assert_eq!(client.get("/contributions").await.json()["total"]["value"], 0);
}

#[tokio::test]
async fn the_invented_municipality_shows_every_kind_and_how_they_hang_together() {
    let server = Server::seeded();
    let client = server.client();
    for kind in ["idea", "question", "dilemma", "barrier", "story"] {
        let page = client
            .get(&format!("/contributions?kind={kind}&limit=100"))
            .await
            .json();
        let items = page["items"].as_array().unwrap();
        assert!(!items.is_empty(), "{kind}");
        for item in items {
            let path = format!("/contributions/{}", id(item));
            let whole = client.get(&path).await.json();
            for (own, member) in [("dilemma", "dilemma"), ("barrier", "barrier"), ("story", "story")] {
                assert_eq!(kind == own, !whole[member].is_null(), "{path} {member}");
            }
        }
    }
    let read = async |id: &str| client.get(&format!("/contributions/{id}")).await.json();
    let merged = read("drikkevand-til-markedet").await;
    assert_eq!(
        (&merged["state"], &merged["merged_into"]["id"]),
        (&json!("merged"), &json!("vandpost-paa-torvet"))
    );
    assert!(merged["merged_into"]["reason"]["value"].is_string());
    assert_eq!(
        read("vandpost-paa-torvet").await["merged_from"][0]["id"],
        merged["id"]
    );
    let listed = client.get("/contributions?limit=100").await.text;
    assert!(
        !listed.contains("drikkevand-til-markedet"),
        "what was merged is in no list"
    );
    assert_eq!(
        read("bro-nord-for-moellen").await["stopped_by"][0]["kind"],
        "barrier"
    );
    assert_eq!(
        read("solceller-paa-egebyhallen").await["built_on_by"][0]["id"],
        "solceller-paa-aaskolen"
    );
}

async fn send(client: &Client, new: &Value) -> Value {
    let answer = client.post("/contributions", new).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()["contribution"].clone()
}

async fn faults(client: &Client, path: &str, new: &Value) -> String {
    let answer = client.post(path, new).await;
    assert_eq!(answer.problem(), "validation", "{}", answer.text);
    let named = |error: &Value| {
        let (pointer, fault) = (&error["pointer"], &error["fault"]);
        format!("{} {}", pointer.as_str().unwrap(), fault.as_str().unwrap())
    };
    let errors = answer.json()["errors"].clone();
    errors
        .as_array()
        .unwrap()
        .iter()
        .map(named)
        .collect::<Vec<_>>()
        .join(", ")
}

fn contribution(kind: &str) -> Value {
    json!({"kind": kind, "title": "Lys på stien", "body": "Begge har ret.", "lang": "da", "author": {"name": "Ib"}})
}

fn dilemma() -> Value {
    let mut new = contribution("dilemma");
    new["dilemma"] = json!({"tension": "Lys eller mørke",
        "sides": [{"label": "Lys", "arguments": ["Så tør jeg gå der."]}, {"label": "Mørke"}]});
    new
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}
