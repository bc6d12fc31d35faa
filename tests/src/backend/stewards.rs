//! What staff do, without any browser: each as somebody of an office, with a token made for it.

use anyhow::{Context, Result};
use samskab_protocol::answer::CreateAnswer;
use samskab_protocol::moderation::{CreateModerationDecision, ModerationAction, ModerationGround};
use samskab_protocol::page::Page;
use samskab_protocol::queue::QueueItem;

use super::Backend;
use crate::process::run;

impl Backend {
    /// Makes a steward of an office, as whoever runs the backend does, and gives back their token.
    pub async fn appoint(&self, office: &str) -> Result<String> {
        let mut command = self.command("steward");
        command.args(["--name", "Mona Lind", "--office", office]);
        Ok(run(command).await?.trim().to_owned())
    }

    /// What waits in the queue for one thing, as a steward is told.
    pub async fn queue(&self, reason: &str, token: &str) -> Result<Vec<QueueItem>> {
        let path = self.path_of(&self.service().await?.base);
        let address = format!(
            "http://127.0.0.1:{}{path}/queue?waiting_for={reason}&limit=100",
            self.port
        );
        let request = reqwest::Client::new().get(address).bearer_auth(token);
        let text = request.send().await?.error_for_status()?.text().await?;
        Ok(serde_json::from_str::<Page<QueueItem>>(&text)?.items)
    }

    /// Lets a token open nothing from now on.
    pub async fn revoke(&self, token: &str) -> Result<()> {
        let mut command = self.command("steward");
        command.args(["--revoke", token]);
        run(command).await?;
        Ok(())
    }

    /// Tells what a council has decided on a project.
    pub async fn decide_on(&self, project: &str, council: &str, outcome: &str) -> Result<()> {
        let token = self.appoint("Byrådssekretariatet").await?;
        let path = self.path_of(&self.service().await?.base);
        let decision = serde_json::json!({
            "project": project,
            "decided_at": "2026-11-01T16:00:00Z",
            "by": council,
            "outcome": { "value": outcome },
            "reasons": { "value": "Mange har brug for det." },
        });
        let request = reqwest::Client::new()
            .post(format!("http://127.0.0.1:{}{path}/decisions", self.port))
            .bearer_auth(token)
            .header("idempotency-key", format!("decision-{project}"))
            .json(&decision);
        request.send().await?.error_for_status()?;
        Ok(())
    }

    /// Answers a contribution in the name of an office, as a steward does (S1.8).
    pub async fn answer(&self, contribution: &str, office: &str, words: &str) -> Result<()> {
        let token = self.appoint(office).await?;
        let path = self.path_of(&self.service().await?.base);
        let answer = CreateAnswer {
            subject: format!("contribution:{contribution}"),
            body: words.to_owned(),
            lang: Some("da".into()),
            status: None,
            project: None,
            link: None,
            supersedes: None,
        };
        let request = reqwest::Client::new()
            .post(format!("http://127.0.0.1:{}{path}/answers", self.port))
            .bearer_auth(token.trim())
            .header("idempotency-key", format!("answer-{contribution}"))
            .json(&answer);
        request.send().await?.error_for_status()?;
        Ok(())
    }

    /// Writes down what was heard about a contribution, as a steward does (S1.4).
    pub async fn sum_up(&self, contribution: &str, title: &str) -> Result<()> {
        let token = self.appoint("Plan og Byg").await?;
        let summary = serde_json::json!({
            "subject": format!("contribution:{contribution}"),
            "title": title,
            "points": ["Der mangler bænke."],
            "lang": "da",
        });
        let path = self.path_of(&self.service().await?.base);
        let address = format!("http://127.0.0.1:{}{path}/summaries", self.port);
        let request = reqwest::Client::new().post(address).bearer_auth(token.trim());
        let request = request.header("idempotency-key", format!("sum-up-{contribution}"));
        request.json(&summary).send().await?.error_for_status()?;
        Ok(())
    }

    /// Takes a contribution off the page, as a steward who gives this reason and this rule (S1.6).
    pub async fn hide(&self, id: &str, rule: &str, reason: &str) -> Result<()> {
        let subject = format!("contribution:{id}");
        self.rule_on(subject, ModerationAction::Hidden, rule, reason)
            .await
    }

