//! What people offer beside money, and what they expect.

use reqwest::Method;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::clause::Clause;
use crate::description::Description;
use crate::people::Person;
use crate::run::{Run, encode};
use crate::stage::Written;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-OFF-1" Must Writes ["offers", "test-support"] "An offer is taken, listed at its subject, and has the form that the description gives it."
            because "Other resources than money are recognized." source "mission S4.4" => lists_offers_in_form,
        "SMK-OFF-2" Must Writes ["offers", "test-support"] "An offer that was taken back is in no list and has lost its words."
            because "One's own data can be erased, not merely hidden." source "openapi, withdrawOffer" => takes_offers_back,
        "SMK-OFF-3" Must Writes ["offers", "test-support"] "What becomes of an offer is said by stewards alone."
            because "Nobody thanks themselves." source "openapi, changeOffer" => keeps_the_state_to_stewards,
        "SMK-OFF-4" Must Steward ["offers", "steward", "test-support"] "A new state comes with words, or is refused."
            because "Whoever offers something is thanked in words." source "openapi, OfferPatch" => thanks_in_words,
        "SMK-OFF-5" Must Steward ["offers", "steward", "test-support"] "What is offered waits in the queue of stewards until somebody has replied to it."
            because "What nobody hears of is thanked by nobody." source "openapi, listQueue" => lets_offers_wait,
        "SMK-EXP-1" Must Writes ["expectations", "test-support"] "An expectation is taken, listed at its project, and has the form that the description gives it."
            because "Expectations are aligned while something can still be done." source "mission S4.2" => lists_expectations_in_form,
        "SMK-EXP-2" Must Writes ["expectations", "test-support"] "An expectation that was taken back is in no list and has lost its words."
            because "One's own data can be erased, not merely hidden." source "openapi, withdrawExpectation" => takes_expectations_back,
        "SMK-EXP-3" Must Steward ["expectations", "steward", "test-support"] "A steward confirms or corrects it in words, and both are shown."
            because "Expectations are aligned while something can still be done." source "mission S4.2" => corrects_expectations,
        "SMK-EXP-4" Must Steward ["expectations", "steward", "test-support"] "Words do not change once they were replied to."
            because "A reply would stand below something else." source "openapi, ExpectationPatch" => keeps_words_that_were_replied_to,
        "SMK-EXP-5" Must Steward ["expectations", "steward", "test-support"] "What is expected waits in the queue of stewards until somebody has replied to it."
            because "What nobody hears of is confirmed by nobody." source "openapi, listQueue" => lets_expectations_wait,
    ]
}

async fn offer(run: &Run, by: &Person) -> Outcome<Written> {
    let body = json!({
        "subject": format!("project:{}", run.sandbox()?), "resource": "tools", "lang": "en",
        "text": run.text("A ladder."), "author": { "name": by.name, "role": "citizen" },
    });
    run.create(by, "/offers", "offer", &body).await
}

async fn expect(run: &Run, by: &Person) -> Outcome<Written> {
    let body = json!({
        "project": run.sandbox()?, "text": run.text("That the door is open."), "lang": "en",
        "author": { "name": by.name, "role": "citizen" },
    });
    run.create(by, "/expectations", "expectation", &body).await
}

fn offers_at(run: &Run) -> Outcome<String> {
    Ok(format!(
        "/offers?subject=project:{}&limit=100",
        encode(run.sandbox()?)
    ))
}

fn expectations_of(run: &Run) -> Outcome<String> {
    Ok(format!(
        "/expectations?project={}&limit=100",
        encode(run.sandbox()?)
    ))
}

async fn patch(run: &Run, by: &Person, made: &Written, changes: Value) -> Outcome<Answer> {
    let tag = run.read(&made.path).await?.header("etag").to_owned();
    run.ask(Method::PATCH, &made.path)
        .by(by)
        .header("if-match", tag)
        .json(&changes)
        .await
}

async fn lists_offers_in_form(run: &Run) -> Outcome {
    let made = offer(run, run.alice().await?).await?;
    let description = Description::shared();
    description.check("post", "/offers", &made.answer)?;
    description.check("get", "/offers/{id}", &run.read(&made.path).await?)?;
    let page = run.read(offers_at(run)?).await?;
    description.check("get", "/offers", &page)?;
    ensure!(
        page.ids()?.contains(&made.id),
        "{} lacks what was just offered",
        page.asked
    );
    Ok(())
}

async fn lists_expectations_in_form(run: &Run) -> Outcome {
    let made = expect(run, run.alice().await?).await?;
    let description = Description::shared();
    description.check("post", "/expectations", &made.answer)?;
    description.check("get", "/expectations/{id}", &run.read(&made.path).await?)?;
    let page = run.read(expectations_of(run)?).await?;
    description.check("get", "/expectations", &page)?;
    ensure!(
        page.ids()?.contains(&made.id),
        "{} lacks what was just expected",
        page.asked
    );
    Ok(())
}

async fn takes_offers_back(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let made = offer(run, alice).await?;
    take_back(run, alice, &made, &offers_at(run)?).await
}

async fn takes_expectations_back(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let made = expect(run, alice).await?;
    take_back(run, alice, &made, &expectations_of(run)?).await
}

