//! What an older system has exported.

use std::process::Output;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::support::{Database, Server, run};

const MAPPING: &str = r#"
prefix = "old"
source = "The old page"
timezone = "Europe/Copenhagen"

[[file]]
path = "ideas.csv"
holds = "contributions"
delimiter = ";"
date_format = "%d-%m-%Y"
[file.members]
id = "{no}"
kind = "idea"
title = "{title}"
body = "{text}"
language = "da"
author = "{name}"
created_at = "{day}"
status = "{state}"
status_label = "{state}"
support = "{votes}"
source_url = "https://old.example/{no}"
[file.words.status]
"Ny" = "received"
"Færdig" = "implemented"

[[file]]
path = "comments.csv"
holds = "comments"
date_format = "%Y-%m-%d %H:%M"
[file.members]
id = "{id}"
subject = "contribution:old-{idea}"
parent = "{parent}"
body = "{text}"
author = "Bruger {user}"
created_at = "{date} {time}"
[file.words.parent]
"-1" = ""
"#;

const IDEAS: &str = "no;title;text;name;day;state;votes
1;Bænke;\"To linjer;
og en til\";Amira;01-06-2020;Ny;7
2;;tom titel;Ib;01-06-2020;Ny;1
3;Borde;;;31-02-2020;Ny;1
4;Borde;;;02-06-2020;Ukendt;1
5;Borde;;;02-06-2020;Færdig;mange
6;Borde;alt for få
7;Borde;;;02-06-2020;Færdig;
1;Bænke igen;;;02-06-2020;Ny;
a/b;Sti;;;02-06-2020;Ny;
";

/// The reply 12 comes before what it answers; 99 never comes; 20 and 21 answer each other.
const COMMENTS: &str = "id,idea,parent,text,user,date,time
12,1,11,svar,2,2020-06-02,10:00
11,1,-1,først,1,2020-06-02,09:00
13,1,99,til en der mangler,3,2020-06-03,09:00
14,1,99,også,4,2020-06-03,08:00
15,1,13,videre,5,2020-06-04,08:00
16,7,13,i en anden debat,5,2020-06-04,08:00
17,4,-1,til noget der ikke er her,5,2020-06-04,08:00
18,1,-1,,5,2020-06-04,08:00
20,1,21,rundt,5,2020-06-04,08:00
21,1,20,og rundt,5,2020-06-04,08:00
22,1,21,ved siden af,5,2020-06-04,08:00
";

#[tokio::test]
async fn good_rows_are_kept_and_bad_ones_are_told_with_their_line_and_the_reason() {
    let old = export(IDEAS, COMMENTS);
    let output = import(&old, &[]);
    assert!(output.status.success());
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    let expected = [
        ("ideas.csv:4:", "title is empty"),
        ("ideas.csv:5:", "31-02-2020"),
        ("ideas.csv:6:", "Ukendt"),
        ("ideas.csv:7:", "mange"),
        ("ideas.csv:8:", "3 columns where the first line has 7"),
        ("ideas.csv:10:", "old-1 stands on an earlier line too"),
        ("ideas.csv:11:", "old-a/b"),
        (
            "comments.csv:7:",
            "answers old-13, which is about contribution:old-1",
        ),
        ("comments.csv:8:", "contribution:old-4"),
        ("comments.csv:9:", "body is empty"),
        ("comments.csv:10:", "circle"),
        ("comments.csv:11:", "circle"),
    ];
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), expected.len(), "{told}");
    for (line, (place, reason)) in lines.iter().zip(expected) {
        assert!(line.contains(place) && line.contains(reason), "{line}");
    }
    assert_eq!(summary(&output), "8 imported, 0 already there, 12 refused");

    let server = Server::on(old.database.clone());
    let client = server.client();
    let idea = client.get("/contributions/old-1").await.json();
    assert_eq!(idea["title"], "Bænke");
    assert_eq!(
        idea["body"],
        json!({"value": "To linjer;\nog en til", "lang": "da"})
    );
    assert_eq!(idea["created_at"], "2020-05-31T22:00:00Z");
    assert_eq!(idea["status"], json!({"category": "received", "label": "Ny"}));
    assert_eq!(
        idea["counts"],
        json!({"comments": 6, "by_reaction": {"support": 7}})
    );
    assert_eq!(
        idea["source"],
        json!({"url": "https://old.example/1", "title": "The old page"})
    );
    assert_eq!(idea["author"]["name"], "Amira");
    let nameless = client.get("/contributions/old-7").await.json();
    assert!(nameless["author"].is_null() && nameless["body"].is_null());
    assert!(nameless["counts"]["by_reaction"]["support"].is_null());
}

#[tokio::test]
async fn answers_to_what_never_came_stay_together_below_a_placeholder() {
    let old = export(IDEAS, COMMENTS);
    import(&old, &[]);
    let server = Server::on(old.database.clone());
    let page = server
        .client()
        .get("/comments?subject=contribution:old-1&depth=9")
        .await
        .json();
    let shape: Vec<String> = page["items"].as_array().unwrap().iter().map(draw).collect();
    assert_eq!(
        shape,
        [
            "old-11(old-12)",
            "old-99?(old-14 old-13(old-15))",
            "old-21?(old-22)"
        ]
    );
    assert_eq!(page["items"][1]["created_at"], "2020-06-03T06:00:00Z");
    assert_eq!(
        page["items"][0]["replies"]["items"][0]["parent_author"],
        "Bruger 1"
    );
}

