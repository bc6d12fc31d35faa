//! Everybody's own order of a project's options, and what those who took part think of it at the end.

use serde_json::{Value, json};

use super::taking_part::{bearer, delete, enter, id_of, patch, pointers, post, project, put};
use crate::support::{Client, Server};

#[tokio::test]
async fn a_result_says_its_method_its_spread_and_how_many_took_part() {
    let server = Server::seeded();
    let found = server
        .client()
        .get("/projects/en-levende-storegade/priorities")
        .await
        .json();
    assert_eq!(
        (&found["open"], &found["method"]["id"]),
        (&json!(true), &json!("borda"))
    );
    for language in ["da", "en"] {
        assert!(
            !found["method"]["explanation"][language]
                .as_str()
                .unwrap()
                .is_empty()
        );
    }
    let participants = found["participants"].as_u64().unwrap();
    let options = found["options"].as_array().unwrap().len() as u64;
    let result = found["result"].as_array().unwrap();
    assert_eq!(result.len() as u64, options);
    for standing in result {
        let spread: u64 = standing["spread"]
            .as_array()
            .unwrap()
            .iter()
            .map(|count| count.as_u64().unwrap())
            .sum();
        assert_eq!(spread + standing["unplaced"].as_u64().unwrap(), participants);
    }
    // Each order gives out the same number of points.
    let points: u64 = result
        .iter()
        .map(|standing| standing["points"].as_u64().unwrap())
        .sum();
    assert_eq!(points, participants * options * (options - 1));
    assert!(result.is_sorted_by_key(|standing| standing["place"].as_u64()));
}

#[tokio::test]
async fn one_order_each_counts_once_however_often_it_comes() {
    let server = Server::empty();
    let client = server.client();
    let path = ranked_project(&server, &client, json!({})).await;
    let (one, other) = (enter(&client, "Ib").await, enter(&client, "Lone").await);
    let order = |ids: &[&str]| json!({"ranking": ids});
    for _ in 0..2 {
        assert_eq!(
            put(&client, &one, &path, Some(&order(&["a", "b", "c"])))
                .await
                .status,
            200
        );
    }
    let own = put(&client, &other, &path, Some(&order(&["c"]))).await.json();
    assert_eq!(own["ranking"], json!(["c"]));
    assert_eq!(own["priorities"], client.get(&path).await.json());
    assert_eq!(
        places(&client, &path).await,
        [("a", 5), ("c", 4), ("b", 3)].map(known)
    );
    put(&client, &one, &path, Some(&order(&["b", "c", "a"]))).await;
    assert_eq!(
        places(&client, &path).await,
        [("c", 6), ("b", 5), ("a", 1)].map(known)
    );
    assert_eq!(delete(&client, &one, &path).await.status, 204);
    assert_eq!(delete(&client, &one, &path).await.status, 204);
    assert_eq!(client.get(&path).await.json()["participants"], 1);
}

#[tokio::test]
async fn an_order_names_options_that_are_there_and_each_once() {
    let server = Server::empty();
    let client = server.client();
    let path = ranked_project(&server, &client, json!({})).await;
    let who = enter(&client, "Ib").await;
    for (ids, pointer) in [
        (json!(["a", "d"]), "/ranking/1"),
        (json!(["a", "a"]), "/ranking/1"),
        (json!([]), "/ranking"),
    ] {
        let refused = put(&client, &who, &path, Some(&json!({"ranking": ids}))).await;
        assert_eq!(pointers(&refused), [pointer]);
    }
    assert_eq!(
        put(&client, &who, &path, Some(&json!({"ranking": "a"})))
            .await
            .status,
        400
    );
    assert_eq!(
        put(&client, "Guest x.y", &path, Some(&json!({"ranking": ["a"]})))
            .await
            .status,
        401
    );
    assert_eq!(
        client.get("/projects/nowhere/priorities").await.problem(),
        "not-found"
    );
}

#[tokio::test]
async fn what_is_hidden_is_missing_and_never_zero() {
    let server = Server::empty();
    let client = server.client();
    let who = enter(&client, "Ib").await;
    let order = json!({"ranking": ["a"]});
    for (rule, own_sees, all_see_after) in [
        ("always", true, true),
        ("after_own_reaction", true, true),
        ("after_close", false, true),
        ("never", false, false),
    ] {
        let path = ranked_project(&server, &client, json!({"counts_visibility": rule})).await;
        let own = put(&client, &who, &path, Some(&order)).await.json();
        assert_eq!(own["priorities"]["result"].is_array(), own_sees, "{rule}");
        let shared = client.get(&path).await.json();
        assert_eq!(shared["result"].is_array(), rule == "always", "{rule}");
        assert_eq!(shared["participants"].is_number(), rule == "always", "{rule}");
        let steward = bearer(&server.steward("Vej og Park"));
        let closes = json!({"ranking": {"closes_at": "2020-01-01T00:00:00Z"}});
        patch(&client, &steward, path.trim_end_matches("/priorities"), &closes).await;
        let shared = client.get(&path).await.json();
        assert_eq!(
            (&shared["open"], shared["result"].is_array()),
            (&json!(false), all_see_after),
            "{rule}"
        );
        assert_eq!(
            put(&client, &who, &path, Some(&order)).await.problem(),
            "closed",
            "{rule}"
        );
    }
}

