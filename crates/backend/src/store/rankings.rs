//! Everybody's own order of a project's options.

use super::{Result, Store, Writing, sql};
use crate::clock;

impl Store {
    /// All orders of a project's options, without who made them.
    pub async fn read_rankings(&self, project: &str) -> Result<Vec<Vec<String>>> {
        let kept: Vec<(String,)> = self
            .all(sql("SELECT ranking FROM rankings WHERE project = $1").bind(project))
            .await?;
        kept.iter()
            .map(|(ranking,)| Ok(serde_json::from_str(ranking)?))
            .collect()
    }

    /// Somebody's own orders, by the project's id.
    pub async fn read_own_rankings(&self, participant: &str) -> Result<Vec<(String, Vec<String>)>> {
        let find = sql("SELECT project, ranking FROM rankings WHERE participant = $1 ORDER BY project");
        let kept: Vec<(String, String)> = self.all(find.bind(participant)).await?;
        kept.into_iter()
            .map(|(project, ranking)| Ok((project, serde_json::from_str(&ranking)?)))
            .collect()
    }
}

impl Writing {
    /// Keeps somebody's order, in the place of the one that they had.
    pub async fn put_ranking(&mut self, project: &str, participant: &str, ranking: &[String]) -> Result<()> {
        let put = sql(
            "INSERT INTO rankings (project, participant, ranking, updated_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (project, participant) \
             DO UPDATE SET ranking = excluded.ranking, updated_at = excluded.updated_at",
        );
        let put = put.bind(project).bind(participant);
        let put = put.bind(serde_json::to_string(ranking)?).bind(clock::now());
        self.run(put).await?;
        Ok(())
    }

    /// Takes all orders of somebody back who leaves.
    pub async fn remove_rankings(&mut self, participant: &str) -> Result<()> {
        let delete = sql("DELETE FROM rankings WHERE participant = $1");
        self.run(delete.bind(participant)).await?;
        Ok(())
    }

    /// Takes somebody's order back. `false` where there was none.
    pub async fn remove_ranking(&mut self, project: &str, participant: &str) -> Result<bool> {
        let delete = sql("DELETE FROM rankings WHERE project = $1 AND participant = $2");
        Ok(self.run(delete.bind(project).bind(participant)).await? == 1)
    }
}
