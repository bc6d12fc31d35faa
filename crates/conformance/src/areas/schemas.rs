//! Every answer has the form that the description gives it: a clause for each resource, so that a wrong form says
//! where it is wrong.

use crate::answer::id_of;
use crate::clause::Clause;
use crate::description::Description;
use crate::run::{Run, WELL_KNOWN, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// How many resources of a sort are looked at one by one.
const LOOKED_AT: usize = 5;

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-SCH-1" Must Reads ["core"] "The service document has the form that the description gives it."
            because "Clients read it by that form." source "openapi, discover" => describes_itself_in_form,
        "SMK-SCH-2" Must Reads ["contributions"] "A list of contributions has the form that the description gives it."
            because "Clients read it by that form." source "openapi, listContributions" => lists_contributions_in_form,
        "SMK-SCH-3" Must Reads ["contributions"] "A contribution has the form that the description gives it."
            because "Clients read it by that form." source "openapi, readContribution" => shows_contributions_in_form,
        "SMK-SCH-4" Must Reads ["projects"] "A list of projects has the form that the description gives it."
            because "Clients read it by that form." source "openapi, listProjects" => lists_projects_in_form,
        "SMK-SCH-5" Must Reads ["projects"] "A project has the form that the description gives it."
            because "Clients read it by that form." source "openapi, readProject" => shows_projects_in_form,
        "SMK-SCH-6" Must Reads ["comments-flat"] "A list of comments has the form that the description gives it."
            because "Clients read it by that form." source "openapi, listComments" => lists_comments_in_form,
        "SMK-SCH-7" Must Queries ["comments-tree"] "A tree of comments has the form that the description gives it."
            because "Clients read it by that form." source "openapi, listComments" => shows_trees_in_form,
        "SMK-SCH-8" Must Queries ["comments-tree"] "A comment in its place has the form that the description gives it."
            because "Clients read it by that form." source "openapi, readCommentInContext" => shows_places_in_form,
        "SMK-SCH-9" Must Queries ["core"] "A problem has the form that the description gives it."
            because "Clients read it by that form." source "openapi, Problem" => tells_problems_in_form,
    ]
}

async fn describes_itself_in_form(run: &Run) -> Outcome {
    let answer = run.read(&run.document).await?;
    Description::shared().check("get", WELL_KNOWN, &answer)
}

async fn lists_contributions_in_form(run: &Run) -> Outcome {
    check(run, "/contributions?limit=50", "/contributions").await
}

async fn shows_contributions_in_form(run: &Run) -> Outcome {
    let mut ids = run.read("/contributions?limit=100").await?.ids()?;
    ids.truncate(LOOKED_AT);
    ids.push(run.some_contribution().await?);
    check_each(run, "contributions", &ids).await
}

async fn lists_projects_in_form(run: &Run) -> Outcome {
    check(run, "/projects?limit=50", "/projects").await
}

async fn shows_projects_in_form(run: &Run) -> Outcome {
    let mut ids = run.read("/projects").await?.ids()?;
    ids.truncate(LOOKED_AT);
    check_each(run, "projects", &ids).await
}

async fn lists_comments_in_form(run: &Run) -> Outcome {
    let subject = run.some_debate(1).await?;
    check(
        run,
        &format!("/comments?subject={subject}&layout=flat&limit=50"),
        "/comments",
    )
    .await
}

async fn shows_trees_in_form(run: &Run) -> Outcome {
    let subject = run.some_debate(1).await?;
    check(
        run,
        &format!("/comments?subject={subject}&children=3&depth=3"),
        "/comments",
    )
    .await?;
    for comment in some_comments(run).await? {
        check(
            run,
            &format!("/comments/{comment}/replies"),
            "/comments/{id}/replies",
        )
        .await?;
    }
    Ok(())
}

async fn shows_places_in_form(run: &Run) -> Outcome {
    for comment in some_comments(run).await? {
        check(
            run,
            &format!("/comments/{comment}/context"),
            "/comments/{id}/context",
        )
        .await?;
        check(run, &format!("/comments/{comment}"), "/comments/{id}").await?;
    }
    Ok(())
}

async fn tells_problems_in_form(run: &Run) -> Outcome {
    let answer = run.get("/no-such-collection").await?.expect(404)?;
    Description::shared().check_named("problem/Problem", answer.json()?, &answer.asked)
}

async fn some_comments(run: &Run) -> Outcome<Vec<String>> {
    let subject = run.some_debate(1).await?;
    let page = run
        .read(format!("/comments?subject={subject}&layout=flat&limit=50"))
        .await?;
    let mut items = page.items()?.to_vec();
    // The deepest say most.
    items.sort_by_key(|item| std::cmp::Reverse(item["depth"].as_u64()));
    Ok(items
        .iter()
        .take(LOOKED_AT)
        .map(|item| encode(&id_of(item)))
        .collect())
}

async fn check_each(run: &Run, collection: &str, ids: &[String]) -> Outcome {
    if ids.is_empty() {
        inconclusive!("there is nothing to look at");
    }
    let template = format!("/{collection}/{{id}}");
    ensure!(
        Description::shared().has("get", &template),
        "{template} is not described"
    );
    for id in ids {
        check(run, &format!("/{collection}/{}", encode(id)), &template).await?;
    }
    Ok(())
}

async fn check(run: &Run, path: &str, template: &str) -> Outcome {
    let answer = run.read(path).await?;
    Description::shared().check("get", template, &answer)
}
