//! Several municipalities on one backend, and what they share with each other (S3.4).

use serde_json::{Value, json};

use crate::support::{Answer, Caller, Client, Database, Server, appoint, decide, run};

/// One municipality at the root, with nothing in it, and Vesterby beside it, which shares nothing.
struct Region {
    server: Server,
    vesterby: Database,
}

impl Region {
    async fn new() -> Self {
        let vesterby = Database::seeded();
        let space = format!("vesterby={}", vesterby.address());
        let server = Server::serving(&["--writes-per-minute", "0", "--space", &space]);
        let region = Region { server, vesterby };
        for pointer in region.told().await {
            let id = pointer["url"].as_str().unwrap().rsplit('/').next().unwrap();
            let of = if pointer["type"] == "project" {
                "project"
            } else {
                "contribution"
            };
            let path = format!("/network/{of}:{id}");
            assert_eq!(region.steward().delete(&path).await.status, 204);
        }
        region
    }

    fn vesterby(&self) -> Client {
        self.server.client_of("vesterby")
    }

    fn steward(&self) -> Caller {
        Caller::with_token(self.vesterby(), &appoint("Byens Rum", &self.vesterby))
    }

    /// What the municipality at the root is told.
    async fn told(&self) -> Vec<Value> {
        let list = self.server.client().get("/network").await.json();
        list["items"].as_array().unwrap().clone()
    }