#[test]
fn running_it_twice_changes_nothing() {
    let old = export(IDEAS, COMMENTS);
    import(&old, &[]);
    let before = dump(&old);
    let output = import(&old, &[]);
    assert_eq!(summary(&output), "0 imported, 8 already there, 12 refused");
    assert!(output.status.success());
    assert_eq!(dump(&old), before);
}

#[tokio::test]
async fn what_was_missing_takes_its_place_when_it_comes_after_all() {
    let old = export(IDEAS, COMMENTS);
    import(&old, &[]);
    let late = format!("{COMMENTS}99,1,11,nu er jeg her,9,2020-06-02,12:00\n");
    std::fs::write(old.folder.path().join("comments.csv"), late).unwrap();
    assert_eq!(
        summary(&import(&old, &[])),
        "1 imported, 8 already there, 12 refused"
    );
    let server = Server::on(old.database.clone());
    let page = server
        .client()
        .get("/comments?subject=contribution:old-1&depth=9")
        .await
        .json();
    let shape: Vec<String> = page["items"].as_array().unwrap().iter().map(draw).collect();
    assert_eq!(
        shape,
        ["old-11(old-12 old-99(old-14 old-13(old-15)))", "old-21?(old-22)"]
    );
    assert_eq!(page["items"][0]["counts"]["descendants"], 5);
    let idea = server.client().get("/contributions/old-1").await.json();
    assert_eq!(idea["counts"]["comments"], 7);
}

#[test]
fn what_cannot_be_read_at_all_is_told_in_one_line() {
    let old = export(
        "no;title;text;name;day;state;votes\n1;;;;;;\n",
        "id,idea,parent,text,user,date,time\n",
    );
    let nothing = import(&old, &[]);
    assert_eq!(nothing.status.code(), Some(1));
    assert_eq!(summary(&nothing), "0 imported, 0 already there, 1 refused");

    for (name, content) in [
        ("comments.csv", "id,idea\n"),
        ("mapping.toml", "prefix = 1"),
        ("ideas.csv", "a;b\n"),
    ] {
        let old = export(IDEAS, COMMENTS);
        std::fs::write(old.folder.path().join(name), content).unwrap();
        let output = import(&old, &[]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.lines().last().unwrap().contains(name), "{told}");
    }
    let old = export(IDEAS, COMMENTS);
    std::fs::remove_file(old.folder.path().join("comments.csv")).unwrap();
    assert_eq!(import(&old, &[]).status.code(), Some(2));
    let both = import(&old, &["--csv", "x.csv"]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn a_line_that_is_not_utf8_is_told_and_the_others_are_kept() {
    let old = export(IDEAS, COMMENTS);
    let ideas =
        b"no;title;text;name;day;state;votes\n1;B\xe6nke;;;01-06-2020;Ny;\n2;Borde;;;01-06-2020;Ny;\n";
    std::fs::write(old.folder.path().join("ideas.csv"), ideas).unwrap();
    let output = import(&old, &[]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("ideas.csv:2: is not UTF-8"), "{told}");
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .starts_with("1 imported")
    );
}

/// A comment by its id, `?` for a placeholder, with what answers it.
fn draw(comment: &Value) -> String {
    let mark = if comment["state"] == "missing" { "?" } else { "" };
    let replies = comment["replies"]["items"].as_array();
    let below = replies.map_or(String::new(), |replies| {
        format!("({})", replies.iter().map(draw).collect::<Vec<_>>().join(" "))
    });
    format!("{}{mark}{below}", comment["id"].as_str().unwrap())
}

/// What an older system has exported, and the database that is to take it over.
struct Export {
    folder: tempfile::TempDir,
    database: Arc<Database>,
}

fn export(ideas: &str, comments: &str) -> Export {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("mapping.toml", MAPPING),
        ("ideas.csv", ideas),
        ("comments.csv", comments),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let database = Arc::new(Database::empty());
    Export { folder, database }
}

fn import(old: &Export, more: &[&str]) -> Output {
    let mapping = old.folder.path().join("mapping.toml");
    let arguments = [&["import", "--mapping", mapping.to_str().unwrap()], more].concat();
    run(&arguments, &old.database)
}

fn summary(output: &Output) -> String {
    String::from_utf8(output.stdout.clone())
        .unwrap()
        .lines()
        .last()
        .unwrap_or_default()
        .to_owned()
}

/// Everything that is kept, whatever the database looks like inside.
fn dump(old: &Export) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut database = old.database.connect().await;
        let mut rows = Vec::new();
        for query in [
            "SELECT id || comments || heard || search || document FROM contributions ORDER BY id",
            "SELECT id || depth || listed || replies || descendants || document FROM comments ORDER BY id",
            "SELECT position || type || ref || subject FROM changes ORDER BY position",
        ] {
            rows.extend(database.texts(query).await);
        }
        database.close().await;
        assert!(rows.len() > 5);
        rows.join("\n")
    })
}