async fn take_back(run: &Run, by: &Person, made: &Written, list: &str) -> Outcome {
    let others = run.ask(Method::DELETE, &made.path).by(run.bob().await?).await?;
    others.expect_one_of(&[401, 403])?;
    run.ask(Method::DELETE, &made.path).by(by).await?.expect(204)?;
    run.eventually(async || {
        let page = run.read(list).await?;
        ensure!(
            !page.ids()?.contains(&made.id),
            "{} still has what was taken back",
            page.asked
        );
        let there = run.get(&made.path).await?.expect_one_of(&[200, 404, 410])?;
        let text = String::from_utf8_lossy(&there.body);
        ensure!(!text.contains(&run.mark), "{} still has its words", there.asked);
        Ok(())
    })
    .await
}

async fn keeps_the_state_to_stewards(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let made = offer(run, alice).await?;
    let thanks = json!({ "state": "thanked", "reply": run.text("Thanks to me.") });
    for person in [alice, bob] {
        patch(run, person, &made, thanks.clone())
            .await?
            .expect_problem(403, "not-allowed")?;
    }
    let words = json!({ "text": run.text("Two ladders.") });
    patch(run, bob, &made, words.clone())
        .await?
        .expect_problem(403, "not-allowed")?;
    patch(run, alice, &made, words).await?.expect(200).map(drop)
}

async fn thanks_in_words(run: &Run) -> Outcome {
    let made = offer(run, run.alice().await?).await?;
    let steward = run.steward().await?;
    patch(run, steward, &made, json!({ "state": "thanked" }))
        .await?
        .expect_problem(422, "validation")?;
    let thanks = json!({ "state": "thanked", "reply": run.text("Thank you, we need it on Saturday.") });
    patch(run, steward, &made, thanks).await?.expect(200)?;
    let there = run.read(&made.path).await?;
    ensure!(
        there.at("/state")? == "thanked",
        "{} has another state",
        there.asked
    );
    ensure!(
        !there.text_at("/reply/by")?.is_empty(),
        "{} does not say who thanks",
        there.asked
    );
    Ok(())
}

async fn corrects_expectations(run: &Run) -> Outcome {
    let made = expect(run, run.alice().await?).await?;
    let steward = run.steward().await?;
    patch(run, steward, &made, json!({ "state": "corrected" }))
        .await?
        .expect_problem(422, "validation")?;
    let correction = json!({ "state": "corrected", "reply": run.text("Only until six.") });
    patch(run, steward, &made, correction.clone())
        .await?
        .expect(200)?;
    let there = run.read(&made.path).await?;
    let is_shown =
        there.at("/state")? == "corrected" && there.at("/reply/text/value")? == &correction["reply"];
    ensure!(is_shown, "{} does not show the correction", there.asked);
    ensure!(
        there.at("/text/value")?.is_string(),
        "{} has lost the expectation",
        there.asked
    );
    Ok(())
}

async fn keeps_words_that_were_replied_to(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let made = expect(run, alice).await?;
    let reply = json!({ "state": "confirmed", "reply": run.text("It is.") });
    patch(run, run.steward().await?, &made, reply)
        .await?
        .expect(200)?;
    let late = patch(
        run,
        alice,
        &made,
        json!({ "text": run.text("That it is closed.") }),
    )
    .await?;
    late.expect_refusal().map(drop)
}

async fn lets_offers_wait(run: &Run) -> Outcome {
    let made = offer(run, run.alice().await?).await?;
    let thanks = json!({ "state": "thanked", "reply": run.text("Thank you.") });
    waits_for_a_reply(run, &made, "offer", "offered", thanks).await
}

async fn lets_expectations_wait(run: &Run) -> Outcome {
    let made = expect(run, run.alice().await?).await?;
    let reply = json!({ "state": "confirmed", "reply": run.text("It will be.") });
    waits_for_a_reply(run, &made, "expectation", "expected", reply).await
}

async fn waits_for_a_reply(run: &Run, made: &Written, of: &str, reason: &str, reply: Value) -> Outcome {
    let subject = made.as_ref(of);
    let item = find_waiting(run, reason, &subject).await?;
    let is_whole = item.as_ref().is_some_and(|item| item[of]["id"] == json!(made.id));
    ensure!(is_whole, "/queue lacks {subject}, to which nobody has replied");
    patch(run, run.steward().await?, made, reply).await?.expect(200)?;
    let item = find_waiting(run, reason, &subject).await?;
    ensure!(
        item.is_none(),
        "/queue has {subject}, to which somebody has replied"
    );
    Ok(())
}

/// What waits for this, if it does.
async fn find_waiting(run: &Run, reason: &str, subject: &str) -> Outcome<Option<Value>> {
    let mut next = Some(format!("/queue?waiting_for={reason}&limit=100"));
    while let Some(path) = next {
        let page = run.get(path).by(run.steward().await?).await?.expect(200)?;
        Description::shared().check("get", "/queue", &page)?;
        let found = page
            .items()?
            .iter()
            .find(|item| item["subject"] == json!(subject));
        if let Some(item) = found {
            return Ok(Some(item.clone()));
        }
        next = page.next()?;
    }
    Ok(None)
}
