//! Taking part without an account: a name, and a secret for what one wrote.

use reqwest::Method;
use serde_json::json;

use crate::clause::Clause;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-GST-1" Must Writes ["guest", "write-contributions"] "Whoever writes as a guest is given a secret."
            because "Without it they could never take back what they wrote." source "protocol, amendment 16" => gives_a_secret,
        "SMK-GST-2" Must Writes ["guest", "participants"] "A guest can come before they write."
            because "A reaction has no body that a name could stand in." source "openapi, createParticipant" => lets_guests_in,
        "SMK-GST-3" Must Writes ["guest", "write-contributions"] "A guest without a name is refused at `/author`."
            because "Others want to know whom they answer." source "openapi, Guest" => wants_a_name,
        "SMK-GST-4" Must Writes ["guest", "write-contributions"] "A guest cannot write as a politician or as staff."
            because "Nobody may speak in the municipality's name who is not asked to." source "mission S2.1"
            => refuses_borrowed_roles,
        "SMK-GST-5" Must Writes ["write-contributions"] "Taking back without a secret, or with a wrong one, is refused with 401."
            because "Whoever knows an address must not be able to erase." source "RFC 9110, 15.5.2" => refuses_wrong_secrets,
        "SMK-GST-6" Must Writes ["write-contributions"] "401 says by `WWW-Authenticate` what is needed."
            because "A client learns what it can do instead." source "RFC 9110, 11.6.1" => says_what_is_needed,
        "SMK-GST-7" Must Writes ["write-contributions"] "Somebody else's secret does not open what is mine."
            because "Guests are many, and each has a secret." source "protocol, amendment 16" => keeps_others_out,
        "SMK-GST-8" Must Writes ["guest", "write-contributions"] "A secret is given to its owner and stands nowhere else."
            because "Whoever reads must not be able to erase." source "protocol, amendment 16" => tells_nobody_else,
    ]
}

async fn gives_a_secret(run: &Run) -> Outcome {
    let answer = send_unknown(run).await?.expect_one_of(&[201, 202])?;
    ensure!(
        !answer.text_at("/secret")?.is_empty(),
        "{} answered with an empty secret",
        answer.asked
    );
    Ok(())
}

/// Sends an idea as somebody whom the backend does not know yet.
async fn send_unknown(run: &Run) -> Outcome<crate::answer::Answer> {
    let mut idea = run.idea(run.alice().await?)?;
    idea["author"] = json!({ "name": "Conform Guest", "role": "citizen" });
    let answer = run.ask(Method::POST, "/contributions").json(&idea).await?;
    run.note_guest(&answer, "/contributions", "contribution");
    Ok(answer)
}

async fn lets_guests_in(run: &Run) -> Outcome {
    let guest = run.newcomer("Conform Newcomer").await?;
    ensure!(guest.id.is_some(), "the answer has no `participant.id`");
    let written = run.contribute(&guest).await?;
    ensure!(
        written.answer.secret().is_none(),
        "a guest who came before is given a second secret"
    );
    run.ask(Method::DELETE, &written.path)
        .by(&guest)
        .await?
        .expect(204)
        .map(drop)
}

async fn wants_a_name(run: &Run) -> Outcome {
    let mut idea = run.idea(run.alice().await?)?;
    idea["author"] = json!({ "name": "  ", "role": "citizen" });
    let answer = run.ask(Method::POST, "/contributions").json(&idea).await?;
    let answer = answer.expect_problem(422, "validation")?;
    let pointer = answer.text_at("/errors/0/pointer")?;
    ensure!(
        pointer.starts_with("/author"),
        "{} points at {pointer}",
        answer.asked
    );
    Ok(())
}

async fn refuses_borrowed_roles(run: &Run) -> Outcome {
    for role in ["politician", "staff"] {
        let mut idea = run.idea(run.alice().await?)?;
        idea["author"] = json!({ "name": "Conform Guest", "role": role });
        let answer = run.ask(Method::POST, "/contributions").json(&idea).await?;
        run.note_guest(&answer, "/contributions", "contribution");
        answer.expect_problem(403, "role-not-allowed")?;
    }
    Ok(())
}

async fn refuses_wrong_secrets(run: &Run) -> Outcome {
    let idea = run.contribute(run.alice().await?).await?;
    run.ask(Method::DELETE, &idea.path)
        .await?
        .expect_problem(401, "unauthorized")?;
    for wrong in [
        "Guest nonsense",
        "Guest ",
        "Guest",
        "Bearer nonsense",
        "Bearer a.b",
        "Basic YTpi",
        "Guest \u{1}",
    ] {
        let asked = run
            .ask(Method::DELETE, &idea.path)
            .header("authorization", wrong.trim_end_matches('\u{1}'));
        asked.await?.expect_problem(401, "unauthorized")?;
    }
    run.read(&idea.path).await.map(drop)
}

async fn says_what_is_needed(run: &Run) -> Outcome {
    let idea = run.contribute(run.alice().await?).await?;
    let answer = run.ask(Method::DELETE, &idea.path).await?.expect(401)?;
    ensure!(
        !answer.header("www-authenticate").is_empty(),
        "{} answered without www-authenticate",
        answer.asked
    );
    Ok(())
}

async fn keeps_others_out(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let idea = run.contribute(alice).await?;
    let answer = run.ask(Method::DELETE, &idea.path).by(bob).await?;
    answer.expect_one_of(&[401, 403])?.expect_refusal()?;
    let there = run.read(&idea.path).await?;
    ensure!(
        there.at("/body/value")?.is_string(),
        "{} was taken back by somebody else",
        there.asked
    );
    Ok(())
}

async fn tells_nobody_else(run: &Run) -> Outcome {
    let answer = send_unknown(run).await?.expect_published()?;
    let secret = answer.text_at("/secret")?;
    let place = format!(
        "/contributions/{}",
        crate::run::encode(answer.text_at("/contribution/id")?)
    );
    for path in [place, "/contributions?order=newest".into()] {
        let there = run.read(path).await?;
        let is_told = String::from_utf8_lossy(&there.body).contains(secret);
        ensure!(!is_told, "{} has somebody's secret in it", there.asked);
    }
    Ok(())
}