    async fn titles(&self) -> Vec<String> {
        let told = self.told().await;
        told.iter()
            .map(|item| item["title"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[tokio::test]
async fn each_municipality_has_a_service_document_a_key_and_content_of_its_own() {
    let region = Region::new().await;
    let (root, vesterby) = (region.server.client(), region.vesterby());
    for client in [&root, &vesterby] {
        let service = client.get("/.well-known/samskab").await.json();
        assert_eq!(service["base"], client.base());
        let classes = service["conformsTo"].as_array().unwrap();
        assert!(classes.contains(&json!("urn:samskab:conf:1.0:network")));
    }
    assert_eq!(root.get("/projects").await.json()["items"], json!([]));
    let project = vesterby.get("/projects?limit=1").await.json()["items"][0].clone();
    let page = project["url"].as_str().unwrap();
    assert!(page.starts_with(&format!("{}/spaces/vesterby/projects/", region.server.address)));
    assert_eq!(reqwest::get(page).await.unwrap().status(), 200);

    let answer = vesterby.post("/contributions", &idea("idea")).await;
    assert_eq!(Caller::guest(&vesterby, &answer).get("/me").await.status, 200);
    let elsewhere = Caller::guest(&root, &answer).get("/me").await;
    assert_eq!(elsewhere.status, 401, "a secret opens nothing elsewhere");
    let steward = Caller::with_token(root.clone(), &appoint("Byens Rum", &region.vesterby));
    assert_eq!(steward.get("/queue").await.status, 401);
}

#[tokio::test]
async fn a_municipalitys_pages_lie_below_its_own_path_and_lead_to_each_other() {
    let region = Region::new().await;
    let address = format!("{}/spaces/vesterby", region.server.address);
    let front = reqwest::get(&address).await.unwrap();
    assert_eq!(front.url().as_str(), format!("{address}/"));
    assert!(front.text().await.unwrap().contains("href=\"./projects/"));
    let missing = reqwest::Client::new()
        .get(format!("{address}/projects/nowhere"))
        .header("accept", "text/html")
        .send()
        .await
        .unwrap();
    assert_eq!(missing.status(), 404);
    assert!(missing.text().await.unwrap().contains("href=\"../\""));
    let nowhere = region.server.client_of("nowhere").get("/projects").await;
    assert_eq!(
        (nowhere.status.as_u16(), nowhere.problem()),
        (404, "not-found".into())
    );
}

#[tokio::test]
async fn what_is_shared_stands_in_the_lists_of_the_others_with_its_origin_until_it_is_taken_back() {
    let region = Region::new().await;
    let (steward, vesterby) = (region.steward(), region.vesterby());
    let (project, story) = (
        first(&vesterby, "/projects").await,
        first(&vesterby, STORIES).await,
    );
    assert_eq!(region.titles().await, [""; 0]);
    for (path, of) in [("/projects", &project), ("/contributions", &story)] {
        let path = format!("{path}/{}", id(of));
        let before = vesterby.get(&path).await;
        assert!(before.json()["shared_at"].is_null());
        for _ in 0..2 {
            assert_eq!(share(&steward, of).await.status, 204);
        }
        let after = vesterby.get(&path).await;
        assert!(after.json()["shared_at"].is_string(), "its own residents know");
        assert_ne!(after.header("etag"), before.header("etag"));
    }
    let told = region.told().await;
    assert_eq!(told.len(), 2);
    let pointer = told.iter().find(|item| item["type"] == "project").unwrap();
    assert_eq!(pointer["title"], project["title"]);
    assert_eq!(pointer["url"], project["url"]);
    assert_eq!(pointer["origin"]["title"], "Egeby Kommune (opfundet)");
    assert_eq!(
        pointer["origin"]["url"],
        format!("{}/spaces/vesterby/", region.server.address)
    );
    let own = vesterby.get("/network").await.json();
    assert_eq!(
        own["items"],
        json!([]),
        "what is one's own is not told to oneself"
    );
    let page = reqwest::get(&region.server.address)
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(page.contains("Fra andre kommuner") && page.contains(story["title"].as_str().unwrap()));

    for _ in 0..2 {
        let path = format!("/network/{}", reference(&project));
        assert_eq!(steward.delete(&path).await.status, 204);
    }
    assert_eq!(region.titles().await, [story["title"].as_str().unwrap()]);
}

#[tokio::test]
async fn what_is_hidden_or_withdrawn_is_told_no_longer() {
    let region = Region::new().await;
    let (steward, vesterby) = (region.steward(), region.vesterby());
    let story = vesterby.post("/contributions", &idea("story")).await;
    let new = story.json()["contribution"].clone();
    assert_eq!(share(&steward, &new).await.status, 204);
    assert_eq!(region.titles().await.len(), 1);
    decide(&steward, &reference(&new), "hidden").await;
    assert_eq!(region.titles().await, [""; 0]);
    let path = format!("/contributions/{}", id(&new));
    assert!(vesterby.get(&path).await.json()["shared_at"].is_null());
    assert_eq!(share(&steward, &new).await.status, 409);
    decide(&steward, &reference(&new), "restored").await;
    assert_eq!(
        region.titles().await.len(),
        1,
        "what comes back is shared as before"
    );
    assert_eq!(Caller::guest(&vesterby, &story).delete(&path).await.status, 204);
    assert_eq!(region.titles().await, [""; 0]);
}

#[tokio::test]
async fn only_stewards_share_and_only_projects_and_stories_that_everyone_can_read() {
    let region = Region::new().await;
    let (steward, vesterby) = (region.steward(), region.vesterby());
    let project = first(&vesterby, "/projects").await;
    let answer = vesterby.post("/contributions", &idea("idea")).await;
    let resident = Caller::guest(&vesterby, &answer);
    assert_eq!(share(&resident, &project).await.problem(), "not-allowed");
    let path = format!("/network/{}", reference(&project));
    assert_eq!(resident.delete(&path).await.problem(), "not-allowed");
    let nobody = vesterby.send(reqwest::Method::PUT, &path, &[], None).await;
    assert_eq!(nobody.problem(), "unauthorized");
    let idea = answer.json()["contribution"].clone();
    assert_eq!(share(&steward, &idea).await.problem(), "conflict");
    let event = first(&vesterby, "/events").await;
    let meeting = steward
        .put(&format!("/network/event:{}", id(&event)), &json!({}))
        .await;
    assert_eq!(meeting.problem(), "conflict");
    let missing = steward.put("/network/project:nowhere", &json!({})).await;
    assert_eq!(missing.problem(), "not-found");
    assert_eq!(region.titles().await, [""; 0]);
}

#[tokio::test]
async fn what_is_there_to_try_things_out_is_told_to_nobody_else() {
    let region = Region::new().await;
    let made = run(&["sandbox"], &region.vesterby);
    let sandbox = String::from_utf8(made.stdout).unwrap();
    let sandbox = json!({"id": sandbox.trim(), "openness": "open"});
    let mut story = idea("story");
    story["project"] = sandbox["id"].clone();
    let story = region.vesterby().post("/contributions", &story).await.json()["contribution"].clone();
    for of in [&sandbox, &story] {
        assert_eq!(share(&region.steward(), of).await.status, 204);
    }
    assert_eq!(region.titles().await, [""; 0]);
}

#[tokio::test]
async fn the_list_is_paged_across_municipalities_what_was_shared_last_first() {
    let databases = [Database::seeded(), Database::seeded()];
    let [a, b] = [&databases[0], &databases[1]].map(Database::address);
    let (a, b) = (format!("a={a}"), format!("b={b}"));
    let server = Server::serving(&["--writes-per-minute", "0", "--space", &a, "--space", &b]);
    let mut wanted = Vec::new();
    for (space, database) in ["a", "b"].into_iter().zip(&databases).cycle().take(6) {
        let client = server.client_of(space);
        let steward = Caller::with_token(client.clone(), &appoint("Byens Rum", database));
        let projects = client.get("/projects").await.json();
        let project = &projects["items"][wanted.len() / 2];
        assert_eq!(share(&steward, project).await.status, 204);
        wanted.push(project["url"].clone());
    }
    // What the seeds share was shared before.
    wanted.reverse();
    let (mut found, mut next) = (Vec::new(), Some("/network?limit=1".to_owned()));
    while let Some(address) = next {
        let page = server.client().get(&address).await.json();
        found.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["url"].clone()),
        );
        next = page["page"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(found[..wanted.len()], wanted);
    assert!(found.len() > wanted.len());
}

#[tokio::test]
async fn what_is_shared_leads_to_the_municipalitys_own_page_where_that_is_known() {
    let vesterby = Database::seeded();
    let space = format!("vesterby={}", vesterby.address());
    let site = "vesterby=https://vesterby.example/deltag";
    let server = Server::serving(&["--space", &space, "--site", site]);
    let client = server.client_of("vesterby");
    let steward = Caller::with_token(client.clone(), &appoint("Byens Rum", &vesterby));
    let project = first(&client, "/projects").await;
    share(&steward, &project).await;
    let pointer = server.client().get("/network").await.json()["items"][0].clone();
    let page = format!(
        "https://vesterby.example/deltag#samskab=/projects/{}",
        id(&project)
    );
    assert_eq!(pointer["url"], page);
    assert_eq!(pointer["origin"]["url"], "https://vesterby.example/deltag");
}

#[tokio::test]
async fn a_municipality_alone_shares_with_nobody() {
    let server = Server::seeded();
    let client = server.client();
    let service = client.get("").await.json();
    let classes = service["conformsTo"].as_array().unwrap();
    assert!(!classes.contains(&json!("urn:samskab:conf:1.0:network")));
    assert_eq!(client.get("/network").await.problem(), "not-found");
    let steward = Caller::steward(&server, "Byens Rum");
    let project = first(&client, "/projects").await;
    assert_eq!(share(&steward, &project).await.problem(), "not-found");
}

#[test]
fn what_cannot_be_served_together_is_told_in_one_line() {
    let database = Database::seeded();
    let other = Database::empty();
    let same = format!("vesterby={}", database.address());
    let bad = format!("Vester by={}", other.address());
    let fine = format!("vesterby={}", other.address());
    for spaces in [vec![&same], vec![&bad], vec![&fine, &fine]] {
        let spaces: Vec<&str> = spaces.iter().flat_map(|space| ["--space", space]).collect();
        let ended = run(&[&["serve", "--port", "0"], &spaces[..]].concat(), &database);
        let told = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(
            (ended.status.code(), told.lines().count()),
            (Some(2), 1),
            "{told}"
        );
    }
}

const STORIES: &str = "/contributions?kind=story";

async fn share(by: &Caller, of: &Value) -> Answer {
    by.put(&format!("/network/{}", reference(of)), &json!({})).await
}

async fn first(client: &Client, list: &str) -> Value {
    client.get(list).await.json()["items"][0].clone()
}

fn id(of: &Value) -> &str {
    of["id"].as_str().unwrap()
}

/// Only projects say how open they are.
fn reference(of: &Value) -> String {
    let kind = if of["openness"].is_null() {
        "contribution"
    } else {
        "project"
    };
    format!("{kind}:{}", id(of))
}

fn idea(kind: &str) -> Value {
    let mut new = json!({"kind": kind, "title": "Skolevejen", "body": "Vi gik den sammen.",
        "author": {"name": "Ib"}});
    match kind {
        "story" => new["story"] = json!({"learned": "Spørg buschaufføren."}),
        _ => new["problem"] = json!("Den er lang."),
    }
    new
}
