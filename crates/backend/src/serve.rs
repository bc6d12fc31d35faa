//! Listens on this machine until it is told to stop, and then ends what it has begun.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use samskab_protocol::limits::Limits;
use samskab_protocol::moderation::ModerationMode;
use samskab_protocol::service::CountsVisibility;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::Failure;
use crate::app::App;
use crate::attention::Attention;
use crate::feed::Feed;
use crate::idempotency::KEPT_FOR;
use crate::mail::MailArguments;
use crate::mail::rounds::keep_sending;
use crate::map::{MapArguments, MapSource};
use crate::network::Network;
use crate::shelf::Shelf;
use crate::spaces::{self, Opened};
use crate::store::{self, Database, Store};
use crate::throttle::Throttle;
use crate::{clock, router};

/// How often what was opened is written down.
const WRITE_DOWN_EVERY: Duration = Duration::from_secs(3);
/// In how many of these rounds answers are forgotten that need not be given again.
const FORGET_EVERY_ROUNDS: u64 = 1200;
/// How long a reader of changes may have been away.
const CHANGES_KEPT_FOR: i64 = 30 * clock::DAY;
/// How long a picture may wait for a contribution that names it.
const UPLOADS_KEPT_FOR: i64 = clock::DAY;
/// How long an address may take to say that it wants news.
const UNCONFIRMED_KEPT_FOR: i64 = clock::DAY;
/// How long requests may still take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// What the command is to do.
#[derive(Clone, Debug)]
pub struct Order {
    /// Where everything is kept.
    pub database: Database,
    /// Further municipalities, as `<id>=<database>`.
    pub spaces: Vec<String>,
    /// The municipalities' own pages, as `<url>` or `<id>=<url>`.
    pub sites: Vec<String>,
    /// The port on localhost; 0 takes a free one.
    pub port: u16,
    /// The address under which people reach the server, if it is another one.
    pub public_url: Option<String>,
    /// How much one participant may write in a minute; 0 for any amount.
    pub writes_per_minute: u32,
    /// To whom the counts of reactions are told.
    pub counts: CountsVisibility,
    /// Whether new texts are read through before others see them, if that is to change.
    pub moderation: Option<ModerationMode>,
    /// What a map of the municipality is made of.
    pub map: MapArguments,
    /// How news are sent by e-mail.
    pub mail: MailArguments,
}

/// Answers over HTTP until Ctrl-C or a request to terminate.
pub async fn serve(order: Order) -> Result<(), Failure> {
    let spaces = spaces::read(order.database.clone(), &order.spaces, &order.sites)?;
    let (map, mail) = (order.map.clone().read()?, order.mail.clone().read()?);
    let listeners = listen(order.port).await?;
    let port = listeners
        .iter()
        .find_map(|listener| listener.local_addr().ok())
        .map_or(order.port, |at| at.port());
    let mut opened = spaces::open(spaces).await?;
    for one in &opened {
        settle(&one.store).await?;
    }
    if let Some(mode) = order.moderation {
        for one in &mut opened {
            keep_moderation(one, mode).await?;
        }
    }
    let mut apps = assemble(&order, port, opened).await?;
    // Where the map lies and in whose name mail is sent is told of the root alone.
    if let Some(root) = apps.first_mut() {
        root.map = map;
        root.mail = mail;
    }
    let apps: Vec<_> = apps.into_iter().map(Arc::new).collect();

    let (stop, stopped) = watch::channel(false);
    let mut servers = JoinSet::new();
    for listener in listeners {
        let mut stopped = stopped.clone();
        let server = axum::serve(listener, router::build(&apps));
        let end = async move { stopped.wait_for(|stopped| *stopped).await.map_or((), drop) };
        servers.spawn(async move { server.with_graceful_shutdown(end).await });
    }
    let (mut helpers, mut senders) = (JoinSet::new(), JoinSet::new());
    for app in &apps {
        tell(forget(&app.store).await);
        helpers.spawn(keep_house(app.clone()));
        senders.spawn(keep_sending(app.clone(), stopped.clone()));
        let app = app.clone();
        helpers.spawn(async move { app.feed.follow(&app.store).await });
    }
    let end = hear_the_end()?;
    println!("listening on http://localhost:{port}");

    end.await;
    stop.send_replace(true);
    for app in &apps {
        app.feed.end();
    }
    // Whoever keeps a connection open without asking anything is not waited for.
    let _ = tokio::time::timeout(GRACE, async { while servers.join_next().await.is_some() {} }).await;
    servers.shutdown().await;
    helpers.shutdown().await;
    // A mail that is on its way is noted once it has arrived, so that it does not leave again.
    let _ = tokio::time::timeout(GRACE, async { while senders.join_next().await.is_some() {} }).await;
    for app in &apps {
        tell(app.attention.write_down(&app.store).await);
        app.store.close().await;
    }
    Ok(())
}

