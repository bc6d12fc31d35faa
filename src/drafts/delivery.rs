//! Sending what is kept: step by step, each step once, and with patience where it has to wait (C2).

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use samskab_protocol::identifier::Timestamp;
use samskab_protocol::problem::{FieldError, FieldFault, Problem, code};
use serde_json::Value;

use super::draft::{self, Draft};
use super::mine::{self, Sent};
use super::outbox::Outbox;
use super::sending::{Sending, Step};
use super::{lock, pictures, store};
use crate::backend::client::{self, Client};
use crate::backend::failure::Failure;
use crate::language::{days_between, later, milliseconds_until, now};

/// The first pause, in seconds; it doubles with every attempt, up to the longest one.
const FIRST_PAUSE: u32 = 5;
const LONGEST_PAUSE: u32 = 300;

/// Where a text lies. Known before the first request leaves, since the view may be gone when an answer comes.
#[derive(Clone)]
struct Place {
    id: String,
    /// What it is kept under.
    name: String,
    /// What the list of things sent is kept under.
    list: String,
}

/// Sends a text at once, because somebody wants it.
pub async fn deliver(client: Client, outbox: Outbox, id: String) {
    attempt(client, outbox, id, true).await;
    wait(client, outbox);
}

/// Sends all that waits and whose time has come, the first written first. Where the network `is_back`, all that waits
/// for it has its time.
pub async fn deliver_all(client: Client, outbox: Outbox, is_back: bool) {
    for (id, draft) in draft::all(client).into_iter().rev() {
        if let Some(sending) = &draft.sending {
            let is_urgent = is_back && !sending.is_busy_there;
            let is_wanted = !is_stale(&draft) && (is_urgent || is_due(sending));
            if is_wanted {
                attempt(client, outbox, id, is_urgent).await;
            }
        }
    }
    wait(client, outbox);
}

/// Whether it has waited, after an attempt, for as long as backends must remember a key: from then on another attempt
/// could store it a second time, so it is sent only by somebody who has looked.
pub fn is_stale(draft: &Draft) -> bool {
    let was_tried = draft.sending.as_ref().is_some_and(|sending| sending.attempts > 0);
    let age = draft
        .changed
        .as_ref()
        .and_then(|changed| days_between(changed, &now()));
    was_tried && age >= Some(1)
}

fn is_due(sending: &Sending) -> bool {
    sending.pause.as_ref().is_none_or(|pause| *pause <= now())
}

/// Sets when what waits is tried again.
fn wait(client: Client, outbox: Outbox) {
    let texts = draft::all(client)
        .into_iter()
        .filter(|(_, draft)| !is_stale(draft));
    let pauses = texts.filter_map(|(_, draft)| Some(draft.sending?.pause.unwrap_or_else(now)));
    let timer = pauses.min().and_then(|pause| {
        let again = move || spawn_local(deliver_all(client, outbox, false));
        let pause = milliseconds_until(&pause).max(1000);
        set_timeout_with_handle(again, Duration::from_millis(pause)).ok()
    });
    outbox.set_timer(timer);
}

async fn attempt(client: Client, outbox: Outbox, id: String, is_urgent: bool) {
    if !outbox.begin(&id) {
        return;
    }
    let place = Place {
        name: [draft::shelf(client), id.clone()].concat(),
        list: mine::list(client),
        id,
    };
    let work = place.clone();
    let steps = async move { while go_on(client, outbox, &work, is_urgent).await {} };
    // One after the other also makes one participant of somebody whose first texts are sent from two tabs.
    lock::alone(&["samskab:", &client.name()].concat(), Box::pin(steps)).await;
    outbox.end(&place.id);
}

/// Takes a text's next step, and says whether there may be another one to take.
async fn go_on(client: Client, outbox: Outbox, place: &Place, is_urgent: bool) -> bool {
    // By now another tab may have sent it, or somebody has taken it back.
    let Some(draft) = store::read::<Draft>(&place.name) else {
        return false;
    };
    let Some(sending) = &draft.sending else {
        return false;
    };
    let Some((at, step)) = sending.next() else {
        finish(place).await;
        return false;
    };
    // Without a name the widget is gone, and with it the address to send to.
    if client.name().is_empty() || !(is_urgent || is_due(sending)) {
        return false;
    }
    let key = [draft.key.as_deref().unwrap_or_default(), "-", &step.name].concat();
    match request(client, &place.list, sending, step, &key).await {
        Ok(answer) => note(outbox, place, &draft, at, answer),
        Err(failure) if sending.has_arrived() && pause(&failure, 0).is_none() => {
            // The text itself has arrived: that something beside it is not taken does not bring it back.
            mine::note_partial(&place.list, &place.id);
            note_step(place, &draft, at, "");
        }
        Err(failure) => {
            give_back(place, failure);
            return false;
        }
    }
    true
}

/// What came of a step.
struct Stored {
    reference: String,
    /// The secret that it belongs to: a new one, or the one that came along.
    secret: Option<String>,
    number: Option<String>,
    due: Option<Timestamp>,
    debate: Option<String>,
    body: String,
}

async fn request(
    client: Client,
    list: &str,
    sending: &Sending,
    step: &Step,
    key: &str,
) -> Result<Stored, Failure> {
    let body = sending.body(step);
    let upload = match &step.media_type {
        Some(media_type) => Some((pictures::read(&body).await.ok_or_else(lost_picture)?, media_type)),
        None => None,
    };
    let send = async |secret: Option<&str>| {
        let sent = client::Sent {
            body: Some(body.as_str()).filter(|_| upload.is_none()),
            upload: upload
                .as_ref()
                .map(|(picture, media_type)| (picture, media_type.as_str())),
            key: Some(key),
            secret,
            tag: None,
        };
        client.deliver(&step.path, sent).await
    };
    let mut known = mine::secret(list);
    let mut answer = send(known.as_deref()).await;
    // A secret that no longer opens anything must not keep a text from arriving.
    if known.is_some() && matches!(&answer, Err(failure) if failure.is_unknown_here()) {
        known = None;
        answer = send(None).await;
    }
    let answer = answer?;
    read(answer.text(), known).ok_or(Failure::Unreadable)
}

