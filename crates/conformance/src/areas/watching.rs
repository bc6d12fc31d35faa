//! What holds of every answer of the run, and can be told only at its end.

use crate::answer::PROBLEM;
use crate::clause::Clause;
use crate::exchange::Exchange;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-ALL-1" Must Reads ["core"] "Nothing that was asked broke the backend."
            because "Whatever people send, it must go on." source "RFC 9110, 15.6" => never_broke,
        "SMK-ALL-2" Must Queries ["core"] "Everything that was refused was refused as a problem."
            because "A client must be able to say what happened." source "RFC 9457" => refused_in_form,
        "SMK-ALL-3" Must Reads ["core"] "Whoever was asked to come later was told when."
            because "Otherwise everybody comes again at once." source "RFC 6585, 4" => told_when_to_come_back,
    ]
}

async fn never_broke(run: &Run) -> Outcome {
    let log = run.http.log();
    let broke = log
        .iter()
        .find(|exchange| exchange.status() >= 500 && exchange.status() != 503);
    if let Some(exchange) = broke {
        let line = exchange.to_curl(&run.http.mask);
        ensure!(false, "{} was answered to {line}", exchange.status());
    }
    Ok(())
}

async fn refused_in_form(run: &Run) -> Outcome {
    let log = run.http.log();
    let is_otherwise = |exchange: &&Exchange| {
        let kind = exchange.answered_header("content-type");
        exchange.status() >= 400 && exchange.method != "HEAD" && !kind.starts_with(PROBLEM)
    };
    if let Some(exchange) = log.iter().find(is_otherwise) {
        let line = exchange.to_curl(&run.http.mask);
        ensure!(
            false,
            "{} without a problem was answered to {line}",
            exchange.status()
        );
    }
    Ok(())
}

async fn told_when_to_come_back(run: &Run) -> Outcome {
    let log = run.http.log();
    let mut deferred = log
        .iter()
        .filter(|exchange| [429, 503].contains(&exchange.status()))
        .peekable();
    if deferred.peek().is_none() {
        inconclusive!("the backend never asked to come later");
    }
    for exchange in deferred {
        let seconds = exchange.answered_header("retry-after");
        let is_told = seconds.parse::<u64>().is_ok();
        ensure!(
            is_told,
            "{} was answered with retry-after {seconds:?}",
            exchange.status()
        );
    }
    Ok(())
}
