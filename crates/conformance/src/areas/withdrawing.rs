//! Taking back what one wrote: it is gone, everywhere, and nobody else can do it.

use reqwest::Method;

use crate::clause::Clause;
use crate::run::{Run, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-WDR-1" Must Writes ["write-contributions"] "One's own contribution can be taken back, and again."
            because "A lost answer must not leave anybody in doubt." source "openapi, withdrawContribution" => takes_back_twice,
        "SMK-WDR-2" Must Writes ["write-contributions"] "What was taken back is in no list."
            because "It is no longer anybody's wish." source "openapi, withdrawContribution" => leaves_the_lists,
        "SMK-WDR-3" Must Writes ["write-contributions"] "What was taken back is still answered: without its words, or with 410."
            because "Links to it must not look like a mistake." source "protocol, tombstones" => stays_as_a_trace,
        "SMK-WDR-4" Must Writes ["write-contributions"] "The words and the name are gone from every answer."
            because "One's own data can be erased, not merely hidden." source "mission S1.6" => erases_its_words,
        "SMK-WDR-5" Must Writes ["write-contributions"] "Taking back needs no `If-Match`."
            because "Nobody is kept from taking back what they wrote." source "protocol, verbs and errors" => needs_no_condition,
        "SMK-WDR-6" Must Writes ["write-contributions"] "What never was cannot be taken back: 404."
            because "An answer of success would be a lie." source "RFC 9110, 15.5.5" => takes_back_only_what_is_there,
    ]
}

async fn takes_back_twice(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    for _ in 0..2 {
        run.ask(Method::DELETE, &idea.path).by(alice).await?.expect(204)?;
    }
    Ok(())
}

async fn leaves_the_lists(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    run.ask(Method::DELETE, &idea.path).by(alice).await?.expect(204)?;
    let list = format!(
        "/contributions?project={}&order=newest&limit=20",
        encode(run.sandbox()?)
    );
    run.eventually(async || {
        let ids = run.read(&list).await?.ids()?;
        ensure!(!ids.contains(&idea.id), "{list} still has what was taken back");
        Ok(())
    })
    .await
}

async fn stays_as_a_trace(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    run.ask(Method::DELETE, &idea.path).by(alice).await?.expect(204)?;
    let there = run.get(&idea.path).await?.expect_one_of(&[200, 410])?;
    let category = there.at("/status/category")?;
    ensure!(
        there.status == 410 || category == "withdrawn",
        "{} says {category}",
        there.asked
    );
    Ok(())
}

async fn erases_its_words(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let word = format!("unmistakable{}", uuid::Uuid::now_v7().simple());
    let mut idea = run.idea(alice)?;
    idea["body"] = run.text(&word).into();
    idea["problem"] = run.text(&word).into();
    idea["place"] = serde_json::json!({ "name": word });
    let idea = run.create(alice, "/contributions", "contribution", &idea).await?;
    run.ask(Method::DELETE, &idea.path).by(alice).await?.expect(204)?;
    let lists = format!("/contributions?project={}&limit=100", encode(run.sandbox()?));
    run.eventually(async || {
        for path in [&idea.path, &lists] {
            let answer = run.get(path).await?;
            let text = String::from_utf8_lossy(&answer.body);
            ensure!(
                !text.contains(&word),
                "{} still has words that were taken back",
                answer.asked
            );
        }
        let there = run.get(&idea.path).await?;
        let is_nameless = there.status == 410 || there.at("/author")?.is_null();
        ensure!(is_nameless, "{} still names who took it back", there.asked);
        Ok(())
    })
    .await
}

async fn needs_no_condition(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    let answer = run.ask(Method::DELETE, &idea.path).by(alice).await?;
    ensure!(answer.status != 428, "{} asks for `If-Match`", answer.asked);
    answer.expect(204).map(drop)
}

async fn takes_back_only_what_is_there(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let gone = run
        .ask(Method::DELETE, "/contributions/no-such-thing")
        .by(alice)
        .await?;
    gone.expect_problem(404, "not-found").map(drop)
}
