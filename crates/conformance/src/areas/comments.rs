//! Reading debates: as a tree, in a row, and from a link to one comment.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::answer::id_of;
use crate::clause::Clause;
use crate::run::{Run, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// A larger debate is not compared as a whole.
const COMPARED: u64 = 150;

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-CMT-1" Must Queries ["comments-tree", "comments-flat"] "Tree and flat list hold the same comments."
            because "Whoever reads by screen reader or on paper must miss nothing." source "openapi, listComments"
            => holds_the_same_both_ways,
        "SMK-CMT-2" Must Queries ["comments-tree"] "A reply hangs below the comment that it answers."
            because "Who answers whom must be plain." source "openapi, Comment" => hangs_replies_below_their_parent,
        "SMK-CMT-3" Must Reads ["comments-flat"] "`depth` is how many comments lie above."
            because "A phone indents by it." source "openapi, Comment" => tells_the_depth,
        "SMK-CMT-4" Must Queries ["comments-tree"] "`children` and `depth` say how much comes along, and no more comes."
            because "A large debate must open as fast as a small one." source "openapi, listComments" => keeps_to_the_shape,
        "SMK-CMT-5" Must Queries ["comments-tree"] "`children` and `depth` of any sort are brought into what is allowed."
            because "They are a wish and no reason to show nothing." source "openapi, listComments" => coerces_the_shape,
        "SMK-CMT-6" Must Queries ["comments-tree"] "The replies of each comment go on where the first ones end."
            because "Nobody's reply may be skipped or shown twice." source "openapi, listReplies" => pages_replies,
        "SMK-CMT-7" Must Reads ["comments-flat"] "The count of direct replies is the number of them."
            because "It stands on the button that opens them." source "openapi, CommentCounts" => counts_replies,
        "SMK-CMT-8" Must Queries ["comments-tree"] "The context of a comment are its ancestors, from the top, and itself."
            because "A link from a notice must show what was answered." source "openapi, readCommentInContext" => shows_its_place,
        "SMK-CMT-9" Must Queries ["comments-flat"] "A debate on something that does not exist is not found."
            because "An empty debate would look like one in which nobody spoke." source "openapi, listComments" => finds_no_debate_on_nothing,
        "SMK-CMT-10" Must Queries ["comments-flat"] "Without a subject, or with one that is no ref, the list is refused."
            because "There is no list of all debates." source "openapi, listComments" => wants_a_subject,
        "SMK-CMT-11" Must Queries ["comments-tree"] "The total of a tree counts those at the top, of a flat list all."
            because "It says how much is still to come." source "openapi, listComments" => counts_what_the_list_has,
    ]
}

/// A debate small enough to be compared as a whole, as a flat list: the comments by id.
async fn whole(run: &Run) -> Outcome<(String, BTreeMap<String, Value>)> {
    let subject = run.debate_of_some_size(4, COMPARED).await?;
    let mut next = Some(format!("/comments?subject={subject}&layout=flat&limit=100"));
    let mut found = BTreeMap::new();
    while let Some(page) = next {
        let page = run.read(page).await?;
        found.extend(page.items()?.iter().map(|item| (id_of(item), item.clone())));
        next = page.next()?;
    }
    Ok((subject, found))
}

/// Every comment of a tree, by following each `next`, with the parent that it was found below.
async fn climb(run: &Run, first: String) -> Outcome<Vec<(Option<String>, Value)>> {
    let mut found = Vec::new();
    let mut pages: Vec<(Option<String>, Value)> = Vec::new();
    let mut todo = vec![(None, first)];
    while let Some((parent, address)) = todo.pop() {
        pages.push((parent, run.read(address).await?.json()?.clone()));
        while let Some((parent, page)) = pages.pop() {
            for item in page["items"].as_array().into_iter().flatten() {
                found.push((parent.clone(), item.clone()));
                if item["replies"].is_object() {
                    pages.push((Some(id_of(item)), item["replies"].clone()));
                }
            }
            if let Some(next) = page["page"]["next"].as_str() {
                todo.push((parent, next.to_owned()));
            }
        }
        ensure!(found.len() < 2000, "the tree does not come to an end");
    }
    Ok(found)
}

