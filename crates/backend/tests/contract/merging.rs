//! How a contribution goes into another one (C3).

use serde_json::json;

use super::answering::Idea;
use crate::support::{Caller, Server, faults};

#[tokio::test]
async fn what_goes_into_another_keeps_its_credit_and_leaves_the_lists() {
    let server = Server::empty();
    let client = server.client();
    let (one, other) = (Idea::send(&client).await, Idea::send(&client).await);
    let steward = Caller::steward(&server, "Vej og Park");
    let merge = format!("{}/merge", one.path);
    let into = json!({"into": other.id, "reason": "Det er den samme bænk.", "lang": "da"});
    for (wrong, fault) in [
        (json!({"into": one.id, "reason": "Sig selv."}), "/into unknown"),
        (
            json!({"into": "nowhere", "reason": "Ingen steder."}),
            "/into unknown",
        ),
        (json!({"into": other.id, "reason": ""}), "/reason empty"),
    ] {
        assert_eq!(faults(&steward.post(&merge, &wrong).await), fault);
    }
    let told = steward.post(&merge, &into).await;
    assert_eq!(told.status, 201, "{}", told.text);
    let read = one.read(&client).await;
    assert_eq!(read, told.json()["contribution"]);
    assert_eq!(
        (&read["state"], &read["merged_into"]["id"]),
        (&json!("merged"), &json!(other.id))
    );
    assert_eq!(read["merged_into"]["reason"]["value"], "Det er den samme bænk.");
    assert_eq!(read["body"]["value"], "Sæt en bænk op.", "it can still be read");
    let target = other.read(&client).await;
    assert_eq!(target["merged_from"][0]["author"], read["author"]);
    let list = client.get("/contributions").await.json();
    assert_eq!(
        (&list["total"]["value"], &list["items"][0]["id"]),
        (&json!(1), &json!(other.id))
    );
    let comment = json!({"subject": one.subject(), "body": "Her?", "author": {"name": "Ib"}});
    assert_eq!(
        faults(&client.post("/comments", &comment).await),
        "/subject unknown"
    );
    assert_eq!(
        steward.post(&merge, &into).await.problem(),
        "not-found",
        "once is enough"
    );
}
