//! The PostgreSQL server that all tests share.

use std::io::Write;
use std::path::PathBuf;
use std::sync::OnceLock;

use samskab_cluster::{Cluster, find_programs};

use super::Database;
use super::server::run;

/// Where PostgreSQL's programs are. Where they are not installed, the whole run ends here and says so.
pub fn programs() -> PathBuf {
    find_programs().unwrap_or_else(|| {
        // Past the test harness, which would keep it to itself.
        let told = "skipped: PostgreSQL's programs are not installed here; nothing was tested on it\n";
        std::io::stderr().write_all(told.as_bytes()).unwrap();
        std::process::exit(0)
    })
}

/// The server. It forgets everything when the machine goes down, which is fast.
pub fn shared() -> &'static Cluster {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(|| Cluster::start(&programs(), "-F -c full_page_writes=off").unwrap())
}

/// A database with the invented municipality, to make copies of.
pub fn seeded_template() -> &'static str {
    static SEEDED: OnceLock<String> = OnceLock::new();
    SEEDED.get_or_init(|| {
        let name = shared().create(None).unwrap();
        let output = run(&["seed"], &Database::at(shared().address(&name)));
        assert!(output.status.success(), "{output:?}");
        name
    })
}
