//! How a backend says that something does not work.

use reqwest::Method;

use crate::answer::{Answer, PROBLEM, PROBLEM_PREFIX};
use crate::clause::Clause;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-PRB-1" Must Queries ["core"] "What does not exist is answered with 404 and the problem `not-found`."
            because "Readers, caches and search engines must know that nothing is there." source "RFC 9110, 15.5.5"
            => says_what_is_not_there,
        "SMK-PRB-2" Must Queries ["core"] "A problem is `application/problem+json` with `type`, `title` and `status`."
            because "A client tells people what happened without knowing the backend." source "RFC 9457" => tells_problems_in_form,
        "SMK-PRB-3" Must Queries ["core"] "A problem's `status` is the one of the answer."
            because "Two answers to one question are none." source "RFC 9457, 3.1.2" => repeats_the_status,
        "SMK-PRB-4" Must Queries ["core"] "A problem's type is an absolute URI."
            because "Clients treat problems by their type." source "RFC 9457, 3.1.1" => types_its_problems,
        "SMK-PRB-5" Must Queries ["core"] "A problem says in which language it speaks."
            because "Screen readers pronounce by it." source "RFC 9110, 8.5" => names_its_language,
        "SMK-PRB-6" Should Queries ["core"] "A problem speaks the language that is asked for, if the backend has it."
            because "Whoever is told that something went wrong should understand it." source "RFC 9110, 12.5.4"
            => speaks_the_readers_language,
        "SMK-PRB-7" Must Reads ["core"] "A language that the backend does not have is no error."
            because "Browsers send the languages of their owners." source "RFC 9110, 12.5.4" => survives_unknown_languages,
        "SMK-PRB-8" Must Writes ["core"] "A verb that an address does not have is answered with 405 and `Allow`."
            because "A client learns what it can do instead." source "RFC 9110, 15.5.6" => says_which_verbs,
        "SMK-PRB-9" Must Queries ["core"] "Problems are not kept by caches."
            because "What is wrong now may be right in a moment." source "protocol, errors" => lets_problems_pass,
        "SMK-PRB-10" Must Reads ["core"] "What does not exist is answered with 404, never with something else."
            because "Hosts of single pages like to answer with a start page and 200." source "RFC 9110, 15.5.5"
            => answers_404,
    ]
}

async fn a_problem(run: &Run) -> Outcome<Answer> {
    run.get("/no-such-collection").await?.expect(404)
}

async fn says_what_is_not_there(run: &Run) -> Outcome {
    let mut paths = vec!["/no-such-collection".to_owned()];
    for (class, path) in [
        ("contributions", "contributions"),
        ("projects", "projects"),
        ("comments-flat", "comments"),
        ("comments-tree", "comments"),
        ("events", "events"),
        ("answers", "answers"),
        ("decisions", "decisions"),
        ("summaries", "summaries"),
        ("offers", "offers"),
        ("expectations", "expectations"),
    ] {
        if run.claims(class) {
            paths.push(format!("/{path}/no-such-thing"));
        }
    }
    for path in paths {
        run.get(path).await?.expect_problem(404, "not-found")?;
    }
    Ok(())
}

async fn answers_404(run: &Run) -> Outcome {
    for path in [
        "/no-such-collection",
        "/contributions/no-such-thing",
        "/projects/no-such-thing",
    ] {
        run.get(path).await?.expect(404)?;
    }
    Ok(())
}

async fn tells_problems_in_form(run: &Run) -> Outcome {
    let answer = a_problem(run).await?;
    let kind = answer.media_type();
    ensure!(kind == PROBLEM, "{} answered as {kind:?}", answer.asked);
    ensure!(
        answer.at("/status")?.is_u64(),
        "{} answered without `status`",
        answer.asked
    );
    ensure!(
        !answer.text_at("/title")?.is_empty(),
        "{} answered with an empty title",
        answer.asked
    );
    let is_typed = !answer.text_at("/type")?.is_empty();
    ensure!(is_typed, "{} answered with an empty type", answer.asked);
    Ok(())
}

async fn repeats_the_status(run: &Run) -> Outcome {
    let answer = a_problem(run).await?;
    let told = answer.at("/status")?;
    ensure!(
        *told == answer.status,
        "{} answered {} and says {told}",
        answer.asked,
        answer.status
    );
    Ok(())
}

async fn types_its_problems(run: &Run) -> Outcome {
    let answer = a_problem(run).await?;
    let uri = answer.text_at("/type")?;
    let is_absolute = uri.starts_with(PROBLEM_PREFIX) || reqwest::Url::parse(uri).is_ok();
    ensure!(is_absolute, "{} answered with the type {uri:?}", answer.asked);
    Ok(())
}

async fn names_its_language(run: &Run) -> Outcome {
    let answer = a_problem(run).await?;
    ensure!(
        !answer.header("content-language").is_empty(),
        "{} answered without content-language",
        answer.asked
    );
    Ok(())
}

async fn speaks_the_readers_language(run: &Run) -> Outcome {
    let languages = run.service["languages"].as_array().cloned().unwrap_or_default();
    if languages.len() < 2 {
        inconclusive!("the backend has one language alone");
    }
    for language in languages.iter().filter_map(|language| language.as_str()) {
        let asked = run.get("/no-such-collection").header("accept-language", language);
        let answer = asked.await?;
        let found = answer.header("content-language");
        ensure!(
            found == language,
            "asked in {language:?} it answered in {found:?}"
        );
    }
    Ok(())
}

async fn survives_unknown_languages(run: &Run) -> Outcome {
    for languages in ["tlh", "*", "x;q=nonsense, ,;;", "de-DE;q=0.0001"] {
        let answer = run
            .get(&run.document)
            .header("accept-language", languages)
            .await?;
        answer.expect(200)?;
    }
    Ok(())
}

async fn says_which_verbs(run: &Run) -> Outcome {
    let answer = run
        .ask(Method::PUT, "/")
        .json(&serde_json::json!({}))
        .await?
        .expect(405)?;
    let allowed = answer.header_words("allow");
    ensure!(
        allowed.iter().any(|verb| verb == "get"),
        "{} answered without GET in `Allow`",
        answer.asked
    );
    Ok(())
}

async fn lets_problems_pass(run: &Run) -> Outcome {
    let answer = a_problem(run).await?;
    let words = answer.header_words("cache-control");
    let is_kept = words
        .iter()
        .any(|word| word.starts_with("max-age=") && word != "max-age=0");
    let is_free = words.iter().any(|word| word == "no-store" || word == "no-cache");
    ensure!(
        is_free || !is_kept,
        "{} answered with cache-control {words:?}",
        answer.asked
    );
    Ok(())
}
