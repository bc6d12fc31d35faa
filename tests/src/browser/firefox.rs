//! Firefox by geckodriver.

use std::fs;

use anyhow::Result;
use serde_json::json;
use tempfile::TempDir;
use tokio::process::Command;

use super::{Capabilities, Driver, Scheme, object};
use crate::process::Process;
use crate::tools::Tools;

/// The window's own furniture is wider than a telephone.
const FURNITURE: &str = "* { min-width: 0 !important }";

/// Starts the driver and says what it is to start.
pub async fn start(tools: &Tools, scheme: Scheme) -> Result<(Driver, Capabilities)> {
    let home = TempDir::with_prefix("samskab-firefox-")?;
    fs::create_dir(home.path().join("chrome"))?;
    fs::write(home.path().join("chrome/userChrome.css"), FURNITURE)?;
    let mut command = Command::new(&tools.geckodriver);
    command.args(["--port", "0", "--websocket-port", "0"]);
    let (process, port) = Process::start(command, |line| {
        line.rsplit_once("Listening on 127.0.0.1:")?.1.trim().parse().ok()
    })
    .await?;
    let preferred = match scheme {
        Scheme::Dark => 0,
        Scheme::Light => 1,
    };
    let capabilities = json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": "/usr/bin/firefox-esr",
            "args": ["-headless", "-profile", home.path()],
            "prefs": {
                "toolkit.legacyUserProfileCustomizations.stylesheets": true,
                "layout.css.prefers-color-scheme.content-override": preferred,
                "browser.newtabpage.enabled": false,
                "browser.startup.page": 0,
                "datareporting.policy.dataSubmissionEnabled": false,
            },
        },
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
