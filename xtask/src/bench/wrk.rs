//! Debian's `wrk`, which asks as fast as it is answered.

use std::{path::Path, process::Command, time::Duration};

use anyhow::{Context, Result, ensure};

use crate::{apt, command};

const PROGRAM: &str = "wrk";

/// How fast a page was answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Answers in a second.
    pub per_second: f64,
    /// Half of the answers came within this.
    pub median: Duration,
    /// 99 of 100 answers came within this.
    pub p99: Duration,
}

/// Sees to it that the program is there.
pub fn install() -> Result<()> {
    if command::find(PROGRAM).is_some() {
        Ok(())
    } else {
        apt::install("measuring", &[PROGRAM])
    }
}

/// The middle one of several measurements, by what 99 of 100 answers took: whatever else a machine is doing disturbs
/// one or the other.
pub fn middle(mut figures: Vec<Figures>) -> Option<Figures> {
    figures.sort_by_key(|figures| figures.p99);
    figures.get(figures.len() / 2).copied()
}

/// Asks for an address, over so many connections at once and for so many seconds. With a script, as that says.
/// Anything but a success is a failure of the measurement.
pub fn measure(address: &str, script: Option<&Path>, connections: u32, seconds: u32) -> Result<Figures> {
    let mut wrk = Command::new(PROGRAM);
    wrk.args(["--latency", "--threads", "1", "--timeout", "30s"]);
    wrk.args(["--connections", &connections.to_string()]);
    wrk.arg("--duration").arg(format!("{seconds}s"));
    if let Some(script) = script {
        wrk.arg("--script").arg(script);
    }
    let told = String::from_utf8(command::read(wrk.arg(address))?)?;
    ensure!(
        !told.contains("Non-2xx") && !told.contains("Socket errors"),
        "not every request succeeded:\n{told}"
    );
    read(&told).with_context(|| format!("wrk said something unexpected:\n{told}"))
}

fn read(told: &str) -> Option<Figures> {
    let value = |name: &str| {
        let mut lines = told.lines().map(str::trim);
        lines.find_map(|line| line.strip_prefix(name)).map(str::trim)
    };
    Some(Figures {
        per_second: value("Requests/sec:")?.parse().ok()?,
        median: read_time(value("50%")?)?,
        p99: read_time(value("99%")?)?,
    })
}

fn read_time(text: &str) -> Option<Duration> {
    let unit = text.find(char::is_alphabetic)?;
    let (number, unit) = text.split_at(unit);
    let seconds = match unit {
        "us" => 1e-6,
        "ms" => 1e-3,
        "s" => 1.0,
        "m" => 60.0,
        _ => return None,
    };
    Some(Duration::from_secs_f64(number.parse::<f64>().ok()? * seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_from_what_wrk_says() {
        let told = "Running 1s test @ http://localhost:1/\n  1 threads and 2 connections\n  Thread Stats   Avg\n\
            \x20   Latency   1.2ms\n  Latency Distribution\n     50%  811.00us\n     75%    1.10ms\n\
            \x20    90%    2.00ms\n     99%    1.02s \n  12 requests in 1.00s, 3.00KB read\n\
            Requests/sec:   1234.56\nTransfer/sec:      3.00KB\n";
        let figures = read(told).expect("figures");
        assert_eq!(figures.per_second, 1234.56);
        assert_eq!(figures.median, Duration::from_micros(811));
        assert_eq!(figures.p99, Duration::from_millis(1020));
    }
}
