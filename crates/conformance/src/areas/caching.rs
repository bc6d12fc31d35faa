//! Entity tags, and what caches may do.

use reqwest::Method;

use crate::clause::Clause;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-TAG-1" Must Reads ["core"] "Each single resource has an entity tag."
            because "What has not changed need not be sent again." source "RFC 9110, 8.8.3" => tags_its_resources,
        "SMK-TAG-2" Must Reads ["core"] "Whoever has it already is answered with 304 and no body."
            because "Most looks at a thread find nothing new." source "RFC 9110, 15.4.5" => knows_its_own_tags,
        "SMK-TAG-3" Must Reads ["core"] "The tag is known among others, and when a proxy has made it weak."
            because "Proxies compress answers and then write `W/` before the tag." source "RFC 9110, 13.1.2"
            => knows_its_tags_among_others,
        "SMK-TAG-4" Must Reads ["core"] "A tag that is not its own is answered with the whole resource."
            because "Otherwise people see what was there long ago." source "RFC 9110, 13.1.2" => knows_no_other_tags,
        "SMK-TAG-5" Must Writes ["write-contributions"] "The tag changes when the resource does."
            because "Otherwise people see what was there long ago." source "RFC 9110, 8.8.1" => changes_tags_with_content,
        "SMK-TAG-9" Must Writes ["write-contributions", "write-comments"] "The tag changes when something is counted on the resource, or comes into the list."
            because "Otherwise a lively debate looks dead to whoever looked before." source "RFC 9110, 8.8.1" => changes_tags_with_counts,
        "SMK-TAG-6" Should Reads ["core"] "Lists have an entity tag."
            because "What has not changed need not be sent again." source "openapi, headers/ETag" => tags_its_lists,
        "SMK-TAG-7" Should Reads ["core"] "HEAD answers as GET does, without the body."
            because "Link checkers and caches ask by it." source "RFC 9110, 9.3.2" => answers_head,
        "SMK-TAG-8" Must Reads ["core"] "Shared answers may be kept by shared caches."
            because "On the day the newspaper writes about it, a cache in front must be able to carry the load."
            source "protocol, cacheability rule" => lets_caches_keep_it,
    ]
}

async fn tags_its_resources(run: &Run) -> Outcome {
    for path in run.some_resources().await? {
        let answer = run.read(path).await?;
        let tag = answer.header("etag");
        let is_tag = tag.trim_start_matches("W/").starts_with('"') && tag.len() > 2 && tag.ends_with('"');
        ensure!(is_tag, "{} answered with the tag {tag:?}", answer.asked);
    }
    Ok(())
}

async fn knows_its_own_tags(run: &Run) -> Outcome {
    for (path, tag) in tagged(run).await? {
        let answer = run.get(path).header("if-none-match", tag).await?.expect(304)?;
        ensure!(
            answer.body.is_empty(),
            "{} answered 304 with a body",
            answer.asked
        );
    }
    Ok(())
}

async fn knows_its_tags_among_others(run: &Run) -> Outcome {
    for (path, tag) in tagged(run).await? {
        let strong = tag.trim_start_matches("W/");
        for known in [
            format!("W/{strong}"),
            format!("\"another\", W/\"a third\", {tag}"),
            "*".into(),
        ] {
            run.get(&path).header("if-none-match", known).await?.expect(304)?;
        }
    }
    Ok(())
}

async fn knows_no_other_tags(run: &Run) -> Outcome {
    for path in run.some_resources().await? {
        for known in ["\"another\"", "nonsense", "\"", ""] {
            run.get(&path).header("if-none-match", known).await?.expect(200)?;
        }
    }
    Ok(())
}

async fn changes_tags_with_content(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    let before = run.read(&idea.path).await?;
    run.ask(Method::DELETE, &idea.path).by(alice).await?.expect(204)?;
    let after = run
        .get(&idea.path)
        .header("if-none-match", before.header("etag"))
        .await?;
    ensure!(
        after.status != 304,
        "{} is said to be unchanged after it was taken back",
        after.asked
    );
    Ok(())
}

async fn changes_tags_with_counts(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    let debate = format!("/comments?subject={}", idea.as_ref("contribution"));
    let (before, list) = (run.read(&idea.path).await?, run.read(&debate).await?);
    run.comment(alice, &idea.as_ref("contribution"), None).await?;
    for (path, known) in [(&idea.path, before), (&debate, list)] {
        run.eventually(async || {
            let after = run
                .get(path)
                .header("if-none-match", known.header("etag"))
                .await?;
            let is_known = known.header("etag").is_empty() || after.status == 200;
            ensure!(
                is_known,
                "{} is said to be unchanged after a comment came",
                after.asked
            );
            Ok(())
        })
        .await?;
    }
    Ok(())
}

async fn tags_its_lists(run: &Run) -> Outcome {
    for (class, path) in [("contributions", "/contributions"), ("projects", "/projects")] {
        if run.claims(class) {
            let answer = run.read(path).await?;
            ensure!(
                !answer.header("etag").is_empty(),
                "{} answered without a tag",
                answer.asked
            );
        }
    }
    Ok(())
}

async fn answers_head(run: &Run) -> Outcome {
    for path in run.some_resources().await? {
        let head = run.ask(Method::HEAD, &path).await?.expect(200)?;
        let got = run.read(&path).await?;
        ensure!(head.body.is_empty(), "{} answered with a body", head.asked);
        for header in ["content-type", "etag"] {
            let (one, other) = (head.header(header), got.header(header));
            ensure!(
                one == other,
                "{} answered with {header} {one:?}, GET with {other:?}",
                head.asked
            );
        }
    }
    Ok(())
}

async fn lets_caches_keep_it(run: &Run) -> Outcome {
    for path in run.some_resources().await? {
        let answer = run.read(path).await?;
        let words = answer.header_words("cache-control");
        let is_barred = words.iter().any(|word| word == "private" || word == "no-store");
        ensure!(
            !is_barred,
            "{} answered with cache-control {words:?}",
            answer.asked
        );
    }
    Ok(())
}

async fn tagged(run: &Run) -> Outcome<Vec<(String, String)>> {
    let mut tagged = Vec::new();
    for path in run.some_resources().await? {
        let tag = run.read(&path).await?.header("etag").to_owned();
        ensure!(!tag.is_empty(), "{path} has no tag");
        tagged.push((path, tag));
    }
    Ok(tagged)
}