/// What the requests to each municipality need; the first one is the one at the root.
async fn assemble(order: &Order, port: u16, opened: Vec<Opened>) -> Result<Vec<App>, Failure> {
    let root = order.public_url.as_ref().map_or_else(
        || format!("http://localhost:{port}"),
        |url| url.trim_end_matches('/').to_owned(),
    );
    let members: Vec<_> = opened.iter().map(|one| one.as_municipality(&root)).collect();
    let network = Arc::new(Network::of(members.clone()));
    let mut apps = Vec::new();
    for (one, member) in opened.into_iter().zip(members) {
        apps.push(App {
            settings: one.settings,
            key: one.store.read_key().await?,
            limits: Limits::default(),
            attention: Attention::default(),
            feed: Feed::default(),
            shelf: Shelf::default(),
            throttle: Throttle::new(order.writes_per_minute),
            counts: order.counts,
            map: MapSource::default(),
            mail: None,
            public_url: member.public_url,
            site: member.site,
            space: member.space,
            network: network.clone(),
            store: one.store,
        });
    }
    Ok(apps)
}

/// Changes when texts are read through, if that is to be another time than before.
async fn keep_moderation(opened: &mut Opened, mode: ModerationMode) -> store::Result<()> {
    if opened.settings.moderation == mode {
        return Ok(());
    }
    opened.settings.moderation = mode;
    let mut writing = opened.store.begin().await?;
    writing.put_settings(&opened.settings).await?;
    writing.commit().await
}

/// Brings what an earlier version has kept into the form of this one.
async fn settle(store: &Store) -> store::Result<()> {
    let mut writing = store.begin().await?;
    writing.settle_projects().await?;
    writing.commit().await
}

/// Opens the database, or says in one line why not.
pub async fn open(database: &Database) -> Result<Store, Failure> {
    Store::open(database)
        .await
        .map_err(|error| Failure::Refused(format!("cannot open {database}: {error}").replace('\n', " ")))
}

/// Takes the port on both of this machine's own addresses, since `localhost` means either.
async fn listen(port: u16) -> Result<Vec<TcpListener>, Failure> {
    // A port that is free on one address may be taken on the other; then another one is drawn, if any will do.
    let tries = if port == 0 { 20 } else { 1 };
    for _ in 1..tries {
        if let Ok(listeners) = listen_once(port).await {
            return Ok(listeners);
        }
    }
    listen_once(port).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => Failure::Refused(format!(
            "port {port} on localhost is taken; choose another with --port"
        )),
        _ => Failure::Refused(format!("cannot listen on localhost:{port}: {error}")),
    })
}

async fn listen_once(port: u16) -> io::Result<Vec<TcpListener>> {
    let first = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    let port = first.local_addr()?.port();
    match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await {
        Ok(second) => Ok(vec![first, second]),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(error),
        // Not every machine has the second address.
        Err(_) => Ok(vec![first]),
    }
}

/// What has to be done now and then, whoever asks.
async fn keep_house(app: Arc<App>) {
    for round in 1u64.. {
        tokio::time::sleep(WRITE_DOWN_EVERY).await;
        tell(app.attention.write_down(&app.store).await);
        if let Some(throttle) = &app.throttle {
            throttle.forget_idle();
        }
        if round.is_multiple_of(FORGET_EVERY_ROUNDS) {
            tell(forget(&app.store).await);
        }
    }
}

/// What fails here is tried again the next time.
fn tell(outcome: store::Result<()>) {
    if let Err(error) = outcome {
        eprintln!("samskab-backend: {error}");
    }
}

async fn forget(store: &Store) -> store::Result<()> {
    let mut writing = store.begin().await?;
    writing.forget_answers(clock::now() - KEPT_FOR).await?;
    writing.forget_changes(clock::now() - CHANGES_KEPT_FOR).await?;
    writing.forget_uploads(clock::now() - UPLOADS_KEPT_FOR).await?;
    writing
        .forget_unconfirmed(clock::now() - UNCONFIRMED_KEPT_FOR)
        .await?;
    writing.commit().await
}

/// Ends with Ctrl-C or a request to terminate. Both are heard from when this is called, not only when it is awaited.
fn hear_the_end() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
