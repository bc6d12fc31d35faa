//! Where somebody is while they write a contribution: its kind, the screen, and the project it is meant for.

use samskab_protocol::contribution::Kind;

/// A screen of a composer: one question, in the order in which a kind asks them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// An idea: what is the problem (S2.3)?
    Problem,
    /// An idea: what would make it better?
    Idea,
    /// A question: what is asked?
    Question,
    /// A question: what should others know to answer it?
    Details,
    /// A dilemma: what pulls against what?
    Tension,
    /// A dilemma: what speaks for each side?
    Sides,
    /// A barrier: what is stopped?
    Stop,
    /// A barrier: at what does it stop?
    Ground,
    /// A story: what happened?
    Happened,
    /// A story: what was learned?
    Learned,
    /// Who else is affected (S4.1), and what can one offer oneself (S4.4)?
    Others,
    /// Where is it (C12), and what does it look like (C11)?
    Where,
    /// What does it look like (C11)?
    Pictures,
    /// Who are you?
    Who,
    /// Is this what you want to send?
    Check,
}

impl Step {
    /// The word in the path; the first screen of a kind goes without.
    fn as_str(self) -> &'static str {
        match self {
            Step::Problem | Step::Question | Step::Tension | Step::Stop | Step::Happened => "",
            Step::Idea => "idea",
            Step::Details => "details",
            Step::Sides => "sides",
            Step::Ground => "ground",
            Step::Learned => "learned",
            Step::Others => "others",
            Step::Where => "place",
            Step::Pictures => "pictures",
            Step::Who => "who",
            Step::Check => "check",
        }
    }
}

/// The screens of a kind, in order.
pub fn steps(kind: Kind) -> &'static [Step] {
    use Step::*;
    match kind {
        Kind::Question => &[Question, Details, Who, Check],
        Kind::Dilemma => &[Tension, Sides, Who, Check],
        Kind::Barrier => &[Stop, Ground, Where, Who, Check],
        Kind::Story => &[Happened, Learned, Pictures, Who, Check],
        Kind::Idea | Kind::Other => &[Problem, Idea, Others, Where, Who, Check],
    }
}

/// Writing a contribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composing {
    /// What sort it is.
    pub kind: Kind,
    /// The screen.
    pub step: Step,
    /// Id of the project that it is written for.
    pub project: Option<String>,
}

impl Composing {
    /// Beginning to write.
    pub fn begin(kind: Kind, project: Option<String>) -> Composing {
        Composing {
            kind,
            step: steps(kind)[0],
            project,
        }
    }

    /// The same at another screen.
    pub fn at(&self, step: Step) -> Composing {
        Composing { step, ..self.clone() }
    }

    /// What the draft is kept under: one for each kind in each project (C2).
    pub fn subject(&self) -> String {
        match &self.project {
            Some(project) => [self.kind.as_str(), " project:", project].concat(),
            None => self.kind.as_str().to_owned(),
        }
    }

    /// The beginning of what is kept under `subject`; `None` where that is no contribution.
    pub fn of_subject(subject: &str) -> Option<Composing> {
        let (kind, project) = match subject.split_once(" project:") {
            Some((kind, project)) => (kind, Some(project.to_owned())),
            None => (subject, None),
        };
        Some(Composing::begin(known(kind)?, project))
    }

    /// Reads what stands in a path after the kind.
    pub(super) fn parse(kind: &str, rest: &[&str], project: Option<String>) -> Option<Composing> {
        let kind = known(kind)?;
        let word = match rest {
            [] => "",
            [word] if !word.is_empty() => word,
            _ => return None,
        };
        let step = *steps(kind).iter().find(|step| step.as_str() == word)?;
        Some(Composing { kind, step, project })
    }

    /// The path after the list or the project that it belongs to.
    pub(super) fn path(&self) -> String {
        let of_ideas = self.kind == Kind::Idea && self.project.is_none();
        let mut path = String::from(if of_ideas { "/ideas/new" } else { "/new/" });
        if !of_ideas {
            path.push_str(self.kind.as_str());
        }
        let word = self.step.as_str();
        if !word.is_empty() {
            path.extend(["/", word]);
        }
        path
    }
}

fn known(kind: &str) -> Option<Kind> {
    Some(Kind::parse(kind)).filter(|kind| *kind != Kind::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_begins_without_a_word_and_ends_with_who_and_check() {
        for kind in Kind::ALL {
            let steps = steps(kind);
            assert_eq!(steps[0].as_str(), "");
            assert_eq!(steps[steps.len() - 2..], [Step::Who, Step::Check]);
            let mut words: Vec<_> = steps.iter().map(|step| step.as_str()).collect();
            words.sort_unstable();
            words.dedup();
            assert_eq!(
                words.len(),
                steps.len(),
                "two screens of one kind have the same word"
            );
        }
    }

    #[test]
    fn a_draft_leads_back_to_where_it_was_begun() {
        for project in [None, Some("en levende: gade".to_owned())] {
            let story = Composing::begin(Kind::Story, project);
            assert_eq!(Composing::of_subject(&story.subject()), Some(story));
        }
        assert_eq!(Composing::of_subject("contribution:42"), None);
    }
}
