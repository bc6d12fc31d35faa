//! Orders that anyone can check, explained in plain words.

use std::collections::BTreeSet;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::answer::Answer;
use crate::clause::Clause;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// Orders that put first what most people have agreed with.
const BY_APPROVAL: [&str; 6] = ["top", "best", "popular", "most_supported", "support", "votes"];

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-ORD-1" Must Reads ["core"] "Each order is explained in the backend's default language."
            because "Nobody should have to guess why something comes first." source "mission S1.3" => explains_its_orders,
        "SMK-ORD-2" Should Reads ["core"] "Each order is explained in every language of the backend."
            because "Nobody should have to guess why something comes first." source "mission S1.3" => explains_in_every_language,
        "SMK-ORD-3" Must Reads ["core"] "For each sort of list that has orders, exactly one is the default."
            because "What one gets without asking must be told." source "openapi, Ordering" => has_one_default_each,
        "SMK-ORD-4" Must Queries ["contributions"] "Each declared order is taken, and told by `page.order`."
            because "What is offered must work." source "openapi, Ordering" => takes_what_it_declares,
        "SMK-ORD-5" Must Queries ["contributions"] "An order that is not declared is refused."
            because "Another order without a word would be a lie." source "openapi, listContributions" => refuses_other_orders,
        "SMK-ORD-6" Must Reads ["contributions"] "The default order does not put first what has most support."
            because "Who was there first would stay first, and the strongest would set the agenda." source "mission S1.3"
            => does_not_favor_the_favored,
        "SMK-ORD-7" Must Queries ["contributions"] "`newest` and `oldest`, where declared, go by when it came."
            because "An order is what it says." source "openapi, Ordering" => sorts_by_time,
        "SMK-ORD-8" Must Queries ["fair-order"] "`random` and `least_heard` are declared."
            because "Everyone should have a fair chance to be heard." source "mission S1.3" => offers_fair_orders,
        "SMK-ORD-9" Must Queries ["fair-order"] "`random` sorts by SHA-256 of seed, zero byte and id, ascending."
            because "A lot that nobody can check is no lot." source "protocol, orders" => draws_checkable_lots,
        "SMK-ORD-10" Must Queries ["fair-order"] "The same seed gives the same order, another one another."
            because "Neighbors who compare should see the same, and tomorrow others come first." source "protocol, orders"
            => keeps_to_its_seed,
        "SMK-ORD-11" Must Queries ["fair-order"] "Without a seed the answer tells which one was drawn, and `next` keeps it."
            because "The second page must follow the first." source "protocol, orders" => tells_its_seed,
        "SMK-ORD-12" Must Queries ["fair-order"] "`least_heard` shows each contribution once while nobody is heard meanwhile."
            because "A fair order that leaves somebody out is none." source "protocol, orders" => leaves_nobody_out,
        "SMK-ORD-13" Must Queries ["comments-flat"] "Comments are sorted by when they came, and by id where that is equal."
            because "A debate is read from its beginning." source "openapi, listComments" => sorts_comments_by_time,
        "SMK-ORD-14" Must Reads ["core"] "The order that a list says it has is one of those declared for it."
            because "Whoever asks why something comes first looks it up there." source "openapi, PageInfo; mission S1.3" => names_declared_orders,
    ]
}

fn declared<'a>(run: &'a Run, on: &str) -> Vec<&'a Value> {
    let orderings = run.service["orderings"].as_array().into_iter().flatten();
    let is_on = |ordering: &&Value| {
        ordering["on"]
            .as_array()
            .is_some_and(|on_| on_.contains(&on.into()))
    };
    orderings.filter(is_on).collect()
}

fn has_order(run: &Run, id: &str) -> bool {
    declared(run, "contribution")
        .iter()
        .any(|ordering| ordering["id"] == id)
}

async fn explains_its_orders(run: &Run) -> Outcome {
    let default = run.service["default_language"].as_str().unwrap_or_default();
    explains_in(run, &[default])
}

