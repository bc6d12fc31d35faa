//! Moments: whole microseconds in UTC in the store, RFC 3339 text to the second on the wire.

use jiff::Zoned;
use jiff::tz::TimeZone;
use samskab_protocol::identifier::Timestamp;

use crate::faults::Fault;

/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;
/// Microseconds in a day.
pub const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// This moment.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}

/// A moment as it stands on the wire.
pub fn to_wire(micros: i64) -> Timestamp {
    let moment = jiff::Timestamp::from_microsecond(micros).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let form = match Fault::TimestampsLocal.is_on() {
        true => "%Y-%m-%dT%H:%M:%S+00:00",
        false => "%Y-%m-%dT%H:%M:%SZ",
    };
    Timestamp(moment.strftime(form).to_string())
}

/// Reads a moment from the wire, in whatever zone it is written; `None` for anything else.
pub fn from_wire(text: &Timestamp) -> Option<i64> {
    let moment: jiff::Timestamp = text.as_str().parse().ok()?;
    Some(moment.as_microsecond())
}

/// A moment as the clocks in a zone show it. An unknown zone counts as UTC.
pub fn in_zone(micros: i64, zone: &str) -> Zoned {
    let moment = jiff::Timestamp::from_microsecond(micros).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    moment.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC))
}

/// Today's date in a zone, `2026-11-21`.
pub fn today(zone: &str) -> String {
    in_zone(now(), zone).strftime("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_written_in_another_zone_is_the_same_moment_in_utc() {
        let micros = from_wire(&Timestamp("2026-06-01T10:00:00+02:00".into())).unwrap();
        assert_eq!(to_wire(micros), Timestamp("2026-06-01T08:00:00Z".into()));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        assert_eq!(from_wire(&Timestamp("yesterday".into())), None);
    }

    #[test]
    fn a_zone_that_nobody_knows_counts_as_utc() {
        assert_eq!(today("Moon/Tycho"), today("UTC"));
    }
}
