//! Events as calendar files (RFC 5545), to be taken into one's own calendar (S2.6, C5).

use icalendar::{Calendar, Component, EventLike, EventStatus};
use samskab_protocol::event::{Event, EventState};
use samskab_protocol::identifier::Timestamp;

/// The media type of a calendar file.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// Writes a calendar of this name. `host` makes the events' ids unique in the world; what lies between two answers
/// with the same events is never the time of day, so that a reader who has it already can be told so.
pub fn write(name: &str, host: &str, events: &[Event]) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&on_one_line(name));
    for event in events {
        calendar.push(compose(event, host));
    }
    calendar.to_string()
}

fn compose(event: &Event, host: &str) -> icalendar::Event {
    let mut entry = icalendar::Event::new();
    entry
        .uid(&format!("{}@{host}", event.id))
        .summary(&on_one_line(&event.title))
        .add_property("DTSTART", compact(&event.starts_at))
        .add_property(
            "DTSTAMP",
            compact(event.updated_at.as_ref().unwrap_or(&event.starts_at)),
        )
        .status(match event.state {
            EventState::Cancelled => EventStatus::Cancelled,
            _ => EventStatus::Confirmed,
        });
    if let Some(end) = &event.ends_at {
        entry.add_property("DTEND", compact(end));
    }
    if let Some(place) = &event.place {
        entry.location(&on_one_line(&place.name));
    }
    let words = describe(event);
    if !words.is_empty() {
        entry.description(&words);
    }
    entry.done()
}

/// Everything that has no property of its own.
fn describe(event: &Event) -> String {
    let body = event.body.as_ref().map(|body| in_lines(&body.value));
    let agenda: Vec<String> = event
        .agenda
        .iter()
        .map(|point| format!("– {}", on_one_line(point)))
        .collect();
    let agenda = (!agenda.is_empty()).then(|| agenda.join("\n"));
    let rest = [&event.cancelled_reason, &event.host, &event.online_url];
    let rest = rest.into_iter().flatten().map(|words| on_one_line(words));
    let parts: Vec<String> = body.into_iter().chain(agenda).chain(rest).collect();
    parts.join("\n\n")
}

/// `2026-11-21T08:00:00Z` without what parts it: `20261121T080000Z`.
fn compact(moment: &Timestamp) -> String {
    moment
        .as_str()
        .chars()
        .filter(|sign| sign.is_ascii_alphanumeric())
        .collect()
}

/// A line that a text smuggled in would be a property of its own.
fn on_one_line(text: &str) -> String {
    text.split(char::is_control)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn in_lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(on_one_line).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use samskab_protocol::event::EventKind;
    use samskab_protocol::text::Text;

    use super::*;

    fn event() -> Event {
        let text = r#"{"id":"e1","kind":"debate_salon","title":"Hvem ejer en gade?","starts_at":"2026-11-21T18:00:00Z",
            "ends_at":"2026-11-21T20:00:00Z","place":{"name":"Ravns Boghandel, Storegade 18"},
            "body":{"value":"Kom; og tag en ven med.\n\nDer er suppe."},"updated_at":"2026-11-01T08:00:00Z"}"#;
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn an_event_is_written_as_calendars_read_it() {
        let file = write("En levende Storegade", "egeby.example", &[event()]);
        assert!(
            file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"),
            "{file}"
        );
        for line in [
            "UID:e1@egeby.example",
            "DTSTART:20261121T180000Z",
            "DTEND:20261121T200000Z",
            "DTSTAMP:20261101T080000Z",
            "SUMMARY:Hvem ejer en gade?",
            "LOCATION:Ravns Boghandel\\, Storegade 18",
            "DESCRIPTION:Kom\\; og tag en ven med.\\n\\nDer er suppe.",
            "STATUS:CONFIRMED",
        ] {
            assert!(
                file.contains(&format!("\r\n{line}\r\n")),
                "{line} is not in {file}"
            );
        }
        assert_eq!(file, write("En levende Storegade", "egeby.example", &[event()]));
    }

    #[test]
    fn one_that_does_not_take_place_says_so() {
        let cancelled = Event {
            state: EventState::Cancelled,
            cancelled_reason: Some("Stormen tog taget.".into()),
            ..event()
        };
        let file = write("x", "y", &[cancelled]);
        assert!(
            file.contains("STATUS:CANCELLED") && file.contains("Stormen tog taget."),
            "{file}"
        );
    }

    #[test]
    fn no_text_becomes_a_property_of_its_own() {
        let bad = "a\r\nATTACH:http://evil.example\rX:1\u{2028}";
        let event = Event {
            kind: EventKind::Other,
            title: bad.into(),
            body: Some(Text::plain(bad)),
            host: Some(bad.into()),
            ..event()
        };
        let file = write(bad, "y", &[event]);
        assert!(
            !file
                .lines()
                .any(|line| line.starts_with("ATTACH") || line.starts_with("X:")),
            "{file}"
        );
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "{file}");
    }

    #[test]
    fn no_line_is_longer_than_75_bytes() {
        let event = Event {
            title: "æ".repeat(200),
            ..event()
        };
        let file = write("x", "y", &[event]);
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
    }
}
