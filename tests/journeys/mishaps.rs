//! Every request of every journey, and all that can go wrong with it: a table, not a choice (C2).
//!
//! [`reading`], [`listening`] and [`sending`] hold the requests; [`Mishap`] holds what happens to them. Whatever it is, a sentence
//! says what happened, nothing typed is lost, and once the way is free again all goes on, with everything there once.

pub mod listening;
pub mod reading;
pub mod sending;

use std::time::Duration;

use samskab_tests::network::Fault;
use samskab_tests::words::da;

/// What goes wrong with a request.
#[derive(Clone, Copy)]
pub struct Mishap {
    /// What happens on the way.
    pub fault: Fault,
    /// Key of what is said to somebody who wanted to read; `None` where it comes all the same.
    pub told_to_readers: Option<&'static str>,
    /// Keys of what may be said to somebody who wanted to send; empty where it arrives all the same.
    pub told_to_writers: &'static [&'static str],
}

/// The request is lost.
pub const LOST: Mishap = Mishap {
    fault: Fault::LoseRequest,
    told_to_readers: Some("err.read.offline"),
    told_to_writers: &["wait.offline", "err.offline", "err.act.offline"],
};
/// The backend has done what was asked, and its answer is lost.
pub const UNANSWERED: Mishap = Mishap {
    fault: Fault::LoseAnswer,
    told_to_readers: Some("err.read.offline"),
    told_to_writers: &["wait.offline", "err.offline", "err.act.offline"],
};
/// The answer takes twenty seconds.
pub const LATE: Mishap = Mishap {
    fault: Fault::Delay(Duration::from_secs(20)),
    told_to_readers: None,
    told_to_writers: &[],
};
/// There are too many requests.
pub const BUSY: Mishap = Mishap {
    fault: Fault::Answer(429),
    told_to_readers: Some("err.busy"),
    told_to_writers: &["wait.busy", "err.busy", "err.act.busy"],
};
/// The backend fails.
pub const BROKEN: Mishap = Mishap {
    fault: Fault::Answer(500),
    told_to_readers: Some("err.read.server"),
    told_to_writers: &["err.server", "err.act.server"],
};
/// The backend is not to be had for now.
pub const CLOSED: Mishap = Mishap {
    fault: Fault::Answer(503),
    told_to_readers: Some("err.read.server"),
    told_to_writers: &["wait.busy", "err.readonly", "err.act.readonly"],
};
/// The backend does not know who asks.
pub const UNKNOWN: Mishap = Mishap {
    fault: Fault::Answer(401),
    told_to_readers: Some("err.read.server"),
    told_to_writers: &["err.refused", "err.act.unknown"],
};

/// All of them.
pub const ALL: [Mishap; 7] = [LOST, UNANSWERED, LATE, BUSY, BROKEN, CLOSED, UNKNOWN];

impl Mishap {
    /// The sentence for readers, in Danish.
    fn sentence_for_readers(self) -> Option<String> {
        self.told_to_readers.map(da)
    }
}
