//! Who acts: two residents and, where a token is given, the municipality.

use std::process::Stdio;

use reqwest::Method;
use serde_json::json;
use tokio::process::Command;

use crate::run::Run;
use crate::verdict::{Finding, Outcome};

/// Where somebody's token comes from.
#[derive(Clone, Debug, Default)]
pub enum Principal {
    /// It was not given; a resident can then be made as a guest.
    #[default]
    Guest,
    /// It was given.
    Token(String),
    /// A command prints it.
    Command(String),
}

/// Somebody who can act.
#[derive(Clone, Debug)]
pub struct Person {
    /// What they are called here, and nowhere else.
    pub name: String,
    /// The value of `Authorization`.
    pub authorization: String,
    /// Their id, where it is known.
    pub id: Option<String>,
}

impl std::str::FromStr for Principal {
    type Err = std::convert::Infallible;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        Ok(match given.strip_prefix("exec:") {
            Some(command) => Principal::Command(command.to_owned()),
            None => Principal::Token(given.to_owned()),
        })
    }
}

impl Run {
    /// A resident.
    pub async fn alice(&self) -> Outcome<&Person> {
        let (principal, cell) = &self.alice;
        cell.get_or_try_init(|| self.enter(principal, "Conform Alice"))
            .await
    }

    /// Another resident.
    pub async fn bob(&self) -> Outcome<&Person> {
        let (principal, cell) = &self.bob;
        cell.get_or_try_init(|| self.enter(principal, "Conform Bob"))
            .await
    }

    /// The municipality.
    pub async fn steward(&self) -> Outcome<&Person> {
        let (principal, cell) = &self.steward;
        if matches!(principal, Principal::Guest) {
            return Err(Finding::Skipped("no --steward token was given".into()));
        }
        cell.get_or_try_init(|| self.enter(principal, "Conform Steward"))
            .await
    }

    /// Somebody else who acts for the municipality: nobody decides an appeal against their own decision.
    pub async fn second_steward(&self) -> Outcome<&Person> {
        let (principal, cell) = &self.second_steward;
        if matches!(principal, Principal::Guest) {
            return Err(Finding::Skipped("no --second-steward token was given".into()));
        }
        cell.get_or_try_init(|| self.enter(principal, "Conform Second Steward"))
            .await
    }

    /// A resident who came only now, and whom nothing else depends on.
    pub async fn newcomer(&self, name: &str) -> Outcome<Person> {
        if let Some(why) = &self.why_no_writing {
            return Err(Finding::Skipped(why.clone()));
        }
        if !self.claims("guest") {
            return Err(Finding::Skipped(
                "no token was given, and guests are not claimed".into(),
            ));
        }
        let answer = self
            .ask(Method::POST, "/participants")
            .json(&json!({ "name": name, "role": "citizen" }))
            .await?
            .expect(201)?;
        let secret = answer.text_at("/secret")?;
        Ok(Person {
            name: name.to_owned(),
            authorization: format!("Guest {secret}"),
            id: answer.at("/participant/id")?.as_str().map(str::to_owned),
        })
    }

    async fn enter(&self, principal: &Principal, name: &str) -> Outcome<Person> {
        if let Some(why) = &self.why_no_writing {
            return Err(Finding::Skipped(why.clone()));
        }
        let token = match principal {
            Principal::Guest => return self.newcomer(name).await,
            Principal::Token(token) => token.clone(),
            Principal::Command(command) => print_token(command).await?,
        };
        self.http.mask.hide(token.rsplit(' ').next().unwrap_or_default());
        let has_scheme = token.starts_with("Bearer ") || token.starts_with("Guest ");
        Ok(Person {
            name: name.to_owned(),
            authorization: if has_scheme {
                token
            } else {
                format!("Bearer {token}")
            },
            id: None,
        })
    }
}

async fn print_token(command: &str) -> Outcome<String> {
    let output = Command::new("sh")
        .args(["-c", command])
        .stdin(Stdio::null())
        .output()
        .await;
    let token = output
        .ok()
        .filter(|output| output.status.success())
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    token
        .filter(|token| !token.is_empty())
        .ok_or_else(|| Finding::Skipped("the command for the token gave none".into()))
}
