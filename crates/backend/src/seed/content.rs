//! What each invented municipality holds.

use clap::ValueEnum;

use super::around::Around;

/// The invented municipalities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Municipality {
    /// The one in which everything happens.
    #[default]
    Egeby,
    /// A neighbor, with which it learns.
    Vesterby,
}

/// The texts of the files that are seeded.
pub struct Content {
    pub service: &'static str,
    pub projects: &'static [&'static str],
    pub contributions: &'static [&'static str],
    pub comments: &'static [&'static str],
    pub moderation: &'static [&'static str],
    pub reports: &'static [&'static str],
    pub shared: &'static [&'static str],
    pub around: Around,
}

/// The texts of these files of a folder below `seed/`.
macro_rules! texts {
    ($folder:literal: $($name:literal),* $(,)?) => {
        &[$(include_str!(concat!("../../seed/", $folder, "/", $name, ".json"))),*]
    };
}

impl Municipality {
    /// What it holds.
    pub fn content(self) -> Content {
        match self {
            Municipality::Egeby => EGEBY,
            Municipality::Vesterby => VESTERBY,
        }
    }
}

const EGEBY: Content = Content {
    service: include_str!("../../seed/service.json"),
    projects: texts!("projects":
        "en-levende-storegade", "en-aa-man-kan-gaa-langs", "unge-skriver-ungepolitikken",
        "faste-ansigter-i-hjemmeplejen",
    ),
    contributions: texts!("contributions":
        "debates", "ideas-received", "ideas-considering", "ideas-planned", "ideas-in-progress", "ideas-implemented",
        "ideas-rejected", "ideas-linked", "ideas-villages", "ideas-around-town", "other-voices", "barriers", "stories",
    ),
    comments: texts!("comments":
        "biler-i-storegade-1", "biler-i-storegade-2", "biler-i-storegade-3", "den-gamle-skole-i-noerre-ege",
        "lys-eller-moerke-paa-aastien", "ideas-under-way", "ideas-planned", "ideas-settled", "new-voices",
    ),
    moderation: &[include_str!("../../seed/moderation.json")],
    reports: &[include_str!("../../seed/reports.json")],
    shared: &[include_str!("../../seed/shared.json")],
    around: Around {
        offers: &[include_str!("../../seed/offers.json")],
        expectations: &[include_str!("../../seed/expectations.json")],
        summaries: &[include_str!("../../seed/summaries.json")],
        rankings: include_str!("../../seed/rankings.json"),
        evaluations: include_str!("../../seed/evaluations.json"),
    },
};

const VESTERBY: Content = Content {
    service: include_str!("../../seed/vesterby/service.json"),
    projects: texts!("vesterby": "projects"),
    contributions: texts!("vesterby": "contributions"),
    comments: texts!("vesterby": "comments"),
    moderation: &[],
    reports: &[],
    shared: texts!("vesterby": "shared"),
    around: Around {
        offers: &[],
        expectations: &[],
        summaries: &[],
        rankings: "[]",
        evaluations: "[]",
    },
};