async fn explains_in_every_language(run: &Run) -> Outcome {
    let languages = run.service["languages"].as_array().into_iter().flatten();
    explains_in(run, &languages.filter_map(Value::as_str).collect::<Vec<_>>())
}

fn explains_in(run: &Run, languages: &[&str]) -> Outcome {
    for ordering in run.service["orderings"].as_array().into_iter().flatten() {
        for language in languages {
            for member in ["label", "explanation"] {
                let text = ordering[member][language].as_str().unwrap_or_default();
                ensure!(
                    !text.trim().is_empty(),
                    "the order {} has no {member} in {language:?}",
                    ordering["id"]
                );
            }
        }
    }
    Ok(())
}

async fn has_one_default_each(run: &Run) -> Outcome {
    let orderings = run.service["orderings"].as_array().into_iter().flatten();
    let on: BTreeSet<&str> = orderings
        .flat_map(|ordering| ordering["on"].as_array().into_iter().flatten())
        .filter_map(Value::as_str)
        .collect();
    for sort in on {
        let defaults = declared(run, sort)
            .iter()
            .filter(|ordering| ordering["default"] == true)
            .count();
        ensure!(defaults == 1, "{defaults} orders are the default for {sort}");
    }
    Ok(())
}

async fn takes_what_it_declares(run: &Run) -> Outcome {
    for ordering in declared(run, "contribution") {
        let order = ordering["id"].as_str().unwrap_or_default();
        let page = run.read(format!("/contributions?order={order}&limit=1")).await?;
        ensure!(
            page.at("/page/order")? == order,
            "{} answered with another `page.order`",
            page.asked
        );
    }
    Ok(())
}

async fn refuses_other_orders(run: &Run) -> Outcome {
    let answer = run.get("/contributions?order=no-such-order").await?;
    answer.expect_problem(400, "invalid-request").map(drop)
}

async fn does_not_favor_the_favored(run: &Run) -> Outcome {
    for ordering in declared(run, "contribution") {
        let id = ordering["id"].as_str().unwrap_or_default();
        let signals = ordering["signals"].as_array().cloned().unwrap_or_default();
        let favors = BY_APPROVAL.contains(&id) || signals.contains(&"support".into());
        ensure!(
            ordering["default"] != true || !favors,
            "the default order is {id}"
        );
    }
    let page = run.read("/contributions?limit=50").await?;
    let support = |item: &Value| item["counts"]["by_reaction"]["support"].as_u64();
    let counts: Vec<u64> = page.items()?.iter().filter_map(support).collect();
    let distinct: BTreeSet<_> = counts.iter().collect();
    if distinct.len() < 4 {
        inconclusive!("too few contributions have told support to see by what they are sorted");
    }
    let falls = counts.windows(2).all(|pair| pair[0] >= pair[1]);
    ensure!(!falls, "{} is sorted by support", page.asked);
    Ok(())
}

async fn sorts_by_time(run: &Run) -> Outcome {
    for (order, is_sorted) in [
        ("newest", (|a, b| a >= b) as fn(&str, &str) -> bool),
        ("oldest", |a, b| a <= b),
    ] {
        if has_order(run, order) {
            let page = run.read(format!("/contributions?order={order}&limit=50")).await?;
            must_go_by_time(&page, is_sorted)?;
        }
    }
    Ok(())
}

async fn sorts_comments_by_time(run: &Run) -> Outcome {
    let subject = run.some_debate(2).await?;
    let list = format!("/comments?subject={subject}&layout=flat&limit=50");
    must_go_by_time(&run.read(format!("{list}&order=oldest")).await?, |a, b| a <= b)?;
    let plain = run.read(&list).await?;
    if *plain.at("/page/order")? == "oldest" {
        must_go_by_time(&plain, |a, b| a <= b)?;
    }
    if declared(run, "comment")
        .iter()
        .any(|ordering| ordering["id"] == "newest")
    {
        must_go_by_time(&run.read(format!("{list}&order=newest")).await?, |a, b| a >= b)?;
    }
    Ok(())
}

