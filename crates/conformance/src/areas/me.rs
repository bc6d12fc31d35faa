//! What is one's own: told to nobody else, handed out whole, and erased for good.

use reqwest::Method;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::clause::Clause;
use crate::description::Description;
use crate::people::Person;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-MES-1" Must Writes ["me-state"] "`/me/state` is told to its owner alone: without a secret it is refused with 401."
            because "What one did is one's own matter." source "openapi, readMyState" => keeps_state_private,
        "SMK-MES-2" Must Writes ["me-state"] "No cache keeps what is told of one person."
            because "The next reader would get it." source "openapi, readMyState" => lets_no_cache_keep_it,
        "SMK-MES-3" Must Writes ["me-state", "write-contributions"] "It tells of the things asked for, in that order, and leaves out what is not there."
            because "A page asks once for everything that it shows." source "openapi, MyState" => tells_in_order,
        "SMK-MES-4" Must Writes ["me-state", "write-contributions"] "It tells what is one's own, and what one may take back."
            because "A page offers what can be done." source "openapi, Standing" => tells_what_is_own,
        "SMK-MES-5" Must Writes ["me-state", "reactions", "write-contributions"] "It tells one's own reactions, and nobody else's."
            because "The button shows that it was pressed." source "openapi, Standing" => tells_own_reactions,
        "SMK-MES-6" Must Writes ["me-state", "write-contributions"] "It has the form that the description gives it."
            because "Clients read it by that form." source "openapi, readMyState" => tells_state_in_form,
        "SMK-MES-7" Must Writes ["me-state"] "Refs of any signs, and none at all, break nothing."
            because "Addresses get cut, guessed and tried." source "protocol, bad input" => survives_strange_refs,
        "SMK-MES-8" Must Writes ["export", "write-contributions", "write-comments"] "One's own data comes as a whole, and nobody else's with it."
            because "Everybody may see what is known of them." source "mission S1.6" => exports_all_of_ones_own,
        "SMK-MES-9" Must Writes ["export", "guest", "write-contributions", "write-comments"] "Whoever leaves takes their words and their name along."
            because "One's own data can be erased, not merely hidden." source "mission S1.6" => erases_everything,
        "SMK-MES-10" Must Writes ["export", "guest"] "The secret of somebody who has left opens nothing any more."
            because "A secret that still opens something afterwards was not erased." source "openapi, eraseMe" => forgets_the_secret,
        "SMK-MES-11" Must Writes ["participants", "guest"] "A participant is shown without anything that is theirs alone."
            because "Others see the name and the role, and nothing else." source "openapi, readParticipant" => shows_participants,
        "SMK-MES-12" Must Writes ["participants", "guest"] "`/me` tells who one is, and keeps others out."
            because "A page greets by name." source "openapi, readMe" => tells_who_one_is,
    ]
}

/// Fails unless no cache may keep an answer.
pub fn must_be_private(answer: &Answer) -> Outcome {
    let words = answer.header_words("cache-control");
    let is_private = words.iter().any(|word| word == "no-store");
    ensure!(
        is_private,
        "{} answered with cache-control {words:?}",
        answer.asked
    );
    Ok(())
}

async fn state(run: &Run, by: &Person, refs: &[&str]) -> Outcome<Answer> {
    run.get(format!("/me/state?refs={}", refs.join(",")))
        .by(by)
        .await?
        .expect(200)
}

async fn keeps_state_private(run: &Run) -> Outcome {
    run.get("/me/state?refs=")
        .await?
        .expect_problem(401, "unauthorized")?;
    let wrong = run
        .get("/me/state?refs=")
        .header("authorization", "Guest nonsense");
    wrong.await?.expect_problem(401, "unauthorized").map(drop)
}

async fn lets_no_cache_keep_it(run: &Run) -> Outcome {
    must_be_private(&state(run, run.alice().await?, &[]).await?)
}

async fn tells_in_order(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let (one, other) = (run.contribute(alice).await?, run.contribute(alice).await?);
    let (one, other) = (one.as_ref("contribution"), other.as_ref("contribution"));
    for wanted in [[&one, &other], [&other, &one]] {
        let refs = [
            wanted[0].as_str(),
            "contribution:no-such-thing",
            wanted[1].as_str(),
        ];
        let answer = state(run, alice, &refs).await?;
        let told: Vec<&str> = answer
            .items()?
            .iter()
            .filter_map(|item| item["ref"].as_str())
            .collect();
        ensure!(
            told == [wanted[0], wanted[1]],
            "{} tells of {told:?}",
            answer.asked
        );
    }
    Ok(())
}

async fn tells_what_is_own(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let idea = run.contribute(alice).await?.as_ref("contribution");
    for (person, is_own) in [(alice, true), (bob, false)] {
        let answer = state(run, person, &[&idea]).await?;
        for member in ["own", "may_withdraw"] {
            let told = answer.at(&format!("/items/0/{member}"))?;
            ensure!(
                *told == is_own,
                "{} says `{member}` {told} to {}",
                answer.asked,
                person.name
            );
        }
    }
    Ok(())
}

