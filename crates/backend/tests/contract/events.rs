//! When people meet: the list, the calendar files, and who has a seat.

use serde_json::{Value, json};

use super::taking_part::{bearer, delete, enter, id_of, patch, pointers, post, put};
use crate::support::{Client, Server};

#[tokio::test]
async fn events_come_soonest_first_a_page_at_a_time_and_are_narrowed() {
    let server = Server::seeded();
    let client = server.client();
    let (mut items, mut next) = (Vec::new(), Some("/events?limit=3".to_owned()));
    while let Some(address) = next {
        let page = client.get(&address).await.json();
        items.extend(page["items"].as_array().unwrap().clone());
        next = page["page"]["next"].as_str().map(str::to_owned);
    }
    let all = client.get("/events?limit=100").await.json();
    assert_eq!(Value::Array(items.clone()), all["items"]);
    assert_eq!(all["total"]["value"], items.len());
    assert!(items.is_sorted_by_key(|event| event["starts_at"].as_str().unwrap().to_owned()));
    let now = jiff::Timestamp::now().to_string();
    let coming = client.get(&format!("/events?from={now}&limit=100")).await.json();
    let held = client.get(&format!("/events?until={now}&limit=100")).await.json();
    let count = |page: &Value| page["items"].as_array().unwrap().len();
    assert!(count(&coming) > 0 && count(&held) > 0);
    assert_eq!(count(&coming) + count(&held), items.len());
    for (query, member, wanted) in [
        ("kind=hosted_dinner", "kind", "hosted_dinner"),
        ("state=held", "state", "held"),
    ] {
        let page = client.get(&format!("/events?{query}")).await.json();
        assert!(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .all(|event| event[member] == wanted),
            "{query}"
        );
        assert!(count(&page) > 0 && count(&page) < items.len());
    }
    assert_eq!(client.get("/events?from=soon").await.problem(), "invalid-request");
    assert_eq!(client.get("/events/nowhere").await.problem(), "not-found");
}

