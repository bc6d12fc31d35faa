//! Lists: pages that follow each other without a gap, and cursors that nobody can make up.

use std::collections::HashSet;

use reqwest::Method;

use crate::answer::Answer;
use crate::clause::Clause;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// How many items a list is followed through.
const WALKED: usize = 400;

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-LST-1" Must Reads ["core"] "Following `next` to the end shows each item once."
            because "Nobody's idea may be skipped for lying at the edge of a page." source "protocol, lists" => shows_each_once,
        "SMK-LST-2" Must Reads ["core"] "`next` is an absolute address below the base."
            because "Clients follow it as it is." source "openapi, PageInfo" => leads_on_below_the_base,
        "SMK-LST-3" Must Queries ["core"] "A cursor is made of letters, digits, `-` and `_`, at most 512 of them."
            because "It stands in addresses and in other people's logs." source "openapi, parameters/cursor" => has_plain_cursors,
        "SMK-LST-4" Must Queries ["core"] "A `limit` of any sort is brought into what is allowed."
            because "A limit is a wish and no reason to show nothing." source "openapi, parameters/limit" => coerces_limits,
        "SMK-LST-5" Must Queries ["core"] "A page has no more items than were asked for, nor than `limits.page_max`."
            because "A phone asks for what it can show." source "openapi, parameters/limit" => keeps_to_the_limit,
        "SMK-LST-6" Must Queries ["core"] "A cursor of another list is refused as `cursor-mismatch`."
            because "Going on in another list would skip and repeat without a word." source "openapi, parameters/cursor"
            => refuses_foreign_cursors,
        "SMK-LST-7" Must Queries ["core"] "A cursor that was made up is refused as a problem."
            because "Addresses get cut and guessed." source "openapi, parameters/cursor" => refuses_invented_cursors,
        "SMK-LST-8" Must Reads ["core"] "A total that is called exact is the number of items."
            because "People are told how many ideas there are." source "openapi, Total" => counts_exactly,
        "SMK-LST-9" Must Queries ["core"] "Small pages put together are the large page."
            because "What one sees must not depend on how one pages." source "protocol, lists" => pages_as_it_lists,
        "SMK-LST-10" Must Writes ["write-comments", "comments-flat"]
            "What is taken back between two pages makes no other item disappear."
            because "A page number would skip one item for each that is gone; a cursor must not." source "protocol, lists"
            => skips_nothing_after_a_withdrawal,
        "SMK-LST-11" Must Queries ["contributions"] "A filter by kind, status, project or role shows nothing else."
            because "Whoever looks for questions does not look for ideas." source "openapi, listContributions" => filters,
        "SMK-LST-12" Must Queries ["contributions"] "A filter by a word that nobody knows is an empty list."
            because "A newer client may know more words." source "protocol, open enumerations" => survives_unknown_filters,
    ]
}

/// The lists that can be walked without writing.
async fn lists(run: &Run) -> Outcome<Vec<String>> {
    let mut lists = Vec::new();
    if run.claims("contributions") {
        lists.push("/contributions?order=oldest".to_owned());
    }
    if run.claims("projects") {
        lists.push("/projects?x=".to_owned());
    }
    if let Ok(subject) = run.some_debate(2).await {
        lists.push(format!("/comments?subject={subject}&layout=flat"));
    }
    if lists.is_empty() {
        inconclusive!("there is no list to follow");
    }
    Ok(lists)
}

/// Every page of a list, at most so many items of it, and whether that was all.
pub(super) async fn walk(run: &Run, first: String) -> Outcome<(Vec<Answer>, bool)> {
    let mut pages = vec![run.read(first).await?];
    let mut seen = 0;
    while let Some(last) = pages.last() {
        seen += last.items()?.len();
        match last.next()? {
            Some(next) if seen < WALKED && pages.len() < WALKED => {
                let page = run.read(next).await?;
                pages.push(page);
            }
            Some(_) => return Ok((pages, false)),
            None => break,
        }
    }
    Ok((pages, true))
}

async fn shows_each_once(run: &Run) -> Outcome {
    for list in lists(run).await? {
        let (pages, _) = walk(run, format!("{list}&limit=7")).await?;
        let mut seen = HashSet::new();
        for page in &pages {
            for id in page.ids()? {
                ensure!(
                    seen.insert(id.clone()),
                    "{list} shows {id} a second time, at {}",
                    page.asked
                );
            }
        }
    }
    Ok(())
}

async fn first_next(run: &Run) -> Outcome<(String, String)> {
    for list in lists(run).await? {
        if let Some(next) = run.read(format!("{list}&limit=1")).await?.next()? {
            return Ok((list, next));
        }
    }
    inconclusive!("no list has more than one item")
}

async fn leads_on_below_the_base(run: &Run) -> Outcome {
    let (_, next) = first_next(run).await?;
    ensure!(next.starts_with(&format!("{}/", run.base())), "`next` is {next}");
    Ok(())
}

async fn has_plain_cursors(run: &Run) -> Outcome {
    let (_, next) = first_next(run).await?;
    let cursor = cursor_of(&next)?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let fits = (1..=512).contains(&cursor.len()) && cursor.bytes().all(is_plain);
    ensure!(fits, "the cursor is {cursor:?}");
    Ok(())
}

async fn coerces_limits(run: &Run) -> Outcome {
    for list in lists(run).await? {
        for limit in [
            "0",
            "-1",
            "1000000",
            "99999999999999999999",
            "many",
            "",
            "1.5",
            "%F0%9F%90%88",
        ] {
            run.read(format!("{list}&limit={limit}")).await?;
        }
    }
    Ok(())
}