async fn tells_own_reactions(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let kinds = run.service["reactions"].as_array().into_iter().flatten();
    let on_contributions = |kind: &&Value| {
        kind["on"]
            .as_array()
            .is_some_and(|on| on.contains(&"contribution".into()))
    };
    let Some(kind) = kinds
        .filter(on_contributions)
        .find_map(|kind| kind["id"].as_str())
    else {
        inconclusive!("there is no reaction to a contribution");
    };
    let idea = run.contribute(alice).await?.as_ref("contribution");
    run.ask(Method::PUT, format!("/reactions/{idea}/{kind}"))
        .by(bob)
        .await?
        .expect(200)?;
    for (person, wanted) in [(alice, json!([])), (bob, json!([kind]))] {
        let answer = state(run, person, &[&idea]).await?;
        let told = answer.at("/items/0/reactions")?;
        ensure!(*told == wanted, "{} says {told} to {}", answer.asked, person.name);
    }
    Ok(())
}

async fn tells_state_in_form(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?.as_ref("contribution");
    let answer = state(run, alice, &[&idea]).await?;
    Description::shared().check("get", "/me/state", &answer)
}

async fn survives_strange_refs(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    state(run, alice, &[]).await?;
    for refs in [
        "",
        ",,,",
        "nonsense",
        ":",
        "contribution:",
        "%00",
        "contribution:%F0%9F%90%88",
    ] {
        run.get(format!("/me/state?refs={refs}"))
            .by(alice)
            .await?
            .expect_one_of(&[200, 400])?;
    }
    run.get("/me/state").by(alice).await?.expect_one_of(&[200, 400])?;
    let many = vec!["contribution:x"; 400].join(",");
    run.get(format!("/me/state?refs={many}"))
        .by(alice)
        .await?
        .expect_one_of(&[200, 400, 414])
        .map(drop)
}

async fn exports_all_of_ones_own(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let idea = run.contribute(alice).await?;
    let comment = run.comment(alice, &idea.as_ref("contribution"), None).await?;
    let others = run.comment(bob, &idea.as_ref("contribution"), None).await?;
    let answer = run.get("/me/export").by(alice).await?.expect(200)?;
    Description::shared().check("get", "/me/export", &answer)?;
    must_be_private(&answer)?;
    let text = String::from_utf8_lossy(&answer.body);
    for own in [&idea.id, &comment.id] {
        ensure!(text.contains(own.as_str()), "{} lacks {own}", answer.asked);
    }
    ensure!(
        !text.contains(others.id.as_str()),
        "{} has what somebody else wrote",
        answer.asked
    );
    run.get("/me/export")
        .await?
        .expect_problem(401, "unauthorized")
        .map(drop)
}

async fn erases_everything(run: &Run) -> Outcome {
    let (guest, bob) = (run.newcomer("Conform Leaver").await?, run.bob().await?);
    let idea = run.contribute(&guest).await?;
    let comment = run.comment(&guest, &idea.as_ref("contribution"), None).await?;
    let reply = run
        .comment(bob, &idea.as_ref("contribution"), Some(&comment.id))
        .await?;
    run.ask(Method::DELETE, "/me").by(&guest).await?.expect(204)?;
    run.forget_what_is_left_by(&guest);
    run.eventually(async || {
        for path in [&idea.path, &comment.path, &reply.path] {
            let there = run.get(path).await?.expect_one_of(&[200, 410])?;
            let text = String::from_utf8_lossy(&there.body);
            ensure!(
                !text.contains(&guest.name),
                "{} still names who has left",
                there.asked
            );
        }
        for path in [&idea.path, &comment.path] {
            let there = run.get(path).await?;
            let is_blank = there.status == 410 || there.at("/body")?.is_null();
            ensure!(is_blank, "{} still has the words of who has left", there.asked);
        }
        let there = run.read(&reply.path).await?;
        ensure!(
            there.at("/body/value")?.is_string(),
            "{} has lost somebody else's words",
            there.asked
        );
        Ok(())
    })
    .await
}

async fn forgets_the_secret(run: &Run) -> Outcome {
    let guest = run.newcomer("Conform Leaver").await?;
    run.ask(Method::DELETE, "/me").by(&guest).await?.expect(204)?;
    run.get("/me")
        .by(&guest)
        .await?
        .expect_problem(401, "unauthorized")?;
    let idea = run.idea(&guest)?;
    let answer = run
        .ask(Method::POST, "/contributions")
        .by(&guest)
        .json(&idea)
        .await?;
    answer.expect_problem(401, "unauthorized").map(drop)
}

async fn shows_participants(run: &Run) -> Outcome {
    let guest = run.newcomer("Conform Newcomer").await?;
    let id = guest.id.as_deref().unwrap_or_default();
    let answer = run
        .read(format!("/participants/{}", crate::run::encode(id)))
        .await?;
    Description::shared().check("get", "/participants/{id}", &answer)?;
    ensure!(answer.secret().is_none(), "{} tells a secret", answer.asked);
    ensure!(
        answer.text_at("/name")? == guest.name,
        "{} shows another name",
        answer.asked
    );
    Ok(())
}

async fn tells_who_one_is(run: &Run) -> Outcome {
    let guest = run.newcomer("Conform Newcomer").await?;
    let answer = run.get("/me").by(&guest).await?.expect(200)?;
    Description::shared().check("get", "/me", &answer)?;
    must_be_private(&answer)?;
    ensure!(
        answer.text_at("/name")? == guest.name,
        "{} tells another name",
        answer.asked
    );
    run.get("/me")
        .await?
        .expect_problem(401, "unauthorized")
        .map(drop)
}
