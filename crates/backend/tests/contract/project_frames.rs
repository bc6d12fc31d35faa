//! Projects are put up and changed, and none is there without its frame.

use serde_json::{Value, json};

use super::taking_part::{bearer, enter, id_of, patch, patch_at, pointers, post, project};
use crate::support::{Server, run};

#[tokio::test]
async fn no_project_is_put_up_without_interest_influence_and_somebody_who_answers() {
    let server = Server::empty();
    let client = server.client();
    let steward = bearer(&server.steward("Vej og Park"));
    let mut bare = project();
    for name in ["interest", "influence", "responsible"] {
        bare.as_object_mut().unwrap().remove(name);
    }
    // A citizens' own project is a project like any other.
    bare["initiator"] = json!({"name": "Foreningen Åens Venner", "role": "association"});
    for state in ["upcoming", "open", "closed", "archived"] {
        bare["state"] = json!(state);
        let refused = post(&client, &steward, "/projects", &bare).await;
        assert_eq!(refused.problem(), "validation", "{state}");
        assert_eq!(
            pointers(&refused),
            ["/interest", "/influence", "/responsible/office"],
            "{state}"
        );
        let mut hollow = project();
        hollow["state"] = json!(state);
        hollow["interest"]["value"] = json!(" ");
        hollow["influence"] = json!({"open": [], "given": []});
        hollow["responsible"]["office"] = json!("");
        let refused = post(&client, &steward, "/projects", &hollow).await;
        for pointer in ["/interest", "/influence", "/responsible/office"] {
            assert!(
                pointers(&refused).iter().any(|told| told == pointer),
                "{state}: {}",
                refused.text
            );
        }
    }
    bare.as_object_mut().unwrap().remove("state");
    assert_eq!(post(&client, &steward, "/projects", &bare).await.status, 422);
    assert_eq!(client.get("/projects").await.json()["items"], json!([]));
}

#[tokio::test]
async fn what_is_given_alone_is_a_frame_too_and_no_state_lets_it_go() {
    let server = Server::empty();
    let client = server.client();
    let steward = bearer(&server.steward("Vej og Park"));
    let mut new = project();
    new["state"] = json!("upcoming");
    new["influence"] = json!({"given": ["Planen er vedtaget"]});
    let created = post(&client, &steward, "/projects", &new).await;
    assert_eq!(created.status, 201, "{}", created.text);
    let path = format!("/projects/{}", id_of(&created, "project"));
    for state in ["upcoming", "open", "closed", "archived"] {
        let moved = patch(&client, &steward, &path, &json!({"state": state})).await;
        assert_eq!(moved.json()["state"], state);
        assert_eq!(client.get(&path).await.text, moved.text);
        for (member, pointer) in [
            ("interest", "/interest"),
            ("influence", "/influence"),
            ("responsible", "/responsible/office"),
        ] {
            let refused = patch(&client, &steward, &path, &json!({member: null})).await;
            assert_eq!(refused.problem(), "validation", "{state}");
            assert_eq!(pointers(&refused), [pointer], "{state}");
        }
    }
}

#[tokio::test]
async fn only_stewards_put_projects_up_and_change_them() {
    let server = Server::empty();
    let client = server.client();
    let guest = enter(&client, "Ib").await;
    assert_eq!(
        post(&client, &guest, "/projects", &project()).await.problem(),
        "not-allowed"
    );
    assert_eq!(
        client.post("/projects", &project()).await.problem(),
        "unauthorized"
    );
    let steward = bearer(&server.steward("Vej og Park"));
    let created = post(&client, &steward, "/projects", &project()).await;
    assert_eq!(created.json()["project"]["initiator"]["name"], "Vej og Park");
    let path = format!("/projects/{}", id_of(&created, "project"));
    let change = json!({"title": "Mindre skygge"});
    assert_eq!(
        patch(&client, &guest, &path, &change).await.problem(),
        "not-allowed"
    );
    assert_eq!(client.get(&path).await.json()["title"], project()["title"]);
}

#[tokio::test]
async fn a_change_names_the_version_that_it_changes() {
    let server = Server::empty();
    let client = server.client();
    let steward = bearer(&server.steward("Vej og Park"));
    let created = post(&client, &steward, "/projects", &project()).await;
    let path = format!("/projects/{}", id_of(&created, "project"));
    let before = client.get(&path).await.header("etag").to_owned();
    let first = patch_at(&client, &steward, &path, &before, &json!({"openness": "framed"})).await;
    assert_eq!(first.status, 200);
    assert_ne!(first.header("etag"), before);
    let second = patch_at(&client, &steward, &path, &before, &json!({"openness": "decided"})).await;
    assert_eq!(
        (second.status.as_u16(), second.problem().as_str()),
        (412, "changed-meanwhile")
    );
    assert_eq!(
        second.header("etag").split('.').next(),
        first.header("etag").split('.').next()
    );
    let blind = client
        .send(
            reqwest::Method::PATCH,
            &path,
            &[("authorization", &steward), ("content-type", "application/json")],
            Some("{}".into()),
        )
        .await;
    assert_eq!(blind.status, 428);
    // A contribution that came meanwhile is no reason to refuse a change.
    let id = id_of(&created, "project");
    let new = json!({"kind": "question", "title": "Hvor?", "body": "Hvor?", "project": id, "author": {"name": "Ib"}});
    assert_eq!(client.post("/contributions", &new).await.status, 201);
    let third = patch_at(
        &client,
        &steward,
        &path,
        first.header("etag"),
        &json!({"openness": "decided"}),
    )
    .await;
    assert_eq!(third.status, 200);
}

