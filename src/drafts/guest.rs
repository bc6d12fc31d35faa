//! Being somebody before anything is written: a reaction or a follow needs a participant whom it belongs to.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::mem::take;
use std::rc::Rc;
use std::task::{Poll, Waker};

use leptos::task::spawn_local;
use samskab_protocol::participant::{CreateParticipant, CreatedParticipant};
use samskab_protocol::problem::code;

use super::draft::random_key;
use super::{mine, store};
use crate::backend::client::{Answer, Client, Sent};
use crate::backend::failure::Failure;

/// A guest who is being made, and who waits for it: acts that are pressed at once must not make two of one person.
#[derive(Default)]
struct Making {
    outcome: Option<Result<String, Failure>>,
    waiting: Vec<Waker>,
}

thread_local! {
    /// Guests on their way, by the list that their secret will stand in.
    static ON_THEIR_WAY: RefCell<BTreeMap<String, Rc<RefCell<Making>>>> = const { RefCell::new(BTreeMap::new()) };
}

/// The secret by which this device is known. Where there is none, or where the backend no longer knows the one that is
/// `refused`, a new guest is made, once, however many ask.
pub async fn identify(client: Client, refused: Option<&str>) -> Result<String, Failure> {
    let list = mine::list(client);
    match mine::secret(&list) {
        Some(secret) if refused != Some(&secret) => Ok(secret),
        _ => {
            let making = join(client, list);
            poll_fn(move |context| {
                let mut making = making.borrow_mut();
                match making.outcome.clone() {
                    Some(outcome) => Poll::Ready(outcome),
                    None => {
                        making.waiting.push(context.waker().clone());
                        Poll::Pending
                    }
                }
            })
            .await
        }
    }
}

/// What is done to something of one's own that lies at an address of its own.
#[derive(Clone, Copy)]
pub enum Change<'a> {
    /// It is put there, with this JSON if it holds any.
    Put(Option<&'a str>),
    /// It is taken away.
    Remove,
}

/// Changes what lies at `path`, as the participant with the `known` secret or as whoever one becomes by it. A secret
/// that the backend no longer knows is exchanged for a new one, once.
pub async fn change(
    client: Client,
    known: Option<String>,
    path: &str,
    change: Change<'_>,
) -> Result<Answer, Failure> {
    let secret = match known {
        Some(secret) => secret,
        None => identify(client, None).await?,
    };
    match attempt(client, path, change, &secret).await {
        Err(failure) if failure.code() == code::UNAUTHORIZED => {
            let secret = identify(client, Some(&secret)).await?;
            attempt(client, path, change, &secret).await
        }
        answer => answer,
    }
}

async fn attempt(client: Client, path: &str, change: Change<'_>, secret: &str) -> Result<Answer, Failure> {
    match change {
        Change::Put(body) => {
            client
                .put(
                    path,
                    Sent {
                        body,
                        ..Sent::by(secret)
                    },
                )
                .await
        }
        Change::Remove => client.delete(path, Sent::by(secret)).await,
    }
}

/// The guest on their way for `list`, or the beginning of one.
fn join(client: Client, list: String) -> Rc<RefCell<Making>> {
    let found = ON_THEIR_WAY.with_borrow(|all| all.get(&list).cloned());
    found.unwrap_or_else(|| {
        let making = Rc::<RefCell<Making>>::default();
        ON_THEIR_WAY.with_borrow_mut(|all| all.insert(list.clone(), making.clone()));
        let told = making.clone();
        spawn_local(async move {
            let outcome = make(client, &list).await;
            ON_THEIR_WAY.with_borrow_mut(|all| all.remove(&list));
            told.borrow_mut().outcome = Some(outcome);
            let waiting = take(&mut told.borrow_mut().waiting);
            waiting.into_iter().for_each(Waker::wake);
        });
        making
    })
}

async fn make(client: Client, list: &str) -> Result<String, Failure> {
    // Kept before the request leaves: an attempt whose answer is lost, and the next one, make one guest.
    let name = ["samskab:guest:", &client.name()].concat();
    let key = store::read(&name).unwrap_or_else(random_key);
    store::write(&name, &key);
    let body = serde_json::to_string(&CreateParticipant::default()).map_err(|_| Failure::Unreadable)?;
    let made: CreatedParticipant = client.post("/participants", &body, &key, None).await?;
    let secret = made.secret.ok_or(Failure::Unreadable)?;
    mine::remember_as(
        list,
        ["participant:", &made.participant.id].concat(),
        Some(secret.clone()),
    );
    store::remove(&name);
    Ok(secret)
}
