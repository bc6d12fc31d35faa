//! Stewards: those who answer, decide and moderate for the municipality. They are made, and unmade, here and nowhere
//! else.

use crate::store::Database;
use crate::store::participants::Participant;
use crate::{Failure, serve};

/// What the command is to do.
#[derive(Clone, Debug)]
pub enum Task {
    /// Make a steward.
    Appoint {
        /// Who it is.
        name: String,
        /// The office in whose name they answer (S1.8).
        office: String,
    },
    /// Let a token open nothing from now on.
    Revoke {
        /// The participant's id, or the whole token.
        id: String,
    },
}

/// Makes a steward and prints their token, which is told this once; or revokes one.
pub async fn steward(database: &Database, task: Task) -> Result<(), Failure> {
    let store = serve::open(database).await?;
    let key = store.read_key().await?;
    let mut writing = store.begin().await?;
    match task {
        Task::Appoint { name, office } => {
            for (option, value) in [("--name", &name), ("--office", &office)] {
                if value.trim().is_empty() {
                    return Err(Failure::Refused(format!("{option} must not be empty")));
                }
            }
            let steward = Participant::steward(&name, &office);
            writing.insert_participant(&steward).await?;
            writing.commit().await?;
            println!("{}", key.secret_of(&steward.id));
        }
        Task::Revoke { id } => {
            let id = id.split('.').next().unwrap_or_default();
            if !writing.revoke_participant(id).await? {
                let reason = format!("there is no participant {id} whose token could be revoked");
                return Err(Failure::Refused(reason));
            }
            writing.commit().await?;
            println!("revoked {id}");
        }
    }
    store.close().await;
    Ok(())
}