async fn names_declared_orders(run: &Run) -> Outcome {
    let mut lists = Vec::new();
    if run.claims("contributions") {
        lists.push(("/contributions".to_owned(), "contribution"));
    }
    if let Ok(subject) = run.some_debate(1).await {
        lists.push((format!("/comments?subject={subject}"), "comment"));
        lists.push((format!("/comments?subject={subject}&layout=flat"), "comment"));
    }
    for (list, on) in lists {
        let page = run.read(list).await?;
        let told = page.at("/page/order")?;
        let is_declared = declared(run, on).iter().any(|ordering| ordering["id"] == *told);
        ensure!(
            told.is_null() || is_declared,
            "{} has the order {told}, which is not declared",
            page.asked
        );
    }
    Ok(())
}

fn must_go_by_time(page: &Answer, is_sorted: fn(&str, &str) -> bool) -> Outcome {
    let times: Vec<&str> = page
        .items()?
        .iter()
        .filter_map(|item| item["created_at"].as_str())
        .collect();
    for pair in times.windows(2) {
        ensure!(
            is_sorted(pair[0], pair[1]),
            "{} puts {} before {}",
            page.asked,
            pair[0],
            pair[1]
        );
    }
    Ok(())
}

async fn offers_fair_orders(run: &Run) -> Outcome {
    for order in ["random", "least_heard"] {
        ensure!(has_order(run, order), "the order {order} is not declared");
    }
    Ok(())
}

async fn draws_checkable_lots(run: &Run) -> Outcome {
    for seed in ["conform-1", "æøå"] {
        let path = format!(
            "/contributions?order=random&seed={}&limit=50",
            crate::run::encode(seed)
        );
        let page = run.read(path).await?;
        let ids = page.ids()?;
        let lots: Vec<[u8; 32]> = ids.iter().map(|id| lot(seed, id)).collect();
        let is_sorted = lots.windows(2).all(|pair| pair[0] < pair[1]);
        ensure!(
            is_sorted,
            "{} is not sorted by the lot that the protocol describes",
            page.asked
        );
    }
    Ok(())
}

async fn keeps_to_its_seed(run: &Run) -> Outcome {
    let ask = async |seed: &str| -> Outcome<Vec<String>> {
        run.read(format!("/contributions?order=random&seed={seed}&limit=20"))
            .await?
            .ids()
    };
    let (one, again, other) = (ask("one").await?, ask("one").await?, ask("other").await?);
    ensure!(one == again, "the seed \"one\" gives two orders");
    if one.len() < 5 {
        inconclusive!("there are too few contributions to tell two orders apart");
    }
    ensure!(
        one != other,
        "the seeds \"one\" and \"other\" give the same order"
    );
    Ok(())
}

async fn tells_its_seed(run: &Run) -> Outcome {
    let page = run.read("/contributions?order=random&limit=5").await?;
    let seed = page.text_at("/page/seed")?;
    let again = run
        .read(format!(
            "/contributions?order=random&limit=5&seed={}",
            crate::run::encode(seed)
        ))
        .await?;
    ensure!(
        page.ids()? == again.ids()?,
        "the seed that {} tells gives another order",
        page.asked
    );
    if let Some(next) = page.next()? {
        let next = run.read(next).await?;
        ensure!(
            next.at("/page/seed")? == seed,
            "{} has another seed than the page before",
            next.asked
        );
    }
    Ok(())
}

async fn leaves_nobody_out(run: &Run) -> Outcome {
    let whole = run.read("/contributions?order=oldest&limit=100").await?;
    if whole.next()?.is_some() {
        inconclusive!("there are too many contributions to follow them all");
    }
    let (mut seen, mut next) = (
        BTreeSet::new(),
        Some("/contributions?order=least_heard&limit=9".to_owned()),
    );
    while let Some(page) = next {
        let page = run.read(page).await?;
        seen.extend(page.ids()?);
        next = page.next()?;
    }
    for id in whole.ids()? {
        ensure!(seen.contains(&id), "`least_heard` leaves out {id}");
    }
    Ok(())
}

fn lot(seed: &str, id: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(seed);
    hash.update([0]);
    hash.update(id);
    hash.finalize().into()
}
