//! What browsers need: other origins, entity tags, compression, and pages for people without script.

use reqwest::Method;
use samskab_protocol::text::Text;
use samskab_protocol::text::tree::words;
use serde_json::{Value, json};

use crate::support::{Client, Server};

const ORIGIN: (&str, &str) = ("origin", "https://egeby.example");

#[tokio::test]
async fn a_page_of_another_origin_may_ask_and_write() {
    let server = Server::seeded();
    let client = server.client();
    for (method, path) in [
        ("POST", "/contributions"),
        ("GET", "/comments"),
        ("DELETE", "/comments/x"),
        ("PATCH", "/contributions/x"),
        ("PUT", "/reactions/contribution:x/support"),
    ] {
        let wanted = "authorization,content-type,idempotency-key,if-match,if-none-match,accept-language";
        let headers = [
            ORIGIN,
            ("access-control-request-method", method),
            ("access-control-request-headers", wanted),
        ];
        let answer = client.send(Method::OPTIONS, path, &headers, None).await;
        assert!(answer.status.is_success(), "{}", answer.status);
        assert_eq!(answer.header("access-control-max-age"), "7200");
        assert!(answer.header("access-control-allow-methods").contains(method));
        let allowed = answer.header("access-control-allow-headers").to_lowercase();
        assert!(
            wanted.split(',').all(|header| allowed.contains(header)),
            "{allowed}"
        );
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
    let answer = client.get_with("/contributions", &[ORIGIN]).await;
    let exposed = answer.header("access-control-expose-headers").to_lowercase();
    for header in ["etag", "location", "link", "retry-after"] {
        assert!(
            exposed.split(',').any(|one| one.trim() == header),
            "{header} in {exposed}"
        );
    }
    assert_eq!(answer.header("set-cookie"), "");
}

#[tokio::test]
async fn what_a_reader_already_has_is_not_sent_again_and_what_is_new_is() {
    let server = Server::seeded();
    let client = server.client();
    let idea = client.get("/contributions").await.json()["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let subject = format!("contribution:{idea}");
    let debate = format!("/comments?subject={subject}&order=newest");
    let paths = [
        "/.well-known/samskab",
        "",
        "/contributions?order=oldest",
        &format!("/contributions/{idea}"),
        "/projects",
        &debate,
    ];
    for path in paths {
        let first = client.get(path).await;
        let again = client
            .get_with(path, &[("if-none-match", first.header("etag"))])
            .await;
        assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""), "{path}");
        assert_eq!(again.header("etag"), first.header("etag"));
        assert!(first.header("cache-control").contains("no-cache"), "{path}");
    }
    let before = client.get(&debate).await;
    let new = json!({"subject": subject, "body": "Nyt", "author": {"name": "Ib"}});
    assert_eq!(client.post("/comments", &new).await.status, 201);
    let after = client
        .get_with(&debate, &[("if-none-match", before.header("etag"))])
        .await;
    assert_eq!(after.json()["items"][0]["body"]["value"], "Nyt");
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_can_read_it() {
    let server = Server::seeded();
    let http = reqwest::Client::new();
    let address = format!("{}/contributions?limit=100", server.client().base());
    let length = async |encoding: &str| {
        let answer = http
            .get(&address)
            .header("accept-encoding", encoding)
            .send()
            .await
            .unwrap();
        let found = answer
            .headers()
            .get("content-encoding")
            .map_or("", |value| value.to_str().unwrap())
            .to_owned();
        assert!(
            answer.headers()["vary"]
                .to_str()
                .unwrap()
                .to_lowercase()
                .contains("accept-encoding")
        );
        (found, answer.bytes().await.unwrap().len())
    };
    let (none, whole) = length("identity").await;
    let (brotli, small) = length("gzip, br").await;
    let (gzip, middle) = length("gzip").await;
    assert_eq!(
        (none.as_str(), brotli.as_str(), gzip.as_str()),
        ("", "br", "gzip")
    );
    assert!(
        small * 2 < whole && middle * 2 < whole,
        "{small} {middle} {whole}"
    );
}

#[tokio::test]
async fn head_answers_like_get_without_the_body() {
    let server = Server::seeded();
    let client = server.client();
    let get = client.get("/contributions").await;
    let head = client.send(Method::HEAD, "/contributions", &[], None).await;
    assert_eq!(
        (head.status, head.header("etag"), head.text.as_str()),
        (get.status, get.header("etag"), "")
    );
}

#[tokio::test]
async fn everything_can_be_read_without_script_from_the_first_page_on() {
    let server = Server::seeded();
    let client = server.client();
    let origin = client.base().replace("/samskab/v1", "");
    let ideas = client.get("/contributions?limit=100").await.json()["items"].clone();
    let mut missing: Vec<String> = ideas
        .as_array()
        .unwrap()
        .iter()
        .map(|idea| idea["url"].as_str().unwrap().to_owned())
        .collect();
    let mut next = Some(format!("{origin}/"));
    while let Some(address) = next {
        let page = page(&client, &address).await;
        missing.retain(|url| {
            !page.contains(&format!(
                "href=\"./{}\"",
                url.strip_prefix(&format!("{origin}/")).unwrap()
            ))
        });
        let more = page
            .split_once("rel=\"next\" href=\"?")
            .map(|(_, rest)| rest.split('"').next().unwrap());
        next = more.map(|query| format!("{origin}/?{}", query.replace("&amp;", "&")));
    }
    assert!(missing.is_empty(), "{missing:?}");
    for idea in ideas.as_array().unwrap() {
        let whole = client
            .get(&format!("/contributions/{}", idea["id"].as_str().unwrap()))
            .await
            .json();
        let page = page(&client, idea["url"].as_str().unwrap()).await;
        // Marks are drawn: the words between them stand there.
        let body: Text = serde_json::from_value(whole["body"].clone()).unwrap();
        let page = without_elements(&page);
        for part in words(&body).split_terminator(['\n', '&', '"', '<', '(']) {
            assert!(page.contains(part), "{part}");
        }
    }
    for project in client.get("/projects").await.json()["items"].as_array().unwrap() {
        page(&client, project["url"].as_str().unwrap()).await;
    }
}

#[tokio::test]
async fn a_debate_can_be_read_without_script_with_what_was_heard_and_where_people_stand() {
    let server = Server::seeded();
    let client = server.client();
    let origin = client.base().replace("/samskab/v1", "");
    let dilemma = "lys-eller-moerke-paa-aastien";
    let whole = client.get(&format!("/contributions/{dilemma}")).await.json();
    let path = format!("/comments?subject=contribution:{dilemma}&layout=flat&limit=100");
    let comments = client.get(&path).await.json()["items"].clone();
    let debate = page(&client, &format!("{origin}/debate/{dilemma}")).await;
    let label = |id: &Value| {
        let mut sides = whole["dilemma"]["sides"].as_array().unwrap().iter();
        let side = sides.find(|side| side["id"] == *id).unwrap();
        format!("Taler for: {}", side["label"].as_str().unwrap())
    };
    let mut positions = 0;
    for comment in comments.as_array().unwrap() {
        let id = comment["id"].as_str().unwrap();
        let (_, rest) = debate.split_once(&format!("id=\"c-{id}\"")).unwrap();
        let shown = rest.split("</li><li id=\"c-").next().unwrap();
        match (&comment["side"], comment["alignment"].as_str()) {
            (Value::Null, Some("another_way")) => {
                assert!(shown.contains("<em>På en anden måde</em>"), "{shown}")
            }
            (Value::Null, _) => continue,
            (side, _) => assert!(shown.contains(&label(side)), "{shown}"),
        }
        positions += 1;
        // Its own page has it, and what it answers.
        let alone = page(&client, &format!("{origin}/comments/{id}")).await;
        assert!(debate.contains(&format!("href=\"../comments/{id}\"")));
        let context = client.get(&format!("/comments/{id}/context")).await.json();
        for above in context["ancestors"].as_array().unwrap().iter().chain([comment]) {
            let id = above["id"].as_str().unwrap();
            assert!(alone.contains(&format!("id=\"c-{id}\"")), "{alone}");
        }
        assert!(alone.contains(&format!("href=\"../debate/{dilemma}#debat\"")));
    }
    assert!(positions > 5, "{positions}");
    // Marks are drawn, not told.
    for drawn in [
        "<strong>40 meter foran dig</strong>",
        "<ol start=\"1\">",
        "<blockquote><p>",
    ] {
        assert!(debate.contains(drawn), "{drawn}");
    }
    for (subject, address) in [
        (
            "contribution:lys-eller-moerke-paa-aastien",
            "debate/lys-eller-moerke-paa-aastien",
        ),
        ("contribution:bro-nord-for-moellen", "ideas/bro-nord-for-moellen"),
        ("project:en-levende-storegade", "projects/en-levende-storegade"),
        ("event:arbejdsmoede-1", "projects/en-levende-storegade"),
    ] {
        let shown = page(&client, &format!("{origin}/{address}")).await;
        let heard = client.get(&format!("/summaries?subject={subject}")).await.json()["items"].clone();
        assert_ne!(heard, json!([]), "{subject}");
        for summary in heard.as_array().unwrap() {
            let id = summary["id"].as_str().unwrap();
            let whole = client.get(&format!("/summaries/{id}")).await.json();
            let mut said = Vec::new();
            for member in ["title", "points", "minorities", "responses"] {
                words_of(&whole[member], &mut said);
            }
            for words in said {
                assert!(shown.contains(&words), "{address}: {words}");
            }
        }
    }
    let missing = client.get(&format!("{origin}/comments/nobody")).await;
    assert_eq!(missing.status, 404);
}

fn without_elements(page: &str) -> String {
    let parts = page
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, words)| words));
    parts.collect()
}

