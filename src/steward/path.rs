//! The places for staff, as text and back: what stands behind `/steward`.

use samskab_protocol::queue::Waiting;

use crate::route::{Place, decode, encode};

/// Where a steward is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Room {
    /// What waits; for one thing only, where that is chosen.
    Queue(Option<Waiting>),
    /// One thing that waits.
    Case(Case),
    /// Finding what does not wait, by these words.
    Find(String),
    /// The projects.
    Projects,
    /// One of them, or a new one.
    Project(Option<String>),
}

/// One thing that waits, and the queue that it was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// For what it waits.
    pub reason: Waiting,
    /// What waits, as `<type>:<id>`.
    pub subject: String,
    /// What the queue was narrowed down to.
    pub queue: Option<Waiting>,
}

impl Room {
    /// Reads a path; the whole queue where it leads nowhere.
    pub fn parse(path: &str) -> Room {
        let parts: Vec<&str> = path.trim_end_matches('/').split('/').skip(1).collect();
        match *parts.as_slice() {
            ["queue", only] => Room::Queue(known(only)),
            ["case", reason, subject, ref rest @ ..] => Room::Case(Case {
                reason: Waiting::parse(reason),
                subject: decode(subject),
                queue: rest.first().and_then(|only| known(only)),
            }),
            ["find"] => Room::Find(String::new()),
            ["find", words] => Room::Find(decode(words)),
            ["projects"] => Room::Projects,
            ["projects", "new"] => Room::Project(None),
            ["projects", id] => Room::Project(Some(decode(id))),
            _ => Room::Queue(None),
        }
    }

    /// The place in the widget.
    pub fn place(&self) -> Place {
        Place::Steward(match self {
            Room::Queue(None) => String::new(),
            Room::Queue(Some(only)) => ["/queue/", only.as_str()].concat(),
            Room::Find(words) if words.is_empty() => "/find".into(),
            Room::Find(words) => ["/find/", &encode(words)].concat(),
            Room::Projects => "/projects".into(),
            Room::Project(None) => "/projects/new".into(),
            Room::Project(Some(id)) => ["/projects/", &encode(id)].concat(),
            Room::Case(case) => {
                let Case {
                    reason,
                    subject,
                    queue,
                } = case;
                let queue = queue.map_or(String::new(), |only| ["/", only.as_str()].concat());
                ["/case/", reason.as_str(), "/", &encode(subject), &queue].concat()
            }
        })
    }
}

fn known(word: &str) -> Option<Waiting> {
    Some(Waiting::parse(word)).filter(|only| *only != Waiting::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_for_staff_reads_what_it_writes() {
        let case = |queue| {
            Room::Case(Case {
                reason: Waiting::Reported,
                subject: "comment:a/b&c".into(),
                queue,
            })
        };
        for room in [
            Room::Queue(None),
            Room::Queue(Some(Waiting::Overdue)),
            case(None),
            case(Some(Waiting::Reported)),
            Room::Find(String::new()),
            Room::Find("bænke ved åen/K-12".into()),
            Room::Projects,
            Room::Project(None),
            Room::Project(Some("å en/b".into())),
        ] {
            let place = room.place();
            let path = match &place {
                Place::Steward(path) => path,
                _ => "",
            };
            assert_eq!(
                (Room::parse(path), &place),
                (room, &Place::Steward(path.to_owned()))
            );
        }
        assert_eq!(Room::parse("/queue/stars"), Room::Queue(None));
    }
}