#[tokio::test]
async fn a_pause_is_not_the_end() {
    let server = Server::empty();
    let client = server.client();
    let who = enter(&client, "Ib").await;
    let steward = bearer(&server.steward("Vej og Park"));
    let path = ranked_project(&server, &client, json!({"counts_visibility": "after_close"})).await;
    put(&client, &who, &path, Some(&json!({"ranking": ["a"]}))).await;
    let now = json!({"id": "1", "title": "Samtale", "state": "current", "accepts": ["comment"]});
    let next = json!({"id": "2", "title": "Valg", "state": "future", "accepts": ["priorities"]});
    for (phases, is_told) in [(json!([now, next]), false), (json!([next, now]), true)] {
        let project = path.trim_end_matches("/priorities");
        patch(&client, &steward, project, &json!({ "phases": phases })).await;
        let shared = client.get(&path).await.json();
        assert_eq!(shared["open"], false);
        assert_eq!(shared["result"].is_array(), is_told, "{phases}");
    }
}

#[tokio::test]
async fn fifty_at_once_are_fifty_orders() {
    let server = Server::empty();
    let client = server.client();
    let path = ranked_project(&server, &client, json!({})).await;
    let mut all = Vec::new();
    for number in 0..50 {
        let (client, path) = (client.clone(), path.clone());
        let who = enter(&client, &format!("Nummer {number}")).await;
        all.push(tokio::spawn(async move {
            put(&client, &who, &path, Some(&json!({"ranking": ["b", "a"]})))
                .await
                .status
        }));
    }
    for one in all {
        assert_eq!(one.await.unwrap(), 200);
    }
    let found = client.get(&path).await.json();
    assert_eq!(
        (&found["participants"], &found["result"][0]["spread"]),
        (&json!(50), &json!([50, 0, 0]))
    );
}

#[tokio::test]
async fn two_questions_are_answered_at_the_end_by_those_who_took_part() {
    let server = Server::empty();
    let client = server.client();
    let steward = bearer(&server.steward("Vej og Park"));
    let id = id_of(&post(&client, &steward, "/projects", &project()).await, "project");
    let path = format!("/projects/{id}/evaluation");
    let (there, away) = (enter(&client, "Ib").await, enter(&client, "Lone").await);
    let comment = json!({"subject": format!("project:{id}"), "body": "Ja tak til træer."});
    post(&client, &there, "/comments", &comment).await;
    let answers = json!({"heard": 4, "again": 5});
    assert_eq!(
        put(&client, &there, &path, Some(&answers)).await.problem(),
        "closed",
        "it goes on"
    );
    patch(
        &client,
        &steward,
        &format!("/projects/{id}"),
        &json!({"state": "closed"}),
    )
    .await;
    assert_eq!(
        put(&client, &away, &path, Some(&answers)).await.problem(),
        "not-allowed"
    );
    let too_much = put(&client, &there, &path, Some(&json!({"heard": 6, "again": 0}))).await;
    assert_eq!(pointers(&too_much), ["/heard", "/again"]);
    assert_eq!(put(&client, &there, &path, Some(&answers)).await.status, 200);
    assert_eq!(
        put(&client, &there, &path, Some(&json!({"heard": 2, "again": 5})))
            .await
            .status,
        200
    );
    let found = client.get(&path).await.json();
    assert_eq!(found["participants"], 1);
    assert_eq!(found["questions"][0]["answers"], json!([0, 1, 0, 0, 0]));
    assert_eq!(found["questions"][1]["answers"], json!([0, 0, 0, 0, 1]));
    assert_eq!(delete(&client, &there, &path).await.status, 204);
    assert_eq!(client.get(&path).await.json()["participants"], 0);
}

#[tokio::test]
async fn a_project_that_has_ended_shows_what_was_learned_and_what_it_was_worth() {
    let server = Server::seeded();
    let client = server.client();
    let project = client.get("/projects/faste-ansigter-i-hjemmeplejen").await.json();
    assert!(project["learned"]["citizens"].is_object() && project["learned"]["staff"].is_object());
    let found = client
        .get("/projects/faste-ansigter-i-hjemmeplejen/evaluation")
        .await
        .json();
    assert_eq!(
        (&found["open"], &found["participants"]),
        (&json!(true), &json!(48))
    );
}

async fn ranked_project(server: &Server, client: &Client, ranking: Value) -> String {
    let steward = bearer(&server.steward("Vej og Park"));
    let mut new = project();
    new["options"] = json!([{"id": "a", "title": "A"}, {"id": "b", "title": "B"}, {"id": "c", "title": "C"}]);
    new["ranking"] = ranking;
    let id = id_of(&post(client, &steward, "/projects", &new).await, "project");
    format!("/projects/{id}/priorities")
}

async fn places(client: &Client, path: &str) -> Vec<(String, u64)> {
    let found = client.get(path).await.json();
    let standings = found["result"].as_array().unwrap().iter();
    standings
        .map(|standing| {
            let option = standing["option"].as_str().unwrap().to_owned();
            (option, standing["points"].as_u64().unwrap())
        })
        .collect()
}

fn known((option, points): (&str, u64)) -> (String, u64) {
    (option.to_owned(), points)
}
