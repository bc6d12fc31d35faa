//! A browser session of one engine: started, sized, asked and ended.

mod chromium;
mod firefox;
pub mod idle;
mod webkit;

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use fantoccini::ClientBuilder;
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::client::Client;
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::time::timeout;
use url::{ParseError, Url};

use crate::engine::Engine;
use crate::process::Process;
use crate::tools::Tools;

/// A telephone held upright: the size for which the widget is made first.
pub const PHONE: (u32, u32) = (390, 844);
/// The smallest page that must work: 1280 × 1024 px at 400 % zoom.
pub const NARROW: (u32, u32) = (320, 256);

/// What the person has set in the browser or in the system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// Dark text on a light page.
    #[default]
    Light,
    /// Light text on a dark page.
    Dark,
}

/// A browser session with its driver.
pub struct Browser {
    /// The engine.
    pub engine: Engine,
    scheme: Scheme,
    client: Client,
    driver: Driver,
}

/// What an engine starts before a session can be had.
struct Driver {
    process: Process,
    port: u16,
    /// The screen, for a browser that needs one.
    display: Option<Process>,
    /// Profile and settings; removed with the session.
    home: TempDir,
}

impl Browser {
    /// Starts a session that knows nothing of any other.
    pub async fn start(engine: Engine, tools: &Tools, scheme: Scheme) -> Result<Self> {
        let (driver, mut capabilities) = match engine {
            Engine::Chromium => chromium::start(scheme).await,
            Engine::Firefox => firefox::start(tools, scheme).await,
            Engine::WebKit => webkit::start(tools, scheme).await,
        }
        .with_context(|| format!("{engine} cannot be driven"))?;
        capabilities.insert(
            "timeouts".into(),
            json!({ "script": 60_000, "pageLoad": 90_000, "implicit": 0 }),
        );
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .with_context(|| format!("{engine} does not start"))?;
        let browser = Browser {
            engine,
            scheme,
            client,
            driver,
        };
        browser.resize(PHONE).await?;
        Ok(browser)
    }

    /// Forgets what was done in the session: a new tab, and no other. What pages keep they keep by their origin, and
    /// each journey's site and backend have origins of their own; cookies alone know no port.
    async fn renew(&self) -> Result<()> {
        self.client.delete_all_cookies().await?;
        let old = self.client.windows().await?;
        let tab = self.client.new_window(true).await?;
        for window in old {
            self.client.switch_to_window(window).await?;
            self.client.close_window().await?;
        }
        self.client.switch_to_window(tab.handle).await?;
        if self.engine == Engine::Chromium {
            self.console().await?;
        }
        self.resize(PHONE).await
    }

    /// Ends the session, then everything that was started for it.
    pub async fn close(self) -> Result<()> {
        // A session that does not end by itself ends with its driver.
        let _ = timeout(Duration::from_secs(10), self.client.close()).await;
        self.driver.process.end().await?;
        if let Some(display) = self.driver.display {
            display.end().await?;
        }
        remove(self.driver.home).await
    }

    /// Gives the page, not the window, this size in CSS pixels.
    pub async fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        self.client.set_window_rect(0, 0, width, height).await?;
        for _ in 0..20 {
            let inner = self.run("return [innerWidth, innerHeight]", vec![]).await?;
            let inner: (u32, u32) = serde_json::from_value(inner)?;
            if inner == (width, height) {
                return Ok(());
            }
            let (.., outer_width, outer_height) = self.client.get_window_rect().await?;
            let wider = (outer_width as u32 + width).saturating_sub(inner.0);
            let higher = (outer_height as u32 + height).saturating_sub(inner.1);
            self.client.set_window_rect(0, 0, wider, higher).await?;
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        anyhow::bail!("{} does not take the size {width}×{height}", self.engine)
    }

    /// Goes to an address and waits until the page has loaded.
    pub async fn goto(&self, address: &str) -> Result<()> {
        self.client
            .goto(address)
            .await
            .with_context(|| format!("{address} cannot be opened"))
    }

    /// Opens an address in another tab of the same profile, and goes there.
    pub async fn open_tab(&self, address: &str) -> Result<()> {
        let tab = self.client.new_window(true).await?;
        self.client.switch_to_window(tab.handle).await?;
        self.resize(PHONE).await?;
        self.goto(address).await
    }

    /// Goes to the tab that was opened as number `index`, from 0.
    pub async fn go_to_tab(&self, index: usize) -> Result<()> {
        let tabs = self.client.windows().await?;
        let tab = tabs.into_iter().nth(index).context("there is no such tab")?;
        Ok(self.client.switch_to_window(tab).await?)
    }

    /// Tells the page that the network is back, as a browser does.
    pub async fn come_online(&self) -> Result<()> {
        self.run("dispatchEvent(new Event('online'))", vec![]).await?;
        Ok(())
    }

