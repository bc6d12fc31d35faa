//! News by e-mail, as far as it is seen from outside a mailbox. The addresses are of a domain that gets no mail
//! (RFC 2606); what is never confirmed is forgotten.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::answer::Answer;
use crate::clause::Clause;
use crate::description::Description;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-SUB-1" Must Writes ["subscriptions", "test-support"] "Asking for news by e-mail is accepted, without an account too, and the answer has the form that the description gives it."
            because "Whoever only reads should not need an account to be told." source "openapi, subscribe" => accepts_in_form,
        "SMK-SUB-2" Must Writes ["subscriptions", "test-support"] "Asking once more for the same is answered as it was the first time, and as for any other address."
            because "Nobody finds out from the answer who gets news of what." source "openapi, subscribe" => answers_alike,
        "SMK-SUB-3" Must Writes ["subscriptions", "test-support"] "What is no single address is refused at its field, a second header in it before all."
            because "An address that is put into a mail as it came could send anything to anybody." source "openapi, subscribe; RFC 5322, 2.2" => refuses_what_is_no_address,
        "SMK-SUB-4" Must Writes ["subscriptions"] "News of something that does not exist is refused at its field."
            because "An answer of success would be a lie." source "openapi, subscribe" => refuses_what_is_not_there,
    ]
}

async fn ask(run: &Run, email: &str, subject: &str) -> Outcome<Answer> {
    let body = json!({ "email": email, "subject": subject, "lang": "en" });
    run.ask(Method::POST, "/subscriptions").json(&body).await
}

fn sandbox(run: &Run) -> Outcome<String> {
    Ok(format!("project:{}", run.sandbox()?))
}

fn fresh() -> String {
    format!("{}@samskab.invalid", Uuid::now_v7().simple())
}

async fn accepts_in_form(run: &Run) -> Outcome {
    let answer = ask(run, &fresh(), &sandbox(run)?).await?.expect(202)?;
    Description::shared().check("post", "/subscriptions", &answer)
}

async fn answers_alike(run: &Run) -> Outcome {
    let (known, subject) = (fresh(), sandbox(run)?);
    let first = ask(run, &known, &subject).await?.expect(202)?;
    for email in [known, fresh()] {
        let again = ask(run, &email, &subject).await?;
        ensure!(
            again.status == first.status && again.json()? == first.json()?,
            "{} differs from one answer to the other: {} {} and {} {}",
            again.asked,
            first.status,
            first.json()?,
            again.status,
            again.json().cloned().unwrap_or(Value::Null)
        );
    }
    Ok(())
}

async fn refuses_what_is_no_address(run: &Run) -> Outcome {
    let subject = sandbox(run)?;
    for email in [
        "nobody",
        "a@example.org, b@example.org",
        "a@example.org\r\nBcc: b@example.org",
    ] {
        let refused = ask(run, email, &subject).await?;
        refused_at("/email", refused)?;
    }
    Ok(())
}

async fn refuses_what_is_not_there(run: &Run) -> Outcome {
    let refused = ask(run, &fresh(), "project:no-such-thing").await?;
    refused_at("/subject", refused)
}

fn refused_at(pointer: &str, answer: Answer) -> Outcome {
    let refused = answer.expect_problem(422, "validation")?;
    let found = refused.text_at("/errors/0/pointer")?;
    ensure!(found == pointer, "{} points at {found}", refused.asked);
    Ok(())
}
