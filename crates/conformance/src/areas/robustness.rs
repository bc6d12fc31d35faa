//! Bad input is normal: it is refused as a problem, and nothing breaks.

use reqwest::Method;
use serde_json::json;

use crate::answer::Answer;
use crate::clause::Clause;
use crate::run::{Run, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// More than any text within the limits.
const HUGE: usize = 2 * 1024 * 1024;
/// How often a huge body is sent whose answer is lost, since the backend hangs up before it has it all.
const HUGE_TRIES: usize = 5;

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-ROB-1" Must Writes ["write-contributions"] "A body that is no JSON is refused as `invalid-request`."
            because "Connections break in the middle of what is sent." source "openapi, createContribution" => refuses_broken_json,
        "SMK-ROB-2" Must Writes ["write-contributions"] "A body of another form is refused as a problem."
            because "Clients of all sorts will send all sorts of things." source "openapi, createContribution" => refuses_other_forms,
        "SMK-ROB-3" Must Writes ["write-contributions"] "A body that is not sent as JSON is refused with 415."
            because "A form on a foreign page can send text without asking, and must not be able to write." source "RFC 9110, 15.5.16"
            => refuses_other_media,
        "SMK-ROB-4" Must Writes ["write-contributions"] "A huge body is refused with 413."
            because "Nobody may fill the disk of a municipality." source "RFC 9110, 15.5.14" => refuses_huge_bodies,
        "SMK-ROB-5" Must Writes ["write-contributions"] "Bytes that are no UTF-8 are refused as a problem."
            because "They would come back as something else." source "RFC 8259, 8.1" => refuses_broken_letters,
        "SMK-ROB-6" Must Writes ["write-contributions"] "JSON that is nested very deep is refused as a problem."
            because "It must not take the backend down." source "RFC 8259, 9" => refuses_deep_nesting,
        "SMK-ROB-7" Must Queries ["core"] "Ids of any signs are looked for, and not found."
            because "Addresses get cut, guessed and tried." source "protocol, bad input" => survives_strange_ids,
        "SMK-ROB-8" Must Queries ["core"] "Parameters of any signs, many times and very long, break nothing."
            because "Addresses get cut, guessed and tried." source "protocol, bad input" => survives_strange_parameters,
        "SMK-ROB-9" Must Writes ["write-contributions"] "A member that comes twice is refused, or one of the two counts."
            because "It must not break anything." source "RFC 8259, 4" => survives_double_members,
        "SMK-ROB-10" Must Writes ["write-comments"] "A ref of any signs is refused as a problem."
            because "Refs travel in addresses and get cut there." source "openapi, Ref" => survives_strange_refs,
    ]
}

async fn post(run: &Run, kind: &str, body: impl Into<Vec<u8>>) -> Outcome<Answer> {
    let asked = run.ask(Method::POST, "/contributions").by(run.alice().await?);
    asked.header("content-type", kind).body(body).await
}

async fn refuses_broken_json(run: &Run) -> Outcome {
    for body in [
        "",
        "{",
        "{\"title\": \"cut",
        "nonsense",
        "{\"a\":1,}",
        "\u{feff}{}",
        "{'a': 1}",
        "NaN",
    ] {
        post(run, "application/json", body)
            .await?
            .expect_problem(400, "invalid-request")?;
    }
    Ok(())
}

async fn refuses_other_forms(run: &Run) -> Outcome {
    for body in [
        "null",
        "[]",
        "1",
        "\"idea\"",
        "{}",
        "[{}]",
        "{\"kind\":1,\"title\":{},\"body\":[],\"author\":\"me\"}",
    ] {
        post(run, "application/json", body)
            .await?
            .expect_one_of(&[400, 422])?
            .expect_refusal()?;
    }
    let alice = run.alice().await?;
    for (member, value) in [
        ("title", json!(7)),
        ("body", json!(null)),
        ("place", json!([])),
        ("lang", json!(1)),
        ("kind", json!({})),
    ] {
        let mut idea = run.idea(alice)?;
        idea[member] = value;
        let answer = run
            .ask(Method::POST, "/contributions")
            .by(alice)
            .json(&idea)
            .await?;
        answer.expect_one_of(&[400, 422])?.expect_refusal()?;
    }
    Ok(())
}

