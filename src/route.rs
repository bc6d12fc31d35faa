//! Places inside the widget, as text and back.

pub mod composing;
pub mod fragment;
pub mod narrowing;

use samskab_protocol::contribution::Kind;

use composing::Composing;
use narrowing::Narrowing;

/// What the path of a place for staff begins with.
const STEWARD: &str = "/steward";

/// Where somebody is in the widget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The list of ideas.
    #[default]
    Ideas,
    /// The list of ideas, narrowed down or in another order.
    IdeasBy(Narrowing),
    /// One idea.
    Idea(String),
    /// Writing a contribution.
    New(Composing),
    /// Choosing what to write, in the project with this id or in none.
    Choose(Option<String>),
    /// The list of questions and dilemmas.
    Debates,
    /// That list, narrowed down or in another order.
    DebatesBy(Narrowing),
    /// One of them.
    Debate(String),
    /// One comment, in the debate below the contribution at a place.
    Comment(Box<Place>, String),
    /// The list of projects.
    Projects,
    /// That list, narrowed down.
    ProjectsBy(Narrowing),
    /// One project.
    Project(String),
    /// What is one's own; with the secret of a private link where one has come by it.
    Mine(Option<String>),
    /// Where the municipality's own staff work; what stands behind `/steward` is for them to read.
    Steward(String),
    /// The public log of what was moderated.
    Log,
}

impl Place {
    /// Reads a path such as `/ideas/42`; `None` where there is no such place.
    pub fn parse(path: &str) -> Option<Place> {
        if let Some(rest) = path.strip_prefix(STEWARD) {
            return Some(Place::Steward(rest.to_owned()));
        }
        if let Some((path, by)) = path.split_once('?') {
            return Place::parse(path).map(|place| place.by(Narrowing::parse(by)));
        }
        let parts: Vec<&str> = path.trim_end_matches('/').split('/').skip(1).collect();
        Some(match *parts.as_slice() {
            ["ideas"] => Place::Ideas,
            ["ideas", "new", ref rest @ ..] => Place::New(Composing::parse("idea", rest, None)?),
            ["ideas", id] => Place::Idea(decode(id)),
            ["ideas", id, comment] => Place::Idea(decode(id)).at(decode(comment)),
            ["debate"] => Place::Debates,
            ["debate", id] => Place::Debate(decode(id)),
            ["debate", id, comment] => Place::Debate(decode(id)).at(decode(comment)),
            ["projects"] => Place::Projects,
            ["projects", id] => Place::Project(decode(id)),
            ["new"] => Place::Choose(None),
            ["new", kind, ref rest @ ..] => Place::New(Composing::parse(kind, rest, None)?),
            ["projects", id, "new"] => Place::Choose(Some(decode(id))),
            ["projects", id, "new", kind, ref rest @ ..] => {
                Place::New(Composing::parse(kind, rest, Some(decode(id)))?)
            }
            ["mine"] => Place::Mine(None),
            ["log"] => Place::Log,
            ["mine", secret] => Place::Mine(Some(decode(secret))),
            _ => return None,
        })
    }

    /// The place of a contribution: in the room where its kind is talked about.
    pub fn of(kind: Kind, id: String) -> Place {
        match kind {
            Kind::Question | Kind::Dilemma => Place::Debate(id),
            _ => Place::Idea(id),
        }
    }

    /// The place of a comment in the debate that is shown here.
    pub fn at(self, comment: String) -> Place {
        Place::Comment(Box::new(self.whole()), comment)
    }

    /// The place without what it names within one view: the whole debate in the stead of one comment.
    pub fn whole(self) -> Place {
        match self {
            Place::Comment(about, _) => *about,
            place => place,
        }
    }

    /// The comment that the place names.
    pub fn comment(&self) -> Option<String> {
        match self {
            Place::Comment(_, comment) => Some(comment.clone()),
            _ => None,
        }
    }

    /// The list in this room, narrowed down or in another order; other places stay as they are.
    pub fn by(self, narrowing: Narrowing) -> Place {
        match self {
            Place::Ideas | Place::IdeasBy(_) if narrowing.is_empty() => Place::Ideas,
            Place::Debates | Place::DebatesBy(_) if narrowing.is_empty() => Place::Debates,
            Place::Projects | Place::ProjectsBy(_) if narrowing.is_empty() => Place::Projects,
            Place::Ideas | Place::IdeasBy(_) => Place::IdeasBy(narrowing),
            Place::Debates | Place::DebatesBy(_) => Place::DebatesBy(narrowing),
            Place::Projects | Place::ProjectsBy(_) => Place::ProjectsBy(narrowing),
            place => place,
        }
    }

    /// What the list is narrowed down to.
    pub fn narrowing(&self) -> Narrowing {
        match self {
            Place::IdeasBy(narrowing) | Place::DebatesBy(narrowing) | Place::ProjectsBy(narrowing) => {
                narrowing.clone()
            }
            _ => Narrowing::default(),
        }
    }

