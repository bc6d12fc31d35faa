//! The map's script: Leaflet's modules that `src/map/map.js` names and the clusters, in one file that is fetched by a
//! tap.

use std::fs;

use anyhow::{Context, Result, bail};

use super::{minify, trusted};
use crate::{tools::Tools, workspace};

/// Leaflet asks at load whether the browser draws pictures within a page, in two ways that set markup. Elements tell
/// the same where a page forbids markup (Trusted Types); the second way is for browsers that draw none at all.
const QUESTIONS: [(&str, &str); 2] = [
    (
        r#"div.innerHTML = "<svg/>";"#,
        r#"div.append(document.createElementNS("http://www.w3.org/2000/svg", "svg"));"#,
    ),
    (r#"div.innerHTML = '<v:shape adj="1"/>';"#, "return false;"),
];

/// The script as it is sent; fails if anything in it would set markup.
pub fn script(tools: &Tools) -> Result<Vec<u8>> {
    let bundled = minify::bundle(tools, &workspace::root().join("src/map/map.js"))?;
    let quiet = ask_without_markup(&String::from_utf8(bundled)?)?;
    let whole = workspace::stage()?.join("map.js");
    fs::write(&whole, quiet)?;
    minify::credited(tools, &whole, &credits(tools)?)
}

fn ask_without_markup(script: &str) -> Result<String> {
    let mut quiet = script.to_owned();
    for (question, answer) in QUESTIONS {
        quiet = quiet.replace(question, answer);
    }
    if let Some(sink) = trusted::find_sink(&quiet) {
        bail!("the map's script has `{sink}`, which strict pages forbid: see xtask/src/build/map.rs");
    }
    Ok(quiet)
}

/// Whose work it is, as their licenses ask.
fn credits(tools: &Tools) -> Result<String> {
    let mut credits = String::from("/*! ");
    for library in ["leaflet", "supercluster", "kdbush"] {
        let text = fs::read_to_string(tools.package(library).join("LICENSE")).context(library)?;
        let whose = text.lines().filter(|line| line.starts_with("Copyright"));
        credits.extend([library, ": ", &whose.collect::<Vec<_>>().join(", "), ". "]);
    }
    Ok(credits.trim_end().to_owned() + " */")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaflet_asks_at_load_is_asked_without_markup() {
        let script = "a(); div.innerHTML = \"<svg/>\"; b(); div.innerHTML = '<v:shape adj=\"1\"/>'; c();";
        let quiet = ask_without_markup(script).expect("both questions are known");
        assert!(
            quiet.contains("createElementNS") && !quiet.contains("innerHTML"),
            "{quiet}"
        );
    }

    #[test]
    fn another_way_in_for_markup_stops_the_build() {
        assert!(ask_without_markup("x.innerHTML = y;").is_err());
        assert!(ask_without_markup("x.insertAdjacentHTML('a', y);").is_err());
    }
}
