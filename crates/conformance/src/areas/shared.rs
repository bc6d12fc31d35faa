//! Shared answers are the same for everybody.

use serde_json::Value;

use crate::clause::Clause;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-SHR-1" Must Writes ["core"] "A shared answer is the same, byte for byte, whoever asks."
            because "A cache gives it to everybody." source "protocol, cacheability rule" => answers_all_alike,
        "SMK-SHR-2" Must Writes ["core"] "A shared answer does not vary by who asks."
            because "Otherwise a cache in front keeps a copy for each person." source "protocol, cacheability rule"
            => does_not_vary_by_person,
        "SMK-SHR-3" Must Writes ["write-contributions"] "One's own contribution looks the same to its author as to others."
            because "What concerns oneself alone comes from `/me`." source "protocol, cacheability rule"
            => shows_authors_what_others_see,
        "SMK-SHR-4" Must Reads ["core"] "A wrong secret does not keep anybody from reading."
            because "Reading needs no account, nor a valid one." source "protocol, C1" => reads_despite_a_wrong_secret,
    ]
}

async fn shared_paths(run: &Run) -> Outcome<Vec<String>> {
    let mut paths = run.some_resources().await?;
    for (class, path) in [
        ("contributions", "/contributions?order=oldest"),
        ("projects", "/projects"),
    ] {
        if run.claims(class) {
            paths.push(path.into());
        }
    }
    if let Ok(subject) = run.some_debate(1).await {
        paths.push(format!("/comments?subject={subject}"));
    }
    Ok(paths)
}

async fn answers_all_alike(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    for path in shared_paths(run).await? {
        let (without, with) = (
            run.read(&path).await?,
            run.get(&path).by(alice).await?.expect(200)?,
        );
        ensure!(
            without.body == with.body,
            "{} answered otherwise to somebody known",
            with.asked
        );
    }
    Ok(())
}

async fn does_not_vary_by_person(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    for path in shared_paths(run).await? {
        let answer = run.get(&path).by(alice).await?.expect(200)?;
        let varies = answer.header_words("vary");
        let is_personal = varies
            .iter()
            .any(|word| ["authorization", "cookie", "*"].contains(&word.as_str()));
        ensure!(!is_personal, "{} varies by {varies:?}", answer.asked);
    }
    Ok(())
}

async fn shows_authors_what_others_see(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    let own = run.get(&idea.path).by(alice).await?.expect(200)?;
    let others: &Value = &run.read(&idea.path).await?.json()?.clone();
    ensure!(
        own.json()? == others,
        "{} answered its author otherwise than others",
        own.asked
    );
    Ok(())
}

async fn reads_despite_a_wrong_secret(run: &Run) -> Outcome {
    for path in run.some_resources().await? {
        for wrong in [
            "Guest nonsense",
            "Bearer nonsense",
            "Basic bm9ib2R5Og==",
            "nonsense",
        ] {
            run.get(&path).header("authorization", wrong).await?.expect(200)?;
        }
    }
    Ok(())
}