async fn holds_the_same_both_ways(run: &Run) -> Outcome {
    let (subject, flat) = whole(run).await?;
    let tree = climb(
        run,
        format!("/comments?subject={subject}&limit=5&children=2&depth=2"),
    )
    .await?;
    for id in flat.keys() {
        let times = tree.iter().filter(|(_, item)| id_of(item) == *id).count();
        ensure!(
            times == 1,
            "the comment {id} is {times} times in the tree, and once in the flat list"
        );
    }
    ensure!(
        tree.len() == flat.len(),
        "the tree has {} comments, the flat list {}",
        tree.len(),
        flat.len()
    );
    Ok(())
}

async fn hangs_replies_below_their_parent(run: &Run) -> Outcome {
    let (subject, _) = whole(run).await?;
    for (parent, item) in climb(run, format!("/comments?subject={subject}&children=2&depth=3")).await? {
        let (id, named) = (&item["id"], item["parent"].as_str());
        ensure!(
            named == parent.as_deref(),
            "{id} hangs below {parent:?} and says that it answers {named:?}"
        );
    }
    Ok(())
}

async fn tells_the_depth(run: &Run) -> Outcome {
    let (_, flat) = whole(run).await?;
    for (id, item) in &flat {
        let above = item["parent"]
            .as_str()
            .map(|parent| flat.get(parent).map(|parent| &parent["depth"]));
        let wanted = match above {
            None => Some(0),
            Some(Some(depth)) => depth.as_u64().map(|depth| depth + 1),
            // What it answers has vanished.
            Some(None) => continue,
        };
        let told = item["depth"].as_u64().unwrap_or(0);
        ensure!(
            Some(told) == wanted,
            "{id} says that {told} comments lie above it, and it are {wanted:?}"
        );
    }
    Ok(())
}

async fn keeps_to_the_shape(run: &Run) -> Outcome {
    let (subject, _) = whole(run).await?;
    for (children, depth) in [(0, 0), (1, 1), (2, 1)] {
        let page = run
            .read(format!(
                "/comments?subject={subject}&children={children}&depth={depth}"
            ))
            .await?;
        for item in page.items()? {
            must_fit(item, children, depth)?;
        }
    }
    Ok(())
}

fn must_fit(item: &Value, children: usize, depth: usize) -> Outcome {
    let replies = item["replies"]["items"].as_array().map_or(&[][..], Vec::as_slice);
    let most = if depth == 0 { 0 } else { children };
    ensure!(
        replies.len() <= most,
        "{} came with {} replies and not {most}",
        item["id"],
        replies.len()
    );
    for reply in replies {
        must_fit(reply, children, depth - 1)?;
    }
    Ok(())
}

async fn coerces_the_shape(run: &Run) -> Outcome {
    let subject = run.some_debate(1).await?;
    for shape in [
        "children=-1&depth=-1",
        "children=many&depth=",
        "children=1000000&depth=1000000",
    ] {
        run.read(format!("/comments?subject={subject}&{shape}&limit=2"))
            .await?;
    }
    Ok(())
}

