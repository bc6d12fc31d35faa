//! The site as a browser sees it.

use std::{fs, time::Duration};

use reqwest::{Client, Response, StatusCode};
use tempfile::TempDir;

use crate::{Serving, Site};

const PAGE: &str =
    r#"<script type="module" src="/samskab/samskab.js" data-b="http://localhost:8301"></script>"#;

async fn serve(prepare: impl FnOnce(Site) -> Site) -> (TempDir, Serving) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("dist")).unwrap();
    fs::create_dir_all(root.join("demo")).unwrap();
    fs::write(root.join("index.html"), PAGE).unwrap();
    fs::write(root.join("demo/page.css"), "html { font-size: 62.5% }").unwrap();
    fs::write(root.join("secret.txt"), "not a page").unwrap();
    fs::write(root.join("dist/samskab.js"), "plain").unwrap();
    for (end, content) in [("", "wasm"), (".br", "brotli"), (".gz", "gzip")] {
        fs::write(root.join(format!("dist/samskab-0123456789.wasm{end}")), content).unwrap();
    }
    let serving = prepare(Site::new(root)).serve(0).await.unwrap();
    (folder, serving)
}

async fn get(serving: &Serving, path: &str) -> Response {
    Client::new().get(serving.address(path)).send().await.unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_page_names_the_real_backend_in_text_and_policy() {
    let (_folder, serving) = serve(|site| site.backend("http://localhost:9")).await;
    let page = get(&serving, "/").await;
    assert!(header(&page, "content-security-policy").contains("connect-src http://localhost:9 'self'"));
    assert_eq!(header(&page, "x-content-type-options"), "nosniff");
    // The file has not changed when the backend has: it must not be taken for the same page.
    assert_eq!((header(&page, "etag"), header(&page, "last-modified")), ("", ""));
    assert_eq!(
        page.text().await.unwrap(),
        PAGE.replace("http://localhost:8301", "http://localhost:9")
    );
}

#[tokio::test]
async fn nothing_but_pages_and_widget_is_served() {
    let (_folder, serving) = serve(|site| site).await;
    assert_eq!(get(&serving, "/demo/page.css").await.status(), StatusCode::OK);
    for path in [
        "/secret.txt",
        "/demo/../secret.txt",
        "/demo/%2e%2e/secret.txt",
        "/samskab/..%2fsecret.txt",
    ] {
        assert_eq!(
            get(&serving, path).await.status(),
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_widgets_files_come_as_compressed_as_the_browser_can_take_them() {
    let (_folder, serving) = serve(|site| site).await;
    for (accepted, content) in [("br, gzip", "brotli"), ("gzip", "gzip"), ("identity", "wasm")] {
        let request = Client::new().get(serving.address("/samskab/samskab-0123456789.wasm"));
        let file = request.header("accept-encoding", accepted).send().await.unwrap();
        assert_eq!(header(&file, "content-type"), "application/wasm");
        assert_eq!(header(&file, "access-control-allow-origin"), "*");
        assert_eq!(header(&file, "vary"), "accept-encoding");
        assert_eq!(file.text().await.unwrap(), content);
    }
}

#[tokio::test]
async fn only_what_never_changes_is_kept_without_asking() {
    let (_folder, serving) = serve(|site| site).await;
    let hashed = get(&serving, "/samskab/samskab-0123456789.wasm").await;
    assert!(header(&hashed, "cache-control").contains("immutable"));
    let stable = get(&serving, "/samskab/samskab.js").await;
    assert_eq!(header(&stable, "cache-control"), "no-cache");
    let missing = get(&serving, "/samskab/samskab-aaaaaaaaaa.wasm").await;
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    assert_eq!(header(&missing, "cache-control"), "no-cache");
}

#[tokio::test]
async fn a_widget_from_another_site_is_named_in_page_and_policy() {
    let (_folder, serving) = serve(|site| site.widget_from("http://127.0.0.1:9")).await;
    let page = get(&serving, "/index.html").await;
    assert!(header(&page, "content-security-policy").contains("script-src 'self' http://127.0.0.1:9 "));
    assert!(
        page.text()
            .await
            .unwrap()
            .contains(r#"src="http://127.0.0.1:9/samskab/samskab.js""#)
    );
}

#[tokio::test]
async fn further_folders_are_pages_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("two.html"), "http://localhost:8301").unwrap();
    let further = folder.path().to_owned();
    let (_folder, serving) = serve(|site| site.folder("/pages", further).backend("http://localhost:9")).await;
    assert_eq!(
        get(&serving, "/pages/two.html").await.text().await.unwrap(),
        "http://localhost:9"
    );
}

#[tokio::test]
async fn the_site_can_be_made_to_misbehave_and_to_behave_again() {
    let (_folder, serving) = serve(|site| site).await;
    serving.set_policy(|strict| strict.replace(" 'wasm-unsafe-eval'", ""));
    assert!(header(&get(&serving, "/").await, "content-security-policy").contains("script-src 'self';"));

    serving.lose(".wasm");
    assert_eq!(
        get(&serving, "/samskab/samskab-0123456789.wasm").await.status(),
        StatusCode::NOT_FOUND
    );
    serving.restore();
    assert_eq!(
        get(&serving, "/samskab/samskab-0123456789.wasm").await.status(),
        StatusCode::OK
    );

    serving.delay("samskab.js", Duration::from_millis(300));
    let asked = std::time::Instant::now();
    get(&serving, "/samskab/samskab.js").await;
    assert!(asked.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_taken_port_is_an_error() {
    let (_folder, serving) = serve(|site| site).await;
    let port = serving.origin().rsplit(':').next().unwrap().parse().unwrap();
    let error = Site::new("/").serve(port).await.err().unwrap();
    assert_eq!(
        error.to_string(),
        format!("port {port} of 127.0.0.1 cannot be served")
    );
}
