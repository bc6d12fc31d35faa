//! A PostgreSQL server for these tests alone, from the programs that are installed here. It lies in a temporary
//! folder, listens on a socket in it and nowhere else, and ends with the tests, however they end.

use std::fs::File;
use std::io::Write;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::Database;
use super::server::run;

const USER: &str = "samskab";
/// PostgreSQL does not run as root; then it runs as the user that its package makes.
const SYSTEM_USER: &str = "postgres";
/// Where Debian puts what is not meant for everybody's search path.
const DEBIAN: &str = "/usr/lib/postgresql";
/// Starts the server, and ends it when the pipe to this shell is closed: that is when the tests have ended.
const KEEP: &str = r#"
"$1"/postgres -D data -k "$PWD" -c listen_addresses= -c max_connections=300 $2 >>log 2>&1 &
server=$!
echo $server >pid
touch running.$server
exec 3<&0
(read -r end <&3; test -e running.$server && kill -INT $server) &
wait $server
rm running.$server
wait
cd / && rm -rf "$OLDPWD"
"#;

/// A running server.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    options: &'static str,
    /// Each ends its server once nobody holds its input any longer.
    keepers: Vec<Child>,
}

impl Cluster {
    /// The one that all tests share. It forgets everything when the machine goes down, which is fast.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(|| Self::start("-F -c full_page_writes=off"))
    }

    /// A new one, with these options of `postgres`.
    pub fn start(options: &'static str) -> Self {
        let Some(programs) = find_programs() else {
            // Past the test harness, which would keep it to itself.
            let told = "skipped: PostgreSQL's programs are not installed here; nothing was tested on it\n";
            std::io::stderr().write_all(told.as_bytes()).unwrap();
            std::process::exit(0);
        };
        let folder = tempfile::Builder::new()
            .prefix("samskab-postgres-")
            .tempdir()
            .unwrap()
            .keep();
        if let Some((user, group)) = find_user() {
            chown(&folder, Some(user), Some(group)).unwrap();
        }
        let mut initdb = command(&programs.join("initdb"), &folder);
        initdb.args([
            "-D",
            "data",
            "-U",
            USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]);
        finish(initdb, &folder);
        let keeper = keep(&programs, &folder, options);
        let cluster = Cluster {
            programs,
            folder,
            options,
            keepers: vec![keeper],
        };
        cluster.wait_until_ready();
        cluster
    }

    /// Makes a database, as a copy of another one if so wanted, and answers its name.
    pub fn create(&self, template: Option<&str>) -> String {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let name = format!("d{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        self.psql(&format!(
            "CREATE DATABASE {name} TEMPLATE {}",
            template.unwrap_or("template0")
        ));
        name
    }

    /// Removes a database.
    pub fn remove(&self, name: &str) {
        self.psql(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    }

    /// What `--database` is told to use this database.
    pub fn address(&self, name: &str) -> String {
        format!(
            "postgres://{USER}@localhost/{name}?host={}",
            self.folder.display()
        )
    }

    /// A database with the invented municipality, to make copies of.
    pub fn seeded_template(&self) -> &str {
        static SEEDED: OnceLock<String> = OnceLock::new();
        SEEDED.get_or_init(|| {
            let name = self.create(None);
            let output = run(&["seed"], &Database::at(self.address(&name)));
            assert!(output.status.success(), "{output:?}");
            name
        })
    }

    /// Ends it without a word, as when its machine goes down.
    pub fn kill(&mut self) {
        let server = std::fs::read_to_string(self.folder.join("pid")).unwrap();
        let server = server.trim();
        let below = std::fs::read_to_string(format!("/proc/{server}/task/{server}/children")).unwrap();
        let mut kill = Command::new("kill");
        kill.args(["-KILL", server]).args(below.split_whitespace());
        assert!(kill.status().unwrap().success());
    }

    /// Again, on what it has left.
    pub fn restart(&mut self) {
        for _ in 0..100 {
            // It does not start before all of the old one has gone.
            self.keepers
                .push(keep(&self.programs, &self.folder, self.options));
            for _ in 0..20 {
                if self.is_ready() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(100));
            }
        }
        panic!("{}", read_log(&self.folder));
    }

    fn psql(&self, statement: &str) {
        let mut psql = command(&self.programs.join("psql"), &self.folder);
        psql.args(["-X", "-q", "-h"]).arg(&self.folder);
        psql.args(["-U", USER, "-d", "postgres", "-c", statement]);
        finish(psql, &self.folder);
    }

    fn wait_until_ready(&self) {
        for _ in 0..600 {
            if self.is_ready() {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("{}", read_log(&self.folder));
    }

    fn is_ready(&self) -> bool {
        let mut ready = command(&self.programs.join("pg_isready"), &self.folder);
        ready.args(["-q", "-h"]).arg(&self.folder);
        ready.status().unwrap().success()
    }
}

fn keep(programs: &Path, folder: &Path, options: &str) -> Child {
    command(Path::new("sh"), folder)
        .args(["-c", KEEP, "sh"])
        .arg(programs)
        .arg(options)
        .stdin(Stdio::piped())
        // Ctrl-C ends the tests, and by that the server, in this order.
        .process_group(0)
        .spawn()
        .unwrap()
}

/// A program of PostgreSQL's, as a user it accepts, in the cluster's folder, with its words in the log.
fn command(program: &Path, folder: &Path) -> Command {
    let log = File::options()
        .append(true)
        .create(true)
        .open(folder.join("log"))
        .unwrap();
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    command.stdout(log.try_clone().unwrap()).stderr(log);
    if let Some((user, group)) = find_user() {
        chown(folder.join("log"), Some(user), Some(group)).unwrap();
        command.uid(user).gid(group);
    }
    command
}

fn finish(mut command: Command, folder: &Path) {
    let status = command.status().unwrap();
    assert!(status.success(), "{command:?}: {}", read_log(folder));
}

fn read_log(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap_or_default()
}

/// The newest ones that are installed.
fn find_programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.splice(0..0, std::env::split_paths(&path));
    folders
        .into_iter()
        .rev()
        .find(|folder| folder.join("initdb").is_file())
}

/// The numbers of the user to become, where one may.
fn find_user() -> Option<(u32, u32)> {
    let is_root = std::fs::read_to_string("/proc/self/status")
        .unwrap()
        .lines()
        .any(|line| line.starts_with("Uid:\t0\t"));
    if !is_root {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap();
    let user = users
        .lines()
        .map(|line| line.split(':').collect::<Vec<_>>())
        .find(|user| user[0] == SYSTEM_USER)?;
    Some((user[2].parse().ok()?, user[3].parse().ok()?))
}
