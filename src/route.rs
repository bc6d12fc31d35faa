//! Places inside the widget, as text and back.

pub mod fragment;

/// The steps of writing an idea, one question a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What is the problem?
    #[default]
    Problem,
    /// What would make it better?
    Idea,
    /// Who are you?
    Who,
    /// Is this what you want to send?
    Check,
}

impl Step {
    /// All steps, in order.
    pub const ALL: [Step; 4] = [Step::Problem, Step::Idea, Step::Who, Step::Check];

    fn as_str(self) -> &'static str {
        match self {
            Step::Problem => "",
            Step::Idea => "idea",
            Step::Who => "who",
            Step::Check => "check",
        }
    }

    /// The step after this one; the last one has none.
    pub fn next(self) -> Option<Step> {
        Step::ALL.into_iter().find(|step| *step > self)
    }
}

/// Where somebody is in the widget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The list of ideas.
    #[default]
    Ideas,
    /// One idea.
    Idea(String),
    /// Writing an idea.
    NewIdea(Step),
    /// The list of questions and dilemmas.
    Debates,
    /// One of them.
    Debate(String),
    /// The list of projects.
    Projects,
    /// One project.
    Project(String),
}

impl Place {
    /// Reads a path such as `/ideas/42`; `None` where there is no such place.
    pub fn parse(path: &str) -> Option<Place> {
        let mut parts = path.trim_end_matches('/').split('/').skip(1);
        let room = parts.next();
        let id = parts.next().filter(|id| !id.is_empty()).map(decode);
        let rest = parts.next();
        if parts.next().is_some() {
            return None;
        }
        Some(match (room, id, rest) {
            (Some("ideas"), None, None) => Place::Ideas,
            (Some("ideas"), Some(id), rest) if id == "new" => {
                let word = rest.unwrap_or("");
                Place::NewIdea(Step::ALL.into_iter().find(|step| step.as_str() == word)?)
            }
            (Some("ideas"), Some(id), None) => Place::Idea(id),
            (Some("debate"), None, None) => Place::Debates,
            (Some("debate"), Some(id), None) => Place::Debate(id),
            (Some("projects"), None, None) => Place::Projects,
            (Some("projects"), Some(id), None) => Place::Project(id),
            _ => return None,
        })
    }

    /// The path, such that [`Place::parse`] reads it back.
    pub fn path(&self) -> String {
        let (room, id) = match self {
            Place::Ideas => ("/ideas", None),
            Place::NewIdea(Step::Problem) => ("/ideas/new", None),
            Place::NewIdea(step) => ("/ideas/new", Some(step.as_str())),
            Place::Idea(id) => ("/ideas", Some(id.as_str())),
            Place::Debates => ("/debate", None),
            Place::Debate(id) => ("/debate", Some(id.as_str())),
            Place::Projects => ("/projects", None),
            Place::Project(id) => ("/projects", Some(id.as_str())),
        };
        match id {
            Some(id) => [room, "/", &encode(id)].concat(),
            None => room.to_owned(),
        }
    }

    /// The list that the place belongs to: what the navigation shows as present.
    pub fn room(&self) -> Place {
        match self {
            Place::Ideas | Place::Idea(_) | Place::NewIdea(_) => Place::Ideas,
            Place::Debates | Place::Debate(_) => Place::Debates,
            Place::Projects | Place::Project(_) => Place::Projects,
        }
    }

    /// The `first` parameter of the service document that asks for what this place shows.
    pub fn first(&self) -> String {
        match self {
            Place::Ideas => "contributions:idea".into(),
            Place::Debates => "contributions:question,dilemma".into(),
            Place::Idea(id) | Place::Debate(id) => ["contribution:", id].concat(),
            Place::NewIdea(_) => String::new(),
            Place::Projects => "projects".into(),
            Place::Project(id) => ["project:", id].concat(),
        }
    }
}

/// Percent-encodes what would end a path segment or a fragment's part; everything else stays readable.
fn encode(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for char in id.chars() {
        if matches!(char, '%' | '/' | '&' | '=' | '#' | '?' | '+' | ' ') {
            out.push('%');
            for digit in [char as u32 / 16, char as u32 % 16] {
                out.extend(char::from_digit(digit, 16));
            }
        } else {
            out.push(char);
        }
    }
    out
}

/// Undoes percent-encoding, also what a browser or a mail program has encoded beyond [`encode`].
fn decode(segment: &str) -> String {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let [first, tail @ ..] = rest {
        let digit = |at: usize| tail.get(at).and_then(|byte| (*byte as char).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_reads_what_it_writes() {
        let id = || "a/b&c=d#e?f %41æ".to_owned();
        let mut places = vec![Place::Ideas, Place::Debates, Place::Projects];
        places.extend([Place::Idea(id()), Place::Debate(id()), Place::Project(id())]);
        places.extend(Step::ALL.map(Place::NewIdea));
        for place in places {
            assert_eq!(Place::parse(&place.path()), Some(place));
        }
    }

    #[test]
    fn a_link_that_a_mail_program_has_encoded_still_leads_there() {
        assert_eq!(Place::parse("/ideas/b%C3%A6nk"), Some(Place::Idea("bænk".into())));
    }

    #[test]
    fn a_path_that_leads_nowhere_is_no_place() {
        for path in [
            "",
            "/",
            "/stars",
            "/ideas/1/2",
            "/ideas/new/never",
            "/projects/1/2/3",
        ] {
            assert_eq!(Place::parse(path), None, "{path}");
        }
    }
}
