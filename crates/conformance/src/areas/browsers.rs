//! What browsers demand of a backend that any municipality's page may ask.

use reqwest::Method;

use crate::answer::Answer;
use crate::clause::Clause;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// A page that embeds the widget.
const PAGE: &str = "https://www.kommune.example";

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-COR-1" Must Reads ["core"] "Reading is open to pages of every origin."
            because "The widget stands on the municipality's page, not on the backend's." source "Fetch, CORS protocol"
            => opens_reading_to_all,
        "SMK-COR-2" Must Queries ["core"] "Problems are open to pages of every origin too."
            because "A page that may not read a problem can only say that something went wrong." source "Fetch, CORS protocol"
            => opens_problems_to_all,
        "SMK-COR-3" Must Reads ["core"] "No cookie is set, and none is asked for."
            because "Reading must not need consent, and credentials belong in a header." source "protocol, security"
            => needs_no_cookies,
        "SMK-COR-4" Must Queries ["core"] "`ETag`, `Retry-After` and `Content-Language` may be read by scripts."
            because "A browser hides headers that are not exposed." source "protocol, security" => exposes_its_headers,
        "SMK-COR-5" Must Queries ["write-contributions"] "`Location` may be read by scripts."
            because "Whoever sent something must find it." source "protocol, security" => exposes_location,
        "SMK-COR-6" Must Queries ["write-contributions"] "A preflight allows POST and DELETE with `Authorization` and `Content-Type`."
            because "`*` does not stand for `Authorization`; without it no browser sends the request." source "Fetch, CORS protocol"
            => allows_writing,
        "SMK-COR-7" Must Queries ["idempotency"] "A preflight allows `Idempotency-Key`."
            because "Otherwise the browser sends nothing at all." source "protocol, security" => allows_idempotency_keys,
        "SMK-COR-8" Must Queries ["edit"] "A preflight allows PATCH with `If-Match`."
            because "Otherwise the browser sends nothing at all." source "protocol, security" => allows_editing,
        "SMK-COR-9" Must Queries ["reactions"] "A preflight allows PUT."
            because "Otherwise the browser sends nothing at all." source "protocol, security" => allows_putting,
        "SMK-COR-10" Should Queries ["write-contributions"] "A preflight holds for ten minutes at least."
            because "On a phone each preflight costs a round trip." source "protocol, security" => lets_preflights_last,
        "SMK-COR-12" Must Reads ["core"] "An answer that nothing has changed is open to pages of every origin too."
            because "Without the header a browser throws away what it had, and the second look fails where the first did not."
            source "Fetch, CORS protocol" => opens_what_is_unchanged,
        "SMK-COR-11" Must Queries ["core"] "Answers forbid to guess their media type."
            because "Somebody's words must never be taken for a page." source "protocol, security" => forbids_sniffing,
    ]
}

async fn opens_reading_to_all(run: &Run) -> Outcome {
    for path in run.some_resources().await? {
        must_be_open(&run.get(path).header("origin", PAGE).await?.expect(200)?)?;
    }
    Ok(())
}

async fn opens_problems_to_all(run: &Run) -> Outcome {
    must_be_open(&run.get("/no-such-collection").header("origin", PAGE).await?)
}

async fn opens_what_is_unchanged(run: &Run) -> Outcome {
    for path in run.some_resources().await? {
        let tag = run.read(&path).await?.header("etag").to_owned();
        if !tag.is_empty() {
            let asked = run.get(path).header("origin", PAGE).header("if-none-match", tag);
            must_be_open(&asked.await?)?;
        }
    }
    Ok(())
}

fn must_be_open(answer: &Answer) -> Outcome {
    let allowed = answer.header("access-control-allow-origin");
    ensure!(
        allowed == "*",
        "{} answered with access-control-allow-origin {allowed:?}",
        answer.asked
    );
    Ok(())
}

async fn needs_no_cookies(run: &Run) -> Outcome {
    for path in run.some_resources().await? {
        let answer = run.get(path).header("origin", PAGE).await?;
        for header in ["set-cookie", "access-control-allow-credentials"] {
            ensure!(
                !answer.headers.contains_key(header),
                "{} answered with {header}",
                answer.asked
            );
        }
    }
    Ok(())
}

async fn exposes_its_headers(run: &Run) -> Outcome {
    exposes(run, &["etag", "retry-after", "content-language"]).await
}

async fn exposes_location(run: &Run) -> Outcome {
    exposes(run, &["location"]).await
}

async fn exposes(run: &Run, wanted: &[&str]) -> Outcome {
    let answer = run.get(&run.document).header("origin", PAGE).await?;
    contains(&answer, "access-control-expose-headers", wanted)
}

async fn allows_writing(run: &Run) -> Outcome {
    let answer = preflight(run, "POST", "authorization,content-type").await?;
    contains(&answer, "access-control-allow-methods", &["post", "delete"])?;
    must_be_open(&answer)?;
    // Here the star does not count.
    let allowed = answer.header_words("access-control-allow-headers");
    for header in ["authorization", "content-type"] {
        let is_there = allowed.iter().any(|word| word == header);
        ensure!(is_there, "the preflight does not allow {header}");
    }
    Ok(())
}

async fn allows_idempotency_keys(run: &Run) -> Outcome {
    let answer = preflight(run, "POST", "content-type,idempotency-key").await?;
    contains(&answer, "access-control-allow-headers", &["idempotency-key"])
}

async fn allows_editing(run: &Run) -> Outcome {
    let answer = preflight(run, "PATCH", "content-type,if-match").await?;
    contains(&answer, "access-control-allow-headers", &["if-match"])?;
    contains(&answer, "access-control-allow-methods", &["patch"])
}

async fn allows_putting(run: &Run) -> Outcome {
    let answer = preflight(run, "PUT", "authorization").await?;
    contains(&answer, "access-control-allow-methods", &["put"])
}

async fn lets_preflights_last(run: &Run) -> Outcome {
    let answer = preflight(run, "POST", "content-type").await?;
    let seconds = answer.header("access-control-max-age").parse().unwrap_or(0);
    ensure!(seconds >= 600, "the preflight holds for {seconds} seconds");
    Ok(())
}

async fn forbids_sniffing(run: &Run) -> Outcome {
    for path in run.some_resources().await? {
        let answer = run.get(path).await?;
        let value = answer.header("x-content-type-options");
        ensure!(
            value == "nosniff",
            "{} answered with x-content-type-options {value:?}",
            answer.asked
        );
    }
    Ok(())
}

async fn preflight(run: &Run, verb: &str, headers: &str) -> Outcome<Answer> {
    run.ask(Method::OPTIONS, "/contributions")
        .header("origin", PAGE)
        .header("access-control-request-method", verb)
        .header("access-control-request-headers", headers)
        .await?
        .expect_one_of(&[200, 204])
}

fn contains(answer: &Answer, header: &str, wanted: &[&str]) -> Outcome {
    let found = answer.header_words(header);
    for word in wanted {
        let is_there = found.iter().any(|one| one == word || one == "*");
        ensure!(
            is_there,
            "{} answered with {header} that lacks {word}",
            answer.asked
        );
    }
    Ok(())
}
