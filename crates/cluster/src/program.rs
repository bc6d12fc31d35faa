//! PostgreSQL's programs: where they are, and as whom they run.

use std::fs::File;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

/// PostgreSQL does not run as root; then it runs as the user that its package makes.
const SYSTEM_USER: &str = "postgres";
/// Where Debian puts what is not meant for everybody's search path, by version.
const DEBIAN: &str = "/usr/lib/postgresql";
const LOG: &str = "log";
/// Starts the server, and ends it when the pipe to this shell is closed: that is when whoever started it has ended.
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

/// The folder with the newest programs that are installed, if any are.
pub fn find_programs() -> Option<PathBuf> {
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

/// Gives a folder or file to whoever the programs run as.
pub fn own(path: &Path) -> Result<()> {
    if let Some((user, group)) = find_user()? {
        chown(path, Some(user), Some(group))?;
    }
    Ok(())
}

/// A program that works in a cluster's folder and writes to its log. The log is a file, since a pipe that the server
/// keeps open would hang whoever waits for its end.
pub fn start(program: &Path, folder: &Path) -> Result<Command> {
    let log = folder.join(LOG);
    let out = File::options().append(true).create(true).open(&log)?;
    own(&log)?;
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    command.stdout(out.try_clone()?).stderr(out);
    if let Some((user, group)) = find_user()? {
        command.uid(user).gid(group);
    }
    Ok(command)
}

/// Runs a program to its end.
pub fn run(command: &mut Command, folder: &Path) -> Result<()> {
    let status = command.status()?;
    ensure!(status.success(), "{command:?}: {}", read_log(folder));
    Ok(())
}

/// Starts a server, with the shell that ends it.
pub fn keep(programs: &Path, folder: &Path, options: &str) -> Result<Child> {
    let mut keeper = start(Path::new("sh"), folder)?;
    keeper.args(["-c", KEEP, "sh"]).arg(programs).arg(options);
    // Ctrl-C ends the program that has started it, and by that the server, in this order.
    keeper.stdin(Stdio::piped()).process_group(0);
    Ok(keeper.spawn()?)
}

/// What the programs have said.
pub fn read_log(folder: &Path) -> String {
    std::fs::read_to_string(folder.join(LOG)).unwrap_or_default()
}

/// The numbers of the user and group to become, where one may and must.
fn find_user() -> Result<Option<(u32, u32)>> {
    if !rustix::process::geteuid().is_root() {
        return Ok(None);
    }
    let users = std::fs::read_to_string("/etc/passwd")?;
    let user = users
        .lines()
        .map(|line| line.split(':').collect::<Vec<_>>())
        .find(|user| user[0] == SYSTEM_USER)
        .with_context(|| format!("PostgreSQL does not run as root, and there is no user {SYSTEM_USER}"))?;
    Ok(Some((user[2].parse()?, user[3].parse()?)))
}
