//! How a task fails: one clear line on stderr and an exit code that says whose turn it is.

use std::{fmt, process::ExitCode};

/// Something that the person at the keyboard has to mend first: a missing tool, a taken port, a wrong flag.
#[derive(Debug)]
pub struct YourTurn(pub String);

impl fmt::Display for YourTurn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for YourTurn {}

/// 0 when done, 2 when it is the person's turn, 1 when the task itself failed.
pub fn exit_code(done: anyhow::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(if error.downcast_ref::<YourTurn>().is_some() {
                2
            } else {
                1
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::*;

    fn code(error: anyhow::Error) -> String {
        format!("{:?}", exit_code(Err(error)))
    }

    #[test]
    fn a_failing_task_and_a_missing_tool_exit_differently() {
        let failed = code(anyhow::anyhow!("wasm-opt failed"));
        let missing = code(anyhow::Error::new(YourTurn("install npm".into())));
        assert_eq!(failed, format!("{:?}", ExitCode::from(1)));
        assert_eq!(missing, format!("{:?}", ExitCode::from(2)));
    }

    #[test]
    fn context_around_it_does_not_hide_whose_turn_it_is() {
        let missing: anyhow::Result<()> = Err(YourTurn("install npm".into()).into());
        let wrapped = missing.context("getting the tools").expect_err("it failed");
        assert_eq!(code(wrapped), format!("{:?}", ExitCode::from(2)));
    }
}
