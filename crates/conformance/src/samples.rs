//! What is there already and can be looked at without writing.

use serde_json::Value;

use crate::answer::id_of;
use crate::inconclusive;
use crate::run::{Run, encode};
use crate::verdict::Outcome;

/// How many contributions are looked at for one that is debated.
const LOOKED_AT: usize = 100;

/// What is there already.
#[derive(Debug, Default)]
pub struct Samples {
    /// Contributions, and how many comments are said to be below each, the most debated first.
    debated: Vec<(String, u64)>,
    project: Option<String>,
}

impl Run {
    /// The id of a contribution that is there: the most debated one that the first page shows.
    pub async fn some_contribution(&self) -> Outcome<String> {
        match self.samples().await?.debated.first() {
            Some((id, _)) => Ok(id.clone()),
            None => inconclusive!("there is no contribution to look at"),
        }
    }

    /// The ref of something with at least this many comments.
    pub async fn some_debate(&self, at_least: u64) -> Outcome<String> {
        self.debate_of_some_size(at_least, u64::MAX).await
    }

    /// The ref of the largest debate of at least and at most so many comments.
    pub async fn debate_of_some_size(&self, at_least: u64, at_most: u64) -> Outcome<String> {
        let debated = &self.samples().await?.debated;
        match debated
            .iter()
            .find(|(_, comments)| (at_least..=at_most).contains(comments))
        {
            Some((id, _)) => Ok(format!("contribution:{}", encode(id))),
            None => inconclusive!("nothing on the first page has {at_least} comments"),
        }
    }

    /// The id of a project that is there.
    pub async fn some_project(&self) -> Outcome<String> {
        match &self.samples().await?.project {
            Some(id) => Ok(id.clone()),
            None => inconclusive!("there is no project to look at"),
        }
    }

    /// The addresses of the service document and of one resource of each sort that is there.
    pub async fn some_resources(&self) -> Outcome<Vec<String>> {
        let mut paths = vec![self.document.clone()];
        if let Ok(id) = self.some_contribution().await {
            paths.push(format!("/contributions/{}", encode(&id)));
        }
        if let Ok(id) = self.some_project().await {
            paths.push(format!("/projects/{}", encode(&id)));
        }
        // A comment has no file of its own.
        if let (false, Ok(subject)) = (self.has_files(), self.some_debate(1).await) {
            let comments = self
                .read(format!("/comments?subject={subject}&layout=flat&limit=1"))
                .await?;
            paths.extend(
                comments
                    .ids()?
                    .iter()
                    .map(|id| format!("/comments/{}", encode(id))),
            );
        }
        Ok(paths)
    }

    async fn samples(&self) -> Outcome<&Samples> {
        self.samples.get_or_try_init(|| self.look_around()).await
    }

    async fn look_around(&self) -> Outcome<Samples> {
        let mut samples = Samples::default();
        if self.claims("contributions") {
            let page = self.read(format!("/contributions?limit={LOOKED_AT}")).await?;
            let comments = |item: &Value| item["counts"]["comments"].as_u64().unwrap_or(0);
            samples.debated = page
                .items()?
                .iter()
                .map(|item| (id_of(item), comments(item)))
                .collect();
            samples
                .debated
                .sort_by_key(|(_, comments)| std::cmp::Reverse(*comments));
        }
        if self.claims("projects") {
            let page = self.read("/projects").await?;
            samples.project = page.ids()?.into_iter().next();
        }
        Ok(samples)
    }
}
