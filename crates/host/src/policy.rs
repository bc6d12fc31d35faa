//! The Content-Security-Policy that the widget must run under.

/// What a careful municipality sends: nothing but itself, the backend, and where the widget is loaded from.
pub fn strict_policy(backend: &str, widget_origin: Option<&str>) -> String {
    let widget = widget_origin.unwrap_or("'self'");
    [
        "default-src 'none'",
        &sources("script-src", &["'self'", widget, "'wasm-unsafe-eval'"]),
        "style-src 'self'",
        &sources("connect-src", &[backend, "'self'", widget]),
        &format!("img-src 'self' {backend}"),
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
    .join("; ")
}

/// One directive, naming no source twice.
fn sources(directive: &str, sources: &[&str]) -> String {
    let mut words = vec![directive];
    for source in sources {
        if !words.contains(source) {
            words.push(source);
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_of_its_own_names_only_itself_and_the_backend() {
        let policy = strict_policy("http://localhost:1", None);
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"));
        assert!(policy.contains("connect-src http://localhost:1 'self';"));
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn a_widget_from_elsewhere_may_run_and_fetch_from_there() {
        let policy = strict_policy("http://localhost:1", Some("http://127.0.0.1:2"));
        assert!(policy.contains("script-src 'self' http://127.0.0.1:2 'wasm-unsafe-eval';"));
        assert!(policy.contains("connect-src http://localhost:1 'self' http://127.0.0.1:2;"));
    }
}
