//! The kinds of reactions that there are, and to whom their counts are told.

use samskab_protocol::contribution::ReactionCounts;
use samskab_protocol::identifier::RefType;
use samskab_protocol::service::{CountsVisibility, ReactionKind};

/// A kind of reaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// With a contribution.
    Support,
    /// With a comment.
    Agree,
    /// With a comment.
    Disagree,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Support, Kind::Agree, Kind::Disagree];

    /// Reads the word in the address; `None` where there is no such kind for this sort of thing.
    pub fn parse(word: &str, on: RefType) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word && kind.on() == on)
    }

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Support => "support",
            Kind::Agree => "agree",
            Kind::Disagree => "disagree",
        }
    }

    /// The kind that the same participant cannot have beside it.
    pub fn opposite(self) -> Option<Self> {
        match self {
            Kind::Support => None,
            Kind::Agree => Some(Kind::Disagree),
            Kind::Disagree => Some(Kind::Agree),
        }
    }

    /// How many of this kind there are.
    pub fn of(self, counts: &ReactionCounts) -> u32 {
        let count = match self {
            Kind::Support => counts.support,
            Kind::Agree => counts.agree,
            Kind::Disagree => counts.disagree,
        };
        count.unwrap_or_default()
    }

    fn on(self) -> RefType {
        match self {
            Kind::Support => RefType::Contribution,
            Kind::Agree | Kind::Disagree => RefType::Comment,
        }
    }
}

/// What the service document says of them.
pub fn declare() -> Vec<ReactionKind> {
    let declare = |kind: Kind| ReactionKind {
        id: kind.as_str().into(),
        on: vec![kind.on().as_str().into()],
        excludes: kind
            .opposite()
            .map(|other| other.as_str().to_owned())
            .into_iter()
            .collect(),
    };
    Kind::ALL.map(declare).to_vec()
}

/// The counts as everyone may see them.
pub fn tell_everyone(counts: ReactionCounts, visibility: CountsVisibility) -> ReactionCounts {
    match visibility {
        CountsVisibility::Always => counts,
        _ => ReactionCounts::default(),
    }
}

/// The counts as somebody may see them who has reacted, or has not.
pub fn tell_one(counts: ReactionCounts, visibility: CountsVisibility, has_reacted: bool) -> ReactionCounts {
    match visibility {
        CountsVisibility::AfterOwnReaction if has_reacted => counts,
        _ => tell_everyone(counts, visibility),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_belongs_to_one_sort_of_thing() {
        assert_eq!(Kind::parse("support", RefType::Contribution), Some(Kind::Support));
        assert_eq!(Kind::parse("support", RefType::Comment), None);
        assert_eq!(Kind::parse("agree", RefType::Contribution), None);
        assert_eq!(Kind::parse("love", RefType::Comment), None);
    }

    #[test]
    fn counts_are_told_to_those_who_may_know_them() {
        let counts = ReactionCounts {
            support: Some(3),
            ..ReactionCounts::default()
        };
        let nothing = ReactionCounts::default();
        assert_eq!(tell_everyone(counts.clone(), CountsVisibility::Always), counts);
        let after = CountsVisibility::AfterOwnReaction;
        assert_eq!(tell_everyone(counts.clone(), after), nothing);
        assert_eq!(tell_one(counts.clone(), after, false), nothing);
        assert_eq!(tell_one(counts.clone(), after, true), counts);
        assert_eq!(tell_one(counts, CountsVisibility::Never, true), nothing);
    }
}