/// Reads any answer to a POST: what was stored, under its name, and beside it what else is told.
fn read(body: &str, known: Option<String>) -> Option<Stored> {
    let answer: Value = serde_json::from_str(body).ok()?;
    let id = |thing: &Value| Some(thing.get("id")?.as_str()?.to_owned());
    let found = answer
        .as_object()?
        .iter()
        .find_map(|(name, thing)| Some((name.as_str(), thing, id(thing)?)));
    // What is only taken note of is nowhere to be found.
    let noted = || answer.get("state").map(|state| ("", state, String::new()));
    let (name, thing, id) = found.or_else(noted)?;
    let text = |of: &Value, name: &str| of.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(Stored {
        reference: match name {
            "" => id,
            _ => [name, ":", &id].concat(),
        },
        secret: text(&answer, "secret").or(known),
        number: text(thing, "reference"),
        due: text(&answer, "answer_due").map(Timestamp),
        debate: text(thing, "subject"),
        body: body.to_owned(),
    })
}

fn lost_picture() -> Failure {
    let error = FieldError {
        pointer: "/attachments".into(),
        fault: FieldFault::Unknown,
        limit: None,
        detail: String::new(),
    };
    let problem = Problem {
        status: 422,
        errors: vec![error],
        ..Problem::default()
    };
    Failure::Problem(Box::new(problem), None)
}

/// Notes that a step is done; where it was the text itself, that the text has arrived.
fn note(outbox: Outbox, place: &Place, draft: &Draft, at: u32, stored: Stored) {
    let is_main = draft.sending.as_ref().is_some_and(|sending| sending.main == at);
    if !is_main {
        if stored.secret != mine::secret(&place.list) {
            mine::remember_as(&place.list, stored.reference.clone(), stored.secret);
        }
        return note_step(place, draft, at, &stored.reference);
    }
    let sent = Sent {
        reference: stored.reference.clone(),
        secret: stored.secret,
        title: Some(draft.title()),
        subject: Some(draft::subject(&place.id).to_owned()),
        debate: stored.debate,
        number: stored.number,
        due: stored.due,
        at: Some(now()),
        draft: Some(place.id.clone()),
        is_partial: false,
    };
    if !sent.reference.is_empty() {
        mine::remember_sent(&place.list, sent);
    }
    note_step(place, draft, at, &stored.reference);
    outbox.arrive(&place.id, draft.title(), stored.body);
}

/// Notes with the text what one of its steps has become.
fn note_step(place: &Place, sent: &Draft, at: u32, reference: &str) {
    let Some(mut draft) = store::read::<Draft>(&place.name) else {
        return;
    };
    match &mut draft.sending {
        Some(sending) => sending.note(at, reference),
        // It was taken back meanwhile, and is there all the same.
        None if draft.fields == sent.fields => return store::remove(&place.name),
        None => draft.part_from_sent(),
    }
    store::write(&place.name, &draft);
}

/// Forgets a text that has been sent whole; what was written in it since stays, as a text of its own.
async fn finish(place: &Place) {
    let Some(mut draft) = store::read::<Draft>(&place.name) else {
        return;
    };
    match draft.sending.take() {
        Some(sending) if !sending.is_edited => {
            store::remove(&place.name);
            for picture in sending.pictures() {
                pictures::forget(picture).await;
            }
        }
        _ => {
            draft.part_from_sent();
            store::write(&place.name, &draft);
        }
    }
}

/// Lets a text wait, or makes a draft of it again with the reason beside it.
fn give_back(place: &Place, failure: Failure) {
    let Some(mut draft) = store::read::<Draft>(&place.name) else {
        return;
    };
    let Some(mut sending) = draft.sending.take() else {
        return;
    };
    match pause(&failure, sending.attempts) {
        Some(seconds) if !sending.is_edited => {
            sending.attempts += 1;
            sending.pause = Some(later(seconds));
            sending.is_busy_there = failure.problem().is_some();
            draft.sending = Some(sending);
        }
        _ => {
            // What was refused was not stored: the next attempt is a new one. Of anything else nobody knows.
            let status = failure.problem().map_or(0, |problem| problem.status);
            if (400..500).contains(&status) && !failure.has_arrived_before() {
                draft.key = None;
            }
            draft.refused = Some(failure.into_problem());
        }
    }
    store::write(&place.name, &draft);
}

/// How many seconds to wait before the next attempt; `None` where waiting would not help.
fn pause(failure: &Failure, attempts: u32) -> Option<u32> {
    let asked = match failure {
        Failure::Unreachable => 0,
        Failure::Problem(problem, wait) => match problem.status {
            408 | 429 | 502..=504 => wait.unwrap_or_default(),
            409 if problem.code() == code::IDEMPOTENCY_IN_FLIGHT => wait.unwrap_or_default(),
            _ => return None,
        },
        Failure::Unreadable => return None,
    };
    let patience = FIRST_PAUSE
        .saturating_mul(1 << attempts.min(8))
        .min(LONGEST_PAUSE);
    // Those who lost the network together do not come back together.
    let spread = js_sys::Math::random() * f64::from(patience) / 2.0;
    Some(asked.max(patience + spread as u32))
}
