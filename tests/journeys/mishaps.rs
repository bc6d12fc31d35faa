//! Every request of every journey, and all that can go wrong with it: a table, not a choice (C2).
//!
//! [`reading`] and [`sending`] hold the requests; [`Mishap`] holds what happens to them. Whatever it is, a sentence
//! says what happened, nothing typed is lost, and once the way is free again all goes on, with everything there once.

pub mod reading;

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
}

/// The request is lost.
pub const LOST: Mishap = Mishap {
    fault: Fault::LoseRequest,
    told_to_readers: Some("err.read.offline"),
};
/// The backend has done what was asked, and its answer is lost.
pub const UNANSWERED: Mishap = Mishap {
    fault: Fault::LoseAnswer,
    told_to_readers: Some("err.read.offline"),
};
/// The answer takes twenty seconds.
pub const LATE: Mishap = Mishap {
    fault: Fault::Delay(Duration::from_secs(20)),
    told_to_readers: None,
};
/// There are too many requests.
pub const BUSY: Mishap = Mishap {
    fault: Fault::Answer(429),
    told_to_readers: Some("err.busy"),
};
/// The backend fails.
pub const BROKEN: Mishap = Mishap {
    fault: Fault::Answer(500),
    told_to_readers: Some("err.read.server"),
};
/// The backend is not to be had for now.
pub const CLOSED: Mishap = Mishap {
    fault: Fault::Answer(503),
    told_to_readers: Some("err.read.server"),
};
/// The backend does not know who asks.
pub const UNKNOWN: Mishap = Mishap {
    fault: Fault::Answer(401),
    told_to_readers: Some("err.read.server"),
};

impl Mishap {
    /// The sentence for readers, in Danish.
    fn sentence_for_readers(self) -> Option<String> {
        self.told_to_readers.map(da)
    }
}
