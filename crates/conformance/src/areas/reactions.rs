//! Reactions: counted, one for each person, and nobody is told who.

use reqwest::Method;
use serde_json::Value;

use crate::clause::Clause;
use crate::description::Description;
use crate::people::Person;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-RCT-1" Must Writes ["reactions"] "However often one reacts, it counts once."
            because "A button gets pressed twice." source "openapi, react" => counts_each_person_once,
        "SMK-RCT-2" Must Writes ["reactions"] "Two people count as two."
            because "A count that takes one person for two makes a few look like many." source "openapi, react" => counts_each_person,
        "SMK-RCT-3" Must Writes ["reactions"] "A reaction can be taken back, and again."
            because "People change their minds." source "openapi, takeBackReaction" => takes_back_twice,
        "SMK-RCT-4" Must Writes ["reactions"] "A kind takes the place of those that it excludes."
            because "Nobody agrees and disagrees at once." source "openapi, ReactionKind" => excludes,
        "SMK-RCT-5" Must Writes ["reactions"] "Whoever is not known is refused with 401."
            because "A voice belongs to somebody." source "openapi, react" => wants_somebody,
        "SMK-RCT-6" Must Writes ["reactions"] "A kind or a thing that does not exist is not found."
            because "An answer of success would be a lie." source "openapi, react" => finds_nothing_else,
        "SMK-RCT-7" Must Writes ["reactions"] "Who reacted is told to nobody."
            because "How one votes is one's own matter." source "openapi, ReactionCounts" => tells_nobody_who,
        "SMK-RCT-8" Must Writes ["reactions"] "The answer to reacting has the form that the description gives it, and no cache keeps it."
            because "It tells of one person alone." source "openapi, react" => answers_in_form,
    ]
}

/// A kind of reaction to contributions.
fn kind_on(run: &Run, on: &str) -> Outcome<String> {
    let kinds = run.service["reactions"].as_array().into_iter().flatten();
    let is_on = |kind: &&Value| kind["on"].as_array().is_some_and(|on_| on_.contains(&on.into()));
    match kinds.filter(is_on).find_map(|kind| kind["id"].as_str()) {
        Some(kind) => Ok(kind.to_owned()),
        None => inconclusive!("there is no reaction to a {on}"),
    }
}

async fn react(run: &Run, verb: Method, by: &Person, of: &str, kind: &str) -> Outcome<crate::answer::Answer> {
    run.ask(verb, format!("/reactions/{of}/{kind}")).by(by).await
}

/// How many have reacted so, as everybody is told.
async fn count(run: &Run, path: &str, kind: &str) -> Outcome<u64> {
    let there = run.read(path).await?;
    match there.at(&format!("/counts/by_reaction/{kind}"))?.as_u64() {
        Some(count) => Ok(count),
        None => inconclusive!("the backend does not tell how many have reacted"),
    }
}

async fn must_count(run: &Run, path: &str, kind: &str, wanted: u64) -> Outcome {
    run.eventually(async || {
        let found = count(run, path, kind).await?;
        ensure!(
            found == wanted,
            "{path} counts {found} of {kind} and not {wanted}"
        );
        Ok(())
    })
    .await
}

async fn counts_each_person_once(run: &Run) -> Outcome {
    let (alice, bob, kind) = (
        run.alice().await?,
        run.bob().await?,
        kind_on(run, "contribution")?,
    );
    let idea = run.contribute(alice).await?;
    for _ in 0..3 {
        react(run, Method::PUT, bob, &idea.as_ref("contribution"), &kind)
            .await?
            .expect(200)?;
    }
    must_count(run, &idea.path, &kind, 1).await
}

async fn counts_each_person(run: &Run) -> Outcome {
    let (alice, bob, kind) = (
        run.alice().await?,
        run.bob().await?,
        kind_on(run, "contribution")?,
    );
    let idea = run.contribute(alice).await?;
    for person in [alice, bob] {
        react(run, Method::PUT, person, &idea.as_ref("contribution"), &kind)
            .await?
            .expect(200)?;
    }
    must_count(run, &idea.path, &kind, 2).await
}

async fn takes_back_twice(run: &Run) -> Outcome {
    let (alice, bob, kind) = (
        run.alice().await?,
        run.bob().await?,
        kind_on(run, "contribution")?,
    );
    let idea = run.contribute(alice).await?;
    let of = idea.as_ref("contribution");
    react(run, Method::PUT, bob, &of, &kind).await?.expect(200)?;
    for _ in 0..2 {
        react(run, Method::DELETE, bob, &of, &kind)
            .await?
            .expect_one_of(&[200, 204])?;
    }
    must_count(run, &idea.path, &kind, 0).await
}

async fn excludes(run: &Run) -> Outcome {
    let kinds = run.service["reactions"].as_array().into_iter().flatten();
    let pair = kinds.filter(|kind| {
        kind["on"]
            .as_array()
            .is_some_and(|on| on.contains(&"comment".into()))
    });
    let pair = pair.filter_map(|kind| Some((kind["id"].as_str()?, kind["excludes"][0].as_str()?)));
    let Some((kind, excluded)) = pair.into_iter().next() else {
        inconclusive!("no reaction to a comment excludes another");
    };
    let alice = run.alice().await?;
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let comment = run.comment(alice, &subject, None).await?;
    for kind in [excluded, kind] {
        react(run, Method::PUT, alice, &comment.as_ref("comment"), kind)
            .await?
            .expect(200)?;
    }
    must_count(run, &comment.path, kind, 1).await?;
    must_count(run, &comment.path, excluded, 0).await
}

async fn wants_somebody(run: &Run) -> Outcome {
    let kind = kind_on(run, "contribution")?;
    let idea = run.contribute(run.alice().await?).await?;
    let answer = run
        .ask(
            Method::PUT,
            format!("/reactions/{}/{kind}", idea.as_ref("contribution")),
        )
        .await?;
    answer.expect_problem(401, "unauthorized").map(drop)
}

async fn finds_nothing_else(run: &Run) -> Outcome {
    let (alice, kind) = (run.alice().await?, kind_on(run, "contribution")?);
    let of = run.contribute(alice).await?.as_ref("contribution");
    react(run, Method::PUT, alice, &of, "xenolith")
        .await?
        .expect_problem(404, "not-found")?;
    let nothing = "contribution:no-such-thing";
    react(run, Method::PUT, alice, nothing, &kind)
        .await?
        .expect_problem(404, "not-found")
        .map(drop)
}

async fn tells_nobody_who(run: &Run) -> Outcome {
    let (alice, kind) = (run.alice().await?, kind_on(run, "contribution")?);
    let idea = run.contribute(alice).await?;
    let reader = run.newcomer("Conform Reader").await?;
    react(run, Method::PUT, &reader, &idea.as_ref("contribution"), &kind)
        .await?
        .expect(200)?;
    let there = run.read(&idea.path).await?;
    let text = String::from_utf8_lossy(&there.body);
    let is_told = text.contains(&reader.name) || reader.id.as_deref().is_some_and(|id| text.contains(id));
    ensure!(!is_told, "{} tells who reacted", there.asked);
    Ok(())
}

async fn answers_in_form(run: &Run) -> Outcome {
    let (alice, kind) = (run.alice().await?, kind_on(run, "contribution")?);
    let of = run.contribute(alice).await?.as_ref("contribution");
    let answer = react(run, Method::PUT, alice, &of, &kind).await?.expect(200)?;
    Description::shared().check("put", "/reactions/{ref}/{reaction}", &answer)?;
    super::me::must_be_private(&answer)
}
