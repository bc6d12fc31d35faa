//! What those who took part think of a project at its end.

use samskab_protocol::evaluation::EvaluationAnswers;

use super::{Result, Store, Writing, sql};
use crate::clock;

impl Store {
    /// All answers to the two questions, without who gave them.
    pub async fn read_evaluations(&self, project: &str) -> Result<Vec<EvaluationAnswers>> {
        let kept: Vec<(i64, i64)> = self
            .all(sql("SELECT heard, again FROM evaluations WHERE project = $1").bind(project))
            .await?;
        Ok(kept.into_iter().map(decode).collect())
    }

    /// Somebody's own answers, by the project's id.
    pub async fn read_own_evaluations(&self, participant: &str) -> Result<Vec<(String, EvaluationAnswers)>> {
        let find =
            sql("SELECT project, heard, again FROM evaluations WHERE participant = $1 ORDER BY project");
        let kept: Vec<(String, i64, i64)> = self.all(find.bind(participant)).await?;
        let kept = kept.into_iter();
        Ok(kept
            .map(|(project, heard, again)| (project, decode((heard, again))))
            .collect())
    }
}

impl Writing {
    /// Keeps somebody's answers, in the place of those that they had given.
    pub async fn put_evaluation(
        &mut self,
        project: &str,
        participant: &str,
        answers: EvaluationAnswers,
    ) -> Result<()> {
        let put = sql(
            "INSERT INTO evaluations (project, participant, heard, again, updated_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (project, participant) \
             DO UPDATE SET heard = excluded.heard, again = excluded.again, updated_at = excluded.updated_at",
        );
        let put = put.bind(project).bind(participant);
        let put = put.bind(i64::from(answers.heard)).bind(i64::from(answers.again));
        self.run(put.bind(clock::now())).await?;
        Ok(())
    }

    /// Takes all answers of somebody back who leaves.
    pub async fn remove_evaluations(&mut self, participant: &str) -> Result<()> {
        let delete = sql("DELETE FROM evaluations WHERE participant = $1");
        self.run(delete.bind(participant)).await?;
        Ok(())
    }

    /// Takes somebody's answers back. `false` where there were none.
    pub async fn remove_evaluation(&mut self, project: &str, participant: &str) -> Result<bool> {
        let delete = sql("DELETE FROM evaluations WHERE project = $1 AND participant = $2");
        Ok(self.run(delete.bind(project).bind(participant)).await? == 1)
    }
}

fn decode((heard, again): (i64, i64)) -> EvaluationAnswers {
    let answer = |kept: i64| u32::try_from(kept).unwrap_or_default();
    EvaluationAnswers {
        heard: answer(heard),
        again: answer(again),
    }
}
