//! What the backend knows of somebody: all that they sent, support and follow, and what nobody else can read (S1.6).

use samskab_protocol::comment::Comment;
use samskab_protocol::contribution::Contribution;
use samskab_protocol::event::SeatState;
use samskab_protocol::me::{Follow, Me, MyState, Withheld};
use samskab_protocol::wire;
use serde::Serialize;

use crate::app::App;
use crate::backend::client::{Client, Sent, encode};
use crate::backend::failure::Failure;
use crate::drafts::mine;

/// How much is asked for one by one where the backend cannot give it all at once.
const AT_MOST: usize = 20;

/// A reaction of one's own.
#[derive(Clone, Serialize)]
pub struct OwnReaction {
    /// To what, as `<type>:<id>`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Which.
    pub kind: String,
}

wire!(OwnReaction {
    reference = "ref",
    kind
});

/// A place of one's own at a meeting.
#[derive(Clone, Serialize)]
pub struct OwnPlace {
    /// The meeting, as `event:<id>`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Whether one has a seat.
    pub state: SeatState,
}

wire!(OwnPlace {
    reference = "ref",
    state
});

/// Answer to `GET /me/export`, as far as it is shown.
#[derive(Default, Serialize)]
pub struct Export {
    /// What one wrote.
    pub contributions: Vec<Contribution>,
    /// What one said to it.
    pub comments: Vec<Comment>,
    /// What one supports.
    pub reactions: Vec<OwnReaction>,
    /// What one follows.
    pub follows: Vec<Follow>,
    /// For what one has signed up.
    pub registrations: Vec<OwnPlace>,
}

wire!(Export {
    contributions,
    comments,
    reactions,
    follows,
    registrations
});

/// What the backend knows.
#[derive(Default)]
pub struct Own {
    /// All that one did.
    pub all: Export,
    /// What nobody else can read.
    pub withheld: Vec<Withheld>,
}

/// The secrets that are kept on this device, each once, the present one last.
pub fn secrets(client: Client) -> Vec<String> {
    let mut secrets: Vec<String> = Vec::new();
    for secret in mine::all(&mine::list(client))
        .into_iter()
        .filter_map(|sent| sent.secret)
    {
        secrets.retain(|known| *known != secret);
        secrets.push(secret);
    }
    secrets
}

/// Asks for all that is known of whoever uses this device.
pub async fn ask(app: App) -> Result<Own, Failure> {
    let client = app.client;
    let claims = |class: &str| app.with_service(|service| service.claims(class));
    let (exports, tells) = (claims("export"), claims("me-state"));
    let mut own = Own::default();
    for secret in secrets(client) {
        let by = Sent::by(&secret);
        if exports {
            // Whoever is erased or unknown there has nothing there; everybody else's things are still shown.
            match client
                .look("/me/export", by)
                .await
                .and_then(|answer| answer.read::<Export>())
            {
                Ok(export) => join(&mut own.all, export),
                Err(failure) if failure.is_unknown_here() => continue,
                Err(failure) => return Err(failure),
            }
        }
        if tells {
            let state = client.look("/me/state?refs=", by).await?.read::<MyState>()?;
            own.withheld.extend(state.withheld);
        }
    }
    if !exports {
        own.all.contributions = ask_each(client).await?;
    }
    Ok(own)
}

/// Who a secret stands for.
pub async fn ask_who(client: Client, secret: String) -> Result<Me, Failure> {
    client.look("/me", Sent::by(&secret)).await?.read()
}

fn join(all: &mut Export, more: Export) {
    all.contributions.extend(more.contributions);
    all.comments.extend(more.comments);
    all.reactions.extend(more.reactions);
    all.follows.extend(more.follows);
    all.registrations.extend(more.registrations);
}

/// The contributions that this device remembers, one by one.
async fn ask_each(client: Client) -> Result<Vec<Contribution>, Failure> {
    let mut found = Vec::new();
    let sent = mine::all(&mine::list(client)).into_iter().rev();
    let ids = sent.filter_map(|sent| Some(sent.reference.strip_prefix("contribution:")?.to_owned()));
    for id in ids.take(AT_MOST) {
        let url = client.url(&["/contributions/", &encode(&id)].concat());
        match client.get::<Contribution>(url).await {
            Ok(contribution) => found.push(contribution),
            Err(Failure::Problem(..)) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(found)
}
