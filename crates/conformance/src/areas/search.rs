//! Finding what is there already.

use crate::clause::Clause;
use crate::run::{Run, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

const IDEAS: &str = "/contributions";
const PROJECTS: &str = "/projects";

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-SRC-1" Must Queries ["search"] "A contribution is found by a word of its title."
            because "Whoever has the same idea should find the first one." source "openapi, parameters/q" => finds_by_title,
        "SMK-SRC-2" Must Queries ["search"] "Large and small letters are the same."
            because "Nobody remembers how it was written." source "openapi, parameters/q" => ignores_case,
        "SMK-SRC-3" Must Queries ["search"] "What holds none of the words is not found."
            because "A search that finds everything finds nothing." source "openapi, parameters/q" => finds_nothing_else,
        "SMK-SRC-4" Must Queries ["search"] "All of the words have to be there."
            because "More words mean less, not more." source "openapi, parameters/q" => wants_all_words,
        "SMK-SRC-5" Must Queries ["search"] "Signs that mean something to databases mean nothing here."
            because "People search for `100 %` and for `C++`." source "protocol, bad input" => survives_strange_signs,
        "SMK-SRC-6" Must Queries ["search", "projects"] "A project is found by a word of its title, and by no word that is in none."
            because "One field to search in works in both lists." source "openapi, listProjects" => finds_projects,
    ]
}

/// Something in a list, with the longest word of its title.
async fn sample(run: &Run, list: &str) -> Outcome<(String, String)> {
    let page = run.read(format!("{list}?limit=20")).await?;
    let long = |title: &str| {
        let words = title.split(|sign: char| !sign.is_alphabetic());
        words
            .max_by_key(|word| word.chars().count())
            .unwrap_or_default()
            .to_owned()
    };
    let found = page
        .items()?
        .iter()
        .filter_map(|item| Some((item["id"].as_str()?, long(item["title"].as_str()?))));
    match found.max_by_key(|(_, word)| word.chars().count()) {
        Some((id, word)) if word.chars().count() >= 5 => Ok((id.to_owned(), word)),
        _ => inconclusive!("nothing in {list} has a word to search for"),
    }
}

async fn find(run: &Run, words: &str) -> Outcome<Vec<String>> {
    find_in(run, IDEAS, words).await
}

async fn find_in(run: &Run, list: &str, words: &str) -> Outcome<Vec<String>> {
    run.read(format!("{list}?q={}&limit=100", encode(words)))
        .await?
        .ids()
}

async fn finds_by_title(run: &Run) -> Outcome {
    let (id, word) = sample(run, IDEAS).await?;
    ensure!(
        find(run, &word).await?.contains(&id),
        "{word:?} does not find {id}"
    );
    Ok(())
}

async fn ignores_case(run: &Run) -> Outcome {
    let (id, word) = sample(run, IDEAS).await?;
    for spelled in [word.to_uppercase(), word.to_lowercase()] {
        ensure!(
            find(run, &spelled).await?.contains(&id),
            "{spelled:?} does not find {id}"
        );
    }
    Ok(())
}

async fn finds_nothing_else(run: &Run) -> Outcome {
    let found = find(run, "xyzzyqwertzuiop").await?;
    ensure!(
        found.is_empty(),
        "a word that nobody has written finds {} contributions",
        found.len()
    );
    Ok(())
}

async fn wants_all_words(run: &Run) -> Outcome {
    let (_, word) = sample(run, IDEAS).await?;
    let found = find(run, &format!("{word} xyzzyqwertzuiop")).await?;
    ensure!(
        found.is_empty(),
        "a word that nobody has written finds {} contributions",
        found.len()
    );
    Ok(())
}

async fn survives_strange_signs(run: &Run) -> Outcome {
    for words in [
        "100 %",
        "_",
        "C++",
        "'; --",
        "\"",
        "\"a",
        "a\" OR \"b",
        "NEAR(",
        "*",
        "(",
        "^",
        "\u{0}",
        "🐈",
        "-a",
        "a:b",
    ] {
        find(run, words).await?;
    }
    find(run, &"å ".repeat(500)).await.map(drop)
}

async fn finds_projects(run: &Run) -> Outcome {
    let (id, word) = sample(run, PROJECTS).await?;
    for spelled in [word.to_uppercase(), word.to_lowercase()] {
        ensure!(
            find_in(run, PROJECTS, &spelled).await?.contains(&id),
            "{spelled:?} does not find {id}"
        );
    }
    let found = find_in(run, PROJECTS, &format!("{word} xyzzyqwertzuiop")).await?;
    ensure!(
        found.is_empty(),
        "a word that nobody has written finds {} projects",
        found.len()
    );
    Ok(())
}
