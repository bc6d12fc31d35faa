//! What the journeys run with, and where it is found: `cargo xtask test` says so; else the usual places.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::browser::idle::Idle;
use crate::engine::Engine;

/// Paths of everything that the journeys start or serve.
pub struct Tools {
    /// The root of the repository.
    pub root: PathBuf,
    /// The built widget: `samskab.js` and what it loads.
    pub dist: PathBuf,
    /// The reference backend's program.
    pub backend: PathBuf,
    /// The accessibility checker's script.
    pub axe: PathBuf,
    /// Firefox' driver; the other drivers come with their browsers.
    pub geckodriver: PathBuf,
    /// WebKitGTK's browser for automation.
    pub mini_browser: PathBuf,
    /// The browsers that nobody uses just now.
    pub idle: Idle,
}

impl Tools {
    /// Finds everything that journeys in `engines` need. The error is one line that says what to run.
    pub fn find(engines: &[Engine]) -> Result<Self> {
        let root = root();
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let build = "run `cargo xtask test`, which builds it";
        let dist = dist();
        if !dist.join("samskab.js").exists() {
            bail!("the built widget is missing from {}: {build}", dist.display());
        }
        let programs = ["debug", "release"].map(|profile| target.join(profile).join("samskab-backend"));
        let backend = named("SAMSKAB_BACKEND", "the backend", build, &programs)?;
        let axe = target.join("tools/node_modules/axe-core/axe.min.js");
        let axe = named(
            "SAMSKAB_AXE",
            "axe-core",
            "run `cargo xtask test`, which gets it",
            &[axe],
        )?;
        let mut tools = Tools {
            root,
            dist,
            backend,
            axe,
            geckodriver: PathBuf::new(),
            mini_browser: PathBuf::new(),
            idle: Idle::default(),
        };
        for engine in engines {
            tools.find_engine(*engine, &target)?;
        }
        Ok(tools)
    }

    fn find_engine(&mut self, engine: Engine, target: &Path) -> Result<()> {
        match engine {
            Engine::Chromium => {
                on_path("chromium", "chromium")?;
                on_path("chromedriver", "chromium-driver")?;
            }
            Engine::Firefox => {
                on_path("firefox-esr", "firefox-esr")?;
                let mut places = vec![target.join("tools/bin/geckodriver")];
                places.extend(find_on_path("geckodriver"));
                let hint = "run `cargo install geckodriver --root target/tools`";
                self.geckodriver = named("SAMSKAB_GECKODRIVER", "geckodriver", hint, &places)?;
            }
            Engine::WebKit => {
                on_path("Xvfb", "xvfb")?;
                on_path("WebKitWebDriver", "webkit2gtk-driver")?;
                let places = ["4.1", "4.0"].map(mini_browser);
                let hint = "run `apt-get install webkit2gtk-driver`";
                self.mini_browser = named("SAMSKAB_MINI_BROWSER", "MiniBrowser", hint, &places)?;
            }
        }
        Ok(())
    }
}

/// The built widget: `samskab.js` and what it loads.
pub fn dist() -> PathBuf {
    env::var_os("SAMSKAB_DIST").map_or_else(|| root().join("dist"), PathBuf::from)
}

fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().unwrap_or(root)
}

/// Where a Debian-like system keeps the MiniBrowser of one version of WebKitGTK's interface.
fn mini_browser(version: &str) -> PathBuf {
    PathBuf::from(format!(
        "/usr/lib/{}-linux-gnu/webkit2gtk-{version}/MiniBrowser",
        env::consts::ARCH
    ))
}

/// The path that the environment names, else the first of `places` that exists.
fn named(variable: &str, what: &str, hint: &str, places: &[PathBuf]) -> Result<PathBuf> {
    if let Some(path) = env::var_os(variable).map(PathBuf::from) {
        if path.exists() {
            return Ok(path);
        }
        bail!("{variable} names {}, which does not exist", path.display());
    }
    match places.iter().find(|place| place.exists()) {
        Some(place) => Ok(place.clone()),
        None => bail!("{what} is missing: {hint}"),
    }
}

fn on_path(program: &str, package: &str) -> Result<()> {
    if find_on_path(program).is_none() {
        bail!("{program} is missing: run `apt-get install {package}`");
    }
    Ok(())
}

fn find_on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(program))
        .find(|path| path.exists())
}