    /// Decides about a contribution, as a steward who gives this reason and this rule (S1.6).
    pub async fn moderate(&self, id: &str, action: ModerationAction, rule: &str, reason: &str) -> Result<()> {
        let subject = format!("contribution:{id}");
        self.rule_on(subject, action, rule, reason).await
    }

    /// Decides about a comment, as a steward who gives this reason and this rule (S1.6).
    pub async fn decide(&self, id: &str, action: ModerationAction, rule: &str, reason: &str) -> Result<()> {
        self.rule_on(format!("comment:{id}"), action, rule, reason).await
    }

    async fn rule_on(
        &self,
        subject: String,
        action: ModerationAction,
        rule: &str,
        reason: &str,
    ) -> Result<()> {
        let token = self.appoint("Byens Rum").await?;
        let decision = CreateModerationDecision {
            subject,
            action,
            ground: ModerationGround::Rules,
            rule: rule.into(),
            reason: reason.into(),
            lang: Some("da".into()),
        };
        let path = self.path_of(&self.service().await?.base);
        let address = format!("http://127.0.0.1:{}{path}/moderation-decisions", self.port);
        let request = reqwest::Client::new().post(address).bearer_auth(token.trim());
        request.json(&decision).send().await?.error_for_status()?;
        Ok(())
    }

    /// Objects to a moderation decision, as the guest whom it is about (S1.6).
    pub async fn appeal(&self, decision: &str, secret: &str, words: &str) -> Result<()> {
        let path = self.path_of(&self.service().await?.base);
        let address = format!(
            "http://127.0.0.1:{}{path}/moderation-decisions/{decision}/appeal",
            self.port
        );
        let request = reqwest::Client::new()
            .post(address)
            .header("authorization", format!("Guest {secret}"))
            .json(&serde_json::json!({ "text": words, "lang": "da" }));
        request.send().await?.error_for_status()?;
        Ok(())
    }

    /// Changes a project by a merge patch, as a steward who has just read it.
    pub async fn change_project(&self, id: &str, patch: &serde_json::Value) -> Result<()> {
        self.change(&format!("/projects/{id}"), patch).await
    }

    /// Changes a meeting by a merge patch, as a steward who has just read it.
    pub async fn change_event(&self, id: &str, patch: &serde_json::Value) -> Result<()> {
        self.change(&format!("/events/{id}"), patch).await
    }

    async fn change(&self, what: &str, patch: &serde_json::Value) -> Result<()> {
        let token = self.appoint("Byens Rum").await?;
        let path = self.path_of(&self.service().await?.base);
        let address = format!("http://127.0.0.1:{}{path}{what}", self.port);
        let client = reqwest::Client::new();
        let read = client.get(&address).send().await?.error_for_status()?;
        let tag = read.headers().get("etag").context("it has no tag")?;
        let request = client.patch(&address).bearer_auth(token).header("if-match", tag);
        request.json(patch).send().await?.error_for_status()?;
        Ok(())
    }

    /// Puts up so many projects that differ only in a number, as a steward.
    pub async fn put_up(&self, count: usize) -> Result<()> {
        let token = self.appoint("Plan og Byg").await?;
        let path = self.path_of(&self.service().await?.base);
        let client = reqwest::Client::new();
        for number in 1..=count {
            let project = serde_json::json!({
                "title": format!("Projekt nummer {number}"),
                "summary": "Et projekt blandt mange.",
                "kind": "service",
                "state": "open",
                "openness": "open",
                "role_offered": "involved",
                "interest": {"value": "Vi vil vide, hvad folk siger.", "lang": "da"},
                "influence": {"open": ["Det hele"], "given": []},
                "responsible": {"office": "Plan og Byg", "answer_days": 14},
            });
            let address = format!("http://127.0.0.1:{}{path}/projects", self.port);
            let request = client.post(address).bearer_auth(&token);
            let request = request.header("idempotency-key", format!("put-up-{number:08}"));
            request.json(&project).send().await?.error_for_status()?;
        }
        Ok(())
    }
}