async fn refuses_other_media(run: &Run) -> Outcome {
    let idea = run.idea(run.alice().await?)?.to_string();
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "",
    ] {
        post(run, kind, idea.clone())
            .await?
            .expect_problem(415, "unsupported-media-type")?;
    }
    Ok(())
}

async fn refuses_huge_bodies(run: &Run) -> Outcome {
    let mut idea = run.idea(run.alice().await?)?;
    idea["body"] = json!("å".repeat(HUGE / 2));
    let body = idea.to_string();
    for _ in 0..HUGE_TRIES {
        let asked = run
            .ask(Method::POST, "/contributions")
            .by(run.alice().await?)
            .apart();
        let asked = asked
            .header("content-type", "application/json")
            .body(body.clone());
        if let Ok(answer) = asked.await {
            return answer.expect_problem(413, "too-large").map(drop);
        }
    }
    inconclusive!("the backend hangs up before it says why")
}

async fn refuses_broken_letters(run: &Run) -> Outcome {
    let idea = run.idea(run.alice().await?)?.to_string();
    for broken in [&b"\xff\xfe"[..], b"\xc3\x28", b"\xed\xa0\x80"] {
        let mut body = idea.clone().into_bytes();
        let middle = body.len() / 2;
        body.splice(middle..middle, broken.iter().copied());
        post(run, "application/json", body).await?.expect_refusal()?;
    }
    let lone = idea.replace("A problem", "A \\ud800 problem");
    post(run, "application/json", lone)
        .await?
        .expect_refusal()
        .map(drop)
}

async fn refuses_deep_nesting(run: &Run) -> Outcome {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for depth in [200, 20_000] {
        post(run, "application/json", deep(depth))
            .await?
            .expect_refusal()?;
        let body = format!("{{\"title\":{}}}", deep(depth));
        post(run, "application/json", body).await?.expect_refusal()?;
    }
    Ok(())
}

async fn survives_strange_ids(run: &Run) -> Outcome {
    let collections = [
        ("contributions", "contributions"),
        ("projects", "projects"),
        ("comments-flat", "comments"),
    ];
    let long = "x".repeat(2000);
    for (class, collection) in collections {
        if !run.claims(class) {
            continue;
        }
        for id in [
            "..%2F..%2Fetc%2Fpasswd",
            "%00",
            "%FF%FE",
            "'%3B--",
            "%F0%9F%90%88",
            "a%0Ab",
            "*",
            &long,
        ] {
            let answer = run.get(format!("/{collection}/{id}")).await?;
            answer.expect_one_of(&[400, 404, 414])?.expect_refusal()?;
        }
    }
    Ok(())
}

async fn survives_strange_parameters(run: &Run) -> Outcome {
    let long = format!("?order=&{}", "a=b&".repeat(500));
    for path in run.some_resources().await? {
        for query in [
            "?",
            "?&&&",
            "?=",
            "?%00=%00",
            "?limit=1&limit=2&limit=x",
            "?a[b]=c",
            "?%F0%9F=%ZZ",
            &long,
        ] {
            let answer = run.get(format!("{path}{query}")).await?;
            let is_well = answer.status == 200 || answer.expect_refusal().is_ok();
            ensure!(is_well, "{path}{query} is neither answered nor refused");
        }
    }
    Ok(())
}

async fn survives_double_members(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.idea(alice)?.to_string();
    let doubled = format!("{{\"title\":\"{}\",{}", run.mark, &idea[1..]);
    let answer = post(run, "application/json", doubled).await?;
    if answer.status == 201 || answer.status == 202 {
        let id = answer.text_at("/contribution/id")?;
        run.leave(alice, &format!("/contributions/{}", encode(id)));
        return Ok(());
    }
    answer.expect_one_of(&[400, 422])?.expect_refusal().map(drop)
}

async fn survives_strange_refs(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    for subject in [
        ":",
        "contribution:",
        ":x",
        "contribution",
        "weather:today",
        "contribution:\u{0}",
        "project:../x",
    ] {
        let remark = run.remark(alice, subject, None, "To nobody.");
        let answer = run.ask(Method::POST, "/comments").by(alice).json(&remark).await?;
        answer.expect_one_of(&[400, 404, 422])?.expect_refusal()?;
    }
    Ok(())
}
