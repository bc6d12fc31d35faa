//! Trusted Types: Leptos sets the static parts of its views as HTML, which a page may forbid unless it goes
//! through a policy that the page has named. The glue's one such assignment is sent through `samskab`.

use anyhow::{Result, bail};

/// What scripts may do to turn text into markup or code; any that is not rewritten must not occur.
const SINKS: [&str; 8] = [
    ".outerHTML",
    "insertAdjacentHTML",
    "createContextualFragment",
    "setHTMLUnsafe",
    "document.write",
    "parseFromString",
    ".srcdoc",
    "new Function",
];

const POLICY: &str = r#"
const policy = (() => {
    try {
        return globalThis.trustedTypes?.createPolicy("samskab", { createHTML: markup => markup });
    } catch {
        // The page names its policies and this one is not among them: the browser then decides at the assignment.
    }
})();
const trusted = markup => policy ? policy.createHTML(markup) : markup;
"#;

/// What in a script could turn text into markup or code.
pub fn find_sink(script: &str) -> Option<&'static str> {
    let mut sinks = SINKS.into_iter().chain([".innerHTML"]);
    sinks.find(|sink| script.contains(sink))
}

/// The glue with its markup assignments sent through the policy; fails if there is another way in for markup.
pub fn route_html_through_policy(glue: &str) -> Result<String> {
    if let Some(sink) = SINKS.into_iter().find(|sink| glue.contains(sink)) {
        bail!(
            "the glue has `{sink}`, which would need a Trusted Types policy: see xtask/src/build/trusted.rs"
        );
    }
    let lines: Vec<String> = glue.lines().map(route_line).collect();
    let routed = lines.join("\n") + "\n";
    if routed == format!("{}\n", glue.trim_end_matches('\n')) {
        return Ok(routed);
    }
    Ok(routed + POLICY)
}

fn route_line(line: &str) -> String {
    match line.split_once(".innerHTML = ") {
        Some((target, markup)) => {
            let markup = markup.trim_end().trim_end_matches(';');
            format!("{target}.innerHTML = trusted({markup});")
        }
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "a();\n    arg0.innerHTML = getStringFromWasm0(arg1, arg2);\nb();\n";

    #[test]
    fn markup_is_set_through_the_policy_only() {
        let routed = route_html_through_policy(GLUE).expect("it can be routed");
        assert!(routed.contains("    arg0.innerHTML = trusted(getStringFromWasm0(arg1, arg2));"));
        assert!(routed.contains("createPolicy(\"samskab\""));
    }

    #[test]
    fn glue_without_markup_gets_no_policy() {
        let routed = route_html_through_policy("a();\nb();\n").expect("nothing to route");
        assert_eq!(routed, "a();\nb();\n");
    }

    #[test]
    fn another_way_in_for_markup_stops_the_build() {
        let error = route_html_through_policy("x.insertAdjacentHTML('a', b);").expect_err("a sink");
        assert!(error.to_string().contains("insertAdjacentHTML"));
    }
}