#[tokio::test]
async fn an_event_of_a_project_stands_in_its_project_too() {
    let server = Server::seeded();
    let client = server.client();
    let own = client
        .get("/events?project=en-levende-storegade&limit=100")
        .await
        .json();
    let project = client.get("/projects/en-levende-storegade").await.json();
    let ids = |events: &Value| -> Vec<String> {
        let events = events.as_array().unwrap().iter();
        events
            .map(|event| event["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids(&own["items"]), ids(&project["events"]));
    let one = client
        .get(&format!("/events/{}", ids(&own["items"])[0]))
        .await
        .json();
    assert_eq!(
        one["project"],
        json!({"id": "en-levende-storegade", "title": "En levende Storegade"})
    );
}

#[tokio::test]
async fn a_calendar_can_take_in_one_event_or_all_of_a_project() {
    let server = Server::seeded();
    let client = server.client();
    let one = client.get("/events/debatsalon-om-gaden").await.json();
    let address = one["calendar"].as_str().unwrap().to_owned();
    let file = client.get(&address).await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert!(file.text.starts_with("BEGIN:VCALENDAR\r\n"), "{}", file.text);
    assert!(
        file.text.contains("UID:debatsalon-om-gaden@localhost\r\n"),
        "{}",
        file.text
    );
    assert!(
        file.text.contains("SUMMARY:Hvem ejer en gade?\r\n"),
        "{}",
        file.text
    );
    let again = client
        .get_with(&address, &[("if-none-match", file.header("etag"))])
        .await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
    let whole = client.get("/projects/en-levende-storegade/calendar.ics").await;
    let events = client.get("/events?project=en-levende-storegade").await.json()["total"]["value"].clone();
    assert_eq!(
        whole.text.matches("BEGIN:VEVENT").count() as u64,
        events.as_u64().unwrap()
    );
    assert_eq!(client.get("/events/nowhere.ics").await.problem(), "not-found");
    assert_eq!(
        client.get("/projects/nowhere/calendar.ics").await.problem(),
        "not-found"
    );
}

#[tokio::test]
async fn stewards_put_events_up_and_say_why_one_does_not_take_place() {
    let server = Server::seeded();
    let client = server.client();
    let steward = bearer(&server.steward("Plan og Byg"));
    let guest = enter(&client, "Ib").await;
    let new = event(json!({"open": true, "capacity": 2}));
    assert_eq!(
        post(&client, &guest, "/events", &new).await.problem(),
        "not-allowed"
    );
    let created = post(&client, &steward, "/events", &new).await;
    assert_eq!(created.status, 201);
    let path = format!("/events/{}", id_of(&created, "event"));
    assert_eq!(created.header("location"), format!("{}{path}", client.base()));
    assert_eq!(client.get(&path).await.json(), created.json()["event"]);
    let silent = patch(&client, &steward, &path, &json!({"state": "cancelled"})).await;
    assert_eq!(pointers(&silent), ["/cancelled_reason"]);
    let told = json!({"state": "cancelled", "cancelled_reason": "Salen er lukket."});
    assert_eq!(
        patch(&client, &guest, &path, &told).await.problem(),
        "not-allowed"
    );
    let cancelled = patch(&client, &steward, &path, &told).await;
    assert_eq!(cancelled.json()["state"], "cancelled");
    assert_eq!(
        put(&client, &guest, &format!("{path}/registration"), None)
            .await
            .problem(),
        "closed"
    );
    for (bad, pointer) in [
        (json!({"project": "nowhere"}), "/project"),
        (json!({"ends_at": "2020-01-01T00:00:00Z"}), "/ends_at"),
        (json!({"title": ""}), "/title"),
    ] {
        let mut new = new.clone();
        let (name, value) = bad.as_object().unwrap().iter().next().unwrap();
        new[name] = value.clone();
        assert_eq!(
            pointers(&post(&client, &steward, "/events", &new).await),
            [pointer]
        );
    }
}

#[tokio::test]
async fn whoever_comes_too_late_waits_and_moves_up_when_somebody_leaves() {
    let server = Server::empty();
    let client = server.client();
    let path = open_event(&server, &client, json!({"open": true, "capacity": 1})).await;
    let seat = format!("{path}/registration");
    let (first, second, third) = (
        enter(&client, "Amira").await,
        enter(&client, "Jens").await,
        enter(&client, "Lone").await,
    );
    let state = |answer: Value| (answer["state"].clone(), answer["ahead"].clone());
    assert_eq!(
        state(put(&client, &first, &seat, None).await.json()),
        (json!("registered"), Value::Null)
    );
    assert_eq!(
        state(put(&client, &second, &seat, None).await.json()),
        (json!("waiting"), json!(0))
    );
    assert_eq!(
        state(put(&client, &third, &seat, None).await.json()),
        (json!("waiting"), json!(1))
    );
    // Once more changes nothing.
    let again = put(&client, &third, &seat, None).await.json();
    assert_eq!(
        again["registration"],
        json!({"open": true, "capacity": 1, "registered": 1, "waiting": 2})
    );
    assert_eq!(delete(&client, &first, &seat).await.status, 204);
    assert_eq!(delete(&client, &first, &seat).await.status, 204);
    assert_eq!(
        state(put(&client, &second, &seat, None).await.json()),
        (json!("registered"), Value::Null)
    );
    assert_eq!(
        state(put(&client, &third, &seat, None).await.json()),
        (json!("waiting"), json!(0))
    );
    let steward = bearer(&server.steward("Plan og Byg"));
    let more = patch(
        &client,
        &steward,
        &path,
        &json!({"registration": {"capacity": 5}}),
    )
    .await
    .json();
    assert_eq!(
        more["registration"],
        json!({"open": true, "capacity": 5, "registered": 2, "waiting": 0})
    );
    let fewer = patch(
        &client,
        &steward,
        &path,
        &json!({"registration": {"capacity": 0}}),
    )
    .await
    .json();
    assert_eq!(
        fewer["registration"]["registered"], 2,
        "seats that are taken stay taken"
    );
    let shown = client.get(&path).await.text;
    assert!(
        !shown.contains("Amira") && !shown.contains("Jens") && !shown.contains("Lone"),
        "{shown}"
    );
}

#[tokio::test]
async fn nobody_signs_up_without_being_known_or_where_one_cannot() {
    let server = Server::empty();
    let client = server.client();
    let guest = enter(&client, "Ib").await;
    let path = open_event(&server, &client, json!({"open": true})).await;
    assert_eq!(
        put(&client, "Guest nobody.x", &format!("{path}/registration"), None)
            .await
            .problem(),
        "unauthorized"
    );
    assert_eq!(
        put(&client, &guest, "/events/nowhere/registration", None)
            .await
            .problem(),
        "not-found"
    );
    assert_eq!(
        delete(&client, &guest, "/events/nowhere/registration")
            .await
            .problem(),
        "not-found"
    );
    let shut = open_event(&server, &client, json!({"open": false})).await;
    assert_eq!(
        put(&client, &guest, &format!("{shut}/registration"), None)
            .await
            .problem(),
        "closed"
    );
}

#[tokio::test]
async fn a_hundred_at_once_never_get_more_seats_than_there_are() {
    let server = Server::empty();
    let client = server.client();
    let path = open_event(&server, &client, json!({"open": true, "capacity": 17})).await;
    let seat = format!("{path}/registration");
    let mut known = Vec::new();
    for number in 0..100 {
        known.push(enter(&client, &format!("Nummer {number}")).await);
    }
    let all = known.into_iter().map(|who| {
        let (client, seat) = (client.clone(), seat.clone());
        tokio::spawn(async move {
            let answer = put(&client, &who, &seat, None).await.json();
            assert!(answer["registration"]["registered"].as_u64().unwrap() <= 17);
            let state = answer["state"].as_str().unwrap().to_owned();
            // Some change their minds at once.
            if answer["registration"]["waiting"].as_u64().unwrap() % 10 == 3 {
                assert_eq!(delete(&client, &who, &seat).await.status, 204);
                return "left".to_owned();
            }
            state
        })
    });
    let mut left = 0;
    for one in all.collect::<Vec<_>>() {
        left += u64::from(one.await.unwrap() == "left");
    }
    let shown = client.get(&path).await.json()["registration"].clone();
    assert_eq!(shown["registered"], 17);
    assert_eq!(shown["waiting"].as_u64().unwrap(), 100 - 17 - left);
}

fn event(registration: Value) -> Value {
    json!({"kind": "debate_salon", "title": "Hvem ejer en gade?", "starts_at": "2999-01-01T18:00:00Z",
        "ends_at": "2999-01-01T20:00:00Z", "place": {"name": "Boghandlen"}, "registration": registration})
}

async fn open_event(server: &Server, client: &Client, registration: Value) -> String {
    let steward = bearer(&server.steward("Plan og Byg"));
    let created = post(client, &steward, "/events", &event(registration)).await;
    format!("/events/{}", id_of(&created, "event"))
}
