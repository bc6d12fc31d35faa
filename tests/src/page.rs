//! A page in a browser: what is asked of it, and waiting until it says so.

use std::time::Duration;

use anyhow::{Result, bail};
use fantoccini::elements::Element;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::Instant;

use crate::browser::Browser;

/// How long a page may take to show what is expected.
pub const PATIENCE: Duration = Duration::from_secs(40);
const PAUSE: Duration = Duration::from_millis(40);
/// Functions that every script of the harness can use.
const LIBRARY: &str = include_str!("page.js");

/// Runs the body of a function, which may use what `page.js` offers, and reads what it returns.
pub async fn ask<T: DeserializeOwned>(browser: &Browser, script: &str, arguments: Vec<Value>) -> Result<T> {
    let answer = browser.run(&format!("{LIBRARY}\n{script}"), arguments).await?;
    Ok(serde_json::from_value(answer)?)
}

/// Brings an element into sight and tells where it can be pressed (`spot`) or what lies `above` it.
pub async fn reach(browser: &Browser, element: &Element) -> Result<Value> {
    let script = format!("{LIBRARY}\nreach(arguments[0], arguments[1])");
    browser
        .run_async(&script, vec![serde_json::to_value(element)?])
        .await
}

/// Tries again until there is something. After [`PATIENCE`] the error says what was waited for, why the last
/// attempt failed, and what there was instead.
pub async fn wait<T>(
    browser: &Browser,
    what: &str,
    attempt: impl AsyncFn() -> Result<Option<T>>,
) -> Result<T> {
    let end = Instant::now() + PATIENCE;
    loop {
        let last = attempt().await;
        if let Ok(Some(found)) = last {
            return Ok(found);
        }
        if Instant::now() > end {
            let reason = last
                .err()
                .map(|error| format!("\nThe last attempt failed: {error:#}"))
                .unwrap_or_default();
            bail!(
                "waited {PATIENCE:?} for {what}{reason}\n{}",
                describe(browser).await
            );
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Waits until a script returns something true.
pub async fn wait_until(browser: &Browser, what: &str, script: &str, arguments: Vec<Value>) -> Result<()> {
    let attempt = async || {
        Ok(ask::<bool>(browser, script, arguments.clone())
            .await?
            .then_some(()))
    };
    wait(browser, what, attempt).await
}

/// Errors, refused loads and warnings that the page's watching script has seen so far.
pub async fn troubles(browser: &Browser) -> Result<Vec<String>> {
    ask(browser, "return window.troubles ?? []", vec![]).await
}

/// What a person would tell of the page over the telephone.
pub async fn describe(browser: &Browser) -> String {
    let script = "return [location.href, [...document.querySelectorAll('samskab-widget')]
        .map((host) => readable(host.shadowRoot).replace(/\\s*\\n\\s*/g, '\\n') || '(an empty widget)').join('\\n———\\n') || document.body.innerText,
        describe(focused()), (window.troubles ?? []).join('\\n')]";
    match ask::<[String; 4]>(browser, script, vec![]).await {
        Ok([address, text, focus, troubles]) => {
            let text: String = text.chars().take(1500).collect();
            format!("The page {address} says:\n{text}\nThe focus is on {focus}.\nTroubles: {troubles}")
        }
        Err(error) => format!("The page cannot be asked: {error:#}"),
    }
}
