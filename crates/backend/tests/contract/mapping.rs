//! The map: what of a list has a point, what a map is made of, and how evenly people are heard in the list.

use serde_json::{Value, json};

use crate::support::{Client, Server};

#[tokio::test]
async fn the_map_holds_what_the_list_holds_and_has_a_point() {
    let server = Server::seeded();
    let client = server.client();
    for query in [
        "",
        "?kind=idea",
        "?kind=question,barrier",
        "?status=planned",
        "?topic=Trafik",
        "?area=Vibe%20Mark",
        "?role=business",
        "?q=bænk",
        "?bbox=9.5,56.3,9.53,56.32",
        "?near=56.3119,9.5222,800",
        "?project=en-levende-storegade",
        "?kind=poem",
    ] {
        let map = client.get(&format!("/contributions/map{query}")).await;
        assert_eq!(map.header("content-type"), "application/geo+json");
        let map = map.json();
        let more = if query.is_empty() { "?" } else { "&" };
        let list = client
            .get(&format!("/contributions{query}{more}limit=100&order=newest"))
            .await
            .json();
        let placed: Vec<&Value> = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|item| !item["place"]["point"].is_null())
            .collect();
        let features = map["features"].as_array().unwrap();
        let ids = |all: Vec<&Value>| all.iter().map(|one| one["id"].clone()).collect::<Vec<_>>();
        assert_eq!(ids(features.iter().collect()), ids(placed.clone()), "{query}");
        for (feature, item) in features.iter().zip(placed) {
            assert_eq!(feature["geometry"], item["place"]["point"]);
            let properties =
                json!({"title": item["title"], "kind": item["kind"], "status": item["status"]["category"]});
            assert_eq!(feature["properties"], properties);
        }
        assert_eq!(map["truncated"], false);
        assert!(features.len() <= map["limit"].as_u64().unwrap() as usize);
    }
    let whole = client.get("/contributions/map").await;
    assert!(whole.json()["features"].as_array().unwrap().len() > 20);
    let known = [("if-none-match", whole.header("etag"))];
    assert_eq!(client.get_with("/contributions/map", &known).await.status, 304);
    assert_eq!(
        client.get("/contributions/map?bbox=1").await.problem(),
        "invalid-request"
    );
}

#[tokio::test]
async fn a_list_can_be_narrowed_to_those_who_began_it() {
    let server = Server::seeded();
    let client = server.client();
    let mut sum = 0;
    for role in ["citizen", "business", "association", "politician", "staff"] {
        let page = client
            .get(&format!("/contributions?role={role}&limit=100"))
            .await
            .json();
        let items = page["items"].as_array().unwrap();
        assert!(
            items.iter().all(|item| item["author"]["role"] == role) && !items.is_empty(),
            "{role}"
        );
        sum += items.len();
    }
    let all = client.get("/contributions").await.json()["total"]["value"]
        .as_u64()
        .unwrap();
    assert_eq!(sum as u64, all);
    let two = client.get("/contributions?role=business,staff").await.json();
    assert!(two["total"]["value"].as_u64().unwrap() < all);
}

#[tokio::test]
async fn a_list_says_which_part_of_its_words_comes_from_those_who_wrote_most() {
    let server = Server::empty();
    let client = server.client();
    for number in 0..9 {
        write(
            &client,
            &format!("Nummer {number}"),
            "ti ord står der i alt hos hver eneste en",
            "",
        )
        .await;
    }
    assert!(
        voices(&client, "").await.is_null(),
        "of nine people nothing is said"
    );
    let words = ["ord"; 98].join(" ");
    let secret = write(&client, "Flittig", &words, "").await;
    assert_eq!(
        voices(&client, "").await,
        json!({"people": 10, "busiest": 1, "share": 0.5})
    );
    assert!(voices(&client, "&q=nowhere").await.is_null());
    write(
        &client,
        "Flittig",
        "ti ord står der i alt hos hver eneste en",
        &secret,
    )
    .await;
    assert_eq!(
        voices(&client, "").await["share"],
        0.526,
        "all that one person wrote counts together"
    );
    let seeded = Server::seeded();
    let share = voices(&seeded.client(), "").await["share"].as_f64().unwrap();
    assert!((0.1..0.5).contains(&share), "{share}");
}