#[tokio::test]
async fn a_late_change_undoes_nothing_that_a_colleague_has_changed() {
    let server = Server::empty();
    let client = server.client();
    let steward = bearer(&server.steward("Vej og Park"));
    let colleague = bearer(&server.steward("Plan og Byg"));
    let created = post(&client, &steward, "/projects", &project()).await;
    let path = format!("/projects/{}", id_of(&created, "project"));
    let read = client.get(&path).await.header("etag").to_owned();
    let theirs = json!({"needs": ["Folk med stiger"], "responsible": {"answer_days": 30}});
    let changed = patch_at(&client, &colleague, &path, &read, &theirs).await;
    let stands = client.get(&path).await.text;
    let late = json!({"title": "Mindre skygge", "responsible": {"answer_days": 9}});
    let refused = patch_at(&client, &steward, &path, &read, &late).await;
    assert_eq!(refused.problem(), "changed-meanwhile");
    assert_eq!(client.get(&path).await.text, stands);
    // Read again, it changes what it names and nothing beside it.
    let mine = json!({"title": "Mindre skygge"});
    let both = patch_at(&client, &steward, &path, changed.header("etag"), &mine).await;
    let both = both.json();
    assert_eq!(both["title"], "Mindre skygge");
    assert_eq!(both["needs"], theirs["needs"]);
    assert_eq!(both["responsible"]["answer_days"], 30);
    assert_eq!(both["responsible"]["office"], project()["responsible"]["office"]);
}

#[tokio::test]
async fn what_is_not_the_senders_to_say_is_ignored_and_what_cannot_stand_is_refused() {
    let server = Server::empty();
    let client = server.client();
    let steward = bearer(&server.steward("Vej og Park"));
    let created = post(&client, &steward, "/projects", &project()).await;
    let path = format!("/projects/{}", id_of(&created, "project"));
    let change = json!({"id": "another", "sandbox": true, "contributions": 99, "decisions": [], "unknown": 1,
        "topics": ["Klima"]});
    let changed = patch(&client, &steward, &path, &change).await.json();
    assert_eq!(changed["id"], created.json()["project"]["id"]);
    assert_eq!(
        (&changed["sandbox"], &changed["contributions"]),
        (&Value::Null, &json!(0))
    );
    assert_eq!(changed["topics"], json!(["Klima"]));
    for (bad, pointer) in [
        (json!({"kind": "poem"}), "/kind"),
        (json!({"title": " "}), "/title"),
        (json!({"starts_at": "i morgen"}), "/starts_at"),
        (
            json!({"options": [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]}),
            "/options/1/id",
        ),
        (
            json!({"links": [{"url": "javascript:alert(1)", "title": "x"}]}),
            "/links/0/url",
        ),
        (json!({"interest": null}), "/interest"),
    ] {
        let refused = patch(&client, &steward, &path, &bad).await;
        assert_eq!(pointers(&refused), [pointer], "{bad}");
    }
    for bad in [
        json!({"phases": 1}),
        json!({"title": 1}),
        json!([]),
        json!({"influence": "all"}),
    ] {
        assert_eq!(patch(&client, &steward, &path, &bad).await.status, 400, "{bad}");
    }
    let zoned = patch(
        &client,
        &steward,
        &path,
        &json!({"starts_at": "2026-06-01T10:00:00+02:00"}),
    )
    .await;
    assert_eq!(zoned.json()["starts_at"], "2026-06-01T08:00:00Z");
}

