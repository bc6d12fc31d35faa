//! Programs that a journey starts, each ended by whoever holds it.

use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

/// How long a program may take until it says that it is ready.
const START: Duration = Duration::from_secs(90);

/// A running program; dropping it kills it.
pub struct Process {
    name: String,
    child: Child,
}

impl Process {
    /// Starts a program and waits for the line on its standard output in which `read` finds what it looks for.
    pub async fn start<T>(mut command: Command, read: impl Fn(&str) -> Option<T>) -> Result<(Self, T)> {
        let name = command.as_std().get_program().to_string_lossy().into_owned();
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let mut child = command
            .spawn()
            .with_context(|| format!("{name} does not start"))?;
        let mut errors = child.stderr.take().map(|pipe| BufReader::new(pipe).lines());
        let mut lines = BufReader::new(child.stdout.take().context("no output to read")?).lines();
        let found = timeout(START, find(&mut lines, read))
            .await
            .map_err(|_| anyhow!("{name} did not get ready within {START:?}"))?;
        let Some(found) = found else {
            let last = last_line(errors.as_mut()).await;
            bail!("{name} ended before it was ready: {last}");
        };
        // Both pipes are read on, since a program whose pipe is full stands still.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        tokio::spawn(async move {
            if let Some(errors) = &mut errors {
                while let Ok(Some(_)) = errors.next_line().await {}
            }
        });
        Ok((Process { name, child }, found))
    }

    /// Starts a program that says nothing; `is_ready` is asked until it says yes.
    pub async fn start_silent(mut command: Command, is_ready: impl AsyncFn() -> bool) -> Result<Self> {
        let name = command.as_std().get_program().to_string_lossy().into_owned();
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        let mut child = command
            .spawn()
            .with_context(|| format!("{name} does not start"))?;
        let ready = async {
            while !is_ready().await {
                if let Ok(Some(status)) = child.try_wait() {
                    bail!("{name} ended before it was ready: {status}");
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Ok(())
        };
        timeout(START, ready)
            .await
            .map_err(|_| anyhow!("{name} did not get ready within {START:?}"))??;
        Ok(Process { name, child })
    }

    /// Ends the program and waits until it is gone.
    pub async fn end(mut self) -> Result<()> {
        self.child
            .kill()
            .await
            .with_context(|| format!("{} cannot be ended", self.name))
    }
}

/// Runs a program to its end; what it wrote to standard error is the reason where it failed.
pub async fn run(mut command: Command) -> Result<String> {
    let name = command.as_std().get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .await
        .with_context(|| format!("{name} does not start"))?;
    if !output.status.success() {
        bail!(
            "{name} failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The port in the line that a backend prints once it listens.
pub fn listening(line: &str) -> Option<u16> {
    line.strip_prefix("listening on http://localhost:")?
        .trim_end_matches('/')
        .parse()
        .ok()
}

async fn find<T>(lines: &mut Lines<BufReader<ChildStdout>>, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some(found) = read(&line) {
            return Some(found);
        }
    }
    None
}

async fn last_line(lines: Option<&mut Lines<BufReader<impl AsyncRead + Unpin>>>) -> String {
    let mut last = String::from("it said nothing");
    if let Some(lines) = lines {
        while let Ok(Some(line)) = lines.next_line().await {
            if !line.trim().is_empty() {
                last = line;
            }
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_line_that_says_so() {
        assert_eq!(listening("listening on http://localhost:8301"), Some(8301));
        assert_eq!(listening("warning: something else"), None);
    }
}
