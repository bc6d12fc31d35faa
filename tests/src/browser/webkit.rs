//! WebKitGTK's MiniBrowser by WebKitWebDriver, on a screen of its own.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};

use anyhow::Result;
use serde_json::json;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::Command;

use super::{Capabilities, Driver, Scheme, object};
use crate::process::Process;
use crate::tools::Tools;

/// The window's own furniture is wider than a telephone.
const FURNITURE: &str =
    "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; }";
/// Without a window manager the window under the pointer has the focus, and the pointer starts in the middle of
/// the screen: the middle must lie within the narrowest window.
const SCREEN: &str = "600x500x24";

/// Starts the screen and the driver and says what it is to start.
pub async fn start(tools: &Tools, scheme: Scheme) -> Result<(Driver, Capabilities)> {
    let home = TempDir::with_prefix("samskab-webkit-")?;
    fs::create_dir(home.path().join("gtk-3.0"))?;
    fs::write(home.path().join("gtk-3.0/gtk.css"), FURNITURE)?;

    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]);
    let (display, number) = Process::start(command, |line| line.trim().parse::<u32>().ok()).await?;

    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
    let mut command = Command::new("WebKitWebDriver");
    command
        .arg(format!("--port={port}"))
        .env("DISPLAY", format!(":{number}"))
        .env("GDK_BACKEND", "x11")
        .env("XDG_CONFIG_HOME", home.path())
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env(
            "GTK_THEME",
            if scheme == Scheme::Dark {
                "Adwaita:dark"
            } else {
                "Adwaita"
            },
        );
    let listens = async || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_ok();
    let process = Process::start_silent(command, listens).await?;

    let capabilities = json!({
        "webkitgtk:browserOptions": { "binary": tools.mini_browser, "args": ["--automation"] },
    });
    Ok((
        Driver {
            process,
            port,
            display: Some(display),
            home,
        },
        object(capabilities),
    ))
}
