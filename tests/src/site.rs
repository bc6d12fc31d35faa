//! The municipality's site, on an origin of its own.

use anyhow::Result;
use samskab_host::Serving;

use crate::tools::Tools;

/// Where the site has the pages of `tests/pages`.
pub const PAGES: &str = "/pages";

/// Opens a site with the demo's pages and the journeys' own, all of which name this backend.
pub async fn open(tools: &Tools, backend: &str) -> Result<Serving> {
    samskab_host::Site::new(&tools.root)
        .dist(&tools.dist)
        .backend(backend)
        .folder(PAGES, tools.root.join("tests/pages"))
        .serve(0)
        .await
}