/// What people are to read of a value: not its ids, moments and words for machines.
fn words_of(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(words) => found.push(words.replace('&', "&amp;").replace('"', "&quot;")),
        Value::Array(all) => all.iter().for_each(|one| words_of(one, found)),
        Value::Object(members) => {
            let hidden = ["id", "at", "created_at", "verdict", "role", "lang", "format"];
            let shown = members
                .iter()
                .filter(|(name, _)| !hidden.contains(&name.as_str()));
            shown.for_each(|(_, member)| words_of(member, found));
        }
        _ => {}
    }
}

#[tokio::test]
async fn a_page_shows_what_somebody_wrote_as_words_and_lets_nothing_run() {
    let server = Server::empty();
    let client = server.client();
    let hostile = "<script>alert(1)</script><a href=\"javascript:alert(1)\" onclick='x'>";
    let new = json!({"kind": "idea", "title": hostile, "problem": hostile, "body": hostile,
        "place": {"name": hostile}, "author": {"name": "<b>Ib</b>"}});
    let idea = client.post("/contributions", &new).await.json()["contribution"].clone();
    let subject = format!("contribution:{}", idea["id"].as_str().unwrap());
    let new = json!({"subject": subject, "body": hostile, "author": {"name": "<i>Bo</i>"}});
    assert_eq!(client.post("/comments", &new).await.status, 201);
    let origin = client.base().replace("/samskab/v1", "");
    let search = format!("{origin}/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
    for address in [idea["url"].as_str().unwrap(), &format!("{origin}/"), &search] {
        let page = page(&client, address).await;
        for sign in ["<script", "<b>", "<i>", "<a href=\"javascript"] {
            assert!(!page.contains(sign), "{address} {sign}");
        }
    }
    let shown = page(&client, idea["url"].as_str().unwrap()).await;
    assert_eq!(shown.matches("&lt;script&gt;alert(1)").count(), 6);
}

async fn page(client: &Client, address: &str) -> String {
    let answer = client.get(address).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-type")),
        (200, "text/html; charset=utf-8"),
        "{address}"
    );
    let policy = answer.header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert!(!answer.text.contains("style=\""), "{address}");
    answer.text
}
