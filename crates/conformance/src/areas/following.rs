//! Following what becomes of something.

use reqwest::Method;

use crate::clause::Clause;
use crate::description::Description;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-FOL-1" Must Writes ["follow", "write-contributions"] "What one follows is in one's list, once, and out of it when one no longer does."
            because "Whoever follows an idea wants to hear of it, once." source "openapi, follow" => lists_what_one_follows,
        "SMK-FOL-2" Must Writes ["follow"] "One's list is told to oneself alone, and no cache keeps it."
            because "What one follows is one's own matter." source "openapi, listFollows" => keeps_it_private,
        "SMK-FOL-3" Must Writes ["follow"] "What does not exist cannot be followed."
            because "An answer of success would be a lie." source "openapi, follow" => follows_only_what_is_there,
        "SMK-FOL-4" Must Writes ["follow", "write-contributions"] "The list has the form that the description gives it."
            because "Clients read it by that form." source "openapi, listFollows" => lists_in_form,
    ]
}

async fn lists_what_one_follows(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let of = run.contribute(alice).await?.as_ref("contribution");
    let path = format!("/follows/{of}");
    for _ in 0..2 {
        run.ask(Method::PUT, &path)
            .by(bob)
            .await?
            .expect_one_of(&[200, 204])?;
    }
    must_follow(run, &of, 1).await?;
    for _ in 0..2 {
        run.ask(Method::DELETE, &path).by(bob).await?.expect(204)?;
    }
    must_follow(run, &of, 0).await
}

async fn must_follow(run: &Run, of: &str, wanted: usize) -> Outcome {
    let page = run
        .get("/follows?limit=100")
        .by(run.bob().await?)
        .await?
        .expect(200)?;
    let times = page.items()?.iter().filter(|item| item["ref"] == of).count();
    ensure!(
        times == wanted,
        "{} has it {times} times and not {wanted}",
        page.asked
    );
    Ok(())
}

async fn keeps_it_private(run: &Run) -> Outcome {
    run.get("/follows").await?.expect_problem(401, "unauthorized")?;
    run.ask(Method::PUT, "/follows/contribution:x")
        .await?
        .expect_problem(401, "unauthorized")?;
    let page = run.get("/follows").by(run.alice().await?).await?.expect(200)?;
    super::me::must_be_private(&page)
}

async fn follows_only_what_is_there(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let answer = run
        .ask(Method::PUT, "/follows/contribution:no-such-thing")
        .by(alice)
        .await?;
    answer.expect_problem(404, "not-found").map(drop)
}

async fn lists_in_form(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let of = run.contribute(alice).await?.as_ref("contribution");
    run.ask(Method::PUT, format!("/follows/{of}"))
        .by(alice)
        .await?
        .expect_one_of(&[200, 204])?;
    let page = run.get("/follows").by(alice).await?.expect(200)?;
    run.ask(Method::DELETE, format!("/follows/{of}"))
        .by(alice)
        .await?
        .expect(204)?;
    Description::shared().check("get", "/follows", &page)
}