    /// Loads the page anew.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.client.refresh().await?)
    }

    /// Presses the browser's "back".
    pub async fn back(&self) -> Result<()> {
        Ok(self.client.back().await?)
    }

    /// Presses the browser's "forward".
    pub async fn forward(&self) -> Result<()> {
        Ok(self.client.forward().await?)
    }

    /// The address of the page, with its fragment.
    pub async fn address(&self) -> Result<String> {
        Ok(self.client.current_url().await?.to_string())
    }

    /// Runs the body of a function in the page and returns what it returns.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Runs the body of a function in the page; its last argument is called with the result.
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute_async(script, arguments).await?)
    }

    /// The element that a script has returned.
    pub fn element(&self, value: Value) -> Result<Element> {
        let reference = value
            .as_object()
            .and_then(|object| object.values().next())
            .and_then(Value::as_str);
        let reference = reference.context("the script returned no element")?.to_owned();
        Ok(Element::from_element_id(self.client.clone(), reference.into()))
    }

    /// Presses keys one after the other, whatever has the focus.
    pub async fn press(&self, keys: &[Key]) -> Result<()> {
        self.press_characters(keys.iter().map(|key| char::from(*key)))
            .await
    }

    /// Presses and releases the pointer at a spot of what is in sight.
    pub async fn click_at(&self, (x, y): (i64, i64)) -> Result<()> {
        let actions = MouseActions::new("mouse".into())
            .then(PointerAction::MoveTo {
                duration: None,
                x: x as f64,
                y: y as f64,
            })
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Types a text, whatever has the focus.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        self.press_characters(text.chars()).await
    }

    /// Presses a key while Shift is held.
    pub async fn press_with_shift(&self, key: Key) -> Result<()> {
        self.press_with(Key::Shift, key).await
    }

    /// Presses a key while another one is held.
    pub async fn press_with(&self, held: Key, key: Key) -> Result<()> {
        let held = char::from(held);
        let actions = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down {
                value: char::from(key),
            })
            .then(KeyAction::Up {
                value: char::from(key),
            })
            .then(KeyAction::Up { value: held });
        Ok(self.client.perform_actions(actions).await?)
    }

    /// A picture of what is to be seen, as PNG.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        let picture = self.client.screenshot().await?;
        ensure!(!picture.is_empty(), "the picture is empty");
        Ok(picture)
    }

    /// Names of the cookies that the page can see.
    pub async fn cookies(&self) -> Result<Vec<String>> {
        let cookies = self.client.get_all_cookies().await?;
        Ok(cookies.iter().map(|cookie| cookie.name().to_owned()).collect())
    }

    /// What the browser itself has written to its console since it was last asked: Chromium tells, others do not.
    pub async fn console(&self) -> Result<Vec<String>> {
        let entries = self.client.issue_cmd(ReadConsole).await?;
        let entries = entries.as_array().context("the console cannot be read")?;
        Ok(entries
            .iter()
            .map(|entry| format!("{} {}", entry["level"], entry["message"]))
            .collect())
    }

    /// Role and name of an element, as assistive technology is told of them.
    pub async fn spoken(&self, element: Value) -> Result<(String, String)> {
        let id = self.element(element)?.element_id().to_string();
        let mut told = [String::new(), String::new()];
        for (told, what) in told.iter_mut().zip(["computedrole", "computedlabel"]) {
            let answer = self.client.issue_cmd(ReadSpoken(id.clone(), what)).await?;
            *told = answer.as_str().unwrap_or_default().to_owned();
        }
        let [role, name] = told;
        Ok((role, name))
    }

    async fn press_characters(&self, characters: impl Iterator<Item = char>) -> Result<()> {
        let mut actions = KeyActions::new("keyboard".into());
        for value in characters {
            actions = actions
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        Ok(self.client.perform_actions(actions).await?)
    }
}

/// chromedriver's own command for what stands in the console.
#[derive(Debug)]
struct ReadConsole;

impl WebDriverCompatibleCommand for ReadConsole {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "type": "browser" }).to_string()))
    }
}

/// The command for one of the things that assistive technology is told of an element (WebDriver, 12.4).
#[derive(Debug)]
struct ReadSpoken(String, &'static str);

impl WebDriverCompatibleCommand for ReadSpoken {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let (session, ReadSpoken(element, what)) = (session.unwrap_or_default(), self);
        base.join(&format!("session/{session}/element/{element}/{what}"))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}

type Capabilities = Map<String, Value>;

/// Removes a folder into which a browser may still write while it ends.
async fn remove(home: TempDir) -> Result<()> {
    let home = home.keep();
    for _ in 0..50 {
        if fs::remove_dir_all(&home).is_ok() || !home.exists() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    anyhow::bail!("{} cannot be removed", home.display())
}

fn object(capabilities: Value) -> Capabilities {
    match capabilities {
        Value::Object(capabilities) => capabilities,
        _ => Map::new(),
    }
}