#[tokio::test]
async fn lists_are_narrowed_by_what_a_project_is() {
    let server = Server::seeded();
    let client = server.client();
    let all = client.get("/projects?limit=100").await.json()["items"].clone();
    for (query, member) in [
        ("kind=service,policy", "kind"),
        ("openness=decided", "openness"),
        ("state=closed", "state"),
        ("topic=Trafik", "topics"),
        ("area=Midtbyen", "areas"),
        ("initiator=association", "initiator"),
    ] {
        let wanted: Vec<&str> = query.split_once('=').unwrap().1.split(',').collect();
        let has = |project: &&Value| match &project[member] {
            Value::Array(own) => own.iter().any(|own| wanted.contains(&own.as_str().unwrap())),
            Value::Object(own) => wanted.contains(&own["role"].as_str().unwrap()),
            own => own.as_str().is_some_and(|own| wanted.contains(&own)),
        };
        let expected: Vec<&Value> = all.as_array().unwrap().iter().filter(has).collect();
        let found = client.get(&format!("/projects?{query}")).await.json();
        assert!(
            !expected.is_empty() && expected.len() < all.as_array().unwrap().len(),
            "{query}"
        );
        assert_eq!(found["items"], json!(expected), "{query}");
        assert_eq!(found["total"]["value"], expected.len(), "{query}");
    }
    for (small, large) in [
        ("topic=trafik", "topic=Trafik"),
        ("area=åbrinken", "area=Åbrinken"),
    ] {
        let (one, other) = (
            client.get(&format!("/projects?{small}")).await.json(),
            client.get(&format!("/projects?{large}")).await.json(),
        );
        assert_eq!(one["items"], other["items"], "{small}");
        assert!(one["total"]["value"].as_u64() > Some(0), "{small}");
    }
    for (query, found) in [("%25%25", 0), ("%3F!", 0), ("%20", all.as_array().unwrap().len())] {
        let page = client.get(&format!("/projects?q={query}")).await.json();
        assert_eq!(page["total"]["value"], found, "{query}");
    }
    let found = client.get("/projects?q=rollator,%20STI").await.json();
    assert_eq!(found["items"][0]["id"], "en-aa-man-kan-gaa-langs");
    let none = client
        .get("/projects?updated_since=2999-01-01T00:00:00Z")
        .await
        .json();
    assert_eq!(none["total"]["value"], 0);
    assert_eq!(client.get("/projects?updated_since=soon").await.status, 400);
    let page = client.get("/projects?limit=1").await.json();
    let next = page["page"]["next"].as_str().unwrap().to_owned();
    assert_eq!(
        client.get(&format!("{next}&kind=policy")).await.problem(),
        "cursor-mismatch"
    );
}

#[tokio::test]
async fn a_project_says_how_early_people_were_asked() {
    let server = Server::seeded();
    let client = server.client();
    let days =
        async |id: &str| client.get(&format!("/projects/{id}")).await.json()["days_to_decision"].clone();
    // Decided: from the first question to the last decision.
    assert_eq!(days("faste-ansigter-i-hjemmeplejen").await, 185);
    // Not yet decided: to the decision that is expected.
    assert_eq!(days("en-levende-storegade").await, 95);
}

#[tokio::test]
async fn what_is_tried_out_in_a_sandbox_stands_in_no_list() {
    let server = Server::prepared(|database| {
        assert!(run(&["seed"], database).status.success());
        assert!(run(&["sandbox"], database).status.success());
    });
    let client = server.client();
    let steward = bearer(&server.steward("Vej og Park"));
    let service = client.get("/.well-known/samskab").await.json();
    let sandbox = service["sandbox_projects"][0].as_str().unwrap().to_owned();
    let new = json!({"kind": "idea", "title": "Sandkasseting", "problem": "p", "body": "En ting i sandkassen.", "project": sandbox,
        "author": {"name": "Ib"}});
    let contribution = client.post("/contributions", &new).await;
    assert_eq!(contribution.status, 201);
    let event = json!({"project": sandbox, "kind": "other", "title": "Sandkasseting", "starts_at": "2999-01-01T00:00:00Z"});
    assert_eq!(post(&client, &steward, "/events", &event).await.status, 201);
    let decision = json!({"project": sandbox, "decided_at": "2026-01-01T00:00:00Z", "by": "Sandkasseting",
        "outcome": {"value": "Ja"}, "reasons": {"value": "Det virker."}});
    assert_eq!(post(&client, &steward, "/decisions", &decision).await.status, 201);
    for (list, asked) in [
        (
            "/projects?limit=100".to_owned(),
            format!("/projects?project={sandbox}"),
        ),
        (
            "/contributions?limit=100".into(),
            format!("/contributions?project={sandbox}"),
        ),
        (
            "/contributions?q=sandkasseting".into(),
            format!("/contributions?project={sandbox}&q=sandkasse"),
        ),
        ("/events?limit=100".into(), format!("/events?project={sandbox}")),
        (
            "/decisions?limit=100".into(),
            format!("/decisions?project={sandbox}"),
        ),
    ] {
        let open = client.get(&list).await.text;
        assert!(
            !open.contains(&sandbox) && !open.contains("Sandkasseting"),
            "{list}: {open}"
        );
        assert_eq!(
            client.get(&asked).await.json()["items"].as_array().unwrap().len(),
            1,
            "{asked}"
        );
    }
    let whole = client.get(&format!("/projects/{sandbox}")).await.json();
    assert_eq!(
        (&whole["sandbox"], &whole["state"]),
        (&json!(true), &json!("open"))
    );
}