#[tokio::test]
async fn the_service_says_what_a_map_is_made_of_and_gives_the_base_map_away() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("base.geojson");
    std::fs::write(&file, r#"{"type":"FeatureCollection","features":[]}"#).unwrap();
    let server = Server::serving(&[
        "--map-bounds",
        "9.43,56.265,9.58,56.375",
        "--map-tiles",
        "https://tiles.example/{z}/{x}/{y}.png",
        "--map-attribution",
        "Egeby",
        "--base-map",
        file.to_str().unwrap(),
    ]);
    let map = server.client().get("/.well-known/samskab").await.json()["map"].clone();
    assert_eq!(map["bounds"], json!([9.43, 56.265, 9.58, 56.375]));
    assert_eq!(map["attribution"], "Egeby");
    assert_eq!(map["tiles"], "https://tiles.example/{z}/{x}/{y}.png");
    let base = map["base"].as_str().unwrap();
    let answer = reqwest::get(base).await.unwrap();
    assert_eq!(answer.headers()["content-type"], "application/geo+json");
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    assert!(
        answer.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    let tag = answer.headers()["etag"].clone();
    assert_eq!(answer.json::<Value>().await.unwrap()["type"], "FeatureCollection");
    let again = reqwest::Client::new().get(base).header("if-none-match", tag);
    assert_eq!(again.send().await.unwrap().status(), 304);
    let other = base.replace("/map/", "/map/x");
    assert_eq!(reqwest::get(other).await.unwrap().status(), 404);
    let without = Server::empty();
    let service = without.client().get("/.well-known/samskab").await.json();
    assert!(service["map"].is_null());
}

async fn voices(client: &Client, more: &str) -> Value {
    let page = client.get(&format!("/contributions?limit=1{more}")).await.json();
    page["page"]["voices"].clone()
}

/// An idea of so many words and one; answers the secret of whoever wrote it.
async fn write(client: &Client, name: &str, body: &str, secret: &str) -> String {
    let authorization = format!("Guest {secret}");
    let headers = [("authorization", authorization.as_str())];
    let headers = if secret.is_empty() { &[][..] } else { &headers[..] };
    let idea = json!({"kind": "idea", "title": "t", "problem": "p", "body": body, "author": {"name": name}});
    let made = client.post_with("/contributions", headers, &idea).await;
    assert_eq!(made.status, 201, "{}", made.text);
    made.json()["secret"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn the_map_of_projects_holds_what_their_list_holds_and_has_a_point() {
    let server = Server::seeded();
    let client = server.client();
    for query in [
        "",
        "?openness=framed",
        "?initiator=association",
        "?topic=Trafik",
        "?q=storegade",
        "?kind=poem",
    ] {
        let map = client.get(&format!("/projects/map{query}")).await;
        assert_eq!(map.header("content-type"), "application/geo+json");
        let map = map.json();
        let list = client.get(&format!("/projects{query}")).await.json();
        let placed = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|item| !item["place"]["point"].is_null());
        let told = placed.map(|item| {
            json!({"type": "Feature", "id": item["id"], "geometry": item["place"]["point"],
                "properties": {"title": item["title"], "openness": item["openness"]}})
        });
        assert_eq!(map["features"], told.collect::<Value>(), "{query}");
        assert_eq!(map["truncated"], false);
    }
    let whole = client.get("/projects/map").await.json();
    assert!(whole["features"].as_array().unwrap().len() >= 2);
}

#[tokio::test]
async fn topics_and_areas_tell_how_many_projects_carry_them() {
    let server = Server::seeded();
    let client = server.client();
    for (path, name) in [("/topics", "topics"), ("/areas", "areas")] {
        let labels = client.get(path).await.json();
        let projects = client.get("/projects").await.json();
        for project in projects["items"].as_array().unwrap() {
            for word in project[name].as_array().unwrap() {
                let carries = |one: &&Value| one[name].as_array().unwrap().contains(word);
                let count = projects["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(carries)
                    .count();
                let label = labels["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .find(|one| one["label"] == *word);
                assert_eq!(label.unwrap()["projects"], count, "{word}");
            }
        }
    }
}
