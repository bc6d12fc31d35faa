//! `cargo xtask demo`: one command to a municipal page on which residents take part, stored by a real backend.

mod data;
mod ports;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use samskab_host::Site;
use samskab_postbox::{Mails, Postbox};
use tokio::{
    net::TcpStream,
    process::Child,
    signal::unix::{SignalKind, signal},
    time::{Instant, sleep, timeout},
};

use self::data::Data;
use crate::{build, command, progress::step, workspace};

/// Where the invented municipality lies: west, south, east, north.
const MAP_BOUNDS: &str = "9.43,56.265,9.58,56.375";
const MAP_ATTRIBUTION: &str = "Egeby er opfundet, og det er kortet også";
/// In whose name mail is sent.
const MAIL_FROM: &str = "Egeby Kommune <nyt@egeby.example>";

/// Where the page of the neighbor lies.
const NEIGHBOR_PAGE: &str = "/demo/vesterby.html";

/// What `cargo xtask demo` may be told.
#[derive(clap::Args)]
pub struct Arguments {
    /// Where the municipal page is served, at 127.0.0.1; 0 takes a free port.
    #[arg(long, value_name = "PORT", default_value_t = 8300)]
    host_port: u16,
    /// Where the backend is served, at localhost; 0 takes a free port.
    #[arg(long, value_name = "PORT", default_value_t = 8301)]
    backend_port: u16,
    /// Where the backend keeps what residents write [default: .samskab in the repository].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Whether new texts are read through before others see them: pre or post. Kept with the data.
    #[arg(long, value_name = "WHEN", value_parser = ["pre", "post"])]
    moderation: Option<String>,
    /// Start over: throw away what has been written and seed again.
    #[arg(long)]
    fresh: bool,
}

/// Builds, seeds and serves until Ctrl-C.
pub fn run(arguments: &Arguments) -> Result<()> {
    // Before minutes of building, not after.
    let host_port = ports::free("--host-port", arguments.host_port)?;
    let backend_port = ports::free("--backend-port", arguments.backend_port)?;
    if host_port == backend_port {
        return Err(ports::taken("--backend-port", backend_port));
    }
    build::run(&build::Arguments::default())?;
    let backend = step("backend", build_backend)?;
    let folder = arguments
        .data
        .clone()
        .unwrap_or_else(|| workspace::root().join(".samskab"));
    let data = Data::at(folder.clone());
    if arguments.fresh {
        data.clear()?;
    }
    if !data.exists() {
        step("invented ideas, debates and projects", || data.seed(&backend))?;
    }
    let token = data.steward(&backend)?;
    let mut serve = Command::new(backend);
    serve
        .arg("serve")
        .arg("--database")
        .arg(data.database())
        .args(["--port", &backend_port.to_string()])
        .arg(space(&data.neighbor()))
        // An invented map, so that nobody else learns who looks at it.
        .args([
            "--map-bounds",
            MAP_BOUNDS,
            "--map-attribution",
            MAP_ATTRIBUTION,
            "--base-map",
        ])
        .arg(workspace::root().join("demo/egeby.geojson"));
    let runtime = tokio::runtime::Runtime::new()?;
    // Nothing that the demo sends leaves this machine.
    let postbox = runtime.block_on(Postbox::open(0))?;
    serve.args(["--smtp", &postbox.url(), "--mail-from", MAIL_FROM]);
    serve.args(["--mail-every-seconds", "10"]);
    if let Some(moderation) = &arguments.moderation {
        serve.args(["--moderation", moderation]);
    }
    // What is shared leads to the pages that are served beside the backend.
    let host = format!("http://127.0.0.1:{host_port}");
    serve.arg(format!("--site={host}/"));
    serve.arg(format!("--site=vesterby={host}{NEIGHBOR_PAGE}"));
    let mails = postbox.mails().clone();
    runtime.block_on(serve_both(serve, backend_port, host_port, &folder, &token, mails))
}

/// Builds the backend for this machine and returns its program.
fn build_backend() -> Result<PathBuf> {
    command::run(command::cargo("build").args(["--locked", "--package", "samskab-backend"]))?;
    Ok(workspace::target().join("debug/samskab-backend"))
}

/// The neighbor beside the municipality, in the words of the backend.
fn space(database: &Path) -> OsString {
    let mut space = OsString::from("--space=vesterby=");
    space.push(database);
    space
}

async fn serve_both(
    serve: Command,
    backend_port: u16,
    host_port: u16,
    data: &Path,
    token: &str,
    mails: Mails,
) -> Result<()> {
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    let mut backend = tokio::process::Command::from(serve);
    // What it says of its address is said below, together with the page's.
    let mut backend = backend
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .context("the backend cannot be started")?;
    let ready = wait_until_it_answers(&mut backend, backend_port);
    tokio::select! {
        ready = ready => ready?,
        _ = interrupted.recv() => return stop(&mut backend).await,
        _ = terminated.recv() => return stop(&mut backend).await,
    }
    let origin = format!("http://localhost:{backend_port}");
    let host = Site::new(workspace::root())
        .dist(workspace::dist())
        .backend(&origin)
        .mails(mails)
        .serve(host_port)
        .await?;
    println!("\nEgeby Kommune  {}/", host.origin());
    println!("Its neighbor   {}{NEIGHBOR_PAGE}", host.origin());
    println!("Backend        {origin}/");
    println!(
        "Post box       {}/mail  with all that is sent by e-mail",
        host.origin()
    );
    println!(
        "For staff      {}/#samskab=/steward  with the key {token}",
        host.origin()
    );
    println!("Ctrl-C ends both; what is written stays in {}", data.display());
    tokio::select! {
        status = backend.wait() => bail!("the backend has ended ({})", status?),
        _ = interrupted.recv() => stop(&mut backend).await,
        _ = terminated.recv() => stop(&mut backend).await,
    }
}

async fn wait_until_it_answers(backend: &mut Child, port: u16) -> Result<()> {
    let patience = Instant::now() + Duration::from_secs(20);
    while Instant::now() < patience {
        if let Some(status) = backend.try_wait()? {
            bail!("the backend has ended at once ({status})");
        }
        if TcpStream::connect(("localhost", port)).await.is_ok() {
            return Ok(());
        }
        sleep(Duration::from_millis(50)).await;
    }
    bail!("the backend does not answer on port {port}")
}

/// Lets the backend finish what it is writing. It may have had the terminal's Ctrl-C already.
async fn stop(backend: &mut Child) -> Result<()> {
    if let Some(pid) = backend.id().and_then(|id| Pid::from_raw(id.cast_signed())) {
        // It may have ended in this moment, which is what is wanted.
        let _ = kill_process(pid, Signal::TERM);
    }
    let ended: Result<std::io::Result<ExitStatus>, _> = timeout(Duration::from_secs(5), backend.wait()).await;
    if ended.is_err() {
        backend.kill().await?;
    }
    Ok(())
}
