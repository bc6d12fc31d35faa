//! What an accessibility checker finds in a page.

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;

use crate::browser::Browser;
use crate::page;
use crate::tools::Tools;

/// Checks the page by axe-core against WCAG 2.2 AA with the target sizes on; every violation is named.
pub async fn check(browser: &Browser, tools: &Tools, view: &str) -> Result<()> {
    let axe = fs::read_to_string(&tools.axe).context("axe-core cannot be read")?;
    browser
        .run(&format!("{axe};\nif (!window.axe) window.axe = axe;"), vec![])
        .await?;
    page::wait_until(browser, "movements to end", STILL, vec![]).await?;
    let answer = browser.run_async(RUN, vec![]).await?;
    if let Some(error) = answer["error"].as_str() {
        bail!("axe-core failed in {view}: {error}");
    }
    // A checker that looked at nothing would find nothing.
    ensure!(
        answer["inside"].as_u64() > Some(0),
        "axe-core saw nothing inside the widget in {view}"
    );
    ensure!(
        answer["found"] == json!([]),
        "axe-core found in {view}: {:#}",
        answer["found"]
    );
    Ok(())
}

/// Colours in the midst of a movement are nobody's choice.
const STILL: &str = "
    const roots = [document, ...[...document.querySelectorAll('samskab-widget')].map((host) => host.shadowRoot)];
    return roots.every((root) => root?.getAnimations().every((movement) => movement.playState !== 'running'))";

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const options = {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        rules: { 'target-size': { enabled: true } },
    };
    const isInside = (target) => Array.isArray(target) && target.length > 1;
    // What is out of sight is not drawn, and lies where it would not lie: all is drawn for this.
    const all = new CSSStyleSheet();
    all.replaceSync('* { content-visibility: visible !important }');
    const roots = [...document.querySelectorAll('samskab-widget')].map((host) => host.shadowRoot).filter(Boolean);
    for (const root of roots) root.adoptedStyleSheets.push(all);
    const drawn = new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
    const restore = () => {
        for (const root of roots) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== all);
    };
    drawn.then(() => axe.run(document, options)).finally(restore).then((results) => done({
        inside: results.passes.flatMap((rule) => rule.nodes).filter((node) => node.target.some(isInside)).length,
        found: results.violations.map((rule) => ({
            rule: rule.id, help: rule.help,
            nodes: rule.nodes.slice(0, 4).map((node) => ({
                target: node.target.flat().join(' → '), html: node.html.slice(0, 200), why: node.failureSummary,
            })),
        })),
    }), (error) => done({ error: String(error) }))";