    /// The path, such that [`Place::parse`] reads it back.
    pub fn path(&self) -> String {
        if let Place::IdeasBy(narrowing) | Place::DebatesBy(narrowing) | Place::ProjectsBy(narrowing) = self {
            return [&self.room().path(), "?", &narrowing.path()].concat();
        }
        let (room, id, rest) = match self {
            Place::Steward(rest) => return [STEWARD, rest].concat(),
            Place::Log => ("/log", None, String::new()),
            Place::Comment(about, comment) => return [&about.path(), "/", &encode(comment)].concat(),
            Place::Ideas | Place::IdeasBy(_) => ("/ideas", None, String::new()),
            Place::Idea(id) => ("/ideas", Some(id), String::new()),
            Place::Debates | Place::DebatesBy(_) => ("/debate", None, String::new()),
            Place::Debate(id) => ("/debate", Some(id), String::new()),
            Place::Projects | Place::ProjectsBy(_) => ("/projects", None, String::new()),
            Place::Project(id) => ("/projects", Some(id), String::new()),
            Place::Choose(project) => ("/projects", project.as_ref(), "/new".into()),
            Place::New(composing) => ("/projects", composing.project.as_ref(), composing.path()),
            Place::Mine(secret) => ("/mine", secret.as_ref(), String::new()),
        };
        match id {
            Some(id) => [room, "/", &encode(id), &rest].concat(),
            None if rest.is_empty() => room.to_owned(),
            None => rest,
        }
    }

    /// The list that the place belongs to: what the navigation shows as present.
    pub fn room(&self) -> Place {
        match self {
            Place::New(Composing { project: Some(_), .. }) | Place::Choose(Some(_)) => Place::Projects,
            Place::New(Composing {
                kind: Kind::Question | Kind::Dilemma,
                ..
            }) => Place::Debates,
            Place::Ideas | Place::IdeasBy(_) | Place::Idea(_) | Place::New(_) | Place::Choose(None) => {
                Place::Ideas
            }
            Place::Debates | Place::DebatesBy(_) | Place::Debate(_) => Place::Debates,
            Place::Projects | Place::ProjectsBy(_) | Place::Project(_) => Place::Projects,
            Place::Mine(_) => Place::Mine(None),
            Place::Steward(_) => Place::Steward(String::new()),
            Place::Log => Place::Log,
            Place::Comment(about, _) => about.room(),
        }
    }

    /// The `first` parameter of the service document that asks for what this place shows.
    pub fn first(&self) -> String {
        match self {
            Place::Ideas => "contributions:idea".into(),
            Place::Debates => "contributions:question,dilemma".into(),
            Place::Idea(id) | Place::Debate(id) => ["contribution:", id].concat(),
            Place::Projects => "projects".into(),
            Place::Project(id) => ["project:", id].concat(),
            Place::Comment(about, _) => about.first(),
            _ => String::new(),
        }
    }
}

/// Percent-encodes what would end a path segment or a fragment's part; everything else stays readable.
pub fn encode(id: &str) -> String {
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
pub fn decode(segment: &str) -> String {
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
    use super::composing::{Step, steps};
    use super::*;

    #[test]
    fn an_idea_is_written_where_it_always_was() {
        let idea = |step| Place::New(Composing::begin(Kind::Idea, None).at(step));
        assert_eq!(Place::parse("/ideas/new"), Some(idea(Step::Problem)));
        assert_eq!(Place::parse("/ideas/new/check"), Some(idea(Step::Check)));
        assert_eq!(idea(Step::Who).path(), "/ideas/new/who");
    }

    #[test]
    fn every_place_reads_what_it_writes() {
        let id = || "a/b&c=d#e?f %41æ".to_owned();
        let mut places = vec![Place::Ideas, Place::Debates, Place::Projects];
        places.extend([Place::Idea(id()), Place::Debate(id()), Place::Project(id())]);
        places.extend([Place::Mine(None), Place::Mine(Some(id())), Place::Log]);
        places.extend(["", "/queue/pending"].map(|rest| Place::Steward(rest.into())));
        places.extend([Place::Idea(id()).at(id()), Place::Debate(id()).at(id())]);
        for project in [None, Some(id())] {
            places.push(Place::Choose(project.clone()));
            for kind in Kind::ALL {
                let begun = Composing::begin(kind, project.clone());
                places.extend(steps(kind).iter().map(|step| Place::New(begun.at(*step))));
            }
        }
        let by = Narrowing::default().with("q", &id()).with("order", "newest");
        places.extend([Place::Ideas, Place::Debates, Place::Projects].map(|place| place.by(by.clone())));
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
            "/ideas/1/2/3",
            "/projects/1/2",
            "/ideas/new/never",
            "/new/poem",
            "/new/question/ground",
            "/projects/1/new/story/learned/2",
            "/projects/1/2/3",
        ] {
            assert_eq!(Place::parse(path), None, "{path}");
        }
    }
}
