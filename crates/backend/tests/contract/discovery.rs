//! How a backend is found, and what it says of itself.

use serde_json::Value;

use crate::support::{Description, Server};

#[tokio::test]
async fn the_service_document_is_found_at_the_well_known_place_and_at_the_base() {
    let server = Server::seeded();
    let client = server.client();
    let service = client.get("/.well-known/samskab").await;
    assert_eq!(service.status, 200);
    assert_eq!(client.get("").await.text, service.text);
    assert_eq!(client.get("/").await.text, service.text);
    let service = service.json();
    assert_eq!(service["base"], client.base());
    assert_eq!(service["protocol"], "samskab");
    assert_eq!(service["actions"]["contribute"]["mode"], "native");
    assert_eq!(service["first"], Value::Null);
}

#[tokio::test]
async fn each_order_that_is_declared_is_taken_and_explained_in_two_languages() {
    let server = Server::seeded();
    let client = server.client();
    let service = client.get("/.well-known/samskab").await.json();
    let subject = any_contribution(&client.get("/contributions").await.json());
    let mut defaults = Vec::new();
    for ordering in service["orderings"].as_array().unwrap() {
        let order = ordering["id"].as_str().unwrap();
        for language in ["da", "en"] {
            assert!(
                !ordering["label"][language].as_str().unwrap().is_empty(),
                "{order}"
            );
            assert!(
                !ordering["explanation"][language].as_str().unwrap().is_empty(),
                "{order}"
            );
        }
        let list = match ordering["on"][0].as_str().unwrap() {
            "contribution" => format!("/contributions?order={order}"),
            _ => format!("/comments?subject=contribution:{subject}&order={order}"),
        };
        let page = client.get(&list).await.json()["page"].clone();
        assert_eq!(page["order"], order);
        assert_eq!(page["seed"].is_string(), ordering["seeded"] == true, "{order}");
        if ordering["default"] == true {
            defaults.push(order.to_owned());
        }
    }
    assert_eq!(defaults, ["least_heard", "oldest"]);
}

#[tokio::test]
async fn what_comes_along_is_exactly_what_the_collections_answer() {
    let server = Server::seeded();
    let client = server.client();
    let ideas = client.get("/contributions?kind=idea").await.json();
    let idea = any_contribution(&ideas);
    let projects = client.get("/projects").await.json();
    let project = projects["items"][0]["id"].as_str().unwrap().to_owned();

    let first = async |wanted: &str| {
        client
            .get(&format!("/.well-known/samskab?first={wanted}"))
            .await
            .json()["first"]
            .clone()
    };
    assert_eq!(first("contributions:idea").await["contributions"], ideas);
    let debates = client.get("/contributions?kind=question,dilemma").await.json();
    assert_eq!(
        first("contributions:question,dilemma").await["contributions"],
        debates
    );
    assert_eq!(first("projects").await["projects"], projects);
    let one = client.get(&format!("/projects/{project}")).await.json();
    assert_eq!(first(&format!("project:{project}")).await["project"], one);

    let both = first(&format!("contribution:{idea}")).await;
    assert_eq!(
        both["contribution"],
        client.get(&format!("/contributions/{idea}")).await.json()
    );
    let debate = client
        .get(&format!("/comments?subject=contribution:{idea}"))
        .await
        .json();
    assert_eq!(both["comments"], debate);
}

#[tokio::test]
async fn what_is_not_there_is_left_out_of_the_service_document() {
    let server = Server::seeded();
    for wanted in [
        "contribution:nowhere",
        "project:nowhere",
        "weather",
        ":",
        "contribution:",
    ] {
        let answer = server
            .client()
            .get(&format!("/.well-known/samskab?first={wanted}"))
            .await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["first"]),
            (200, &Value::Null),
            "{wanted}"
        );
    }
}

#[test]
fn every_example_in_the_description_is_what_its_schema_says() {
    let description = Description::shared();
    let examples = description.examples();
    assert!(examples.len() > 10, "{}", examples.len());
    for (schema, example) in examples {
        description.check(&schema, &example, "an example");
    }
}

fn any_contribution(page: &Value) -> String {
    page["items"][0]["id"].as_str().unwrap().to_owned()
}
