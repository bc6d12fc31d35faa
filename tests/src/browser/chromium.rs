//! Chromium by chromedriver.

use anyhow::Result;
use serde_json::json;
use tempfile::TempDir;
use tokio::process::Command;

use super::{Capabilities, Driver, Scheme, object};
use crate::process::Process;

/// Starts the driver and says what it is to start.
pub async fn start(scheme: Scheme) -> Result<(Driver, Capabilities)> {
    let home = TempDir::with_prefix("samskab-chromium-")?;
    let (process, port) = start_driver().await?;
    let preferred = match scheme {
        Scheme::Dark => 0,
        Scheme::Light => 1,
    };
    let arguments = [
        "--headless".to_owned(),
        "--no-sandbox".into(),
        "--disable-gpu".into(),
        "--disable-quic".into(),
        "--disable-dev-shm-usage".into(),
        "--no-first-run".into(),
        "--disable-background-networking".into(),
        "--disable-component-update".into(),
        "--disable-sync".into(),
        "--window-size=390,844".into(),
        format!("--blink-settings=preferredColorScheme={preferred}"),
        format!("--user-data-dir={}", home.path().display()),
    ];
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": arguments },
        "goog:loggingPrefs": { "browser": "ALL" },
    });
    Ok((
        Driver {
            process,
            port,
            display: None,
            home,
        },
        object(capabilities),
    ))
}

/// The driver chooses a port that is free in one version of the Internet protocol and fails where it is taken in
/// the other.
async fn start_driver() -> Result<(Process, u16)> {
    let mut tries = 1;
    loop {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0");
        match Process::start(command, listening).await {
            Err(_) if tries < 5 => tries += 1,
            started => return started,
        }
    }
}

fn listening(line: &str) -> Option<u16> {
    let port = line.strip_prefix("ChromeDriver was started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}