async fn pages_replies(run: &Run) -> Outcome {
    let (subject, flat) = whole(run).await?;
    let answered = |id: &str| flat.values().filter(|item| item["parent"] == id).count();
    let top = flat.iter().filter(|(_, item)| item["parent"].is_null());
    let most = top.map(|(id, _)| id).max_by_key(|id| answered(id));
    let Some(most) = most.filter(|id| answered(id) > 1) else {
        inconclusive!("no comment has two replies");
    };
    let mut next = Some(format!(
        "/comments?subject={subject}&children=1&depth=1&limit=100"
    ));
    let mut nested = None;
    while let (Some(page), None) = (next.take(), &nested) {
        let page = run.read(page).await?;
        nested = page
            .items()?
            .iter()
            .find(|item| id_of(item) == *most)
            .map(|item| item["replies"].clone());
        next = page.next()?;
    }
    let first = match nested {
        Some(replies) => replies,
        None => run
            .read(format!("/comments/{}/replies?limit=1", encode(most)))
            .await?
            .json()?
            .clone(),
    };
    let rest = match first["page"]["next"].as_str() {
        Some(next) => climb(run, next.to_owned()).await?,
        None => Vec::new(),
    };
    let direct = rest
        .iter()
        .filter(|(parent, _)| parent.is_none())
        .map(|(_, item)| id_of(item));
    let shown = first["items"].as_array().into_iter().flatten().map(id_of);
    let mut found: Vec<String> = shown.chain(direct).collect();
    found.sort();
    let mut wanted: Vec<&String> = flat
        .iter()
        .filter(|(_, item)| item["parent"] == **most)
        .map(|(id, _)| id)
        .collect();
    wanted.sort();
    ensure!(
        found.iter().eq(wanted.iter().copied()),
        "the replies to {most} are {found:?}, followed page by page, and {wanted:?} in the flat list"
    );
    Ok(())
}

async fn counts_replies(run: &Run) -> Outcome {
    let (_, flat) = whole(run).await?;
    for (id, item) in &flat {
        let count = flat.values().filter(|other| other["parent"] == **id).count();
        let told = &item["counts"]["replies"];
        ensure!(
            told.is_null() || *told == count,
            "{id} has {count} replies and says {told}"
        );
    }
    Ok(())
}

async fn shows_its_place(run: &Run) -> Outcome {
    let (_, flat) = whole(run).await?;
    let Some((id, deepest)) = flat.iter().max_by_key(|(_, item)| item["depth"].as_u64()) else {
        inconclusive!("there is no comment to look at");
    };
    let context = run.read(format!("/comments/{}/context", encode(id))).await?;
    ensure!(
        context.at("/comment/id")? == &json!(id),
        "{} shows another comment",
        context.asked
    );
    let ancestors = context.at("/ancestors")?.as_array().cloned().unwrap_or_default();
    let mut expected = Vec::new();
    let mut above = deepest["parent"].as_str();
    while let Some(parent) = above {
        expected.insert(0, parent.to_owned());
        above = flat.get(parent).and_then(|item| item["parent"].as_str());
    }
    let found: Vec<String> = ancestors.iter().map(id_of).collect();
    ensure!(
        found == expected,
        "{} shows the ancestors {found:?} and not {expected:?}",
        context.asked
    );
    Ok(())
}

async fn finds_no_debate_on_nothing(run: &Run) -> Outcome {
    run.get("/comments?subject=contribution:no-such-thing&layout=flat")
        .await?
        .expect_problem(404, "not-found")
        .map(drop)
}

async fn wants_a_subject(run: &Run) -> Outcome {
    for query in ["", "?subject=", "?subject=nonsense", "?subject=:", "?subject=%00"] {
        run.get(format!("/comments{query}"))
            .await?
            .expect_problem(400, "invalid-request")?;
    }
    Ok(())
}

async fn counts_what_the_list_has(run: &Run) -> Outcome {
    let (subject, flat) = whole(run).await?;
    let top = flat.values().filter(|item| item["parent"].is_null()).count();
    for (layout, count) in [("tree", top), ("flat", flat.len())] {
        let page = run
            .read(format!("/comments?subject={subject}&layout={layout}&limit=1"))
            .await?;
        let total = page.at("/total")?;
        let is_true = total["exact"] != true || total["value"] == count;
        ensure!(
            is_true,
            "{} has {count} comments and says {}",
            page.asked,
            total["value"]
        );
    }
    Ok(())
}