async fn keeps_to_the_limit(run: &Run) -> Outcome {
    let most = usize::try_from(run.limit("page_max", 1000)).unwrap_or(usize::MAX);
    for list in lists(run).await? {
        for (limit, most) in [("1", 1), ("3", 3), ("1000000", most)] {
            let page = run.read(format!("{list}&limit={limit}")).await?;
            let count = page.items()?.len();
            ensure!(count <= most, "{} answered with {count} items", page.asked);
        }
    }
    Ok(())
}

async fn refuses_foreign_cursors(run: &Run) -> Outcome {
    let (list, next) = first_next(run).await?;
    let cursor = cursor_of(&next)?;
    let mut others = Vec::new();
    if run.claims("contributions") && !list.starts_with("/contributions") {
        others.push("/contributions?x=".to_owned());
    }
    if list.starts_with("/contributions") {
        others.push("/contributions?order=newest".into());
        others.push("/contributions?order=oldest&kind=question".into());
    }
    if run.claims("projects") && !list.starts_with("/projects") {
        others.push("/projects?x=".into());
    }
    if others.is_empty() {
        inconclusive!("there is no other list");
    }
    for other in others {
        let answer = run.get(format!("{other}&cursor={cursor}")).await?;
        answer.expect_problem(400, "cursor-mismatch")?;
    }
    Ok(())
}

async fn refuses_invented_cursors(run: &Run) -> Outcome {
    let long = "A".repeat(512);
    for list in lists(run).await? {
        for cursor in [
            "nonsense",
            "AAAAAAAAAAAAAAAAAAAAAAAA",
            "%00%FF",
            "..%2F..",
            "-1",
            &long,
        ] {
            let answer = run.get(format!("{list}&cursor={cursor}")).await?;
            answer.expect_one_of(&[400, 410])?.expect_refusal()?;
        }
    }
    Ok(())
}

async fn counts_exactly(run: &Run) -> Outcome {
    let mut compared = 0;
    for list in lists(run).await? {
        let (pages, is_whole) = walk(run, format!("{list}&limit=50")).await?;
        let total = pages[0].at("/total")?;
        if !is_whole || total["exact"] != true {
            continue;
        }
        let mut count = 0;
        for page in &pages {
            count += page.items()?.len();
        }
        ensure!(
            total["value"] == count,
            "{list} has {count} items and calls it {}",
            total["value"]
        );
        compared += 1;
    }
    if compared == 0 {
        inconclusive!("no list has an exact total");
    }
    Ok(())
}

async fn pages_as_it_lists(run: &Run) -> Outcome {
    for list in lists(run).await? {
        let large = run.read(format!("{list}&limit=12")).await?.ids()?;
        let (mut small, mut next) = (Vec::new(), Some(format!("{list}&limit=5")));
        while let Some(page) = next.filter(|_| small.len() < large.len()) {
            let page = run.read(page).await?;
            small.extend(page.ids()?);
            next = page.next()?;
        }
        let same = small.len().min(large.len());
        ensure!(
            small.len() >= large.len() && small[..same] == large[..same],
            "{list} pages otherwise by 5 than by 12"
        );
    }
    Ok(())
}

async fn skips_nothing_after_a_withdrawal(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let mut comments = Vec::new();
    for _ in 0..4 {
        comments.push(run.comment(alice, &subject, None).await?);
    }
    let list = format!("/comments?subject={subject}&layout=flat&order=oldest&limit=2");
    let first = run.read(list).await?;
    let Some(next) = first.next()? else {
        inconclusive!("four comments fit on a page of two");
    };
    let shown = first.ids()?;
    for comment in comments.iter().filter(|comment| shown.contains(&comment.id)) {
        run.ask(Method::DELETE, &comment.path)
            .by(alice)
            .await?
            .expect(204)?;
    }
    let rest = run.read(next).await?.ids()?;
    for comment in comments.iter().filter(|comment| !shown.contains(&comment.id)) {
        ensure!(
            rest.contains(&comment.id),
            "the second page lacks {}, which nobody took back",
            comment.id
        );
    }
    Ok(())
}

async fn filters(run: &Run) -> Outcome {
    let id = run.some_contribution().await?;
    let sample = run
        .read(format!("/contributions/{}", crate::run::encode(&id)))
        .await?;
    let mut filters = vec![("kind", "/kind"), ("status", "/status/category")];
    if sample.at("/project/id")?.is_string() {
        filters.push(("project", "/project/id"));
    }
    if sample.at("/author/role")?.is_string() {
        filters.push(("role", "/author/role"));
    }
    for (filter, pointer) in filters {
        let value = sample.text_at(pointer)?;
        let page = run
            .read(format!(
                "/contributions?{filter}={}&limit=50",
                crate::run::encode(value)
            ))
            .await?;
        ensure!(
            !page.items()?.is_empty(),
            "{} shows nothing, though {id} is there",
            page.asked
        );
        for item in page.items()? {
            let found = item.pointer(pointer).and_then(|found| found.as_str());
            ensure!(
                found == Some(value),
                "{} shows one with {found:?} at {pointer}",
                page.asked
            );
        }
    }
    Ok(())
}

async fn survives_unknown_filters(run: &Run) -> Outcome {
    for filter in ["kind=xenolith", "status=xenolith", "project=no-such-thing"] {
        let page = run.read(format!("/contributions?{filter}")).await?;
        ensure!(page.items()?.is_empty(), "{} shows something", page.asked);
    }
    Ok(())
}

fn cursor_of(next: &str) -> Outcome<String> {
    let address = reqwest::Url::parse(next);
    let cursor = address.ok().and_then(|address| {
        let mut pairs = address.query_pairs();
        pairs
            .find(|(name, _)| name == "cursor")
            .map(|(_, value)| value.into_owned())
    });
    cursor.ok_or_else(|| crate::verdict::Finding::Fails(format!("`next` has no cursor: {next}")))
}
